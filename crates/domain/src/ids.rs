//! Landfast's own identifiers: a readable prefix, then 26 characters that sort by time of birth.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::Timestamp;

/// Crockford's alphabet in small letters: no i, l, o, u, so that ids survive being read aloud.
const ALPHABET: [char; 32] = [
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'j',
    'k', 'm', 'n', 'p', 'q', 'r', 's', 't', 'v', 'w', 'x', 'y', 'z',
];
const LEN: usize = 26;

/// Why a text is no id of the wanted sort.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("expected an id such as {prefix}_01h2xcejqtf2nbrexx3vqjhp41, found {found:?}")]
pub struct MalformedId {
    pub prefix: &'static str,
    pub found: String,
}

/// 48 bits of time, then 80 random bits, as 26 characters of five bits each (the layout of a ULID).
#[must_use]
pub fn encode(born: Timestamp, random: [u8; 10]) -> String {
    let time = u128::from(born.unix_ms().unsigned_abs() & 0xffff_ffff_ffff);
    let noise = random
        .iter()
        .fold(0u128, |sum, byte| sum << 8 | u128::from(*byte));
    let bits = time << 80 | noise;
    (0..LEN)
        .rev()
        .filter_map(|place| ALPHABET.get((bits >> (5 * place) & 31) as usize))
        .collect()
}

fn well_formed(body: &str) -> bool {
    body.len() == LEN && body.chars().all(|c| ALPHABET.contains(&c))
}

macro_rules! typed_id {
    ($(#[$doc:meta])* $name:ident, $prefix:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            pub const PREFIX: &'static str = $prefix;

            /// A new id; `random` must come from the system's random source.
            #[must_use]
            pub fn new(born: Timestamp, random: [u8; 10]) -> Self {
                Self(format!("{}_{}", $prefix, encode(born, random)))
            }

            /// # Errors
            /// [`MalformedId`] unless `text` is the prefix, an underscore and 26 characters.
            pub fn parse(text: &str) -> Result<Self, MalformedId> {
                match text.split_once('_') {
                    Some(($prefix, body)) if well_formed(body) => Ok(Self(text.to_owned())),
                    _ => Err(MalformedId { prefix: $prefix, found: text.to_owned() }),
                }
            }

            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl TryFrom<String> for $name {
            type Error = MalformedId;
            fn try_from(text: String) -> Result<Self, Self::Error> {
                Self::parse(&text)
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.0
            }
        }
    };
}

typed_id!(
    /// A workspace: one tenant. Every row of the store belongs to one.
    WorkspaceId, "ws"
);
typed_id!(
    /// A person with a sign-in.
    UserId, "usr"
);
typed_id!(
    /// One run of the checks of one step.
    CheckId, "chk"
);
typed_id!(
    /// A piece of durable work.
    WorkId, "wrk"
);
typed_id!(
    /// An API token; the secret part is never stored.
    TokenId, "tok"
);
typed_id!(
    /// A stored access key of an account; not the id that AWS gave it.
    KeyId, "key"
);
typed_id!(
    /// One rotation of an access key.
    RotationId, "rot"
);
typed_id!(
    /// What stays of an account that was removed.
    ReceiptId, "rcp"
);
typed_id!(
    /// A role whose record was removed while access was left.
    OrphanId, "orp"
);
typed_id!(
    /// A link for the owner of one account; the secret part is never stored.
    OwnerLinkId, "olk"
);
typed_id!(
    /// A permit: a role in a payer for one activation.
    PermitId, "prm"
);
typed_id!(
    /// One activation of selected accounts.
    ActivationId, "act"
);
typed_id!(
    /// A browser session.
    SessionId, "ses"
);
typed_id!(
    /// One run of a roll-out by Landfast.
    StackRunId, "run"
);
typed_id!(
    /// A webhook of a workspace.
    WebhookId, "whk"
);
typed_id!(
    /// One event on its way to one webhook; the receiver's `webhook-id`.
    DeliveryId, "msg"
);
typed_id!(
    /// A contract whose commitment bills are compared with.
    CommitmentId, "cmt"
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_sort_by_time_and_parse_back() {
        let early = CheckId::new(Timestamp::from_unix_ms(1), [255; 10]);
        let late = CheckId::new(Timestamp::from_unix_ms(2), [0; 10]);
        assert!(early < late);
        assert_eq!(CheckId::parse(late.as_str()), Ok(late));
    }

    #[test]
    fn an_id_of_another_sort_is_refused() {
        let user = UserId::new(Timestamp::from_unix_ms(1), [1; 10]);
        let refused = CheckId::parse(user.as_str());
        assert!(
            refused.is_err_and(|why| why.to_string().starts_with("expected an id such as chk_"))
        );
        assert!(CheckId::parse("chk_short").is_err());
    }
}
