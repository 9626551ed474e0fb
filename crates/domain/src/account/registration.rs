use super::{AccountId, AccountKind, AccountName, DeployedRole, Method, Rotation, Trust};
use crate::{
    ExternalId, Region, RoleArn, RoleName, Timestamp,
    access_key::AccessKeyProof,
    api_access::ApiAccessProof,
    aws::RolePath,
    own_access::OwnAccessProof,
    permissions::{Choices, cloudformation::TemplateVersion},
    step::{DriftReason, LockReason, Step, StepKind, StepState, WaitReason},
};

/// An account as it is registered in one workspace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    pub id: AccountId,
    pub name: AccountName,
    /// Home region: where the stack belongs.
    pub region: Region,
    pub method: Method,
    /// Whom its role trusts; counts for every method that has a role.
    pub trust: Trust,
    /// What its people let Landfast do there.
    pub choices: Choices,
    pub external_id: ExternalId,
    /// While another external id takes the place of the present one.
    pub rotation: Option<Rotation>,
    /// Name of the role that the template makes.
    pub role_name: RoleName,
    /// A pasted role that no check has passed yet. Forgotten when a check finds it unsafe.
    pub candidate: Option<RoleArn>,
    pub proven: Option<ProvenRole>,
    /// Of the role that was looked at last, if a template made it.
    pub deployed: Option<DeployedRole>,
    /// `None` until Organizations has been asked.
    pub kind: Option<AccountKind>,
    pub organization_id: Option<String>,
    pub steps: Vec<Step>,
    pub created_at: Timestamp,
    pub confirmed_at: Option<Timestamp>,
    pub last_check_at: Option<Timestamp>,
    /// When the schedule looks again; `None` until access was proven once.
    pub next_check_at: Option<Timestamp>,
}

/// A role that passed every check, the refusals among them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProvenRole {
    pub arn: RoleArn,
    pub unique_id: String,
    pub template: Option<TemplateVersion>,
    pub at: Timestamp,
}

/// How an account stands, in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccountStatus {
    Registering,
    Active,
    /// Somebody must change something.
    Attention,
    /// Trouble that passes by itself, or a new role.
    Waiting,
    /// Works as it is; more, less or newer is wanted of its role.
    UpdateAvailable,
}

impl AccountStatus {
    pub const ALL: [Self; 5] = [
        Self::Registering,
        Self::Active,
        Self::Attention,
        Self::Waiting,
        Self::UpdateAvailable,
    ];

    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Registering => "registering",
            Self::Active => "active",
            Self::Attention => "attention",
            Self::Waiting => "waiting",
            Self::UpdateAvailable => "update_available",
        }
    }

    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == text)
    }
}

/// What a person can do with an account, with the reason when not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountAction {
    pub name: &'static str,
    pub why_not: Option<String>,
}

impl Account {
    #[must_use]
    pub fn step(&self, kind: StepKind) -> Option<&Step> {
        self.steps.iter().find(|step| step.kind == kind)
    }

    /// Puts `step` in the place of the one of its kind.
    pub fn put_step(&mut self, step: Step) {
        match self.steps.iter_mut().find(|have| have.kind == step.kind) {
            Some(have) => *have = step,
            None => self.steps.push(step),
        }
    }

    /// The role that the next check tries: the pasted one, the proven one, or the template's.
    #[must_use]
    pub fn role_to_try(&self) -> RoleArn {
        let proven = self.proven.as_ref().map(|role| role.arn.clone());
        self.candidate
            .clone()
            .or(proven)
            .unwrap_or_else(|| self.template_role())
    }

    /// The external id that belongs into the role from now on.
    #[must_use]
    pub fn external_id_to_deploy(&self) -> &ExternalId {
        let next = self.rotation.as_ref().map(|rotation| &rotation.next);
        next.unwrap_or(&self.external_id)
    }

    /// The role that the template makes in this account.
    #[must_use]
    pub fn template_role(&self) -> RoleArn {
        let partition = crate::Partition::of(&self.region);
        RoleArn::new(
            partition,
            self.id.clone(),
            RolePath::landfast(),
            self.role_name.clone(),
        )
    }

    /// Whether the role that is tried is the template's, so that its tags and region can be demanded.
    #[must_use]
    pub fn from_template(&self) -> bool {
        self.role_to_try() == self.template_role()
    }

