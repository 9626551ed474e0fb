//! What a deployment of the module makes beside the payer's role: the bill's export, and the role in
//! every linked account. Each is announced, made and proven by itself.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{DeploymentId, DeploymentStatus, Fingerprint};
use crate::{
    AccountId, Region, Timestamp,
    billing_export::ExportChoice,
    organization::{Coverage, MemberStanding, UnitId},
    step::{DriftReason, StepKind, StepState},
};

/// A part as the module told of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    pub deployment: DeploymentId,
    pub account: AccountId,
    pub wish: PartWish,
    pub announced_at: Timestamp,
    /// `None` until the module said that it is there.
    pub made: Option<Made>,
}

/// What the module makes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "part", rename_all = "snake_case")]
pub enum PartWish {
    BillingExport {
        choice: ExportChoice,
    },
    LinkedAccounts {
        /// Whose accounts get the role; the whole organization when empty.
        units: Vec<UnitId>,
        stack_set: StackSetValues,
    },
}

/// What the module was answered last for its StackSet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StackSetValues {
    pub name: String,
    /// Of its stacks.
    pub region: Region,
    pub template_url: String,
    /// Every parameter of the template.
    pub parameters: BTreeMap<String, String>,
}

/// What a run of Terraform left in the account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    pub fingerprint: Fingerprint,
    pub at: Timestamp,
}

/// How far what the module makes is. The closed list is part of the HTTP contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartStatus {
    /// Announced; the module has not said that it is there.
    NotApplied,
    /// There, as the module says; not proven.
    Applied,
    /// A check has passed.
    Proven,
    /// A check has found something to be mended.
    Finding,
}

impl PartWish {
    /// The step of the registration that it is about.
    #[must_use]
    pub const fn step(&self) -> StepKind {
        match self {
            Self::BillingExport { .. } => StepKind::BillingExport,
            Self::LinkedAccounts { .. } => StepKind::LinkedAccounts,
        }
    }

    /// What it is, for people.
    #[must_use]
    pub fn in_words(&self) -> String {
        match self {
            Self::BillingExport { choice } => format!(
                "{} in s3://{}/{}",
                choice.format.title(),
                choice.bucket,
                choice.root()
            ),
            Self::LinkedAccounts { units, .. } if units.is_empty() => {
                "A StackSet for the whole organization".to_owned()
            }
            Self::LinkedAccounts { units, .. } => {
                let units: Vec<&str> = units.iter().map(UnitId::as_str).collect();
                format!("A StackSet for {}", units.join(", "))
            }
        }
    }
}

impl Part {
    /// Whether a run that is told of changes what is known.
    #[must_use]
    pub fn is_news(&self, wish: &PartWish, fingerprint: &Fingerprint) -> bool {
        let same = |made: &Made| made.fingerprint == *fingerprint;
        self.wish != *wish || !self.made.as_ref().is_some_and(same)
    }

    /// Of a bill's export, by the state of its step. `chosen` is what counts now: what is proven of
    /// another choice says nothing about this one.
    #[must_use]
    pub fn export_status(
        &self,
        step: Option<&StepState>,
        chosen: Option<&ExportChoice>,
    ) -> PartStatus {
        let counts =
            matches!(&self.wish, PartWish::BillingExport { choice } if chosen == Some(choice));
        match self.made {
            None => PartStatus::NotApplied,
            Some(_) if counts => step.map_or(PartStatus::Applied, of_state),
            Some(_) => PartStatus::Applied,
        }
    }

    /// Of the role in the linked accounts, by how those stand that are meant: `None` where it is not
    /// known which. `step` is about the whole organization; what it has found is of a part of it only
    /// where the accounts say so themselves.
    #[must_use]
    pub fn linked_status(
        &self,
        step: Option<&StepState>,
        coverage: Option<&Coverage>,
    ) -> PartStatus {
        if self.made.is_none() {
            return PartStatus::NotApplied;
        }
        let Some(coverage) = coverage else {
            return PartStatus::Applied;
        };
        let whole =
            matches!(&self.wish, PartWish::LinkedAccounts { units, .. } if units.is_empty());
        let found = whole && step.map(of_state) == Some(PartStatus::Finding);
        let faulty = coverage.by_standing.get(&MemberStanding::Attention);
        match (coverage.wanted(), coverage.covered()) {
            _ if faulty.is_some_and(|count| *count > 0) => PartStatus::Finding,
            (wanted, covered) if wanted > 0 && wanted == covered => PartStatus::Proven,
            _ if found => PartStatus::Finding,
            _ => PartStatus::Applied,
        }
    }
}

impl PartStatus {
    /// Of the role that the module makes.
    #[must_use]
    pub fn of_role(deployment: DeploymentStatus, step: Option<&StepState>) -> Self {
        match (deployment, step.map(of_state)) {
            (DeploymentStatus::Announced, _) => Self::NotApplied,
            (_, Some(Self::Finding)) => Self::Finding,
            (DeploymentStatus::RoleMade, _) => Self::Applied,
            (DeploymentStatus::Checked, _) => Self::Proven,
        }
    }
}

