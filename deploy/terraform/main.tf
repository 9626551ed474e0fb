# One IAM role and, where it trusts an OIDC issuer, the issuer's provider. policies.tf says who can use it and what it can do;
# registration.tf asks Landfast for its values and tells Landfast that it is there.

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

locals {
  account_id = data.aws_caller_identity.current.account_id
  partition  = data.aws_partition.current.partition

  by_hand             = var.by_hand != null
  external_id         = local.by_hand ? var.by_hand.external_id : try(local.answer.external_id, "")
  principal           = local.by_hand ? coalesce(var.by_hand.principal, " ") : try(local.answer.principal, "")
  role_name           = local.by_hand ? var.by_hand.role_name : try(local.answer.role_name, "")
  region              = local.by_hand ? var.by_hand.region : try(local.answer.region, "")
  landfast_account_id = try(split(":", local.principal)[4], "")
  by_token            = var.trust == "issuer"
  trust_policy        = local.by_token ? jsonencode(local.trust_by_token) : jsonencode(local.trust)

  granted = {
    for name, policy in local.policies : name => {
      Version   = "2012-10-17"
      Statement = policy.statements
    } if policy.granted
  }

  own_tags = {
    "landfast:template-version" = local.by_token ? local.issuer_template_version : local.template_version
    "landfast:stack-region"     = local.region
    "landfast:choices"          = local.choices
  }
}

resource "aws_iam_role" "access" {
  name        = local.role_name
  path        = local.role_path
  description = "Lets Landfast read what its Terraform module lists. Made and deleted by Terraform."

  # Seconds: a session of Landfast ends after an hour at the latest.
  max_session_duration = 3600

  permissions_boundary = var.permissions_boundary_arn
  assume_role_policy   = local.trust_policy
  tags                 = merge(var.tags, local.own_tags)

  lifecycle {
    precondition {
      condition     = (var.landfast_url == null) != (var.by_hand == null)
      error_message = "Set either landfast_url, from where the values of the role come, or by_hand with the values themselves."
    }
    precondition {
      condition     = !local.by_token || local.issuer != ""
      error_message = "This module knows no OIDC issuer. Take the one that your Landfast offers, a server that runs with --issuer; or leave trust out."
    }
    precondition {
      condition     = local.by_token || !local.by_hand || try(var.by_hand.principal != null, false)
      error_message = "by_hand needs the principal that Landfast shows, unless trust is issuer."
    }
  }
}

resource "aws_iam_role_policy" "access" {
  for_each = local.granted

  name   = each.key
  role   = aws_iam_role.access.name
  policy = jsonencode(each.value)
}

# Where AWS finds the keys with which Landfast's tokens are signed. It lets nobody in by itself.
resource "aws_iam_openid_connect_provider" "landfast" {
  count = local.by_token && var.create_provider ? 1 : 0

  url            = "https://${coalesce(local.issuer, "none.invalid")}"
  client_id_list = ["sts.amazonaws.com"]

  # AWS trusts the host by its own list of authorities and takes no notice of this; older versions of
  # the provider demand one.
  thumbprint_list = ["ffffffffffffffffffffffffffffffffffffffff"]
}
