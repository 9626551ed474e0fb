output "bucket" {
  description = "Name of the bucket, once AWS may deliver into it: AWS refuses an export before."
  value       = aws_s3_bucket.bills.id
  depends_on  = [aws_s3_bucket_policy.bills]
}

output "region" {
  description = "Region of the bucket: that of the provider which was passed in."
  value       = data.aws_region.current.id
}
