# Made by `cargo xtask gen` from deploy/permissions/*.toml; changes here are overwritten.
#
# Who can use the role, and what the role can do: each action with its reason beside it. The role
# reads; it can change neither itself nor anything else. The CloudFormation template of Landfast
# says the same, statement by statement.
# What is written here in words: docs/permissions.md of Landfast.

locals {
  # The version of the CloudFormation template that grants the same. Landfast reads it back from a
  # tag.
  template_version = "b93362742bcf"

  role_path = "/landfast/"

  # Who can use the role.
  trust = {
    Version = "2012-10-17"
    Statement = [
      # Landfast, with the external id of this account. Nobody else, and not without it.
      {
        Sid    = "AssumeWithExternalId"
        Effect = "Allow"
        Principal = {
          AWS = "arn:${local.partition}:iam::${local.landfast_account_id}:root"
        }
        Action = "sts:AssumeRole"
        Condition = {
          # The external id is bound to this account: the same value in a role of another account is
          # of no use.
          StringEquals = {
            "sts:ExternalId" = "${local.external_id}:${local.account_id}"
          }
          # Of Landfast's AWS account, this one role or user only.
          ArnEquals = {
            "aws:PrincipalArn" = local.principal
          }
        }
      },
      # Lets Landfast write into your CloudTrail which person or job a call was made for. This alone
      # does not let anybody use the role.
      {
        Sid    = "NameTheCaller"
        Effect = "Allow"
        Principal = {
          AWS = "arn:${local.partition}:iam::${local.landfast_account_id}:root"
        }
        Action = "sts:SetSourceIdentity"
        Condition = {
          # Of Landfast's AWS account, this one role or user only.
          ArnEquals = {
            "aws:PrincipalArn" = local.principal
          }
        }
      },
    ]
  }

  # What was chosen.
  switches = {
    billing         = contains(var.capabilities, "billing") ? "on" : "off"
    cost-explorer   = contains(var.capabilities, "cost-explorer") ? "on" : "off"
    recommendations = contains(var.capabilities, "recommendations") ? "on" : "off"
    inventory       = contains(var.capabilities, "inventory") ? "on" : "off"
    activation      = contains(var.capabilities, "activation") ? "on" : "off"
  }

  # The same in one line, as Landfast reads it back from a tag.
  choices = "billing=${local.switches.billing} cost-explorer=${local.switches.cost-explorer} recommendations=${local.switches.recommendations} inventory=${local.switches.inventory} activation=${local.switches.activation} tags=${var.tag_access}"

  # What the role can do where it is granted. It is allowed nothing else.
  policies = {
    # Know the account and the role. Lets Landfast prove that its role is safe and show people which
    # account they look at.
    landfast-identity = {
      granted = true
      statements = [
        {
          granted = true
          statement = {
            Effect = "Allow"
            Action = [
              # Reads back this role's own trust policy and tags, to prove that nobody but Landfast
              # can use the role and to see which version of this template made it.
              "iam:GetRole",
            ]
            Resource = [
              "arn:${local.partition}:iam::${local.account_id}:role/landfast/${local.role_name}",
            ]
          }
        },
        {
          granted = true
          statement = {
            Effect = "Allow"
            Action = [
              # Shows the alias of the account beside its number, so that people recognise the
              # account.
              # On the whole account: an alias belongs to the account as a whole, so AWS offers no
              # narrower scope for this action.
              "iam:ListAccountAliases",
            ]
            Resource = "*"
          }
        },
      ]
    }
    # Know the organization. Lets Landfast tell a payer from a linked and a standalone account, and
    # find the accounts of a payer.
    landfast-organization = {
      granted = true
      statements = [
        {
          granted = true
          statement = {
            Effect = "Allow"
            Action = [
              # Tells whether the account pays for an organization, which account pays for it, or
              # that it stands alone.
              # On the whole account: AWS offers no narrower scope for this action.
              "organizations:DescribeOrganization",
              # Lists the accounts that a payer pays for, so that they can be shown and registered.
              # On the whole account: AWS offers no narrower scope for this action.
              "organizations:ListAccounts",
            ]
            Resource = "*"
          }
        },
      ]
    }
  }
}
