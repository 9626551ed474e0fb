use std::fmt;

use serde::{Deserialize, Serialize};

/// Twelve digits as a string: leading zeros are part of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct AccountId(String);

#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("expected an AWS account id of 12 digits, such as 012345678901; found {found:?}")]
pub struct MalformedAccountId {
    pub found: String,
}

impl AccountId {
    /// Takes an id as people paste it: blanks around it and the console's hyphens
    /// (`0123-4567-8901`) are dropped.
    ///
    /// # Errors
    /// [`MalformedAccountId`] unless 12 ASCII digits remain.
    pub fn parse(text: &str) -> Result<Self, MalformedAccountId> {
        let digits: String = text.trim().chars().filter(|c| *c != '-').collect();
        if digits.len() == 12 && digits.bytes().all(|b| b.is_ascii_digit()) {
            Ok(Self(digits))
        } else {
            Err(MalformedAccountId {
                found: text.chars().take(40).collect(),
            })
        }
    }

    /// An id that differs in its last digit.
    #[must_use]
    pub fn neighbour(&self) -> Self {
        let (head, last) = self.0.split_at(self.0.len().saturating_sub(1));
        let last = if last == "0" { "1" } else { "0" };
        Self(format!("{head}{last}"))
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for AccountId {
    type Error = MalformedAccountId;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<AccountId> for String {
    fn from(id: AccountId) -> Self {
        id.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms() {
        for (text, want) in [
            ("012345678901", Some("012345678901")),
            (" 0123-4567-8901 ", Some("012345678901")),
            ("12345678901", None),
            ("0123456789012", None),
            ("01234567890a", None),
            ("０12345678901", None),
            ("", None),
        ] {
            let got = AccountId::parse(text).ok();
            assert_eq!(got.as_ref().map(AccountId::as_str), want, "{text:?}");
        }
    }
}
