# The organization's bill in a bucket, and the right to read it; where billing_export asks for it.

data "aws_region" "current" {}

locals {
  exports         = var.billing_export != null
  provider_region = data.aws_region.current.id

  # AWS makes exports nowhere else.
  billing_region = lookup({ aws = "us-east-1", aws-cn = "cn-northwest-1" }, local.partition, "")

  # Has the installation's part of the role's name in it, so that nobody who knows the account's number
  # alone can take it first.
  default_bucket = "landfast-billing-${local.account_id}-${lower(substr(replace(trimprefix(local.role_name, "landfast-"), "-", ""), 0, 24))}"

  bill = {
    bucket   = try(coalesce(var.billing_export.bucket), local.default_bucket)
    region   = try(coalesce(var.billing_export.bucket_region), local.provider_region)
    prefix   = try(var.billing_export.prefix, "")
    name     = try(var.billing_export.name, "")
    format   = try(var.billing_export.format, "")
    existing = try(coalesce(var.billing_export.existing), "")
  }
  bill_way = local.bill.existing != "" ? "existing" : local.bill.region == local.provider_region ? "new" : "new_other_region"
}

# Its output is known in an apply only when it changes, so that no plan tells Landfast of another choice.
resource "terraform_data" "billing_export" {
  count = local.exports ? 1 : 0

  input = join("&", [
    "way=${local.bill_way}",
    "format=${local.bill.format}",
    "bucket=${local.bill.bucket}",
    "bucket_region=${local.bill.region}",
    "prefix=${urlencode(local.bill.prefix)}",
    "name=${urlencode(local.bill.name)}",
    "existing=${urlencode(local.bill.existing)}",
  ])

  lifecycle {
    precondition {
      condition     = local.billing_region != ""
      error_message = "AWS offers no billing exports in this partition: its bill is part of the standard account that it was opened from. Leave billing_export out here."
    }
    precondition {
      condition     = local.provider_region == local.billing_region
      error_message = "AWS makes billing exports in ${local.billing_region} only. Pass the module a provider of that region, by providers = { aws = … }; the role is the same in every region. This provider's region: ${local.provider_region}."
    }
    precondition {
      condition     = local.bill_way == "new" || try(var.billing_export.bucket != null, false)
      error_message = "billing_export needs the name of the bucket that is there: that of the existing export, or the output of the module billing-bucket, which makes it in another region."
    }
  }
}

# Landfast takes the choice, or says why it does not, before anything is made.
data "terraform_remote_state" "billing_export" {
  count = local.exports && var.landfast_url != null ? 1 : 0

  backend = "http"
  config = {
    address  = "${local.deployment}/billing-export?account_id=${local.account_id}&${terraform_data.billing_export[0].output}"
    username = "landfast"
  }

  lifecycle {
    postcondition {
      condition     = !can(self.outputs.problem)
      error_message = try(self.outputs.problem, "")
    }
  }
}

module "billing_export" {
  source = "./modules/billing-export"
  count  = local.exports ? 1 : 0

  account_id    = local.account_id
  partition     = local.partition
  role_name     = aws_iam_role.access.name
  make_bucket   = local.bill_way == "new"
  make_export   = local.bill_way != "existing"
  format        = local.bill.format
  bucket        = local.bill.bucket
  bucket_region = local.bill.region
  prefix        = local.bill.prefix
  name          = local.bill.name
  force_destroy = var.billing_export.force_destroy
  tags          = var.tags
  after         = [terraform_data.billing_export, one(data.terraform_remote_state.billing_export[*].outputs)]
}

# Tells Landfast that it is there or has changed; Landfast then checks it.
data "terraform_remote_state" "billing_export_made" {
  count = local.exports && var.landfast_url != null ? 1 : 0

  backend = "http"
  config = {
    address  = "${local.deployment}/billing-export?account_id=${local.account_id}&${terraform_data.billing_export[0].output}&fingerprint=${module.billing_export[0].made}"
    username = "landfast"
  }

  lifecycle {
    postcondition {
      condition     = !can(self.outputs.problem)
      error_message = try(self.outputs.problem, "")
    }
  }

  # Known from this on: whose bill it is.
  depends_on = [data.terraform_remote_state.role, module.billing_export]
}
