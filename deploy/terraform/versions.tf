terraform {
  # terraform_data came with 1.4, checks with 1.5. OpenTofu has both.
  required_version = ">= 1.5"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.60"
    }
  }
}
