provider "aws" {
  region            = "us-east-1"
  max_retries       = 2
  s3_use_path_style = true
}

data "aws_caller_identity" "me" {}

locals {
  account = data.aws_caller_identity.me.account_id
}

resource "aws_s3_bucket" "bills" {
  bucket        = "acme-bills"
  force_destroy = true
}

resource "aws_s3_bucket_policy" "bills" {
  bucket = aws_s3_bucket.bills.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = ["billingreports.amazonaws.com", "bcm-data-exports.amazonaws.com"] }
      Action    = ["s3:PutObject", "s3:GetBucketPolicy"]
      Resource  = [aws_s3_bucket.bills.arn, "${aws_s3_bucket.bills.arn}/*"]
      Condition = {
        StringEquals = { "aws:SourceAccount" = local.account }
        ArnLike = {
          "aws:SourceArn" = [
            "arn:aws:cur:us-east-1:${local.account}:definition/*",
            "arn:aws:bcm-data-exports:us-east-1:${local.account}:export/*",
          ]
        }
      }
    }]
  })
}

resource "aws_cur_report_definition" "bills" {
  report_name                = "landfast-cur"
  time_unit                  = "DAILY"
  format                     = "Parquet"
  compression                = "Parquet"
  additional_schema_elements = ["RESOURCES"]
  additional_artifacts       = ["ATHENA"]
  s3_bucket                  = aws_s3_bucket.bills.id
  s3_prefix                  = "legacy"
  s3_region                  = "us-east-1"
  report_versioning          = "OVERWRITE_REPORT"
  tags                       = { team = "finops" }
  depends_on                 = [aws_s3_bucket_policy.bills]
}

resource "aws_bcmdataexports_export" "focus" {
  depends_on = [aws_s3_bucket_policy.bills]
  tags       = { team = "finops" }

  export {
    name = "landfast-focus"

    data_query {
      query_statement = "SELECT BilledCost, Tags FROM FOCUS_1_2_AWS"
    }

    destination_configurations {
      s3_destination {
        s3_bucket = aws_s3_bucket.bills.id
        s3_prefix = "focus"
        s3_region = "us-east-1"

        s3_output_configurations {
          overwrite   = "OVERWRITE_REPORT"
          format      = "PARQUET"
          compression = "PARQUET"
          output_type = "CUSTOM"
        }
      }
    }

    refresh_cadence {
      frequency = "SYNCHRONOUS"
    }
  }
}

resource "aws_bcmdataexports_export" "cur2" {
  depends_on = [aws_s3_bucket_policy.bills]

  export {
    name = "landfast-cur2"

    data_query {
      query_statement = "SELECT line_item_unblended_cost FROM COST_AND_USAGE_REPORT"
      table_configurations = {
        COST_AND_USAGE_REPORT = {
          # Without it AWS adds it, and the provider refuses what it did not plan.
          BILLING_VIEW_ARN                      = "arn:aws:billing::${local.account}:billingview/primary"
          TIME_GRANULARITY                      = "DAILY"
          INCLUDE_RESOURCES                     = "FALSE"
          INCLUDE_MANUAL_DISCOUNT_COMPATIBILITY = "FALSE"
          INCLUDE_SPLIT_COST_ALLOCATION_DATA    = "FALSE"
        }
      }
    }

    destination_configurations {
      s3_destination {
        s3_bucket = aws_s3_bucket.bills.id
        s3_prefix = "cur2"
        s3_region = "us-east-1"

        s3_output_configurations {
          overwrite   = "CREATE_NEW_REPORT"
          format      = "TEXT_OR_CSV"
          compression = "GZIP"
          output_type = "CUSTOM"
        }
      }
    }

    refresh_cadence {
      frequency = "SYNCHRONOUS"
    }
  }
}
