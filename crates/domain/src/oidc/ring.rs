use std::time::Duration;

use super::{IssuerKey, Kid, LIFETIME};
use crate::Timestamp;

/// How long a new key is out before it signs: whoever reads the key set keeps it for a while, and
/// AWS does not say for how long.
pub const PUBLISHED_BEFORE: Duration = Duration::from_secs(24 * 60 * 60);
/// How long a key stays out after the last token that it signed is dead.
pub const PUBLISHED_BEHIND: Duration = Duration::from_secs(60 * 60);
/// Number of the first key. Nobody can have read a key set before it.
const FIRST: u32 = 1;

/// What a key does at a moment. It follows from the times of the keys, so that no two servers
/// disagree and nothing has to happen for a rotation to go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Not in use yet. `from` is when it begins to sign; `None` while it waits to be published.
    Next { from: Option<Timestamp> },
    /// Signs.
    Active,
    /// Signs no more; what it signed may still be on its way. Out until then.
    Retired { until: Timestamp },
    /// Nothing that it signed is alive.
    Gone,
}

impl Standing {
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Next { .. } => "next",
            Self::Active => "active",
            Self::Retired { .. } => "retired",
            Self::Gone => "gone",
        }
    }
}

/// The keys of the issuer, by number.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KeyRing(Vec<IssuerKey>);

impl IssuerKey {
    /// When it begins to sign; `None` while it waits to be published.
    #[must_use]
    pub fn signs_from(&self) -> Option<Timestamp> {
        if self.number == FIRST {
            return Some(self.made_at);
        }
        self.published_at.map(|at| at.plus(PUBLISHED_BEFORE))
    }

    #[must_use]
    pub fn kid(&self) -> Kid {
        self.jwk.kid()
    }
}

impl KeyRing {
    #[must_use]
    pub fn new(mut keys: Vec<IssuerKey>) -> Self {
        keys.sort_by_key(|key| key.number);
        Self(keys)
    }

    #[must_use]
    pub fn keys(&self) -> &[IssuerKey] {
        &self.0
    }

    /// The key that signs at this moment; `None` only where there is none at all.
    #[must_use]
    pub fn signer(&self, now: Timestamp) -> Option<&IssuerKey> {
        let signs = |key: &&IssuerKey| key.signs_from().is_some_and(|from| from <= now);
        // A clock that went back must not leave the issuer without a key.
        self.0.iter().rev().find(signs).or_else(|| self.0.first())
    }

    #[must_use]
    pub fn standing(&self, key: &IssuerKey, now: Timestamp) -> Standing {
        let signer = self.signer(now).map(|signer| signer.number);
        match signer {
            Some(number) if number == key.number => Standing::Active,
            Some(number) if number < key.number => Standing::Next {
                from: key.signs_from(),
            },
            _ => self.behind(key, now),
        }
    }

    fn behind(&self, key: &IssuerKey, now: Timestamp) -> Standing {
        let mut after = self.0.iter().filter(|other| other.number > key.number);
        let replaced = after.find_map(IssuerKey::signs_from).unwrap_or(now);
        let until = replaced.plus(LIFETIME).plus(PUBLISHED_BEHIND);
        if now < until {
            Standing::Retired { until }
        } else {
            Standing::Gone
        }
    }

    /// The keys that everybody must be able to read. One that waits for static files is among them:
    /// the files are made from this.
    pub fn published(&self, now: Timestamp) -> impl Iterator<Item = &IssuerKey> {
        let out = move |key: &&IssuerKey| self.standing(key, now) != Standing::Gone;
        self.0.iter().filter(out)
    }

    /// The keys that nothing needs any more.
    pub fn gone(&self, now: Timestamp) -> impl Iterator<Item = &IssuerKey> {
        let gone = move |key: &&IssuerKey| self.standing(key, now) == Standing::Gone;
        self.0.iter().filter(gone)
    }

    /// The key that takes over, if a rotation is under way.
    #[must_use]
    pub fn next(&self, now: Timestamp) -> Option<&IssuerKey> {
        let next = |key: &&IssuerKey| matches!(self.standing(key, now), Standing::Next { .. });
        self.0.iter().find(next)
    }

    /// The number of the key that would be made now.
    #[must_use]
    pub fn following(&self) -> u32 {
        let last = self.0.last().map(|key| key.number);
        last.map_or(FIRST, |number| number.saturating_add(1))
    }

