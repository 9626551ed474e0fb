//! Replacing a key by a new one, in stages that each can be done twice.
//!
//! A stage is written down before its call to AWS. `iam:CreateAccessKey` takes no client token, so a
//! process that died behind it cannot know what it made: when it lives again it looks at the list.
//! The old key goes only after the new one has answered and is in use.

use serde::{Deserialize, Serialize};

use super::{AccessKeyId, ListedKey};
use crate::{
    Timestamp,
    check::{Seen, Trouble},
    ids::KeyId,
};

/// How many answers in a row a new key must give: IAM tells its parts one after the other.
const ANSWERS: u32 = 3;

/// How far a rotation is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "stage", rename_all = "snake_case")]
pub enum RotationStage {
    /// Nothing was asked of AWS yet.
    Begin,
    /// The user had no second key. From here on one that is found was made by this rotation, and its
    /// secret is lost.
    Create,
    /// The new key is kept; it is not in use.
    Prove {
        new: KeyId,
        since: Timestamp,
        answers: u32,
    },
    /// The new key never answered and is deleted again; the old one is still in use.
    Undo {
        new: KeyId,
    },
    /// The new key is in use.
    Deactivate {
        new: KeyId,
    },
    /// The old key is inactive; it is deleted from `not_before` on.
    Delete {
        new: KeyId,
        not_before: Timestamp,
    },
    Done {
        at: Timestamp,
    },
}

/// The five stages as people read them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum StageName {
    Create,
    Wait,
    Deactivate,
    Delete,
    Done,
}

impl RotationStage {
    #[must_use]
    pub const fn name(&self) -> StageName {
        match self {
            Self::Begin | Self::Create => StageName::Create,
            Self::Prove { .. } | Self::Undo { .. } => StageName::Wait,
            Self::Deactivate { .. } => StageName::Deactivate,
            Self::Delete { .. } => StageName::Delete,
            Self::Done { .. } => StageName::Done,
        }
    }

    /// Whether the account is reached by the new key already.
    #[must_use]
    pub const fn has_switched(&self) -> bool {
        matches!(
            self,
            Self::Deactivate { .. } | Self::Delete { .. } | Self::Done { .. }
        )
    }
}

/// Why a rotation cannot go on until a person has done something. The account has a working key in
/// each case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "problem", rename_all = "snake_case")]
pub enum RotationProblem {
    /// The user may not call `iam:ListAccessKeys` on itself.
    MayNotList,
    MayNotCreate,
    /// AWS allows two keys for a user (IAM quotas), and both are taken.
    TwoKeys {
        other: String,
    },
    /// The new key did not answer in time, and was deleted again.
    NewKeySilent,
    MayNotDeactivate,
    MayNotDelete,
    /// Trouble that did not pass.
    Trouble {
        detail: String,
    },
}

impl RotationProblem {
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::MayNotList => "may_not_list",
            Self::MayNotCreate => "may_not_create",
            Self::TwoKeys { .. } => "two_keys",
            Self::NewKeySilent => "new_key_silent",
            Self::MayNotDeactivate => "may_not_deactivate",
            Self::MayNotDelete => "may_not_delete",
            Self::Trouble { .. } => "trouble",
        }
    }

    /// What happened, in one sentence.
    #[must_use]
    pub fn what(&self) -> String {
        match self {
            Self::MayNotList => "The key's user may not list its own access keys.".to_owned(),
            Self::MayNotCreate => {
                "The key's user may not make an access key for itself.".to_owned()
            }
            Self::TwoKeys { other } => format!(
                "The user has a second access key already, ending in {other}; AWS allows two."
            ),
            Self::NewKeySilent => {
                "The new key did not answer within ten minutes and was deleted again.".to_owned()
            }
            Self::MayNotDeactivate => {
                "The new key is in use, but the user may not deactivate the old one.".to_owned()
            }
            Self::MayNotDelete => {
                "The new key is in use and the old one is inactive, but the user may not delete it."
                    .to_owned()
            }
            Self::Trouble { detail } => {
                format!("AWS or Landfast has had trouble for an hour. {detail}")
            }
        }
    }

    /// What to do; `old` is the end of the old key's id.
    #[must_use]
    pub fn remedy(&self, old: &str) -> String {
        const BY_HAND: &str = "Or rotate by hand: make a second key for the user in IAM, save it here over the present \
                               one, and when it is proven deactivate and delete the old key in IAM.";
        let allow = |action: &str| {
            format!(
                "Allow {action} on the user itself (the policy is on this page) and start the rotation again."
            )
        };
        match self {
            Self::MayNotList => format!("{} {BY_HAND}", allow("iam:ListAccessKeys")),
            Self::MayNotCreate => format!("{} {BY_HAND}", allow("iam:CreateAccessKey")),
            Self::TwoKeys { other } => format!(
                "Find out in IAM who uses the key ending in {other}. If nobody does, deactivate and delete it, and start the \
                 rotation again. If it is meant for Landfast, save it here over the present one."
            ),
            Self::NewKeySilent => {
                "Nothing has changed: the old key is in use. Start the rotation again later.".to_owned()
            }
            Self::MayNotDeactivate => format!(
                "Deactivate and delete the key ending in {old} in IAM. Or {} The rotation goes on where it stopped.",
                lower(&allow("iam:UpdateAccessKey"))
            ),
            Self::MayNotDelete => format!(
                "Delete the key ending in {old} in IAM. Or {} The rotation goes on where it stopped.",
                lower(&allow("iam:DeleteAccessKey"))
            ),
            Self::Trouble { .. } => {
                "The account still has a working key. Start the rotation again; it goes on where it stopped.".to_owned()
            }
        }
    }
}

