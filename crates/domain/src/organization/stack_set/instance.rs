use std::collections::BTreeMap;

use super::{DetailedStatus, InstanceSeen, InstanceStatus, StackReason, StackSetReading};
use crate::{AccountId, ExternalId, organization::Member};

/// Of AWS's words so much is kept.
const MOST_WORDS: usize = 400;

/// How far the StackSet is in one account. The closed list is part of the HTTP contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StackState {
    /// The StackSet has no instance there.
    None,
    /// Its turn is still to come, or it is being deployed.
    Pending,
    /// AWS says that it is deployed as the StackSet is now.
    Current,
    /// Deployed as the StackSet was before.
    Outdated,
    Failed,
}

#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("expected none, pending, current, outdated or failed; found {found:?}")]
pub struct UnknownStackState {
    pub found: String,
}

impl StackState {
    pub const ALL: [Self; 5] = [
        Self::None,
        Self::Pending,
        Self::Current,
        Self::Outdated,
        Self::Failed,
    ];

    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Pending => "pending",
            Self::Current => "current",
            Self::Outdated => "outdated",
            Self::Failed => "failed",
        }
    }

    /// # Errors
    /// [`UnknownStackState`].
    pub fn parse(text: &str) -> Result<Self, UnknownStackState> {
        Self::ALL
            .into_iter()
            .find(|state| state.as_str() == text)
            .ok_or_else(|| UnknownStackState {
                found: text.chars().take(40).collect(),
            })
    }

    fn of(seen: &InstanceSeen) -> Self {
        use DetailedStatus as D;
        match (seen.detailed, seen.status) {
            (D::Pending | D::Running, _) => Self::Pending,
            (
                D::Failed
                | D::Cancelled
                | D::Inoperable
                | D::SkippedSuspendedAccount
                | D::FailedImport,
                _,
            )
            | (_, InstanceStatus::Inoperable) => Self::Failed,
            (_, InstanceStatus::Current) => Self::Current,
            (_, InstanceStatus::Outdated) => Self::Outdated,
        }
    }

    /// Of the instances of one account the one that is least well speaks for it.
    const fn weight(self) -> u8 {
        match self {
            Self::None => 0,
            Self::Current => 1,
            Self::Outdated => 2,
            Self::Pending => 3,
            Self::Failed => 4,
        }
    }
}

/// The StackSet in one account, as the last whole look showed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instance {
    pub state: StackState,
    /// Of one that failed.
    pub reason: Option<StackReason>,
    /// AWS's own words, without the external id.
    pub words: Option<String>,
    /// The last operation that was about it.
    pub operation: Option<String>,
}

impl Instance {
    /// No instance.
    pub const ABSENT: Self = Self {
        state: StackState::None,
        reason: None,
        words: None,
        operation: None,
    };

    fn of(seen: &InstanceSeen, external_id: &ExternalId) -> Self {
        let state = StackState::of(seen);
        let failed = state == StackState::Failed;
        let words = redacted(&seen.reason, external_id);
        Self {
            state,
            reason: failed.then(|| StackReason::of(seen.detailed, &seen.reason)),
            words: Some(words).filter(|words| failed && !words.is_empty()),
            operation: seen.operation.clone(),
        }
    }
}

/// CloudFormation repeats parameters in its words.
pub(super) fn redacted(words: &str, external_id: &ExternalId) -> String {
    let words = words.replace(external_id.as_str(), "(the external id)");
    words.trim().chars().take(MOST_WORDS).collect()
}

/// The accounts that are no longer as they were, after a whole look at the StackSet.
///
/// A refusal from before the StackSet came counts for nothing: it is forgotten when an instance turns
/// current, so that the account is tried again.
#[must_use]
pub fn take_over(
    payer: &AccountId,
    known: &[Member],
    reading: &StackSetReading,
    external_id: &ExternalId,
) -> Vec<Member> {
    let mut by_account: BTreeMap<&AccountId, Instance> = BTreeMap::new();
    for seen in &reading.instances {
        let next = Instance::of(seen, external_id);
        let worse = by_account
            .get(&seen.account)
            .is_none_or(|other| other.state.weight() < next.state.weight());
        if worse {
            by_account.insert(&seen.account, next);
        }
    }
    let changed = known.iter().filter_map(|member| {
        let instance = by_account.remove(&member.id);
        // A StackSet never reaches the management account.
        let instance = (member.id != *payer).then(|| instance.unwrap_or(Instance::ABSENT));
        let arrived = turned_current(member, instance.as_ref());
        let next = Member {
            instance,
            reached: member.reached.clone().filter(|_| !arrived),
            ..member.clone()
        };
        (next != *member).then_some(next)
    });
    changed.collect()
}

