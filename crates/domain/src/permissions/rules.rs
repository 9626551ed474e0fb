//! Which actions a manifest may ask for at all. What is refused here never reaches a template.

use super::{ActionName, Capability, Condition, ConditionOperator, writes};

/// Operations that only read begin with one of these.
const READ_VERBS: [&str; 4] = ["Get", "List", "Describe", "Head"];

/// Services with which a role could widen its own rights, swap its own stack or leave its
/// organization. [`writes::WANTED_WRITES`] cannot open them.
const GUARDED_SERVICES: [&str; 4] = ["cloudformation", "iam", "organizations", "sts"];

/// Operations that read by name but hand out credentials or secrets (Service Authorization
/// Reference, pages of these services).
const HANDS_OUT_SECRETS: [&str; 22] = [
    "codeartifact:GetAuthorizationToken",
    "cognito-identity:GetCredentialsForIdentity",
    "cognito-identity:GetOpenIdToken",
    "cognito-identity:GetOpenIdTokenForDeveloperIdentity",
    "connect:GetFederationToken",
    "ec2:GetPasswordData",
    "ecr-public:GetAuthorizationToken",
    "ecr:GetAuthorizationToken",
    "gamelift:GetInstanceAccess",
    "lightsail:DescribeKeyPair",
    "lightsail:GetInstanceAccessDetails",
    "lightsail:GetRelationalDatabaseMasterUserPassword",
    "redshift-serverless:GetCredentials",
    "redshift:GetClusterCredentials",
    "redshift:GetClusterCredentialsWithIAM",
    "secretsmanager:GetSecretValue",
    "signin:GetSigninToken",
    "ssm:GetParameter",
    "ssm:GetParameterHistory",
    "ssm:GetParameters",
    "ssm:GetParametersByPath",
    "sso:GetRoleCredentials",
];

/// Why a manifest may not ask for an action.
#[derive(Debug, Clone, thiserror::Error, PartialEq, Eq)]
pub enum Refusal {
    #[error(
        "{action} hands out credentials or secrets; expected an action that reads settings only; \
         take the entry out"
    )]
    HandsOutSecrets { action: ActionName },
    #[error(
        "{action} could change the role itself, its stack or its organization; expected no writing \
         action of {}; take the entry out",
        GUARDED_SERVICES.join(", ")
    )]
    Guarded { action: ActionName },
    #[error(
        "{action} is no reading action; expected an operation that begins with {}; take the entry \
         out, or design the write and list it in WANTED_WRITES of permissions/writes.rs",
        READ_VERBS.join(", ")
    )]
    Writes { action: ActionName },
    #[error(
        "{action} writes tags; expected it in tag-writing only, which is switched by the tag access; \
         move the entry"
    )]
    WritesElsewhere { action: ActionName },
    #[error(
        "{action} is not bound to the listed tag keys; expected ForAllValues:StringEquals on \
         aws:TagKeys with values_from = \"writable-tag-keys\", and Null on it with false; add both"
    )]
    Unbound { action: ActionName },
}

/// # Errors
/// The [`Refusal`] when `action` writes without being wanted, or hands out secrets.
pub(super) fn admit(action: &ActionName) -> Result<(), Refusal> {
    let text = action.to_string();
    if action.service() == "sts" || HANDS_OUT_SECRETS.contains(&text.as_str()) {
        return Err(Refusal::HandsOutSecrets {
            action: action.clone(),
        });
    }
    if reads(action) {
        return Ok(());
    }
    if GUARDED_SERVICES.contains(&action.service()) {
        return Err(Refusal::Guarded {
            action: action.clone(),
        });
    }
    if writes::wanted(action).is_some() {
        return Ok(());
    }
    Err(Refusal::Writes {
        action: action.clone(),
    })
}

