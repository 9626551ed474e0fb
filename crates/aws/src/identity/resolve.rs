use landfast_domain::{AccountId, PrincipalArn, RoleArn, RoleName, check::Trouble};

use super::caller_arn::{CallerArn, fits};
use crate::{
    classify::{Call, classify},
    config::Clients,
    failure::{Failure, Malformed},
};

const WHO: Call = Call::own("sts:GetCallerIdentity");
const ROLE: Call = Call::own("iam:GetRole");

/// Finds out the principal: what `aws:PrincipalArn` will be when the server calls AWS.
pub(super) struct Resolver {
    sts: aws_sdk_sts::Client,
    iam: aws_sdk_iam::Client,
    setting: Option<PrincipalArn>,
}

impl Resolver {
    pub fn new(clients: &Clients, setting: Option<PrincipalArn>) -> Self {
        Self {
            sts: clients.own_sts(),
            iam: clients.own_iam(),
            setting,
        }
    }

    /// The principal, and what should be known about how it was found.
    pub async fn resolve(&self) -> Result<(PrincipalArn, Option<&'static str>), Trouble> {
        let text = self.caller().await?;
        let caller = CallerArn::parse(&text).ok_or_else(|| malformed("Arn"))?;
        let (account, name) = match &caller {
            CallerArn::Root { account } => return Err(root(account)),
            CallerArn::Federated => return Err(federated(&text)),
            CallerArn::User(user) => {
                self.cross_check(&caller, &text)?;
                return Ok((user.clone(), None));
            }
            CallerArn::Role { account, name, .. } => (account, name),
        };
        self.cross_check(&caller, &text)?;
        if let Some(setting) = &self.setting {
            return Ok((setting.clone(), None));
        }
        match self.role(account, name).await? {
            Some(principal) => Ok((principal, None)),
            None => Ok((without_path(&caller)?, Some(NO_PATH))),
        }
    }

    async fn caller(&self) -> Result<String, Trouble> {
        let answer = self.sts.get_caller_identity().send().await;
        let answer =
            answer.map_err(|error| classify(WHO, &error).into_trouble("sts:GetCallerIdentity"))?;
        let arn = answer.arn().ok_or_else(|| malformed("Arn"))?;
        Ok(arn.to_owned())
    }

    fn cross_check(&self, caller: &CallerArn, text: &str) -> Result<(), Trouble> {
        match &self.setting {
            Some(setting) if !fits(setting, caller) => Err(Trouble::ours(format!(
                "The principal ARN is set to {setting}, but the credentials that Landfast found are \
                 those of {text}. Correct the setting, or give Landfast the other credentials."
            ))),
            _ => Ok(()),
        }
    }

    /// The role's own ARN, path included; `None` when the server may not read its own role. Other
    /// trouble is no answer: a guess would stay, and stacks would be launched with it.
    async fn role(
        &self,
        account: &AccountId,
        name: &RoleName,
    ) -> Result<Option<PrincipalArn>, Trouble> {
        let call = self.iam.get_role().role_name(name.as_str());
        let answer = match call.send().await.map_err(|error| classify(ROLE, &error)) {
            Ok(answer) => answer,
            Err(Failure::Denied(_)) => return Ok(None),
            Err(Failure::Trouble(trouble)) => return Err(trouble),
        };
        let arn = answer.role().map(|role| role.arn().to_owned());
        let principal = arn
            .and_then(|arn| RoleArn::parse(&arn).ok())
            .filter(|role| role.account() == account && role.name() == name)
            .and_then(|role| PrincipalArn::parse(&role.to_string()).ok());
        principal.map(Some).ok_or_else(|| {
            let why = Malformed {
                action: ROLE.action,
                field: "Arn",
            };
            Failure::from(why).into_trouble(ROLE.action)
        })
    }
}

/// What is said beside a principal whose path nobody told.
const NO_PATH: &str = "the role may not call iam:GetRole on itself, so its path is taken to be /. If it \
                       has another one, allow iam:GetRole or set the principal ARN";

fn without_path(caller: &CallerArn) -> Result<PrincipalArn, Trouble> {
    let CallerArn::Role {
        partition,
        account,
        name,
    } = caller
    else {
        return Err(malformed("Arn"));
    };
    PrincipalArn::parse(&format!("arn:{partition}:iam::{account}:role/{name}"))
        .map_err(|_| malformed("Arn"))
}

fn malformed(field: &'static str) -> Trouble {
    let why = Malformed {
        action: WHO.action,
        field,
    };
    Failure::from(why).into_trouble(WHO.action)
}

fn root(account: &str) -> Trouble {
    Trouble::ours(format!(
        "Landfast was given credentials of the root user of account {account}. A root user cannot \
         assume roles and should have no keys at all. Give Landfast an IAM role of its own."
    ))
}

fn federated(arn: &str) -> Trouble {
    Trouble::ours(format!(
        "Landfast was given a federation token ({arn}), which cannot assume roles. Give Landfast an \
         IAM role of its own."
    ))
}
