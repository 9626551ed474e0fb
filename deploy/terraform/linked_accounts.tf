# The role in every linked account, by one StackSet; where use_stackset asks for it.

# Its output is known in an apply only when it changes, so that no plan begins to roll anything out.
resource "terraform_data" "linked_accounts" {
  count = var.use_stackset ? 1 : 0

  input = "units=${join(",", sort(var.organizational_unit_ids))}"

  lifecycle {
    precondition {
      condition     = var.landfast_url != null
      error_message = "use_stackset needs landfast_url: the values of the StackSet come from there. Without it, take the StackSet's instructions from the payer's page in Landfast."
    }
  }
}

# Begins the roll-out, unless it is begun, and asks for its values.
data "terraform_remote_state" "linked_accounts" {
  count = var.use_stackset && var.landfast_url != null ? 1 : 0

  backend = "http"
  config = {
    address  = "${local.deployment}/linked-accounts?account_id=${local.account_id}&${terraform_data.linked_accounts[0].output}"
    username = "landfast"
  }

  lifecycle {
    postcondition {
      condition     = !can(self.outputs.problem)
      error_message = try(self.outputs.problem, "")
    }
    postcondition {
      condition     = can(self.outputs.problem) || try(self.outputs.region, local.provider_region) == local.provider_region
      error_message = "Landfast wants the linked accounts' stacks in ${try(self.outputs.region, "")}. Pass the module a provider of that region, by providers = { aws = … }; the role is the same in every region. This provider's region: ${local.provider_region}."
    }
  }
}

module "linked_accounts" {
  source = "./modules/linked-accounts"
  count  = var.use_stackset ? 1 : 0

  account_id              = local.account_id
  name                    = try(one(data.terraform_remote_state.linked_accounts[*].outputs).stack_set_name, "")
  template_url            = try(one(data.terraform_remote_state.linked_accounts[*].outputs).template_url, "")
  parameters              = try(jsondecode(one(data.terraform_remote_state.linked_accounts[*].outputs).parameters), {})
  organizational_unit_ids = var.organizational_unit_ids
  tags                    = var.tags
}

# Tells Landfast that the StackSet is there or has changed; Landfast then tries each account.
data "terraform_remote_state" "linked_accounts_made" {
  count = var.use_stackset && var.landfast_url != null ? 1 : 0

  backend = "http"
  config = {
    address  = "${local.deployment}/linked-accounts?account_id=${local.account_id}&${terraform_data.linked_accounts[0].output}&fingerprint=${module.linked_accounts[0].made}"
    username = "landfast"
  }

  lifecycle {
    postcondition {
      condition     = !can(self.outputs.problem)
      error_message = try(self.outputs.problem, "")
    }
  }

  depends_on = [data.terraform_remote_state.role, module.linked_accounts]
}
