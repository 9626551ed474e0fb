use std::time::Duration;

use super::{Answer, DoorTry, Removal};
use crate::Timestamp;

/// How long a role that was deleted may still answer. AWS documents no bound; IAM shows changes
/// within seconds, and two minutes are what a new role is given too.
const MAY_LINGER: Duration = Duration::from_secs(120);
/// Between the two looks that a refusal needs: IAM flaps while a change spreads.
const CONFIRM_AFTER: Duration = Duration::from_secs(15);
/// Between looks at something that lingers.
const LINGER_STEP: Duration = Duration::from_secs(10);
/// Trouble is waited for this long before somebody has to say again that it is deleted.
const TROUBLE_FOR: Duration = Duration::from_secs(60 * 60);
const TROUBLE_STEP: Duration = Duration::from_secs(20);

/// What one look at every door has shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LookedAtDoors {
    pub tries: Vec<DoorTry>,
    /// Why Landfast's own identity could not be shown to work. A refusal proves nothing then: AWS
    /// refuses a caller without rights in the same words.
    pub own_trouble: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// Every door refused, twice.
    Gone,
    /// Every door refused, for the first time.
    Confirm { again_at: Timestamp },
    /// A door is open; `None` once a deleted role would have stopped answering.
    StillAnswers { again_at: Option<Timestamp> },
    /// Nothing is known; `None` when it has lasted too long.
    Unknown {
        detail: String,
        again_at: Option<Timestamp>,
    },
}

/// Judges one look. Pure. Without a door there is nothing to prove: nothing was ever let in.
#[must_use]
pub fn judge(look: &LookedAtDoors, removal: &Removal, now: Timestamp) -> Found {
    let said_at = removal.said_at.unwrap_or(removal.begun_at);
    if look.tries.is_empty() {
        return Found::Gone;
    }
    if look.tries.iter().any(|one| one.answer == Answer::LetIn) {
        let lingers = now < said_at.plus(MAY_LINGER);
        let again_at = lingers.then(|| now.plus(LINGER_STEP));
        return Found::StillAnswers { again_at };
    }
    if let Some(detail) = trouble(look) {
        let patient = now < said_at.plus(TROUBLE_FOR);
        let again_at = patient.then(|| now.plus(TROUBLE_STEP));
        return Found::Unknown { detail, again_at };
    }
    match removal.refused_since {
        Some(since) if now >= since.plus(CONFIRM_AFTER) => Found::Gone,
        since => Found::Confirm {
            again_at: since.unwrap_or(now).plus(CONFIRM_AFTER),
        },
    }
}

fn trouble(look: &LookedAtDoors) -> Option<String> {
    let at_a_door = look.tries.iter().find_map(|one| match &one.answer {
        Answer::Trouble { detail, .. } => Some(detail.clone()),
        Answer::LetIn | Answer::Refused { .. } => None,
    });
    at_a_door.or_else(|| look.own_trouble.clone())
}

#[cfg(test)]
mod tests {
    use super::{super::*, *};
    use crate::removal::RemovalState;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_unix_ms(seconds * 1000)
    }

    fn door(answer: Answer) -> DoorTry {
        DoorTry {
            door: Door::Key {
                last4: "MPLE".into(),
            },
            answer,
            at: at(0),
        }
    }

    fn refused() -> Answer {
        Answer::Refused {
            code: "AccessDenied".into(),
            request_id: Some("r".into()),
        }
    }

    fn trouble() -> Answer {
        Answer::Trouble {
            detail: "slow down".into(),
            request_id: None,
        }
    }

    fn look(answers: &[Answer]) -> LookedAtDoors {
        LookedAtDoors {
            tries: answers.iter().cloned().map(door).collect(),
            own_trouble: None,
        }
    }

    fn said() -> Removal {
        let mut removal = Removal::begun("ada".into(), at(0));
        removal.said("ada".into(), at(0));
        removal
    }

    #[test]
    fn a_refusal_counts_when_it_was_seen_twice() {
        let mut removal = said();
        assert!(!removal.looked(look(&[refused()]), at(1)));
        assert_eq!(removal.next_at(), Some(at(16)));
        assert!(
            !removal.looked(look(&[refused()]), at(5)),
            "too soon after the first"
        );
        assert_eq!(removal.next_at(), Some(at(16)));
        assert!(removal.looked(look(&[refused()]), at(16)));
        assert_eq!(removal.tries.len(), 3);
    }

    #[test]
    fn a_door_that_opens_in_between_begins_the_proof_anew() {
        let mut removal = said();
        removal.looked(look(&[refused(), refused()]), at(1));
        removal.looked(look(&[refused(), Answer::LetIn]), at(16));
        assert_eq!(removal.refused_since, None);
        assert!(!removal.looked(look(&[refused(), refused()]), at(26)));
        assert!(removal.looked(look(&[refused(), refused()]), at(41)));
    }

    #[test]
    fn what_answers_is_waited_for_and_then_told() {
        let mut removal = said();
        removal.looked(look(&[Answer::LetIn]), at(119));
        assert_eq!(removal.next_at(), Some(at(129)));
        removal.looked(look(&[Answer::LetIn]), at(129));
        assert_eq!(removal.state, RemovalState::StillAnswers);
    }

    #[test]
    fn who_says_it_again_gets_two_looks_again() {
        let mut removal = said();
        removal.looked(look(&[refused()]), at(1));
        removal.said("bob".into(), at(9000));
        assert!(!removal.looked(look(&[refused()]), at(9001)));
        assert!(removal.looked(look(&[refused()]), at(9016)));
    }

    #[test]
    fn trouble_proves_nothing_and_breaks_nothing() {
        let mut removal = said();
        removal.looked(look(&[refused()]), at(1));
        removal.looked(look(&[trouble()]), at(16));
        assert_eq!(removal.refused_since, Some(at(1)));
        let blind = LookedAtDoors {
            own_trouble: Some("no credentials".into()),
            ..look(&[refused()])
        };
        assert!(!removal.looked(blind.clone(), at(36)), "who is refused?");
        assert!(matches!(removal.state, RemovalState::Waiting { .. }));
        removal.looked(blind, at(3601));
        assert!(matches!(removal.state, RemovalState::GaveUp { .. }));
    }

    #[test]
    fn where_nothing_was_ever_let_in_there_is_nothing_to_prove() {
        assert!(said().looked(look(&[]), at(1)));
    }

    #[test]
    fn the_newest_tries_are_kept() {
        let mut removal = said();
        for second in 0..200 {
            removal.looked(look(&[Answer::LetIn]), at(second));
        }
        assert_eq!(removal.tries.len(), 60);
    }

    #[test]
    fn a_removal_comes_back_from_its_json() {
        let mut removal = said();
        removal.looked(look(&[refused(), trouble()]), at(1));
        let text = serde_json::to_string(&removal).unwrap();
        assert_eq!(serde_json::from_str::<Removal>(&text).unwrap(), removal);
    }
}
