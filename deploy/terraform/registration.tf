# How the module talks to Landfast: by Terraform's own data source for remote states, so that no other
# provider and no program is needed. The API token is sent as the password of HTTP's basic
# authentication; Terraform takes it from the environment variable TF_HTTP_PASSWORD and writes it
# neither into a plan nor into a state.

# Its id names this deployment. No plan knows it before the first apply, so that the account is
# registered by an apply and never by a plan. Another account or another Landfast is another deployment.
resource "terraform_data" "registration" {
  count = var.landfast_url == null ? 0 : 1

  triggers_replace = [local.account_id, var.landfast_url]
}

locals {
  about = join("&", [
    "account_id=${local.account_id}",
    "template_version=${local.template_version}",
    "choices=${urlencode(local.choices)}",
  ])
  wishes = join("", [
    var.name == null ? "" : "&name=${urlencode(var.name)}",
    var.region == null ? "" : "&region=${urlencode(var.region)}",
  ])
  deployment = var.landfast_url == null ? "" : "${trimsuffix(var.landfast_url, "/")}/api/v1/terraform/deployments/${terraform_data.registration[0].id}"
  answer     = one(data.terraform_remote_state.registration[*].outputs)
}

# Registers the account, unless it is registered, and asks for the values of the role.
data "terraform_remote_state" "registration" {
  count = var.landfast_url == null ? 0 : 1

  backend = "http"
  config = {
    address  = "${local.deployment}/registration?${local.about}&trust=${var.trust}${local.wishes}"
    username = "landfast"
  }

  lifecycle {
    postcondition {
      condition     = !can(self.outputs.problem)
      error_message = try(self.outputs.problem, "")
    }
  }
}

# Tells Landfast that the role is there or has changed; Landfast then checks it. Read in an apply when
# the role changes, and in a plan when it does not: Landfast takes no notice of what it knows.
data "terraform_remote_state" "role" {
  count = var.landfast_url == null ? 0 : 1

  backend = "http"
  config = {
    address  = "${local.deployment}/role?${local.about}&role_id=${aws_iam_role.access.unique_id}&fingerprint=${local.fingerprint}"
    username = "landfast"
  }

  lifecycle {
    postcondition {
      condition     = !can(self.outputs.problem)
      error_message = try(self.outputs.problem, "")
    }
  }

  depends_on = [aws_iam_role.access, aws_iam_role_policy.access]
}

locals {
  # Tells one state of the role from another; nothing can be read from it.
  fingerprint = sha256(jsonencode([local.trust_policy, local.granted, local.own_tags, var.permissions_boundary_arn]))
}

# Landfast's own words: that the account's record was removed, or that it wants another version.
check "landfast" {
  assert {
    condition     = try(local.answer.notice, "") == ""
    error_message = try(local.answer.notice, "")
  }
}