    #[must_use]
    pub fn status(&self) -> AccountStatus {
        let any = |wanted: fn(&StepState) -> bool| {
            let mut own = self.steps.iter().filter(|step| step.kind.is_own());
            own.any(|step| wanted(&step.state))
        };
        let waits = |state: &StepState| {
            matches!(
                state,
                StepState::Waiting {
                    why: WaitReason::NewRole | WaitReason::Trouble,
                    ..
                }
            )
        };
        let found = |state: &StepState| {
            let why = DriftReason::Finding;
            matches!(state, StepState::Blocked { .. })
                || matches!(state, StepState::Drifted { why: found, .. } if *found == why)
        };
        if any(found) {
            AccountStatus::Attention
        } else if any(waits) {
            AccountStatus::Waiting
        } else if any(|s| matches!(s, StepState::Drifted { .. })) {
            AccountStatus::UpdateAvailable
        } else if self.confirmed_at.is_some() && self.is_proven() {
            AccountStatus::Active
        } else {
            AccountStatus::Registering
        }
    }

    /// Whether access was ever proven, by what is wanted now or by what was before.
    #[must_use]
    pub fn was_proven(&self) -> bool {
        self.proven.is_some() || self.is_proven()
    }

    fn is_proven(&self) -> bool {
        let access = self.step(StepKind::ApiAccess);
        access.is_some_and(|step| step.passed_at.is_some())
    }

    /// Takes over what a proof shows.
    pub fn proven_by(&mut self, proof: &ApiAccessProof) {
        self.proven = Some(ProvenRole {
            arn: proof.role().clone(),
            unique_id: proof.role_unique_id().to_owned(),
            template: proof.template().cloned(),
            at: proof.at(),
        });
        self.candidate = None;
        self.is_of_kind(proof.kind(), proof.organization_id());
        // Whoever began the roll-out has confirmed all that it reaches.
        if self.method == Method::StackSet && self.confirmed_at.is_none() {
            self.confirmed_at = Some(proof.at());
        }
    }

    /// Takes over what the proof of an access key shows. A role that was proven before is no longer
    /// what the account is reached by.
    pub fn proven_by_key(&mut self, proof: &AccessKeyProof) {
        (self.proven, self.candidate) = (None, None);
        self.is_of_kind(proof.kind(), proof.organization_id());
    }

    /// Takes over what the proof of the server's own identity shows, as [`Self::proven_by_key`] does.
    pub fn proven_by_machine(&mut self, proof: &OwnAccessProof) {
        (self.proven, self.candidate) = (None, None);
        self.is_of_kind(proof.kind(), proof.organization_id());
    }

    fn is_of_kind(&mut self, kind: &AccountKind, organization_id: Option<&str>) {
        self.kind = Some(kind.clone());
        self.organization_id = organization_id.map(str::to_owned);
        for kind in StepKind::ALL {
            let applies = kind.applies_to(self.kind.as_ref());
            // Registered by a version that did not have the step.
            let built_since = |step: &Step| {
                let coming = LockReason::Coming;
                step.state == StepState::Locked { why: coming }
            };
            if applies && self.step(kind).is_none_or(built_since) {
                self.put_step(Step::new(kind));
            }
        }
        let now = self.kind.clone();
        self.steps.retain(|step| step.kind.applies_to(now.as_ref()));
    }

    /// Why the registration cannot be confirmed yet; empty when it can.
    #[must_use]
    pub fn blockers(&self) -> Vec<String> {
        let open = |step: &&Step| match (step.kind, &step.state) {
            (_, StepState::Passed { .. }) => false,
            (StepKind::ApiAccess, _) => true,
            // What nobody has begun is taken up later, like what was skipped.
            (_, StepState::Skipped { .. } | StepState::Open) => false,
            // Nobody should have to come back a day later to confirm.
            (
                _,
                StepState::Waiting {
                    why: WaitReason::FirstDelivery,
                    ..
                },
            ) => false,
            (kind, _) => kind.is_own(),
        };
        let why = |step: &Step| {
            format!(
                "{}: {}",
                step.kind.title(),
                step.state.summary().to_lowercase()
            )
        };
        self.steps.iter().filter(open).map(why).collect()
    }

    #[must_use]
    pub fn actions(&self) -> Vec<AccountAction> {
        let blockers = self.blockers();
        let why_not = match self.confirmed_at {
            Some(_) => Some("This registration is confirmed already.".to_owned()),
            None if blockers.is_empty() => None,
            None => Some(format!(
                "Not everything has passed. {}.",
                blockers.join("; ")
            )),
        };
        vec![
            AccountAction {
                name: "rename",
                why_not: None,
            },
            AccountAction {
                name: "confirm",
                why_not,
            },
            AccountAction {
                name: "remove",
                why_not: None,
            },
        ]
    }
}