    /// Why no further key can be made; `None` when one can.
    #[must_use]
    pub fn why_not_rotate(&self, now: Timestamp) -> Option<String> {
        let next = self.next(now)?;
        Some(match next.signs_from() {
            Some(from) => format!("A rotation is under way: the new key signs from {from} on."),
            None => "A rotation is under way: the new key waits until its files are put out and that is confirmed.".to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{super::Jwk, *};

    const HOUR: i64 = 3_600_000;

    fn at(hours: i64) -> Timestamp {
        Timestamp::from_unix_ms(hours * HOUR)
    }

    fn key(number: u32, made: i64, published: Option<i64>) -> IssuerKey {
        IssuerKey {
            number,
            jwk: Jwk::of(&number.to_be_bytes(), &[1]),
            made_at: at(made),
            made_by: "ada@example.com".to_owned(),
            published_at: published.map(at),
        }
    }

    /// `number standing`, with `*` for those that are published.
    fn told(ring: &KeyRing, hour: i64) -> String {
        let now = at(hour);
        let tell = |key: &IssuerKey| {
            let out = ring.published(now).any(|out| out.number == key.number);
            let star = if out { "*" } else { "" };
            format!("{}{star} {}", key.number, ring.standing(key, now).as_str())
        };
        ring.keys().iter().map(tell).collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn a_rotation_from_hour_to_hour() {
        let ring = KeyRing::new(vec![key(2, 100, Some(100)), key(1, 0, Some(0))]);
        for (hour, want) in [
            (100, "1* active, 2* next"),
            (123, "1* active, 2* next"),
            (124, "1* retired, 2* active"),
            (125, "1* retired, 2* active"),
            (126, "1 gone, 2* active"),
        ] {
            assert_eq!(told(&ring, hour), want, "{hour}");
        }
        assert!(ring.why_not_rotate(at(123)).is_some());
        assert_eq!(ring.why_not_rotate(at(124)), None);
        assert_eq!(ring.following(), 3);
    }

    #[test]
    fn the_first_key_signs_at_once_and_a_file_must_be_out_first() {
        assert_eq!(
            told(&KeyRing::new(vec![key(1, 5, Some(5))]), 5),
            "1* active"
        );
        let waits = KeyRing::new(vec![key(1, 0, Some(0)), key(2, 1, None)]);
        assert_eq!(told(&waits, 9_999), "1* active, 2* next");
        assert!(waits.why_not_rotate(at(9_999)).is_some());
        let confirmed = KeyRing::new(vec![key(1, 0, Some(0)), key(2, 1, Some(50))]);
        assert_eq!(told(&confirmed, 73), "1* active, 2* next");
        assert_eq!(told(&confirmed, 74), "1* retired, 2* active");
        assert_eq!(KeyRing::default().signer(at(1)), None);
        assert_eq!(KeyRing::default().following(), 1);
    }

    proptest! {
        /// However rotations follow one another: what signs is out, and was long enough; whatever
        /// signed a token that may be alive is out too.
        #[test]
        fn no_living_token_is_without_its_key(
            gaps in prop::collection::vec((25_i64..90, 0_i64..200), 0..6), hour in 0_i64..800,
        ) {
            let mut keys = vec![key(1, 0, Some(0))];
            let mut made = 0;
            for (number, (gap, wait)) in (2..).zip(gaps) {
                made += gap;
                let published = made + wait % 24;
                keys.push(key(number, made, Some(published)));
                made = published;
            }
            let ring = KeyRing::new(keys);
            let now = at(hour);
            let signer = ring.signer(now).cloned();
            let signer = signer.ok_or_else(|| TestCaseError::fail("nothing signs"))?;
            prop_assert!(ring.published(now).any(|key| *key == signer));
            if signer.number > 1 {
                let out = signer.published_at.is_some_and(|out| now.since(out) >= PUBLISHED_BEFORE);
                prop_assert!(out, "{signer:?}");
            }
            let before = Timestamp::from_unix_ms(now.unix_ms() - 290_000);
            if before.unix_ms() >= 0 {
                let signed = ring.signer(before).cloned();
                prop_assert!(ring.published(now).any(|key| Some(key) == signed.as_ref()));
            }
            prop_assert_eq!(ring.keys().iter().filter(|key| ring.standing(key, now) == Standing::Active).count(), 1);
        }
    }
}
