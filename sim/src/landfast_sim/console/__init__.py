"""A stand-in for the AWS console: enough of it to create, watch, update and delete a stack."""
