"""Web identity: OIDC providers in IAM, and tokens that STS really verifies.

ministack 1.5.33 takes any token that decodes.
"""
