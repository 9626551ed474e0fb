output "role_arn" {
  description = "ARN of the role."
  value       = aws_iam_role.access.arn
}

output "external_id" {
  description = "The external id; the role's trust policy demands it with a colon and the account id behind it."
  value       = local.external_id
}
