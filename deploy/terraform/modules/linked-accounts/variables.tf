variable "account_id" {
  description = "The payer."
  type        = string
}

variable "name" {
  description = "Name of the StackSet: Landfast looks for it under this name."
  type        = string
}

variable "template_url" {
  description = "Where the template of the role is."
  type        = string
}

variable "parameters" {
  description = "The template's parameters, the same for every account."
  type        = map(string)
}

variable "organizational_unit_ids" {
  description = "Whom the StackSet reaches; the whole organization when empty."
  type        = list(string)
}

variable "tags" {
  description = "Tags of the StackSet and of its stacks."
  type        = map(string)
}
