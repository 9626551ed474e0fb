# Two accounts, each with a provider of its own; the second one only where it is wanted.

variable "landfast_url" {
  type    = string
  default = "https://landfast.example.com"
}

variable "staging" {
  description = "Whether Landfast shall see the staging account too."
  type        = bool
  default     = true
}

provider "aws" {
  alias  = "production"
  region = "us-east-1"
}

provider "aws" {
  alias  = "staging"
  region = "us-east-1"
}

module "production" {
  source    = "../.."
  providers = { aws = aws.production }

  landfast_url = var.landfast_url
  name         = "Production"
}

module "staging" {
  source    = "../.."
  count     = var.staging ? 1 : 0
  providers = { aws = aws.staging }

  landfast_url = var.landfast_url
  name         = "Staging"
  capabilities = ["billing"]
  tag_access   = "none"
}
