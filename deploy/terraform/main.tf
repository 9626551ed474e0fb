# One IAM role and nothing else in AWS. policies.tf says who can use it and what it can do;
# registration.tf asks Landfast for its values and tells Landfast that it is there.

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

locals {
  account_id = data.aws_caller_identity.current.account_id
  partition  = data.aws_partition.current.partition

  by_hand             = var.landfast_url == null
  external_id         = local.by_hand ? var.external_id : local.answer.external_id
  principal           = local.by_hand ? var.principal : local.answer.principal
  role_name           = local.by_hand ? var.role_name : local.answer.role_name
  region              = local.by_hand ? var.region : local.answer.region
  landfast_account_id = split(":", local.principal)[4]

  granted = {
    for name, policy in local.policies : name => {
      Version   = "2012-10-17"
      Statement = [for one in policy.statements : one.statement if one.granted]
    } if policy.granted
  }

  own_tags = {
    "landfast:template-version" = local.template_version
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
  assume_role_policy   = jsonencode(local.trust)
  tags                 = merge(var.tags, local.own_tags)

  lifecycle {
    precondition {
      condition     = !local.by_hand || alltrue([for given in [var.external_id, var.principal, var.role_name, var.region] : given != null])
      error_message = "Set landfast_url, or all of external_id, principal, role_name and region as Landfast shows them."
    }
    precondition {
      condition     = local.by_hand || alltrue([for given in [var.external_id, var.principal, var.role_name] : given == null])
      error_message = "With landfast_url, Landfast itself gives external_id, principal and role_name: leave them out."
    }
  }
}

resource "aws_iam_role_policy" "access" {
  for_each = local.granted

  name   = each.key
  role   = aws_iam_role.access.name
  policy = jsonencode(each.value)
}
