output "bucket" {
  description = "Where the bills lie."
  value       = local.bucket
}

output "made" {
  description = "Tells one state of what was made from another."
  value = sha256(jsonencode([
    var.bucket, var.bucket_region, var.prefix, var.name, var.format, var.make_bucket,
    aws_bcmdataexports_export.bill[*].id,
    aws_cur_report_definition.bill[*].arn,
    aws_iam_policy.reading.policy,
    aws_iam_role_policy_attachment.reading.id,
  ]))
}
