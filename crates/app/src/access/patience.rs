//! How long to wait and how often to look. Pure, so that the numbers can be read and tested here.

use std::time::Duration;

use landfast_domain::{Timestamp, api_access::Patience, step::Step};

use crate::ports::{Check, Trigger};

/// AWS publishes no bound for IAM's propagation; Terraform's provider allows two minutes too.
pub const NEW_ROLE: Duration = Duration::from_secs(120);
/// How long a page's looking on is kept up without an answer.
pub const FOLLOW: Duration = Duration::from_secs(30 * 60);
/// How often trouble is tried again at once before the schedule takes over.
pub const TROUBLE_TRIES: u32 = 4;
/// When the schedule looks again after trouble.
pub const AFTER_TROUBLE: Duration = Duration::from_secs(15 * 60);
/// How often it looks whether AWS has delivered an export for the first time.
pub const AFTER_NO_DELIVERY: Duration = Duration::from_secs(60 * 60);
/// When it looks again at an account that drifted: people are at work there.
pub const AFTER_DRIFT: Duration = Duration::from_secs(60 * 60);

const NEW_ROLE_STEPS: [u64; 5] = [2, 4, 8, 15, 20];
const FOLLOW_STEPS: [u64; 9] = [2, 3, 4, 5, 6, 8, 10, 12, 15];
const TROUBLE_STEPS: [u64; 4] = [3, 10, 30, 60];

/// How long a run of refusals is remembered of a role that was never proven: who comes back later
/// has launched a new one.
const REMEMBERED: Duration = Duration::from_secs(10 * 60);

/// When the present run of refusals began; now, if there is none.
#[must_use]
pub fn refusals_began(step: &Step, now: Timestamp) -> Timestamp {
    let counts = |began: &Timestamp| step.passed_at.is_some() || now.since(*began) < REMEMBERED;
    step.refused_since.filter(counts).unwrap_or(now)
}

/// What a refusal means for this check now.
#[must_use]
pub fn patience(check: &Check, now: Timestamp) -> Patience {
    match check.trigger {
        Trigger::Follow => Patience::NotDeployed,
        Trigger::Person | Trigger::Schedule => match check.patience_ends_at {
            Some(end) if now < end => Patience::NewRole,
            _ => Patience::Over,
        },
    }
}

fn nth(steps: &[u64], tries: u32) -> Duration {
    let place = usize::try_from(tries.saturating_sub(1)).unwrap_or(usize::MAX);
    let seconds = steps.get(place).or(steps.last()).copied().unwrap_or(30);
    Duration::from_secs(seconds)
}

/// When to look again after the `tries`th refusal; never after the end of patience, so that the
/// last look decides.
#[must_use]
pub fn after_refusal(check: &Check, now: Timestamp) -> Timestamp {
    match check.trigger {
        Trigger::Follow => now.plus(nth(&FOLLOW_STEPS, check.tries)),
        Trigger::Person | Trigger::Schedule => {
            let next = now.plus(nth(&NEW_ROLE_STEPS, check.tries));
            check.patience_ends_at.map_or(next, |end| next.min(end))
        }
    }
}

/// When it looks again at linked accounts that are being read and tried.
#[must_use]
pub fn after_accounts(check: &Check, now: Timestamp) -> Timestamp {
    now.plus(nth(&NEW_ROLE_STEPS, check.tries))
}

/// When to look again after trouble, or `None` when the schedule takes over.
#[must_use]
pub fn after_trouble(
    check: &Check,
    asked_for: Option<Duration>,
    now: Timestamp,
) -> Option<Timestamp> {
    let still_patient = match check.trigger {
        Trigger::Follow => now < check.asked_at.plus(FOLLOW),
        Trigger::Person => check.patience_ends_at.is_some_and(|end| now < end),
        Trigger::Schedule => return None,
    };
    if check.tries > TROUBLE_TRIES && !still_patient {
        return None;
    }
    let wait = nth(&TROUBLE_STEPS, check.tries).max(asked_for.unwrap_or_default());
    Some(now.plus(wait.min(AFTER_TROUBLE)))
}

/// The next daily look: `every`, give or take a tenth, so that a thousand accounts spread out.
#[must_use]
pub fn next_daily(now: Timestamp, every: Duration, random: [u8; 2]) -> Timestamp {
    let tenth = every / 10;
    let part = u32::from(u16::from_be_bytes(random));
    now.plus(every - tenth + tenth * 2 * part / u32::from(u16::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_give_or_take_a_tenth() {
        let (now, day) = (Timestamp::from_unix_ms(0), Duration::from_secs(86_400));
        let hours = |random| next_daily(now, day, random).unix_ms() / 360_000;
        assert_eq!((hours([0, 0]), hours([255, 255])), (216, 264));
        assert!((230..250).contains(&hours([128, 0])));
    }

    #[test]
    fn steps_grow_and_then_stay() {
        let seconds: Vec<u64> = (1..=10)
            .map(|tries| nth(&FOLLOW_STEPS, tries).as_secs())
            .collect();
        assert_eq!(seconds, [2, 3, 4, 5, 6, 8, 10, 12, 15, 15]);
    }
}
