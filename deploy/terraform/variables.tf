variable "landfast_url" {
  description = "Address of your Landfast, such as https://landfast.example.com. The module registers the account there and asks for the values of its role. It signs in with the API token in the environment variable TF_HTTP_PASSWORD. Leave it out to give external_id, principal, role_name and region by hand."
  type        = string
  default     = null

  validation {
    condition     = var.landfast_url == null || can(regex("^(https://[^/?#@ ]+|http://(127\\.0\\.0\\.1|localhost|\\[::1\\])(:[0-9]+)?)(/[^?#@ ]*)?$", var.landfast_url))
    error_message = "Expected an https address without a user name, such as https://landfast.example.com; http is taken on the machine itself only, because the API token is sent there."
  }
}

variable "name" {
  description = "Name of the account in Landfast, if this module registers it. The account id when left out."
  type        = string
  default     = null
}

variable "region" {
  description = "Home region of the account in Landfast, if this module registers it or if the values are given by hand. Landfast's own home region when left out."
  type        = string
  default     = null
}

variable "capabilities" {
  description = "What Landfast may do here, beside proving that the role is safe: any of billing, cost-explorer, recommendations, inventory and activation. docs/permissions.md of Landfast lists the actions of each."
  type        = set(string)
  default     = ["billing", "cost-explorer", "recommendations", "inventory"]

  validation {
    condition     = alltrue([for one in var.capabilities : contains(["billing", "cost-explorer", "recommendations", "inventory", "activation"], one)])
    error_message = "Expected any of billing, cost-explorer, recommendations, inventory and activation."
  }
}

variable "tag_access" {
  description = "What Landfast may do with the tags of resources: none, read or write."
  type        = string
  default     = "read"

  validation {
    condition     = contains(["none", "read", "write"], var.tag_access)
    error_message = "Expected none, read or write."
  }
}

variable "permissions_boundary_arn" {
  description = "ARN of the permissions boundary that your organization puts on its roles."
  type        = string
  default     = null
}

variable "tags" {
  description = "Tags of the role, beside the module's own, which begin with landfast:."
  type        = map(string)
  default     = {}

  validation {
    condition     = alltrue([for key in keys(var.tags) : !startswith(key, "landfast:")])
    error_message = "Tags that begin with landfast: are the module's own."
  }
}

variable "external_id" {
  description = "By hand, without landfast_url: the external id that Landfast shows for this account."
  type        = string
  default     = null

  validation {
    condition     = var.external_id == null || can(regex("^lf-[a-z2-7]{26}$", var.external_id))
    error_message = "Expected the value that Landfast shows: lf- and 26 characters of a-z and 2-7."
  }
}

variable "principal" {
  description = "By hand, without landfast_url: the ARN of the role or user that Landfast runs as."
  type        = string
  default     = null

  validation {
    condition     = var.principal == null || can(regex("^arn:(aws|aws-us-gov|aws-cn):iam::[0-9]{12}:(role|user)/[A-Za-z0-9+=,.@_/-]+$", var.principal))
    error_message = "Expected the ARN of an IAM role or user, as Landfast shows it."
  }
}

variable "role_name" {
  description = "By hand, without landfast_url: the name under which Landfast looks for the role."
  type        = string
  default     = null

  validation {
    condition     = var.role_name == null || can(regex("^landfast-[A-Za-z0-9-]{1,48}$", var.role_name))
    error_message = "Expected the name that Landfast shows: landfast- and 1 to 48 letters, digits and hyphens."
  }
}
