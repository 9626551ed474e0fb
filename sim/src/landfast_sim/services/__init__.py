"""AWS services that ministack 1.5.33 does not have, with answers that fit botocore's models.

Their data is small, made up and the same in every run.
"""
