use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Member, UnitId, stack_set::Wanted};
use crate::{
    Account, AccountName, ExternalId, Method, Partition, Region, RoleName, Timestamp,
    account::Trust,
    launch::{CHOSEN, Launch, Parameter},
    permissions::Choices,
    step::{Step, StepKind},
};

/// The StackSet's name; the payer's role may look at StackSets of this name only.
pub const STACK_SET_NAME: &str = "landfast-api-access";

/// How the role comes into the linked accounts of one payer: by one StackSet, with one parameter
/// `ExternalId` for all of them. The trust policy binds it to each account's own id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rollout {
    pub external_id: ExternalId,
    pub trust: Trust,
    /// What is wanted of every linked account.
    pub choices: Choices,
    /// The region of the stack instances. One is enough: a role is global.
    pub region: Region,
    pub since: Timestamp,
}

impl Rollout {
    /// Of a payer whose home is in `region`; the instances go where the billing services are, which
    /// is a region that no account can switch off.
    #[must_use]
    pub fn new(
        external_id: ExternalId,
        trust: Trust,
        choices: Choices,
        region: &Region,
        now: Timestamp,
    ) -> Self {
        let home = Partition::of(region).home_region();
        Self {
            external_id,
            trust,
            choices,
            region: Region::parse(home).unwrap_or_else(|_| region.clone()),
            since: now,
        }
    }

    /// The registration of an account that the StackSet has reached, before its first check.
    #[must_use]
    pub fn registers(
        &self,
        member: &Member,
        name: AccountName,
        role_name: RoleName,
        now: Timestamp,
    ) -> Account {
        Account {
            id: member.id.clone(),
            name,
            region: self.region.clone(),
            method: Method::StackSet,
            trust: self.trust,
            choices: self.choices.clone(),
            external_id: self.external_id.clone(),
            rotation: None,
            role_name,
            candidate: None,
            proven: None,
            deployed: None,
            kind: None,
            organization_id: None,
            steps: vec![Step::new(StepKind::ApiAccess)],
            created_at: now,
            confirmed_at: None,
            last_check_at: None,
            next_check_at: None,
        }
    }
}

/// The names that an account is registered by, in the order in which they are tried: its name in the
/// organization, and with its id where another account has that name.
#[must_use]
pub fn names(member: &Member) -> [AccountName; 2] {
    let own = AccountName::of(&member.id);
    let short: String = member.name.chars().take(80).collect();
    let long = format!("{} ({})", short.trim(), member.id);
    [
        AccountName::parse(&member.name).unwrap_or_else(|_| own.clone()),
        AccountName::parse(&long).unwrap_or(own),
    ]
}

/// Everything that the instructions for the StackSet are made of.
#[derive(Debug, Clone)]
pub struct StackSetLaunch {
    /// With the roll-out's own external id, choices and region.
    pub launch: Launch,
    /// The root of the organization, which is the target that reaches every account.
    pub root: Option<UnitId>,
}

impl StackSetLaunch {
    #[must_use]
    pub fn parameters(&self) -> Vec<Parameter> {
        let mut all = self.launch.parameters();
        for parameter in &mut all {
            if parameter.about == CHOSEN {
                parameter.about = "Chosen for the roll-out; the same for every account.";
            }
            if parameter.name == "ExternalId" {
                parameter.about = "Minted for this roll-out; some AWS guides call the field InternalID. Do not change: each role binds it to its own account.";
            }
        }
        all
    }

    /// What the StackSet is judged by: with `template` and these parameters a role lets Landfast in.
    #[must_use]
    pub fn wanted(&self, template: &str) -> Wanted {
        // The template's own defaults are the usual choices.
        let usual = Launch {
            choices: Choices::default(),
            ..self.launch.clone()
        };
        let chosen = usual.parameters().into_iter().filter(|p| p.about == CHOSEN);
        let parameters = self.parameters().into_iter();
        Wanted {
            template: template.to_owned(),
            parameters: parameters.map(|p| (p.name.to_owned(), p.value)).collect(),
            defaults: chosen
                .map(|p| (p.name.to_owned(), p.value))
                .collect::<BTreeMap<_, _>>(),
        }
    }

    /// The console's page on which a StackSet is made.
    #[must_use]
    pub fn create_page(&self) -> String {
        let host = self.launch.console_host();
        format!(
            "{host}/cloudformation/home?region={}#/stacksets/create",
            self.launch.region
        )
    }

    /// The same as two commands for a shell that is signed in to the payer.
    #[must_use]
    pub fn aws_cli(&self) -> String {
        let region = &self.launch.region;
        let root = self.root.as_ref().map_or("ROOT_ID", UnitId::as_str);
        let parameters: Vec<String> = self
            .parameters()
            .into_iter()
            .filter(|p| !p.value.is_empty())
            .map(|p| format!("    ParameterKey={},ParameterValue={}", p.name, p.value))
            .collect();
        let lines = [
            "aws cloudformation create-stack-set".to_owned(),
            format!("  --region {region}"),
            format!("  --stack-set-name {STACK_SET_NAME}"),
            format!("  {}", self.launch.template.argument()),
            "  --permission-model SERVICE_MANAGED".to_owned(),
            "  --auto-deployment Enabled=true,RetainStacksOnAccountRemoval=false".to_owned(),
            "  --managed-execution Active=true".to_owned(),
            "  --capabilities CAPABILITY_NAMED_IAM".to_owned(),
            "  --parameters".to_owned(),
            parameters.join(" \\\n"),
        ];
        let instances = [
            "aws cloudformation create-stack-instances".to_owned(),
            format!("  --region {region}"),
            format!("  --stack-set-name {STACK_SET_NAME}"),
            format!("  --deployment-targets OrganizationalUnitIds={root}"),
            format!("  --regions {region}"),
            "  --operation-preferences FailureTolerancePercentage=100,MaxConcurrentPercentage=25"
                .to_owned(),
        ];
        format!("{}\n{}", lines.join(" \\\n"), instances.join(" \\\n"))
    }
}
