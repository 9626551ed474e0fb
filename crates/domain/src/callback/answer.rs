//! What CloudFormation is told, and what follows from how that went.

use std::time::Duration;

use serde::Serialize;

use super::Request;
use crate::{Timestamp, webhook::Unreached};

/// Bytes of an answer (CloudFormation Template Reference, "Custom resource response objects").
pub const MAX_ANSWER: usize = 4_096;

/// What the resource is called. It is the same in every answer: another one would tell CloudFormation
/// that the resource was replaced, and have it delete the old one.
pub const PHYSICAL_ID: &str = "landfast-callback";

/// For how long CloudFormation can wait for an answer, and the presigned address is good.
const LIFE: Duration = Duration::from_secs(2 * 60 * 60);

/// Pauses between tries, in seconds. The first minutes count: a stack waits for five.
const PAUSES: [u64; 5] = [2, 5, 10, 20, 60];

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Body<'a> {
    status: &'static str,
    physical_resource_id: &'a str,
    stack_id: &'a str,
    request_id: &'a str,
    logical_resource_id: &'a str,
}

/// The answer to every request: that all is well. Whether it is, Landfast finds out by itself, and an
/// account's stack must not fail by what Landfast thinks of it.
#[must_use]
pub fn answer(request: &Request) -> String {
    let body = |physical_resource_id| {
        let body = Body {
            status: "SUCCESS",
            physical_resource_id,
            stack_id: request.stack.as_str(),
            request_id: &request.request_id,
            logical_resource_id: &request.logical_id,
        };
        serde_json::to_string(&body).unwrap_or_default()
    };
    let known = request.physical_id.as_deref().map(body);
    known
        .filter(|text| text.len() <= MAX_ANSWER)
        .unwrap_or_else(|| body(PHYSICAL_ID))
}

/// How an answer was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answered {
    Status(u16),
    Unreached(Unreached),
}

/// What to do with a message after its answer was tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NextStep {
    /// CloudFormation has its answer.
    Done,
    /// It does not wait any more, or the address was never one of its own: nothing can be done.
    Over,
    /// Try again after this.
    Again(Duration),
}

/// Judges the `tries`th try to answer a message that was sent at `sent_at`.
#[must_use]
pub fn next_step(
    answered: Answered,
    tries: u32,
    sent_at: Option<Timestamp>,
    now: Timestamp,
) -> NextStep {
    match answered {
        Answered::Status(200..=299) => return NextStep::Done,
        // 408 and 429 pass. The other refusals of S3 stay: an address that expired, or that nobody signed.
        Answered::Status(code) if (300..500).contains(&code) && code != 408 && code != 429 => {
            return NextStep::Over;
        }
        Answered::Status(_) | Answered::Unreached(_) => {}
    }
    if sent_at.is_some_and(|at| now.since(at) >= LIFE) {
        return NextStep::Over;
    }
    let place = usize::try_from(tries.saturating_sub(1)).unwrap_or(usize::MAX);
    let seconds = PAUSES.get(place).or(PAUSES.last()).copied().unwrap_or(60);
    NextStep::Again(Duration::from_secs(seconds))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_follows_from_an_answer() {
        let sent = Timestamp::from_unix_ms(1_000_000);
        let judge = |answered, tries, later: u64| {
            next_step(
                answered,
                tries,
                Some(sent),
                sent.plus(Duration::from_secs(later)),
            )
        };
        let again = |seconds| NextStep::Again(Duration::from_secs(seconds));
        let lost = Answered::Unreached(Unreached::Timeout);
        for (answered, tries, later, expected) in [
            (Answered::Status(200), 1, 0, NextStep::Done),
            (Answered::Status(204), 9, 9_000, NextStep::Done),
            (Answered::Status(307), 1, 0, NextStep::Over),
            (Answered::Status(400), 1, 0, NextStep::Over),
            (Answered::Status(403), 1, 0, NextStep::Over),
            (Answered::Status(429), 1, 0, again(2)),
            (Answered::Status(408), 2, 0, again(5)),
            (Answered::Status(500), 3, 0, again(10)),
            (Answered::Status(503), 0, 0, again(2)),
            (lost, 4, 0, again(20)),
            (lost, 5, 7_199, again(60)),
            (lost, 400, 7_199, again(60)),
            (lost, 1, 7_200, NextStep::Over),
        ] {
            assert_eq!(
                judge(answered, tries, later),
                expected,
                "{answered:?} {tries} {later}"
            );
        }
        assert_eq!(next_step(lost, 1, None, sent), again(2));
    }
}
