variable "landfast_url" {
  description = "Address of your Landfast, such as https://landfast.example.com. The module registers the account there and asks for the values of its role. It signs in with the API token in the environment variable TF_HTTP_PASSWORD. Leave it out to give its values by_hand."
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
  description = "Home region of the account in Landfast, if this module registers it. The home region of Landfast's partition when left out."
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

variable "writable_tag_keys" {
  description = "The tag keys that Landfast may write. Counts only where tag_access is write; while it is empty, no tag can be written. Leave out every key by which your policies or jobs decide."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for key in var.writable_tag_keys : can(regex("^[A-Za-z0-9_.:/=+@-]{1,128}$", key)) && !startswith(lower(key), "aws:")])
    error_message = "Expected tag keys of letters, digits and _.:/=+@-, none of which begins with aws:."
  }
  validation {
    condition     = length(join(",", var.writable_tag_keys)) <= 256
    error_message = "Expected tag keys of 256 characters together, with a comma between them: they stand in one policy several times."
  }
}

variable "trust" {
  description = "Whom the role trusts: role, the AWS identity of your Landfast, or issuer, the OIDC issuer that it is. As Landfast shows it for the account."
  type        = string
  default     = "role"

  validation {
    condition     = contains(["role", "issuer"], var.trust)
    error_message = "Expected role or issuer."
  }
}

variable "create_provider" {
  description = "Counts only where trust is issuer: whether to make the account's OIDC provider for the issuer. Set false where the account has it already; it can have only one."
  type        = bool
  default     = true
}

variable "billing_export" {
  description = "Of a payer: has AWS write the organization's bill into a bucket that Landfast may read. {} for CUR 2.0 into a new bucket; format: cur_2, legacy_cur or focus_1_2; bucket and bucket_region: of a bucket elsewhere, made by modules/billing-bucket; existing: report:NAME or the ARN of an export that is there. The module's provider has to be of us-east-1 (in China cn-northwest-1)."
  type = object({
    format        = optional(string, "cur_2")
    bucket        = optional(string)
    bucket_region = optional(string)
    prefix        = optional(string, "landfast")
    name          = optional(string, "landfast-billing")
    existing      = optional(string)
    force_destroy = optional(bool, false)
  })
  default = null

  validation {
    condition     = var.billing_export == null || contains(["cur_2", "legacy_cur", "focus_1_2"], try(var.billing_export.format, ""))
    error_message = "Expected as format cur_2, legacy_cur or focus_1_2."
  }
  validation {
    condition     = var.billing_export == null || can(regex("^[A-Za-z0-9!_.'()-]{1,128}$", var.billing_export.name))
    error_message = "Expected as name of the export letters, digits and !-_.'()"
  }
  validation {
    condition     = var.billing_export == null || can(regex("^([A-Za-z0-9!_.'()-]+(/[A-Za-z0-9!_.'()-]+)*)?$", var.billing_export.prefix))
    error_message = "Expected as prefix letters, digits and !-_.'() with slashes between them."
  }
  validation {
    condition     = try(var.billing_export.bucket, null) == null || can(regex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", var.billing_export.bucket))
    error_message = "Expected as bucket 3 to 63 small letters, digits, dots and hyphens."
  }
}

variable "use_stackset" {
  description = "Of a payer: whether to make the role in every linked account, by one service-managed StackSet. Landfast registers each account that it reaches. Can be turned on at any time. The module's provider has to be of us-east-1 (in China cn-northwest-1)."
  type        = bool
  default     = false
}

variable "organizational_unit_ids" {
  description = "Counts only with use_stackset: the organizational units, or roots, whose accounts get the role. The whole organization when empty."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for one in var.organizational_unit_ids : can(regex("^(ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}|r-[0-9a-z]{4,32})$", one))])
    error_message = "Expected ids of organizational units or roots, such as ou-ab12-cdef3456 or r-ab12."
  }
}

variable "permissions_boundary_arn" {
  description = "ARN of the permissions boundary that your organization puts on its roles."
  type        = string
  default     = null
}

variable "tags" {
  description = "Tags of what the module makes, beside the module's own of the role, which begin with landfast:."
  type        = map(string)
  default     = {}

  validation {
    condition     = alltrue([for key in keys(var.tags) : !startswith(key, "landfast:")])
    error_message = "Tags that begin with landfast: are the module's own."
  }
}

variable "by_hand" {
  description = "In place of landfast_url, where Terraform cannot reach Landfast: the values that Landfast shows for this account, which is registered there before."
  type = object({
    external_id = string
    principal   = optional(string)
    role_name   = string
    region      = string
  })
  default = null

  validation {
    condition     = var.by_hand == null || can(regex("^lf-[a-z2-7]{26}$", var.by_hand.external_id))
    error_message = "Expected as external_id the value that Landfast shows: lf- and 26 characters of a-z and 2-7."
  }

  validation {
    condition     = try(var.by_hand.principal, null) == null || can(regex("^arn:(aws|aws-us-gov|aws-cn):iam::[0-9]{12}:(role|user)/[A-Za-z0-9+=,.@_/-]+$", var.by_hand.principal))
    error_message = "Expected as principal the ARN of an IAM role or user, as Landfast shows it."
  }

  validation {
    condition     = var.by_hand == null || can(regex("^landfast-[A-Za-z0-9-]{1,48}$", var.by_hand.role_name))
    error_message = "Expected as role_name the name that Landfast shows: landfast- and 1 to 48 letters, digits and hyphens."
  }
}
