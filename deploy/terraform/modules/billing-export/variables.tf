variable "account_id" {
  description = "The payer."
  type        = string
}

variable "partition" {
  description = "The payer's partition, such as aws."
  type        = string
}

variable "role_name" {
  description = "Name of Landfast's role, which may read the bills afterwards."
  type        = string
}

variable "make_bucket" {
  description = "Whether the bucket is made here, in the provider's region."
  type        = bool
}

variable "make_export" {
  description = "Whether the export is made here; the right to read it always is."
  type        = bool
}

variable "format" {
  description = "cur_2, legacy_cur or focus_1_2."
  type        = string
}

variable "bucket" {
  description = "Name of the bucket."
  type        = string
}

variable "bucket_region" {
  description = "Where the bucket is."
  type        = string
}

variable "prefix" {
  description = "What the keys of the bills begin with. Landfast can read nothing else in the bucket."
  type        = string
}

variable "name" {
  description = "Name of the export. Its files lie in a folder of this name under the prefix."
  type        = string
}

variable "force_destroy" {
  description = "Whether a destroy deletes the bills too."
  type        = bool
}

variable "tags" {
  description = "Tags of what is made."
  type        = map(string)
}

variable "after" {
  description = "Nothing is made before it is there; its value counts for nothing."
  type        = any
}
