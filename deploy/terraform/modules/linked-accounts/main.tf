# The role in every account below the root, or below some organizational units, by one service-managed
# StackSet: AWS makes it in the accounts that are there and in those that come. Never in the payer itself,
# whose role is the other module's.

# Tells the root. Not asked for where units are listed: AWS then reads every account of the organization.
data "aws_organizations_organization" "own" {
  count = length(var.organizational_unit_ids) == 0 ? 1 : 0

  lifecycle {
    postcondition {
      condition     = self.master_account_id == var.account_id
      error_message = "Account ${var.account_id} is not the payer of its organization: account ${self.master_account_id} is. Set use_stackset in the module's call for that one."
    }
    postcondition {
      condition     = anytrue([for one in coalesce(self.aws_service_access_principals, []) : startswith(one, "member.org.stacksets.cloudformation.")])
      error_message = "StackSets may not work in this organization's accounts yet. Run `aws cloudformation activate-organizations-access` in the payer, or choose \"Enable trusted access\" on the StackSets page, and apply again."
    }
  }
}

locals {
  units = toset(length(var.organizational_unit_ids) > 0 ? var.organizational_unit_ids : data.aws_organizations_organization.own[0].roots[*].id)
}

resource "aws_cloudformation_stack_set" "access" {
  name             = var.name
  description      = "Lets Landfast read the accounts of this organization. Made and deleted by Terraform."
  permission_model = "SERVICE_MANAGED"
  template_url     = var.template_url
  parameters       = var.parameters
  capabilities     = ["CAPABILITY_NAMED_IAM"]
  tags             = var.tags

  # An account that joins later gets the role too, and one that leaves loses it.
  auto_deployment {
    enabled                          = true
    retain_stacks_on_account_removal = false
  }

  # What comes while an operation runs waits for it.
  managed_execution {
    active = true
  }

  # One account that fails stops no other; Landfast says which one and why.
  operation_preferences {
    failure_tolerance_percentage = 100
    max_concurrent_percentage    = 25
  }

  timeouts {
    update = "6h"
  }

  lifecycle {
    # Of self-managed StackSets; AWS may tell one all the same.
    ignore_changes = [administration_role_arn, execution_role_name]
  }
}

# In the provider's region alone: a role is global.
resource "aws_cloudformation_stack_set_instance" "access" {
  for_each = local.units

  stack_set_name = aws_cloudformation_stack_set.access.name

  deployment_targets {
    organizational_unit_ids = [each.value]
  }

  operation_preferences {
    failure_tolerance_percentage = 100
    max_concurrent_percentage    = 25
  }

  timeouts {
    create = "6h"
    update = "6h"
    delete = "6h"
  }
}
