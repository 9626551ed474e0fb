use std::fmt;

use serde::{Deserialize, Serialize};

use super::AccountId;

const MAX_CHARS: usize = 100;

/// What people call the account. Unique in a workspace, whatever the case of its letters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct AccountName(String);

#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum MalformedAccountName {
    #[error("the name has {found} characters, expected at most {MAX_CHARS}")]
    TooLong { found: usize },
    #[error("the name holds a control character, expected printable text on one line")]
    Control,
    #[error("the name is empty; leave it out to use the account id")]
    Empty,
}

impl AccountName {
    /// Blanks around the name are dropped.
    ///
    /// # Errors
    /// [`MalformedAccountName`] when it is empty, longer than 100 characters or not one printable line.
    pub fn parse(text: &str) -> Result<Self, MalformedAccountName> {
        let name = text.trim();
        match name.chars().count() {
            0 => Err(MalformedAccountName::Empty),
            found if found > MAX_CHARS => Err(MalformedAccountName::TooLong { found }),
            _ if name.chars().any(char::is_control) => Err(MalformedAccountName::Control),
            _ => Ok(Self(name.to_owned())),
        }
    }

    /// The name of an account for which none was given.
    #[must_use]
    pub fn of(id: &AccountId) -> Self {
        Self(id.as_str().to_owned())
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The form in which two names are compared.
    #[must_use]
    pub fn folded(&self) -> String {
        self.0.to_lowercase()
    }
}

impl fmt::Display for AccountName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for AccountName {
    type Error = MalformedAccountName;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<AccountName> for String {
    fn from(name: AccountName) -> Self {
        name.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits() {
        assert_eq!(
            AccountName::parse("  Acme – prod "),
            Ok(AccountName("Acme – prod".into()))
        );
        assert_eq!(AccountName::parse("  "), Err(MalformedAccountName::Empty));
        assert_eq!(
            AccountName::parse("a\nb"),
            Err(MalformedAccountName::Control)
        );
        assert!(AccountName::parse(&"ä".repeat(100)).is_ok());
        assert_eq!(
            AccountName::parse(&"ä".repeat(101)),
            Err(MalformedAccountName::TooLong { found: 101 })
        );
    }
}
