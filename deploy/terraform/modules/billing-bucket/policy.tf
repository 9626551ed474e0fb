# Made by `cargo xtask gen`; changes here are overwritten.
#
# Who may do what with the bucket. AWS asks for the policy before it takes an export.

locals {
  bucket_policy = {
    Version = "2012-10-17"
    Statement = [
      # AWS reads this policy before it accepts an export.
      {
        Sid    = "LetAwsSeeThatItMayDeliver"
        Effect = "Allow"
        Principal = {
          Service = [
            "billingreports.amazonaws.com",
            "bcm-data-exports.amazonaws.com",
          ]
        }
        Action = [
          "s3:GetBucketAcl",
          "s3:GetBucketPolicy",
        ]
        Resource = "arn:${local.partition}:s3:::${var.bucket}"
        Condition = {
          StringEquals = {
            "aws:SourceAccount" = "${local.account_id}"
          }
          ArnLike = {
            "aws:SourceArn" = [
              "arn:${local.partition}:cur:*:${local.account_id}:definition/*",
              "arn:${local.partition}:bcm-data-exports:*:${local.account_id}:export/*",
            ]
          }
        }
      },
      # AWS writes the bills: for reports and exports of this account only.
      {
        Sid    = "LetAwsDeliver"
        Effect = "Allow"
        Principal = {
          Service = [
            "billingreports.amazonaws.com",
            "bcm-data-exports.amazonaws.com",
          ]
        }
        Action   = "s3:PutObject"
        Resource = "arn:${local.partition}:s3:::${var.bucket}/*"
        Condition = {
          StringEquals = {
            "aws:SourceAccount" = "${local.account_id}"
          }
          ArnLike = {
            "aws:SourceArn" = [
              "arn:${local.partition}:cur:*:${local.account_id}:definition/*",
              "arn:${local.partition}:bcm-data-exports:*:${local.account_id}:export/*",
            ]
          }
        }
      },
      # This only refuses: it gives nobody anything.
      {
        Sid       = "RefuseCallsWithoutTls"
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:*"
        Resource = [
          "arn:${local.partition}:s3:::${var.bucket}",
          "arn:${local.partition}:s3:::${var.bucket}/*",
        ]
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  }
}
