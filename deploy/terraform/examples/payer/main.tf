# The payer of an organization: its role, the bill's export, and the role in every linked account. The
# bill lies in a bucket in Ireland; without that, leave out the module landfast_bucket and say
# billing_export = {}. Before the first apply:
#   export TF_HTTP_PASSWORD=...   # an operator's API token of Landfast

# AWS makes billing exports in us-east-1 only.
provider "aws" {
  region = "us-east-1"
}

provider "aws" {
  alias  = "ireland"
  region = "eu-west-1"
}

module "landfast_bucket" {
  source    = "../../modules/billing-bucket"
  providers = { aws = aws.ireland }

  bucket = "example-landfast-bills"
}

module "landfast" {
  source = "../.."

  landfast_url = var.landfast_url
  name         = "Payer"

  billing_export = {
    bucket        = module.landfast_bucket.bucket
    bucket_region = module.landfast_bucket.region
  }

  # Later is as well: turn it on when the payer is as you want it.
  use_stackset = true
}

variable "landfast_url" {
  type    = string
  default = "https://landfast.example.com"
}
