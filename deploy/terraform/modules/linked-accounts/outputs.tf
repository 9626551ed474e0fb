output "made" {
  description = "Tells one state of what was made from another."
  value = sha256(jsonencode([
    aws_cloudformation_stack_set.access.stack_set_id,
    var.template_url,
    var.parameters,
    sort([for one in aws_cloudformation_stack_set_instance.access : one.id]),
  ]))
}