fn lower(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| {
        format!("{}{}", first.to_lowercase(), chars.as_str())
    })
}

/// Whether there is room for a second key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BeginRotation {
    Go,
    Blocked(RotationProblem),
    Later(Trouble),
}

#[must_use]
pub fn begin_rotation(seen: &Seen<Vec<ListedKey>>, old: &AccessKeyId) -> BeginRotation {
    match seen {
        Seen::Trouble(trouble) => BeginRotation::Later(trouble.clone()),
        Seen::No(_) => BeginRotation::Blocked(RotationProblem::MayNotList),
        Seen::Yes(keys) => match stranger(keys, old) {
            Some(key) => BeginRotation::Blocked(RotationProblem::TwoKeys {
                other: last4(&key.id),
            }),
            None => BeginRotation::Go,
        },
    }
}

/// What the stage `create` does next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CreateStep {
    Create,
    /// This key was made by a process that died before it could keep the secret.
    DeleteFirst {
        id: String,
    },
    Blocked(RotationProblem),
    Later(Trouble),
}

#[must_use]
pub fn resume_create(seen: &Seen<Vec<ListedKey>>, old: &AccessKeyId) -> CreateStep {
    match seen {
        Seen::Trouble(trouble) => CreateStep::Later(trouble.clone()),
        Seen::No(_) => CreateStep::Blocked(RotationProblem::MayNotList),
        Seen::Yes(keys) => match stranger(keys, old) {
            Some(key) => CreateStep::DeleteFirst { id: key.id.clone() },
            None => CreateStep::Create,
        },
    }
}

/// A key of the same user that is not the one in use.
fn stranger<'a>(keys: &'a [ListedKey], old: &AccessKeyId) -> Option<&'a ListedKey> {
    keys.iter().find(|key| key.id != old.as_str())
}

fn last4(id: &str) -> String {
    let from = id.char_indices().rev().nth(3).map_or(0, |(at, _)| at);
    id.get(from..).unwrap_or_default().to_owned()
}

/// Whether a new key has answered often enough to be taken into use.
#[must_use]
pub const fn proved_enough(answers: u32) -> bool {
    answers >= ANSWERS
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{access_key::KeyStatus, check::Denial};

    fn key(id: &str) -> ListedKey {
        ListedKey {
            id: id.to_owned(),
            status: KeyStatus::Active,
            created_at: None,
        }
    }

    fn old() -> AccessKeyId {
        AccessKeyId::parse("AKIAOOOOOOOOOOOOOLD1").unwrap()
    }

    fn denied() -> Seen<Vec<ListedKey>> {
        Seen::No(Denial {
            code: "AccessDenied".into(),
            message: "no".into(),
            request_id: None,
        })
    }

    /// The same list means one thing before the call that creates, and another behind it.
    #[test]
    fn a_second_key_is_somebody_elses_before_and_ours_behind() {
        let alone = Seen::Yes(vec![key(old().as_str())]);
        let two = Seen::Yes(vec![key(old().as_str()), key("AKIANNNNNNNNNNNNNEW1")]);
        let other = "NEW1".to_owned();
        assert_eq!(begin_rotation(&alone, &old()), BeginRotation::Go);
        assert_eq!(
            begin_rotation(&two, &old()),
            BeginRotation::Blocked(RotationProblem::TwoKeys { other })
        );
        assert_eq!(resume_create(&alone, &old()), CreateStep::Create);
        let id = "AKIANNNNNNNNNNNNNEW1".to_owned();
        assert_eq!(resume_create(&two, &old()), CreateStep::DeleteFirst { id });
    }

    #[test]
    fn who_may_not_list_is_told_and_trouble_is_nobodys() {
        let problem = RotationProblem::MayNotList;
        assert_eq!(
            begin_rotation(&denied(), &old()),
            BeginRotation::Blocked(problem.clone())
        );
        assert_eq!(
            resume_create(&denied(), &old()),
            CreateStep::Blocked(problem)
        );
        let trouble = Trouble::ours("x".into());
        assert_eq!(
            resume_create(&Seen::Trouble(trouble.clone()), &old()),
            CreateStep::Later(trouble)
        );
    }

    #[test]
    fn every_problem_says_what_to_do() {
        let other = "NEW1".to_owned();
        let detail = "AWS is down.".to_owned();
        for problem in [
            RotationProblem::MayNotList,
            RotationProblem::MayNotCreate,
            RotationProblem::TwoKeys { other },
            RotationProblem::NewKeySilent,
            RotationProblem::MayNotDeactivate,
            RotationProblem::MayNotDelete,
            RotationProblem::Trouble { detail },
        ] {
            assert!(problem.what().ends_with('.'), "{problem:?}");
            assert!(problem.remedy("OLD1").len() > 40, "{problem:?}");
        }
    }
}