fn turned_current(member: &Member, now: Option<&Instance>) -> bool {
    let is_current = |one: &Instance| one.state == StackState::Current;
    let before = member.instance.as_ref();
    let same = before.is_some_and(|before| {
        is_current(before) && now.is_some_and(|now| now.operation == before.operation)
    });
    now.is_some_and(is_current) && !same
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Region, Timestamp,
        external_id::RANDOM_BYTES,
        organization::{MemberState, Reached},
    };

    const PAYER: &str = "100000000001";

    fn id(text: &str) -> AccountId {
        AccountId::parse(text).unwrap()
    }

    fn secret() -> ExternalId {
        ExternalId::from_random([7; RANDOM_BYTES])
    }

    fn member(account: &str) -> Member {
        Member {
            id: id(account),
            name: "Shop".to_owned(),
            state: MemberState::Active,
            unit: None,
            joined_at: None,
            first_seen_at: Timestamp::from_unix_ms(1),
            left_at: None,
            left_out_at: None,
            reached: None,
            instance: None,
        }
    }

    fn seen(account: &str, status: InstanceStatus, detailed: DetailedStatus) -> InstanceSeen {
        InstanceSeen {
            account: id(account),
            region: Region::parse("us-east-1").unwrap(),
            status,
            detailed,
            reason: String::new(),
            operation: Some("op-1".to_owned()),
        }
    }

    #[test]
    fn every_state_from_what_aws_says() {
        use DetailedStatus as D;
        use InstanceStatus as I;
        use StackState as S;
        for (status, detailed, expected) in [
            (I::Current, D::Succeeded, S::Current),
            (I::Current, D::Unknown, S::Current),
            (I::Outdated, D::Pending, S::Pending),
            (I::Current, D::Running, S::Pending),
            (I::Outdated, D::Succeeded, S::Outdated),
            (I::Outdated, D::Unknown, S::Outdated),
            (I::Outdated, D::Failed, S::Failed),
            (I::Outdated, D::Cancelled, S::Failed),
            (I::Outdated, D::SkippedSuspendedAccount, S::Failed),
            (I::Inoperable, D::Unknown, S::Failed),
        ] {
            let found = StackState::of(&seen("200000000002", status, detailed));
            assert_eq!(found, expected, "{status:?} {detailed:?}");
            assert_eq!(S::parse(expected.as_str()), Ok(expected));
        }
    }

    #[test]
    fn every_account_but_the_payer_gets_its_instance() {
        let mut bad = seen(
            "300000000003",
            InstanceStatus::Outdated,
            DetailedStatus::Failed,
        );
        bad.reason = format!("Parameter {} already exists", secret().as_str());
        let good = seen(
            "300000000003",
            InstanceStatus::Current,
            DetailedStatus::Succeeded,
        );
        let reading = StackSetReading {
            instances: vec![good, bad],
            ..StackSetReading::default()
        };
        let known = [
            member(PAYER),
            member("200000000002"),
            member("300000000003"),
        ];
        let next = take_over(&id(PAYER), &known, &reading, &secret());
        assert_eq!(next.len(), 2, "the payer is as it was");
        assert_eq!(next[0].instance, Some(Instance::ABSENT));
        let failed = next[1].instance.clone().unwrap();
        assert_eq!(
            (failed.state, failed.reason),
            (StackState::Failed, Some(StackReason::RoleNameTaken)),
            "the worse of two regions counts"
        );
        let words = failed.words.unwrap();
        assert!(!words.contains(secret().as_str()), "{words}");
        assert!(take_over(&id(PAYER), &next, &reading, &secret()).is_empty());
    }

    #[test]
    fn a_refusal_from_before_the_stack_set_came_is_forgotten() {
        let refused = Some(Reached {
            at: Timestamp::from_unix_ms(5),
            why_not: Some("AccessDenied".to_owned()),
        });
        let before = Member {
            reached: refused.clone(),
            ..member("200000000002")
        };
        let reading = StackSetReading {
            instances: vec![seen(
                "200000000002",
                InstanceStatus::Current,
                DetailedStatus::Succeeded,
            )],
            ..StackSetReading::default()
        };
        let after = take_over(&id(PAYER), &[before], &reading, &secret());
        assert_eq!(after[0].reached, None);
        let refused_since = Member {
            reached: refused.clone(),
            ..after[0].clone()
        };
        assert!(take_over(&id(PAYER), &[refused_since], &reading, &secret()).is_empty());
    }
}
