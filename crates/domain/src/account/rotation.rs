use serde::{Deserialize, Serialize};

use super::{Account, AccountAction};
use crate::{ExternalId, Timestamp};

/// A new external id on its way in. Old and new are both known until no role answers the old one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rotation {
    pub next: ExternalId,
    pub since: Timestamp,
    /// What the last look found; `None` before the first.
    pub seen: Option<RotationSeen>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RotationSeen {
    pub at: Timestamp,
    pub answers: AnswersTo,
}

/// Which of the two external ids the account's role answers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AnswersTo {
    Old,
    Both,
    New,
}

impl AnswersTo {
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Old => "old",
            Self::Both => "both",
            Self::New => "new",
        }
    }
}

impl Rotation {
    /// Why the old id cannot be given up yet; `None` when it can.
    #[must_use]
    pub const fn why_not_finish(&self) -> Option<&'static str> {
        match self.seen {
            None => Some("The role has not been looked at since the new id was minted."),
            Some(seen) => match seen.answers {
                AnswersTo::Old => Some("The role still answers to the old external id only."),
                AnswersTo::Both => {
                    Some("The role answers to the new external id, and still to the old one.")
                }
                AnswersTo::New => None,
            },
        }
    }

    /// Why the new id cannot be dropped again; `None` when it can.
    #[must_use]
    pub const fn why_not_cancel(&self) -> Option<&'static str> {
        match self.seen {
            // The stack may have been updated meanwhile: then the new id is the only way in.
            None => Some("The role has not been looked at since the new id was minted."),
            Some(RotationSeen {
                answers: AnswersTo::New,
                ..
            }) => Some("The role answers to the new external id only. Finish instead."),
            _ => None,
        }
    }
}

impl Account {
    /// What a person can do about the external id.
    #[must_use]
    pub fn rotation_actions(&self) -> Vec<AccountAction> {
        const NONE: &str = "The external id is not being rotated.";
        let rotation = self.rotation.as_ref();
        let under_way = "The external id is being rotated already.";
        [
            ("rotate", rotation.map(|_| under_way)),
            (
                "finish",
                rotation.map_or(Some(NONE), Rotation::why_not_finish),
            ),
            (
                "cancel",
                rotation.map_or(Some(NONE), Rotation::why_not_cancel),
            ),
        ]
        .map(|(name, why_not)| AccountAction {
            name,
            why_not: why_not.map(str::to_owned),
        })
        .into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_ends_when_nothing_answers_the_old_id() {
        let rotation = |answers: Option<AnswersTo>| Rotation {
            next: ExternalId::from_random([1; crate::external_id::RANDOM_BYTES]),
            since: Timestamp::from_unix_ms(1),
            seen: answers.map(|answers| RotationSeen {
                at: Timestamp::from_unix_ms(2),
                answers,
            }),
        };
        let ends = |answers| {
            let rotation = rotation(answers);
            (
                rotation.why_not_finish().is_none(),
                rotation.why_not_cancel().is_none(),
            )
        };
        assert_eq!(ends(None), (false, false));
        assert_eq!(ends(Some(AnswersTo::Old)), (false, true));
        assert_eq!(ends(Some(AnswersTo::Both)), (false, true));
        assert_eq!(ends(Some(AnswersTo::New)), (true, false));
    }
}