/// Of what is made. An update that is wanted is no fault of what is there.
const fn of_state(state: &StepState) -> PartStatus {
    match state {
        StepState::Passed { .. }
        | StepState::Drifted {
            why: DriftReason::UpdateAvailable,
            ..
        } => PartStatus::Proven,
        StepState::Blocked { .. }
        | StepState::Drifted {
            why: DriftReason::Finding,
            ..
        } => PartStatus::Finding,
        StepState::Locked { .. }
        | StepState::Open
        | StepState::Checking { .. }
        | StepState::Waiting { .. }
        | StepState::Skipped { .. } => PartStatus::Applied,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Partition, RoleName};

    fn at(ms: i64) -> Timestamp {
        Timestamp::from_unix_ms(ms)
    }

    fn choice() -> ExportChoice {
        let account = AccountId::parse("012345678901").unwrap();
        let role = RoleName::parse("landfast-x").unwrap();
        ExportChoice::default_of(&account, &role, Partition::Aws).unwrap()
    }

    fn part(wish: PartWish, made: bool) -> Part {
        let fingerprint = Fingerprint::parse(&"a".repeat(64)).unwrap();
        let found = Made {
            fingerprint,
            at: at(2),
        };
        Part {
            deployment: DeploymentId::parse("de74d2b1-8aff-d7bf-f0fb-edfb6de3b317").unwrap(),
            account: AccountId::parse("012345678901").unwrap(),
            wish,
            announced_at: at(1),
            made: made.then_some(found),
        }
    }

    fn to(units: &[&str]) -> PartWish {
        PartWish::LinkedAccounts {
            units: units.iter().map(|id| UnitId::parse(id).unwrap()).collect(),
            stack_set: StackSetValues {
                name: "landfast-api-access".to_owned(),
                region: Region::parse("us-east-1").unwrap(),
                template_url: "https://t.example.com/t.yaml".to_owned(),
                parameters: BTreeMap::new(),
            },
        }
    }

    #[test]
    fn an_export_is_as_far_as_its_step_while_it_is_what_was_chosen() {
        let (passed, blocked) = (
            StepState::Passed { at: at(3) },
            StepState::Blocked { at: at(3) },
        );
        let export = |made| part(PartWish::BillingExport { choice: choice() }, made);
        let of = |made, state| export(made).export_status(state, Some(&choice()));
        assert_eq!(of(false, Some(&passed)), PartStatus::NotApplied);
        assert_eq!(of(true, None), PartStatus::Applied);
        assert_eq!(of(true, Some(&StepState::Open)), PartStatus::Applied);
        assert_eq!(of(true, Some(&passed)), PartStatus::Proven);
        assert_eq!(of(true, Some(&blocked)), PartStatus::Finding);
        let other = ExportChoice {
            format: crate::billing_export::ExportFormat::Focus12,
            ..choice()
        };
        assert_eq!(
            export(true).export_status(Some(&passed), Some(&other)),
            PartStatus::Applied
        );
        assert_eq!(
            export(true).wish.in_words(),
            "CUR 2.0 in s3://landfast-billing-012345678901-x/landfast/landfast-billing/"
        );
    }

    #[test]
    fn linked_accounts_are_proven_when_all_of_them_are() {
        let linked = |made| part(to(&[]), made);
        let coverage = |all: &[(MemberStanding, u64)]| Coverage {
            by_standing: all.iter().copied().collect(),
        };
        use MemberStanding::{Active, Attention, NotReached};
        for (made, stand, expected) in [
            (false, vec![(Active, 2)], PartStatus::NotApplied),
            (true, vec![], PartStatus::Applied),
            (
                true,
                vec![(Active, 2), (NotReached, 1)],
                PartStatus::Applied,
            ),
            (true, vec![(Active, 2)], PartStatus::Proven),
            (true, vec![(Active, 2), (Attention, 1)], PartStatus::Finding),
        ] {
            let found = linked(made).linked_status(None, Some(&coverage(&stand)));
            assert_eq!(found, expected, "{stand:?}");
        }
        assert_eq!(linked(true).linked_status(None, None), PartStatus::Applied);
        let blocked = StepState::Blocked { at: at(3) };
        for (wish, expected) in [
            (to(&[]), PartStatus::Finding),
            (to(&["ou-ab12-cdef3456"]), PartStatus::Applied),
        ] {
            let stand = coverage(&[(Active, 2), (NotReached, 1)]);
            let found = part(wish, true).linked_status(Some(&blocked), Some(&stand));
            assert_eq!(found, expected);
        }
    }

    #[test]
    fn the_same_word_is_no_news() {
        let one = part(to(&[]), true);
        let (same, other) = ("a".repeat(64), "b".repeat(64));
        let is_news =
            |wish: &PartWish, text: &str| one.is_news(wish, &Fingerprint::parse(text).unwrap());
        assert!(!is_news(&one.wish, &same) && is_news(&one.wish, &other));
        assert!(is_news(&to(&["r-ab12"]), &same));
        assert_eq!(to(&["r-ab12"]).in_words(), "A StackSet for r-ab12");
    }

    #[test]
    fn the_role_is_proven_by_its_own_check() {
        let blocked = StepState::Blocked { at: at(1) };
        let old = StepState::Drifted {
            passed_at: at(1),
            found_at: at(2),
            why: DriftReason::UpdateAvailable,
        };
        for (deployment, state, expected) in [
            (
                DeploymentStatus::Announced,
                &blocked,
                PartStatus::NotApplied,
            ),
            (DeploymentStatus::RoleMade, &blocked, PartStatus::Finding),
            (
                DeploymentStatus::RoleMade,
                &StepState::Open,
                PartStatus::Applied,
            ),
            (DeploymentStatus::Checked, &old, PartStatus::Proven),
            (DeploymentStatus::Checked, &blocked, PartStatus::Finding),
        ] {
            assert_eq!(PartStatus::of_role(deployment, Some(state)), expected);
        }
    }
}
