# The OIDC issuer that the role can trust. The Landfast that offers this module writes its own here.

locals {
  # Its address without https://; empty where there is none.
  issuer = ""

  # The version of the CloudFormation template that makes the same role for it.
  issuer_template_version = ""
}
