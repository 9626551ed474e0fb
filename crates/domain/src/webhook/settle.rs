use std::{fmt, time::Duration};

use super::next_try;
use crate::Timestamp;

/// How long a webhook may fail without one success before it is stopped.
pub const FAILING_FOR: Duration = Duration::from_secs(5 * 24 * 60 * 60);

/// What came of one try.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    Status {
        code: u16,
        /// Read of 429 and 503 only.
        retry_after: Option<Duration>,
    },
    Unreached(Unreached),
}

/// Why there was no answer. A closed list, so that no URL gets into a log or onto a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unreached {
    /// The stored URL cannot be used any more.
    Url,
    /// The name leads nowhere.
    Name,
    /// The name or the address leads to where webhooks may not go.
    Address,
    Connect,
    Tls,
    Timeout,
    /// The connection ended in the middle.
    Broken,
    /// Landfast's own: the sealed secret could not be opened.
    Secret,
}

impl fmt::Display for Unreached {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Url => "The stored URL cannot be used; save it again.",
            Self::Name => "The name of the receiver could not be looked up.",
            Self::Address => {
                "The receiver has no address that webhooks may go to: only public ones, and those that whoever runs the server has allowed."
            }
            Self::Connect => "The receiver could not be connected to.",
            Self::Tls => "No secure connection: the receiver's certificate was not accepted.",
            Self::Timeout => "The receiver did not answer in time.",
            Self::Broken => "The connection ended before the receiver had answered.",
            Self::Secret => "The server could not open the webhook's sealed secret; its log says why.",
        })
    }
}

/// How a delivery stands after a try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeliveryEnd {
    Delivered,
    Again {
        at: Timestamp,
    },
    /// The last try failed.
    GaveUp,
}

/// Why Landfast stopped a webhook by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StopReason {
    /// The receiver answered 410.
    Gone,
    /// Nothing but failures for [`FAILING_FOR`].
    Failing,
}

impl StopReason {
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Gone => "gone",
            Self::Failing => "failing",
        }
    }

    /// The end of a sentence that begins with "because".
    #[must_use]
    pub const fn because(self) -> &'static str {
        match self {
            Self::Gone => "its receiver answered 410 Gone",
            Self::Failing => "nothing could be delivered for five days",
        }
    }
}

/// What one try means for its delivery and its webhook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settled {
    pub end: DeliveryEnd,
    /// Since when the webhook has failed without a success.
    pub failing_since: Option<Timestamp>,
    pub stop: Option<StopReason>,
    pub status: Option<u16>,
    /// For people; `None` after a success.
    pub error: Option<String>,
}

/// Judges the answer to the `tries`th try.
#[must_use]
pub fn settle(
    answer: &Answer,
    tries: u32,
    failing_since: Option<Timestamp>,
    now: Timestamp,
    lot: [u8; 2],
) -> Settled {
    let (status, asked_for) = match answer {
        Answer::Status { code, retry_after } => (Some(*code), *retry_after),
        Answer::Unreached(_) => (None, None),
    };
    if status.is_some_and(|code| (200..300).contains(&code)) {
        return Settled {
            end: DeliveryEnd::Delivered,
            failing_since: None,
            stop: None,
            status,
            error: None,
        };
    }
    // What is the server's own fault says nothing about the receiver.
    let ours = *answer == Answer::Unreached(Unreached::Secret);
    let since = failing_since.unwrap_or(now);
    let next = next_try(tries, asked_for, now, lot);
    // Two failures with silence between them are not five days of failing: a delivery must have used
    // up its tries.
    let spent = !ours && next.is_none();
    let stop = match status {
        Some(410) => Some(StopReason::Gone),
        _ if spent && now.since(since) >= FAILING_FOR => Some(StopReason::Failing),
        _ => None,
    };
    let again = next.filter(|_| stop.is_none());
    Settled {
        end: again.map_or(DeliveryEnd::GaveUp, |at| DeliveryEnd::Again { at }),
        failing_since: if ours { failing_since } else { Some(since) },
        stop,
        status,
        error: Some(error(answer)),
    }
}

fn error(answer: &Answer) -> String {
    match answer {
        Answer::Status { code, .. } if (300..400).contains(code) => {
            format!(
                "The receiver answered {code}; redirects are not followed. Save the URL that it leads to."
            )
        }
        Answer::Status { code, .. } => {
            format!("The receiver answered {code}; expected 200 to 299.")
        }
        Answer::Unreached(why) => why.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::webhook::TRIES;

    const NOW: Timestamp = Timestamp::from_unix_ms(1_000_000_000);

    fn status(code: u16) -> Answer {
        Answer::Status {
            code,
            retry_after: None,
        }
    }

    fn after(answer: &Answer, tries: u32, since: Option<Timestamp>) -> Settled {
        settle(answer, tries, since, NOW, [0, 0])
    }

    #[test]
    fn only_a_success_is_one() {
        for (code, delivered) in [
            (200, true),
            (204, true),
            (299, true),
            (199, false),
            (301, false),
            (404, false),
            (500, false),
        ] {
            let settled = after(&status(code), 1, Some(NOW));
            assert_eq!(settled.end == DeliveryEnd::Delivered, delivered, "{code}");
            assert_eq!(
                (settled.failing_since.is_none(), settled.error.is_none()),
                (delivered, delivered)
            );
        }
    }

    #[test]
    fn a_failure_is_remembered_from_its_beginning() {
        let timeout = Answer::Unreached(Unreached::Timeout);
        let first = after(&timeout, 1, None);
        assert_eq!((first.failing_since, first.stop), (Some(NOW), None));
        assert!(matches!(first.end, DeliveryEnd::Again { .. }));
        let early = Timestamp::from_unix_ms(5);
        assert_eq!(after(&timeout, 2, Some(early)).failing_since, Some(early));
        assert_eq!(after(&timeout, 10, None).end, DeliveryEnd::GaveUp);
        let asked = Answer::Status {
            code: 503,
            retry_after: Some(Duration::from_secs(600)),
        };
        assert_eq!(
            after(&asked, 1, None).end,
            DeliveryEnd::Again {
                at: NOW.plus(Duration::from_secs(600))
            }
        );
    }

    #[test]
    fn what_stops_a_webhook() {
        let gone = after(&status(410), 1, None);
        assert_eq!(
            (gone.stop, gone.end),
            (Some(StopReason::Gone), DeliveryEnd::GaveUp)
        );
        let five_days_ago = Timestamp::from_unix_ms(NOW.unix_ms() - 5 * 86_400_000);
        let again = after(&status(500), 1, Some(five_days_ago));
        assert_eq!(again.stop, None, "this delivery has tries left");
        assert!(matches!(again.end, DeliveryEnd::Again { .. }));
        let failing = after(&status(500), TRIES, Some(five_days_ago));
        assert_eq!(
            (failing.stop, failing.end),
            (Some(StopReason::Failing), DeliveryEnd::GaveUp)
        );
        let almost = five_days_ago.plus(Duration::from_millis(1));
        assert_eq!(after(&status(500), TRIES, Some(almost)).stop, None);
        assert_eq!(after(&status(200), 1, Some(five_days_ago)).stop, None);
        let ours = after(
            &Answer::Unreached(Unreached::Secret),
            TRIES,
            Some(five_days_ago),
        );
        assert_eq!((ours.stop, ours.failing_since), (None, Some(five_days_ago)));
    }
}
