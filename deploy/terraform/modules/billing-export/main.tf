# Has AWS write the organization's bill into a bucket, and lets Landfast's role read that bucket under the
# export's prefix. The CloudFormation template billing-export makes the same of the same choice.

locals {
  # Where the files lie; Landfast can read nothing else in the bucket.
  root = var.prefix == "" ? "${var.name}/" : "${var.prefix}/${var.name}/"
}

module "bucket" {
  source = "../billing-bucket"
  count  = var.make_bucket ? 1 : 0

  bucket        = var.bucket
  force_destroy = var.force_destroy
  tags          = var.tags
  after         = var.after
}

locals {
  # Waits for the bucket's policy: AWS refuses an export into a bucket that it may not write to.
  bucket = var.make_bucket ? one(module.bucket[*].bucket) : var.bucket
}

# CUR 2.0 or FOCUS 1.2.
resource "aws_bcmdataexports_export" "bill" {
  count = var.make_export && var.format != "legacy_cur" ? 1 : 0

  tags       = var.tags
  depends_on = [var.after]

  export {
    name        = var.name
    description = local.description

    data_query {
      query_statement      = local.queries[var.format]
      table_configurations = lookup(local.tables, var.format, null)
    }

    destination_configurations {
      s3_destination {
        s3_bucket = local.bucket
        s3_prefix = var.prefix
        s3_region = var.bucket_region

        s3_output_configurations {
          output_type = "CUSTOM"
          format      = "PARQUET"
          compression = "PARQUET"
          overwrite   = "OVERWRITE_REPORT"
        }
      }
    }

    refresh_cadence {
      frequency = "SYNCHRONOUS"
    }
  }
}

# The legacy Cost and Usage Report.
resource "aws_cur_report_definition" "bill" {
  count = var.make_export && var.format == "legacy_cur" ? 1 : 0

  report_name                = var.name
  time_unit                  = "HOURLY"
  format                     = "Parquet"
  compression                = "Parquet"
  additional_schema_elements = ["RESOURCES"]
  s3_bucket                  = local.bucket
  s3_prefix                  = var.prefix
  s3_region                  = var.bucket_region
  refresh_closed_reports     = true
  report_versioning          = "OVERWRITE_REPORT"
  tags                       = var.tags

  depends_on = [var.after]
}

# What Landfast's role may do with the bucket. It is allowed nothing else.
resource "aws_iam_policy" "reading" {
  name        = "${var.role_name}-billing-bucket"
  path        = "/landfast/"
  description = "Lets Landfast read the bills under one prefix of one bucket."
  policy      = jsonencode(local.reading_policy)
  tags        = var.tags

  depends_on = [var.after]
}

resource "aws_iam_role_policy_attachment" "reading" {
  role       = var.role_name
  policy_arn = aws_iam_policy.reading.arn
}
