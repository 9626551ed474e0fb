//! Which actions a manifest may ask for at all. What is refused here never reaches a template.

use super::ActionName;

/// Operations that only read begin with one of these.
const READ_VERBS: [&str; 4] = ["Get", "List", "Describe", "Head"];

/// Actions that write and are wanted all the same. Each needs a design of its own.
const WANTED_WRITES: [&str; 0] = [];

/// Services with which a role could widen its own rights, swap its own stack or leave its
/// organization. [`WANTED_WRITES`] cannot open them.
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
         out, or design the write and list it in WANTED_WRITES of permissions/rules.rs",
        READ_VERBS.join(", ")
    )]
    Writes { action: ActionName },
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
    if WANTED_WRITES.contains(&text.as_str()) {
        return Ok(());
    }
    Err(Refusal::Writes {
        action: action.clone(),
    })
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
        for text in WANTED_WRITES {
            assert_eq!(verdict(text)?, "admitted");
            assert!(
                !reads(&ActionName::parse(text)?),
                "{text} needs no exception"
            );
        }
        Ok(())
    }
}