/// # Errors
/// The [`Refusal`] when a writing action stands where it could do more than write listed tags, or a
/// condition lets through what lacks its key.
pub(super) fn bound(
    capability: Capability,
    action: &ActionName,
    conditions: &[Condition],
) -> Result<(), Refusal> {
    let action = || action.clone();
    let lax = conditions
        .iter()
        .any(|condition| condition.operator == ConditionOperator::ForAllStringEquals);
    let listed = writes::bound_to_listed_keys(conditions);
    match writes::wanted(&action()) {
        Some(_) if capability != Capability::TagWriting => {
            Err(Refusal::WritesElsewhere { action: action() })
        }
        Some(writes::Bound::Keys) if !listed => Err(Refusal::Unbound { action: action() }),
        _ if lax && !listed => Err(Refusal::Unbound { action: action() }),
        _ => Ok(()),
    }
}

/// Whether the operation's name says that it reads: one of the verbs, then a new word.
pub(super) fn reads(action: &ActionName) -> bool {
    READ_VERBS.iter().any(|verb| {
        let rest = action.name().strip_prefix(verb);
        rest.is_some_and(|noun| noun.starts_with(|c: char| c.is_ascii_uppercase()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(text: &str) -> Result<&'static str, Box<dyn std::error::Error>> {
        Ok(match admit(&ActionName::parse(text)?) {
            Ok(()) => "admitted",
            Err(Refusal::HandsOutSecrets { .. }) => "secrets",
            Err(Refusal::Guarded { .. }) => "guarded",
            Err(Refusal::Writes { .. }) => "writes",
            Err(Refusal::WritesElsewhere { .. } | Refusal::Unbound { .. }) => "unbound",
        })
    }

    #[test]
    fn verdicts() -> Result<(), Box<dyn std::error::Error>> {
        for (action, want) in [
            ("iam:GetRole", "admitted"),
            ("organizations:ListAccounts", "admitted"),
            ("ec2:DescribeVpcs", "admitted"),
            ("cloudformation:DescribeStacks", "admitted"),
            ("iam:PutRolePolicy", "guarded"),
            ("iam:AttachRolePolicy", "guarded"),
            ("iam:UpdateAssumeRolePolicy", "guarded"),
            ("iam:DeleteRolePermissionsBoundary", "guarded"),
            ("iam:CreatePolicyVersion", "guarded"),
            ("iam:PassRole", "guarded"),
            ("cloudformation:UpdateStack", "guarded"),
            ("cloudformation:SetStackPolicy", "guarded"),
            ("organizations:LeaveOrganization", "guarded"),
            ("sts:AssumeRole", "secrets"),
            ("sts:GetFederationToken", "secrets"),
            ("secretsmanager:GetSecretValue", "secrets"),
            ("ssm:GetParameters", "secrets"),
            ("ec2:TerminateInstances", "writes"),
            ("s3:PutObject", "writes"),
            ("s3:PutBucketTagging", "writes"),
            ("ec2:CreateTags", "admitted"),
            ("iam:TagRole", "guarded"),
            ("iam:UntagRole", "guarded"),
            ("organizations:TagResource", "guarded"),
            ("lambda:InvokeFunction", "writes"),
            ("some:Getaway", "writes"),
            ("some:Listen", "writes"),
            ("some:Get", "writes"),
        ] {
            assert_eq!(verdict(action)?, want, "{action}");
        }
        Ok(())
    }

    /// `contains` finds nothing in a list with a typing error, so the lists are read as actions.
    #[test]
    fn the_lists_hold_actions_in_order() -> Result<(), Box<dyn std::error::Error>> {
        assert!(HANDS_OUT_SECRETS.is_sorted() && GUARDED_SERVICES.is_sorted());
        for text in HANDS_OUT_SECRETS {
            assert!(
                reads(&ActionName::parse(text)?),
                "{text} is refused as a write already"
            );
        }
        assert!(writes::WANTED_WRITES.is_sorted_by_key(|(text, _)| *text));
        for (text, _) in writes::WANTED_WRITES {
            assert!(
                text.to_lowercase().contains("tag"),
                "{text} writes more than tags"
            );
            assert_eq!(verdict(text)?, "admitted");
            assert!(
                !reads(&ActionName::parse(text)?),
                "{text} needs no exception"
            );
        }
        Ok(())
    }
}
