//! A payer's month as the server knows it: what AWS delivered, what is kept of it, what is under way.

use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{Ledger, Period};
use crate::{AccountId, Timestamp};

/// The SHA-256 of a manifest in hexadecimal digits: another delivery has another one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ManifestDigest(pub String);

impl ManifestDigest {
    #[must_use]
    pub fn of(manifest: &str) -> Self {
        Self(HEXLOWER.encode(&Sha256::digest(manifest)))
    }
}

/// A month of one report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BillMonth {
    pub payer: AccountId,
    pub report: String,
    pub period: Period,
    /// The newest delivery that was seen, and when first.
    pub delivered: Delivered,
    /// What questions are answered from. It stays until a newer one is good.
    #[serde(default)]
    pub kept: Option<Kept>,
    /// How far the reading of the newest delivery is.
    #[serde(default)]
    pub progress: Option<Progress>,
    /// Why the newest delivery is not kept.
    #[serde(default)]
    pub failure: Option<ReadFailure>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivered {
    pub digest: ManifestDigest,
    pub seen_at: Timestamp,
}

/// A delivery in the store.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    pub digest: ManifestDigest,
    /// The store's name for it.
    pub version: String,
    pub at: Timestamp,
    /// Counted from the source, and equal to what was counted again from the store.
    pub ledger: Ledger,
    pub files: u32,
    /// Of the files as AWS delivered them.
    pub bytes: u64,
}

/// Files that are here already, of all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    pub since: Timestamp,
    pub files: u32,
    pub files_done: u32,
    pub bytes_done: u64,
}

/// Why a delivery was not taken, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadFailure {
    pub at: Timestamp,
    pub detail: String,
}

/// How the last look at what AWS delivered to a payer went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BillLook {
    pub at: Timestamp,
    pub next_at: Timestamp,
    /// Why nothing, or not all, could be seen or fetched; for people.
    #[serde(default)]
    pub trouble: Option<String>,
}

/// How a month stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MonthState {
    /// The newest delivery is kept.
    Good,
    /// It is delivered, and will be read.
    Waiting,
    /// It is being fetched and read.
    Reading,
    /// The newest delivery could not be taken. What was kept before, if anything, is still answered from.
    Failed,
}

impl BillMonth {
    /// A month that was delivered for the first time.
    #[must_use]
    pub const fn new(
        payer: AccountId,
        report: String,
        period: Period,
        delivered: Delivered,
    ) -> Self {
        Self {
            payer,
            report,
            period,
            delivered,
            kept: None,
            progress: None,
            failure: None,
        }
    }

    #[must_use]
    pub fn state(&self) -> MonthState {
        if self.is_kept() {
            MonthState::Good
        } else if self.progress.is_some() {
            MonthState::Reading
        } else if self.failure.is_some() {
            MonthState::Failed
        } else {
            MonthState::Waiting
        }
    }

    /// Whether the newest delivery is the one that is kept.
    #[must_use]
    pub fn is_kept(&self) -> bool {
        let kept = self.kept.as_ref();
        kept.is_some_and(|kept| kept.digest == self.delivered.digest)
    }

    /// AWS's newest delivery was seen. Gives whether it has to be read: it is another one than what is
    /// kept, and not one that failed for what is in it.
    pub fn see(&mut self, digest: ManifestDigest, now: Timestamp) -> bool {
        if self.delivered.digest != digest {
            self.delivered = Delivered {
                digest,
                seen_at: now,
            };
            self.progress = None;
            self.failure = None;
        }
        !self.is_kept() && self.failure.is_none()
    }

    /// Somebody wants what failed to be tried again.
    pub fn forget_failure(&mut self) {
        self.failure = None;
    }

    /// A delivery is in the store. One that is not the newest any more is kept all the same: it is
    /// better than what was there.
    pub fn keep(&mut self, kept: Kept) {
        self.kept = Some(kept);
        self.progress = None;
        self.failure = None;
    }

    /// The delivery with this digest could not be taken. Says nothing of a newer one.
    pub fn fail(&mut self, digest: &ManifestDigest, failure: ReadFailure) {
        if self.delivered.digest == *digest {
            self.progress = None;
            self.failure = Some(failure);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_unix_ms(second * 1000)
    }

    fn digest(text: &str) -> ManifestDigest {
        ManifestDigest(text.to_owned())
    }

    fn kept(text: &str) -> Kept {
        Kept {
            digest: digest(text),
            version: "v".to_owned(),
            at: at(2),
            ledger: Ledger::default(),
            files: 1,
            bytes: 1,
        }
    }

    #[test]
    fn the_life_of_a_month() {
        let delivered = Delivered {
            digest: digest("a"),
            seen_at: at(0),
        };
        let payer = AccountId::parse("012345678901").unwrap();
        let mut month =
            BillMonth::new(payer, "r".to_owned(), "2026-11".parse().unwrap(), delivered);
        assert_eq!(month.state(), MonthState::Waiting);
        assert!(month.see(digest("a"), at(1)));
        month.progress = Some(Progress {
            since: at(1),
            files: 2,
            files_done: 1,
            bytes_done: 9,
        });
        assert_eq!(month.state(), MonthState::Reading);
        month.keep(kept("a"));
        assert_eq!(month.state(), MonthState::Good);
        assert!(!month.see(digest("a"), at(3)), "the same delivery again");

        assert!(month.see(digest("b"), at(4)), "another delivery");
        assert_eq!(month.delivered.seen_at, at(4));
        let failure = ReadFailure {
            at: at(5),
            detail: "a part is missing".to_owned(),
        };
        month.fail(&digest("a"), failure.clone());
        assert_eq!(
            month.state(),
            MonthState::Waiting,
            "a failure of an older one says nothing"
        );
        month.fail(&digest("b"), failure);
        assert_eq!(month.state(), MonthState::Failed);
        assert!(month.kept.is_some(), "what was good stays");
        assert!(!month.see(digest("b"), at(6)), "it would fail again");
        month.forget_failure();
        assert!(month.see(digest("b"), at(7)));
        month.keep(kept("a"));
        assert_eq!(
            month.state(),
            MonthState::Waiting,
            "an older one was finished"
        );
    }
}
