variable "bucket" {
  description = "Name of the bucket for the bills. Names of buckets are unique in all of AWS."
  type        = string

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", var.bucket))
    error_message = "Expected as bucket 3 to 63 small letters, digits, dots and hyphens."
  }
}

variable "force_destroy" {
  description = "Whether a destroy deletes the bills too. While it is false, a bucket that holds something is not destroyed; a bill is in it from the first delivery on."
  type        = bool
  default     = false
}

variable "tags" {
  description = "Tags of the bucket."
  type        = map(string)
  default     = {}
}

variable "after" {
  description = "Nothing is made before it is there; its value counts for nothing."
  type        = any
  default     = null
}
