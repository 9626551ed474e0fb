# The account that Terraform is signed in to. Before the first apply:
#   export TF_HTTP_PASSWORD=...   # an operator's API token of Landfast

provider "aws" {
  region = "us-east-1"
}

module "landfast" {
  source = "../.."

  landfast_url = var.landfast_url
  name         = "Production"
  tag_access   = "read"
}

variable "landfast_url" {
  type    = string
  default = "https://landfast.example.com"
}

output "landfast_role_arn" {
  value = module.landfast.role_arn
}
