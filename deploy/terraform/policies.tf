# Made by `cargo xtask gen` from deploy/permissions/*.toml; changes here are overwritten.
#
# Who can use the role, and what the role can do: each action with its reason beside it. The role
# can change neither itself nor anything else but, where tag_access is write, the tags of
# writable_tag_keys. The CloudFormation template of Landfast says the same, statement by statement.
# What is written here in words: docs/permissions.md of Landfast.

locals {
  # The version of the CloudFormation template that grants the same. Landfast reads it back from a
  # tag.
  template_version = "760706e8c954"

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

  # Who can use the role where it trusts the OIDC issuer of Landfast.
  trust_by_token = {
    Version = "2012-10-17"
    Statement = [
      # Whoever shows a token of Landfast's for this account. Nobody else, and not without it.
      {
        Sid    = "AssumeWithToken"
        Effect = "Allow"
        Principal = {
          Federated = "arn:${local.partition}:iam::${local.account_id}:oidc-provider/${local.issuer}"
        }
        Action = [
          "sts:AssumeRoleWithWebIdentity",
          # Lets Landfast write into your CloudTrail which person or job a call was made for.
          "sts:SetSourceIdentity",
        ]
        Condition = {
          StringEquals = {
            # The external id is bound to this account: the same value in a role of another account
            # is of no use.
            "${local.issuer}:sub" = "${local.external_id}:${local.account_id}"
            # A token that was made for anybody but AWS STS is refused.
            "${local.issuer}:aud" = "sts.amazonaws.com"
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
          Effect = "Allow"
          Action = [
            # Reads back this role's own trust policy and tags, to prove that nobody but Landfast
            # can use the role and to see which version of this template made it.
            "iam:GetRole",
            # Lists the names of this role's own inline policies, to see that none was added or
            # taken away.
            "iam:ListRolePolicies",
            # Reads this role's own inline policies, to show action by action how they differ from
            # what was chosen, and to find rights that nobody asked for.
            "iam:GetRolePolicy",
            # Lists the managed policies on this role, so that one that was attached later does not
            # stay unseen.
            "iam:ListAttachedRolePolicies",
          ]
          Resource = [
            "arn:${local.partition}:iam::${local.account_id}:role/landfast/${local.role_name}",
          ]
        },
        {
          Effect = "Allow"
          Action = [
            # Finds the version in force of a managed policy of Landfast's own, where the role's
            # policies are too long to stand in the role itself.
            "iam:GetPolicy",
            # Reads that version of a managed policy of Landfast's own.
            "iam:GetPolicyVersion",
          ]
          Resource = [
            "arn:${local.partition}:iam::${local.account_id}:policy/landfast/*",
          ]
        },
        {
          Effect = "Allow"
          Action = [
            # Shows the alias of the account beside its number, so that people recognise the
            # account.
            # On the whole account: an alias belongs to the account as a whole, so AWS offers no
            # narrower scope for this action.
            "iam:ListAccountAliases",
          ]
          Resource = "*"
        },
      ]
    }
    # Know the organization. Lets Landfast tell a payer from a linked and a standalone account, and
    # find the accounts of a payer.
    landfast-organization = {
      granted = true
      statements = [
        {
          Effect = "Allow"
          Action = [
            # Tells whether the account pays for an organization, which account pays for it, or that
            # it stands alone.
            # On the whole account: AWS offers no narrower scope for this action.
            "organizations:DescribeOrganization",
            # Lists the accounts that a payer pays for, so that they can be shown and registered.
            # On the whole account: AWS offers no narrower scope for this action.
            "organizations:ListAccounts",
          ]
          Resource = "*"
        },
      ]
    }
    # Find the bill's data. Lets Landfast find the cost reports and data exports that the account
    # has, so that they can be adopted and their delivery watched.
    landfast-billing = {
      granted = local.switches.billing == "on"
      statements = [
        {
          Effect = "Allow"
          Action = [
            # Lists the account's legacy Cost and Usage Reports with their buckets and last
            # delivery, to offer them for adoption and to see when one stops.
            # On the whole account: AWS offers no narrower scope for this action.
            "cur:DescribeReportDefinitions",
            # Lists the account's Data Exports (CUR 2.0 and FOCUS) with their health, to offer them
            # for adoption.
            # On the whole account: AWS offers no narrower scope for this action.
            "bcm-data-exports:ListExports",
          ]
          Resource = "*"
        },
        {
          Effect = "Allow"
          Action = [
            # Reads what one export contains and where it is delivered, to tell whether bills can be
            # read from it.
            "bcm-data-exports:GetExport",
            # Lists the deliveries of one export, to say when data came last and when it failed.
            "bcm-data-exports:ListExecutions",
            # Reads why one delivery of an export failed, to name the cure.
            "bcm-data-exports:GetExecution",
          ]
          Resource = [
            "arn:${local.partition}:bcm-data-exports:*:${local.account_id}:export/*",
          ]
        },
      ]
    }
    # Ask Cost Explorer. Lets Landfast compare every month of the bill with what Cost Explorer says
    # of it, to the last digit.
    landfast-cost-explorer = {
      granted = local.switches.cost-explorer == "on"
      statements = [
        {
          Effect = "Allow"
          Action = [
            # Reads the totals of a month by service and account, to reconcile the bill that was
            # read from a report or export.
            # On the whole account: a bill belongs to the account as a whole; a narrower scope
            # exists for shared billing views only.
            "ce:GetCostAndUsage",
            # Lists the services and accounts that a bill names, in Cost Explorer's own spelling,
            # which its other calls demand.
            # On the whole account: a bill belongs to the account as a whole; a narrower scope
            # exists for shared billing views only.
            "ce:GetDimensionValues",
          ]
          Resource = "*"
        },
      ]
    }
    # Read AWS's recommendations. Lets Landfast show what AWS itself advises: which reservations and
    # savings plans to buy and which resources are too large or idle.
    landfast-recommendations = {
      granted = local.switches.recommendations == "on"
      statements = [
        {
          Effect = "Allow"
          Action = [
            # Reads which reservations for EC2, RDS, ElastiCache, OpenSearch and Redshift would save
            # money, and how much.
            # On the whole account: AWS offers no narrower scope for this action.
            "ce:GetReservationPurchaseRecommendation",
            # Reads which savings plans would save money, and how much.
            # On the whole account: AWS offers no narrower scope for this action.
            "ce:GetSavingsPlansPurchaseRecommendation",
            # Tells whether Cost Optimization Hub is switched on; Landfast does not switch it on.
            # On the whole account: AWS offers no narrower scope for this action.
            "cost-optimization-hub:ListEnrollmentStatuses",
            # Reads what all recommendations together would save, without counting a saving twice.
            # On the whole account: AWS offers no narrower scope for this action.
            "cost-optimization-hub:ListRecommendationSummaries",
            # Lists the recommendations with resource, action and saving.
            # On the whole account: AWS offers no narrower scope for this action.
            "cost-optimization-hub:ListRecommendations",
            # Reads one recommendation with the present and the advised configuration.
            # On the whole account: AWS offers no narrower scope for this action.
            "cost-optimization-hub:GetRecommendation",
            # Tells whether Compute Optimizer is switched on; Landfast does not switch it on.
            # On the whole account: AWS offers no narrower scope for this action.
            "compute-optimizer:GetEnrollmentStatus",
            # Reads how many resources Compute Optimizer finds too large, too small or idle, and
            # what that costs.
            # On the whole account: AWS offers no narrower scope for this action.
            "compute-optimizer:GetRecommendationSummaries",
          ]
          Resource = "*"
        },
      ]
    }
    # See what there is. Lets Landfast list the account's resources by service, so that costs can be
    # told resource by resource.
    landfast-inventory = {
      granted = local.switches.inventory == "on"
      statements = [
        {
          Effect = "Allow"
          Action = [
            # Lists the regions that are on in the account, so that no others are asked.
            # On the whole account: AWS offers no narrower scope for this action.
            "ec2:DescribeRegions",
            # Counts the resources of each type, where AWS Config records them; without tags.
            # On the whole account: AWS offers no narrower scope for this action.
            "config:GetDiscoveredResourceCounts",
            # Lists type, id and name of the resources, where AWS Config records them; without
            # settings and without tags.
            # On the whole account: AWS offers no narrower scope for this action.
            "config:ListDiscoveredResources",
            # Lists the names and regions of the buckets; what is in them stays closed.
            # On the whole account: AWS offers no narrower scope for this action.
            "s3:ListAllMyBuckets",
            # Lists the names of the DynamoDB tables; what is in them stays closed.
            # On the whole account: AWS offers no narrower scope for this action.
            "dynamodb:ListTables",
            # Lists the names of the OpenSearch domains, to set recommendations for reservations
            # beside what runs.
            # On the whole account: AWS offers no narrower scope for this action.
            "es:ListDomainNames",
          ]
          Resource = "*"
        },
        {
          Effect = "Allow"
          Action = [
            # Lists ElastiCache clusters with type and size, to set recommendations for reservations
            # beside what runs.
            "elasticache:DescribeCacheClusters",
          ]
          Resource = [
            "arn:${local.partition}:elasticache:*:${local.account_id}:cluster:*",
          ]
        },
      ]
    }
    # See what there is. Lets Landfast list the account's resources by service, so that costs can be
    # told resource by resource.
    landfast-inventory-tags = {
      granted = local.switches.inventory == "on" && var.tag_access != "none"
      statements = [
        {
          Effect = "Allow"
          Action = [
            # Lists EC2 instances with type, state and tags; their user data is not in the answer.
            # On the whole account: AWS offers no narrower scope for this action.
            "ec2:DescribeInstances",
            # Lists EBS volumes with size, state and tags, the ones that no instance uses among
            # them.
            # On the whole account: AWS offers no narrower scope for this action.
            "ec2:DescribeVolumes",
            # Lists Redshift clusters with node type and tags, to set recommendations for
            # reservations beside what runs.
            # On the whole account: AWS offers no narrower scope for this action.
            "redshift:DescribeClusters",
            # Lists the resources that have or had tags, of all services in one call, with their
            # tags.
            # On the whole account: AWS offers no narrower scope for this action.
            "tag:GetResources",
            # Lists the tag keys in use, to offer them where costs are asked by tag.
            # On the whole account: AWS offers no narrower scope for this action.
            "tag:GetTagKeys",
          ]
          Resource = "*"
        },
        {
          Effect = "Allow"
          Action = [
            # Lists RDS instances with class, engine and tags, to set recommendations for
            # reservations beside what runs.
            "rds:DescribeDBInstances",
          ]
          Resource = [
            "arn:${local.partition}:rds:*:${local.account_id}:db:*",
          ]
        },
      ]
    }
    # Follow the roll-out to linked accounts. Lets Landfast see, from the payer, how its StackSet
    # reaches the linked accounts and where each account stands in the organization.
    landfast-activation = {
      granted = local.switches.activation == "on"
      statements = [
        {
          Effect = "Allow"
          Action = [
            # Finds the root of the organization, which is the target when a StackSet is to reach
            # all accounts.
            # On the whole account: AWS offers no narrower scope for this action.
            "organizations:ListRoots",
          ]
          Resource = "*"
        },
        {
          Effect = "Allow"
          Action = [
            # Lists the organizational units, so that one can be chosen as the target of a StackSet.
            "organizations:ListOrganizationalUnitsForParent",
            # Lists the accounts of an organizational unit, to say which of them the StackSet has
            # not reached.
            "organizations:ListAccountsForParent",
          ]
          Resource = [
            "arn:${local.partition}:organizations::${local.account_id}:root/o-*/r-*",
            "arn:${local.partition}:organizations::${local.account_id}:ou/o-*/ou-*",
          ]
        },
        {
          Effect = "Allow"
          Action = [
            # Reads template and parameters of Landfast's own StackSet, to see that it rolls out the
            # current template with the right values.
            "cloudformation:DescribeStackSet",
            # Lists the accounts that Landfast's own StackSet reached, with the state of each.
            "cloudformation:ListStackInstances",
            # Lists what Landfast's own StackSet was told to do and how that ended, to say whether
            # it is still at work.
            "cloudformation:ListStackSetOperations",
            # Reads why Landfast's own StackSet failed in an account, to name the cure.
            "cloudformation:ListStackSetOperationResults",
          ]
          Resource = [
            "arn:${local.partition}:cloudformation:*:${local.account_id}:stackset/landfast-*:*",
          ]
        },
      ]
    }
    # Write tags back. Lets Landfast bring edits of tags back to AWS, for the tag keys that the
    # account's owner lists and for no other.
    landfast-tag-writing = {
      granted = var.tag_access == "write" && length(var.writable_tag_keys) > 0
      statements = [
        {
          Effect = "Allow"
          Action = [
            # Reads the tags of a resource before and after a write, so that nothing is overwritten
            # unseen and every write can be undone.
            # On the whole account: AWS offers no narrower scope for this action.
            "tag:GetResources",
            # Sets tags on up to twenty resources in one call.
            # On the whole account: AWS offers neither a narrower scope nor a condition for this
            # action; it needs the service's own action below besides, which is bound to resources
            # and keys.
            "tag:TagResources",
            # Removes tags from up to twenty resources in one call, when an edit removed them or a
            # write is undone.
            # On the whole account: AWS offers neither a narrower scope nor a condition for this
            # action; it needs the service's own action below besides, which is bound to resources
            # and keys.
            "tag:UntagResources",
          ]
          Resource = "*"
        },
        {
          Effect = "Allow"
          Action = [
            # Sets tags on EC2 instances and EBS volumes.
            "ec2:CreateTags",
            # Removes tags of EC2 instances and EBS volumes.
            "ec2:DeleteTags",
          ]
          Resource = [
            "arn:${local.partition}:ec2:*:${local.account_id}:instance/*",
            "arn:${local.partition}:ec2:*:${local.account_id}:volume/*",
          ]
          Condition = {
            "ForAllValues:StringEquals" = {
              "aws:TagKeys" = var.writable_tag_keys
            }
            Null = {
              "aws:TagKeys" = [
                "false",
              ]
            }
          }
        },
        {
          Effect = "Allow"
          Action = [
            # Sets tags on RDS instances and clusters.
            "rds:AddTagsToResource",
            # Removes tags of RDS instances and clusters.
            "rds:RemoveTagsFromResource",
          ]
          Resource = [
            "arn:${local.partition}:rds:*:${local.account_id}:db:*",
            "arn:${local.partition}:rds:*:${local.account_id}:cluster:*",
          ]
          Condition = {
            "ForAllValues:StringEquals" = {
              "aws:TagKeys" = var.writable_tag_keys
            }
            Null = {
              "aws:TagKeys" = [
                "false",
              ]
            }
          }
        },
        {
          Effect = "Allow"
          Action = [
            # Sets tags on ElastiCache clusters and replication groups.
            "elasticache:AddTagsToResource",
            # Removes tags of ElastiCache clusters and replication groups.
            "elasticache:RemoveTagsFromResource",
          ]
          Resource = [
            "arn:${local.partition}:elasticache:*:${local.account_id}:cluster:*",
            "arn:${local.partition}:elasticache:*:${local.account_id}:replicationgroup:*",
          ]
          Condition = {
            "ForAllValues:StringEquals" = {
              "aws:TagKeys" = var.writable_tag_keys
            }
            Null = {
              "aws:TagKeys" = [
                "false",
              ]
            }
          }
        },
        {
          Effect = "Allow"
          Action = [
            # Sets tags on Redshift clusters.
            "redshift:CreateTags",
            # Removes tags of Redshift clusters.
            "redshift:DeleteTags",
          ]
          Resource = [
            "arn:${local.partition}:redshift:*:${local.account_id}:cluster:*",
          ]
          Condition = {
            "ForAllValues:StringEquals" = {
              "aws:TagKeys" = var.writable_tag_keys
            }
            Null = {
              "aws:TagKeys" = [
                "false",
              ]
            }
          }
        },
        {
          Effect = "Allow"
          Action = [
            # Sets tags on OpenSearch domains.
            "es:AddTags",
            # Removes tags of OpenSearch domains.
            "es:RemoveTags",
          ]
          Resource = [
            "arn:${local.partition}:es:*:${local.account_id}:domain/*",
          ]
          Condition = {
            "ForAllValues:StringEquals" = {
              "aws:TagKeys" = var.writable_tag_keys
            }
            Null = {
              "aws:TagKeys" = [
                "false",
              ]
            }
          }
        },
        {
          Effect = "Allow"
          Action = [
            # Sets tags on DynamoDB tables.
            "dynamodb:TagResource",
            # Removes tags of DynamoDB tables.
            "dynamodb:UntagResource",
          ]
          Resource = [
            "arn:${local.partition}:dynamodb:*:${local.account_id}:table/*",
          ]
          Condition = {
            "ForAllValues:StringEquals" = {
              "aws:TagKeys" = var.writable_tag_keys
            }
            Null = {
              "aws:TagKeys" = [
                "false",
              ]
            }
          }
        },
      ]
    }
  }
}
