# A bucket into which AWS may write the organization's bill, in the region of the provider. It gives
# nobody a right to read: that is the module billing-export's.

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

locals {
  account_id = data.aws_caller_identity.current.account_id
  partition  = data.aws_partition.current.partition
}

resource "aws_s3_bucket" "bills" {
  bucket        = var.bucket
  force_destroy = var.force_destroy
  tags          = var.tags

  depends_on = [var.after]
}

# Nothing in it can be made public.
resource "aws_s3_bucket_public_access_block" "bills" {
  bucket = aws_s3_bucket.bills.id

  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

# What AWS delivers belongs to this account.
resource "aws_s3_bucket_ownership_controls" "bills" {
  bucket = aws_s3_bucket.bills.id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "bills" {
  bucket = aws_s3_bucket.bills.id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

resource "aws_s3_bucket_policy" "bills" {
  bucket = aws_s3_bucket.bills.id
  policy = jsonencode(local.bucket_policy)

  # S3 refuses changes of one bucket that meet each other.
  depends_on = [aws_s3_bucket_public_access_block.bills, aws_s3_bucket_ownership_controls.bills]
}
