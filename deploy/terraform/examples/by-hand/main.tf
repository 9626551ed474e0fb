# Where Terraform cannot reach Landfast: register the account in Landfast first, and copy the values
# that its page shows.

provider "aws" {
  region = "us-east-1"
}

module "landfast" {
  source = "../.."

  by_hand = {
    external_id = "lf-aaaaaaaaaaaaaaaaaaaaaaaaaa"
    principal   = var.principal
    role_name   = "landfast-x1y2z3w4"
    region      = "us-east-1"
  }
}

variable "principal" {
  description = "ARN of the role or user that Landfast runs as."
  type        = string
}
