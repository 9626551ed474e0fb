use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::Answer;
use crate::{
    ExternalId, RoleArn, Timestamp,
    account::Trust,
    ids::{OrphanId, ReceiptId},
};

/// Between the two refusals that make an orphan's role count as gone.
const CONFIRM_AFTER: Duration = Duration::from_secs(15);

/// A role whose record was removed while access was left. It is tried again when the same account is
/// registered again in the same workspace.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Orphan {
    pub id: OrphanId,
    pub role_arn: RoleArn,
    /// What the role's trust policy demanded. Never shown.
    pub external_id: ExternalId,
    /// By what it let Landfast in.
    pub trust: Trust,
    pub removed_by: String,
    pub removed_at: Timestamp,
    pub receipt: ReceiptId,
    pub state: OrphanState,
}

/// What the last try of an orphan's role has shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum OrphanState {
    /// Not tried yet, or trouble.
    Unknown,
    Answers {
        seen_at: Timestamp,
    },
    /// Refused once; gone when it is seen again.
    Refused {
        since: Timestamp,
    },
}

impl Orphan {
    /// Takes over what a try has shown; `true` when the role is gone for good.
    pub fn tried(&mut self, answer: &Answer, now: Timestamp) -> bool {
        self.state = match (answer, self.state) {
            (Answer::LetIn, _) => OrphanState::Answers { seen_at: now },
            (Answer::Trouble { .. }, before) => before,
            (Answer::Refused { .. }, OrphanState::Refused { since }) => {
                if now >= since.plus(CONFIRM_AFTER) {
                    return true;
                }
                OrphanState::Refused { since }
            }
            (Answer::Refused { .. }, _) => OrphanState::Refused { since: now },
        };
        false
    }

    /// What its owner has to do; `None` while nothing is known to answer.
    #[must_use]
    pub fn remedy(&self) -> Option<String> {
        matches!(self.state, OrphanState::Answers { .. }).then(|| {
            format!(
                "{} still lets Landfast in by the external id of an earlier registration. Delete the stack that made it, \
                 or the role itself in IAM, unless the present registration uses it.",
                self.role_arn
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Partition;

    #[test]
    fn an_orphan_is_gone_after_two_refusals() {
        let at = |seconds: i64| Timestamp::from_unix_ms(seconds * 1000);
        let arn = format!("arn:{}:iam::012345678901:role/landfast/l", Partition::Aws);
        let mut orphan = Orphan {
            id: OrphanId::new(at(0), [0; 10]),
            role_arn: RoleArn::parse(&arn).unwrap(),
            external_id: ExternalId::parse("lf-aaaaaaaaaaaaaaaaaaaaaaaaaa").unwrap(),
            trust: Trust::Role,
            removed_by: "ada".into(),
            removed_at: at(0),
            receipt: ReceiptId::new(at(0), [0; 10]),
            state: OrphanState::Unknown,
        };
        let refused = Answer::Refused {
            code: "AccessDenied".into(),
            request_id: None,
        };
        let trouble = Answer::Trouble {
            detail: "later".into(),
            request_id: None,
        };
        assert!(!orphan.tried(&trouble, at(1)));
        assert!(!orphan.tried(&Answer::LetIn, at(2)));
        assert!(orphan.remedy().is_some_and(|cure| cure.contains(&arn)));
        assert!(!orphan.tried(&refused, at(3)));
        assert_eq!(orphan.remedy(), None);
        assert!(!orphan.tried(&refused, at(4)), "too soon");
        assert!(!orphan.tried(&trouble, at(5)));
        assert!(orphan.tried(&refused, at(18)));
    }
}
