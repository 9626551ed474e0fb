use landfast_domain::{AccountId, Partition, PrincipalArn, RoleArn, RoleName};

/// Who signed, as `sts:GetCallerIdentity` names it (IAM User Guide, "IAM identifiers").
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum CallerArn {
    User(PrincipalArn),
    /// A session of a role. Its ARN leaves the role's path out.
    Role {
        partition: Partition,
        account: AccountId,
        name: RoleName,
    },
    Root {
        account: String,
    },
    Federated,
}

impl CallerArn {
    /// `None` when the text is none of these.
    pub fn parse(text: &str) -> Option<Self> {
        let fields: Vec<&str> = text.splitn(6, ':').collect();
        let ["arn", partition, service, "", account, resource] = fields.as_slice() else {
            return None;
        };
        match (*service, resource.split_once('/')) {
            ("iam", None) if *resource == "root" => Some(Self::Root {
                account: (*account).to_owned(),
            }),
            ("iam", Some(("user", _))) => PrincipalArn::parse(text).ok().map(Self::User),
            ("sts", Some(("federated-user", _))) => Some(Self::Federated),
            ("sts", Some(("assumed-role", session))) => {
                let (name, _) = session.split_once('/')?;
                Some(Self::Role {
                    partition: Partition::parse(partition)?,
                    account: AccountId::parse(account).ok()?,
                    name: RoleName::parse(name).ok()?,
                })
            }
            _ => None,
        }
    }
}

/// Whether `arn` can be the principal behind the caller: same account, same name. The path cannot
/// be compared, it is what the caller's ARN lacks.
pub(super) fn fits(arn: &PrincipalArn, caller: &CallerArn) -> bool {
    match caller {
        CallerArn::User(user) => user == arn,
        CallerArn::Role {
            partition,
            account,
            name,
        } => RoleArn::parse(arn.as_str()).is_ok_and(|role| {
            role.partition() == *partition && role.account() == account && role.name() == name
        }),
        CallerArn::Root { .. } | CallerArn::Federated => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arn(rest: &str) -> String {
        format!("arn:{}:{rest}", Partition::Aws)
    }

    #[test]
    fn every_kind_of_caller() {
        let user = arn("iam::012345678901:user/people/ann");
        assert!(matches!(
            CallerArn::parse(&user),
            Some(CallerArn::User(principal)) if principal.as_str() == user
        ));
        let role = CallerArn::parse(&arn("sts::012345678901:assumed-role/landfast/i-0abc"));
        assert!(matches!(role, Some(CallerArn::Role { name, .. }) if name.as_str() == "landfast"));
        let root = CallerArn::parse(&arn("iam::012345678901:root"));
        assert!(matches!(root, Some(CallerArn::Root { .. })));
        let federated = CallerArn::parse(&arn("sts::012345678901:federated-user/ann"));
        assert_eq!(federated, Some(CallerArn::Federated));
        for text in [
            "",
            "arn",
            &arn("iam::012345678901:role/x"),
            &arn("sts::1:assumed-role/x"),
        ] {
            assert_eq!(CallerArn::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_setting_must_be_of_the_same_account_and_name() -> Result<(), Box<dyn std::error::Error>> {
        let session = arn("sts::012345678901:assumed-role/server/x");
        let caller = CallerArn::parse(&session).ok_or("no role")?;
        for (setting, want) in [
            ("iam::012345678901:role/server", true),
            ("iam::012345678901:role/a/b/server", true),
            ("iam::012345678901:role/other", false),
            ("iam::098765432109:role/server", false),
            ("iam::012345678901:user/server", false),
        ] {
            let setting = PrincipalArn::parse(&arn(setting))?;
            assert_eq!(fits(&setting, &caller), want, "{setting}");
        }
        Ok(())
    }
}
