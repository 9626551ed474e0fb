use std::fmt;

use serde::{Deserialize, Serialize};

const DIGITS: usize = 12;

/// Which template made a role: 12 hex digits of the hash of its text.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TemplateVersion(String);

#[derive(Debug, Clone, thiserror::Error, PartialEq, Eq)]
#[error("expected a template version of {DIGITS} digits 0-9 and a-f; found {found:?}")]
pub struct MalformedTemplateVersion {
    pub found: String,
}

impl TemplateVersion {
    /// The version of a template whose text, with an empty version in it, is `body`.
    pub(super) fn of(body: &str) -> Self {
        Self(super::sha256_hex(body).chars().take(DIGITS).collect())
    }

    /// # Errors
    /// [`MalformedTemplateVersion`] unless the text is 12 lower-case hex digits.
    pub fn parse(text: &str) -> Result<Self, MalformedTemplateVersion> {
        let digit = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
        if text.len() == DIGITS && text.bytes().all(digit) {
            Ok(Self(text.to_owned()))
        } else {
            Err(MalformedTemplateVersion {
                found: text.chars().take(40).collect(),
            })
        }
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for TemplateVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for TemplateVersion {
    type Error = MalformedTemplateVersion;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<TemplateVersion> for String {
    fn from(version: TemplateVersion) -> Self {
        version.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms() {
        let version = TemplateVersion::of("a template");
        assert_eq!(TemplateVersion::parse(version.as_str()), Ok(version));
        for text in [
            "",
            "0123456789a",
            "0123456789abc",
            "0123456789AB",
            "0123456789ag",
        ] {
            let found = text.to_owned();
            assert_eq!(
                TemplateVersion::parse(text),
                Err(MalformedTemplateVersion { found })
            );
        }
    }
}
