use std::fmt;

use serde::{Deserialize, Serialize};

/// What long-term keys of users begin with (IAM User Guide, "IAM identifiers", "Unique ID prefixes").
const LONG_TERM: &str = "AKIA";
/// What the keys of sessions begin with.
const TEMPORARY: &str = "ASIA";
/// Bounds of `accessKeyIdType` (IAM API Reference, `AccessKey`).
const LEN: std::ops::RangeInclusive<usize> = 16..=128;

/// The id of a long-term access key. No secret, but it is shown by its last four characters only.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct AccessKeyId(String);

/// Why a text is no id of a long-term access key. Does not repeat the text: people paste the secret
/// into the wrong field.
#[derive(Debug, Clone, Copy, thiserror::Error, PartialEq, Eq)]
pub enum MalformedAccessKeyId {
    #[error(
        "expected the id of a user's access key, such as AKIAIOSFODNN7EXAMPLE: AKIA, then capital letters and digits; found something else"
    )]
    Form,
    #[error(
        "expected the id of a user's access key, which begins with AKIA; found one that begins with ASIA, which is the temporary key of a session"
    )]
    Temporary,
}

impl AccessKeyId {
    /// Takes an id as people paste it: blanks around it are dropped.
    ///
    /// # Errors
    /// [`MalformedAccessKeyId`] says which of the two it is.
    pub fn parse(text: &str) -> Result<Self, MalformedAccessKeyId> {
        let text = text.trim();
        let fits = LEN.contains(&text.len())
            && text
                .bytes()
                .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
        match fits {
            true if text.starts_with(LONG_TERM) => Ok(Self(text.to_owned())),
            true if text.starts_with(TEMPORARY) => Err(MalformedAccessKeyId::Temporary),
            _ => Err(MalformedAccessKeyId::Form),
        }
    }

    /// The last four characters: enough to recognise a key by.
    #[must_use]
    pub fn last4(&self) -> &str {
        let from = self.0.len().saturating_sub(4);
        self.0.get(from..).unwrap_or_default()
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for AccessKeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AccessKeyId(…{})", self.last4())
    }
}

impl TryFrom<String> for AccessKeyId {
    type Error = MalformedAccessKeyId;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<AccessKeyId> for String {
    fn from(id: AccessKeyId) -> Self {
        id.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms() {
        use MalformedAccessKeyId::{Form, Temporary};
        for (text, want) in [
            (" AKIAIOSFODNN7EXAMPLE\n", Ok("MPLE")),
            ("ASIAIOSFODNN7EXAMPLE", Err(Temporary)),
            ("akiaiosfodnn7example", Err(Form)),
            ("AKIAIOSFODNN7", Err(Form)),
            ("AIDAIOSFODNN7EXAMPLE", Err(Form)),
            ("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", Err(Form)),
            ("", Err(Form)),
        ] {
            let got = AccessKeyId::parse(text);
            assert_eq!(
                got.as_ref().map(AccessKeyId::last4).map_err(|why| *why),
                want
            );
        }
    }

    #[test]
    fn debug_shows_four_characters() {
        let id = AccessKeyId::parse("AKIAIOSFODNN7EXAMPLE").ok();
        assert_eq!(format!("{id:?}"), "Some(AccessKeyId(…MPLE))");
    }
}
