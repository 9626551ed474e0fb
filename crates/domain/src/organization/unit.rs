use std::fmt;

use serde::{Deserialize, Serialize};

/// A root (`r-…`) or an organizational unit (`ou-…-…`).
///
/// Forms: AWS Organizations API Reference, "Root" and "OrganizationalUnit".
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct UnitId(String);

#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error(
    "expected the id of a root such as r-ab12 or of an organizational unit such as ou-ab12-cdef3456, found {found:?}"
)]
pub struct MalformedUnitId {
    pub found: String,
}

impl UnitId {
    /// # Errors
    /// [`MalformedUnitId`].
    pub fn parse(text: &str) -> Result<Self, MalformedUnitId> {
        let part = |text: &str, from: usize| {
            (from..=32).contains(&text.len())
                && text
                    .bytes()
                    .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
        };
        let parts: Vec<&str> = text.split('-').collect();
        let fits = match parts.as_slice() {
            ["r", root] => part(root, 4),
            ["ou", root, unit] => part(root, 4) && part(unit, 8),
            _ => false,
        };
        if fits {
            Ok(Self(text.to_owned()))
        } else {
            Err(MalformedUnitId {
                found: text.chars().take(80).collect(),
            })
        }
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is a root, which every account of an organization is below.
    #[must_use]
    pub fn is_root(&self) -> bool {
        self.0.starts_with("r-")
    }
}

impl fmt::Display for UnitId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for UnitId {
    type Error = MalformedUnitId;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<UnitId> for String {
    fn from(id: UnitId) -> Self {
        id.0
    }
}

/// A root or an organizational unit with its name and what it is below.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    pub id: UnitId,
    pub name: String,
    /// `None` for the root.
    pub parent: Option<UnitId>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms() {
        for (text, fits) in [
            ("r-ab12", true),
            ("ou-ab12-cdef3456", true),
            ("r-abc", false),
            ("r-AB12", false),
            ("ou-ab12", false),
            ("ou-ab12-cdef345", false),
            ("ou-ab12-cdef3456-x", false),
            ("", false),
        ] {
            assert_eq!(UnitId::parse(text).is_ok(), fits, "{text}");
        }
    }
}
