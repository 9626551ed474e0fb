//! Names that end up in ARNs, policies and keys of objects, checked once at the edge.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Why a name is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected {expected}; found {found:?}")]
pub struct MalformedName {
    pub expected: &'static str,
    pub found: String,
}

fn malformed(expected: &'static str, found: &str) -> MalformedName {
    MalformedName {
        expected,
        found: found.chars().take(80).collect(),
    }
}

macro_rules! name {
    ($(#[$about:meta])* $name:ident, $fits:ident, $expected:expr) => {
        $(#[$about])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// # Errors
            /// [`MalformedName`] says what is expected.
            pub fn parse(text: &str) -> Result<Self, MalformedName> {
                let text = text.trim();
                if $fits(text) {
                    Ok(Self(text.to_owned()))
                } else {
                    Err(malformed($expected, text))
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
            type Error = MalformedName;
            fn try_from(text: String) -> Result<Self, Self::Error> {
                Self::parse(&text)
            }
        }

        impl From<$name> for String {
            fn from(name: $name) -> Self {
                name.0
            }
        }
    };
}

name!(
    /// The name of a bucket (Amazon S3 User Guide, "General purpose bucket naming rules").
    BucketName,
    bucket,
    "a bucket name of 3 to 63 small letters, digits, dots and hyphens"
);
name!(
    /// What the keys of an export begin with, without a slash at either end. AWS allows `*` too, which
    /// would be a wildcard in a policy.
    ExportPrefix,
    prefix,
    "a prefix of at most 256 letters, digits and !-_.'()/ without a slash at its ends"
);
name!(
    /// The name of a report or an export (AWS Cost and Usage Report API Reference, "ReportName"), without
    /// the `*` that would be a wildcard in a policy.
    ExportName,
    name,
    "a name of 1 to 128 letters, digits and !-_.'()"
);

fn bucket(text: &str) -> bool {
    let ends = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    let held = text
        .bytes()
        .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'.');
    (3..=63).contains(&text.len())
        && held
        && text.starts_with(ends)
        && text.ends_with(ends)
        && !text.contains("..")
        && !looks_like_an_address(text)
}

/// Four numbers with dots between them.
fn looks_like_an_address(text: &str) -> bool {
    let parts: Vec<&str> = text.split('.').collect();
    let number = |part: &&str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    parts.len() == 4 && parts.iter().all(number)
}

fn prefix(text: &str) -> bool {
    let held = text
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || b"!-_.'()/".contains(&b));
    text.len() <= 256 && held && !text.starts_with('/') && !text.ends_with('/')
}

fn name(text: &str) -> bool {
    let held = text
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || b"!-_.'()".contains(&b));
    (1..=128).contains(&text.len()) && held
}

impl ExportPrefix {
    /// As AWS gives it: slashes at its ends are dropped.
    ///
    /// # Errors
    /// [`MalformedName`] for characters that a prefix cannot have.
    pub fn of_aws(text: &str) -> Result<Self, MalformedName> {
        Self::parse(text.trim_matches('/'))
    }

    /// The key of what is called `rest` under the prefix.
    #[must_use]
    pub fn join(&self, rest: &str) -> String {
        if self.0.is_empty() {
            rest.to_owned()
        } else {
            format!("{}/{rest}", self.0)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buckets() {
        for good in [
            "abc",
            "a-b.c",
            "landfast-billing-012345678901-abcdefgh",
            "0a1",
        ] {
            assert!(BucketName::parse(good).is_ok(), "{good}");
        }
        for bad in [
            "",
            "ab",
            "Abc",
            "-abc",
            "abc-",
            "a..b",
            "a_b",
            "192.168.0.1",
            "a/b",
            "*bc",
        ] {
            assert!(BucketName::parse(bad).is_err(), "{bad}");
        }
        assert!(BucketName::parse(&"a".repeat(64)).is_err());
    }

    #[test]
    fn prefixes_and_names() {
        for (text, fits) in [
            ("", true),
            ("a/b", true),
            ("/a", false),
            ("a/", false),
            ("a b", false),
        ] {
            assert_eq!(ExportPrefix::parse(text).is_ok(), fits, "{text}");
        }
        assert_eq!(
            ExportPrefix::of_aws("/a/").map(String::from),
            Ok("a".to_owned())
        );
        for (text, fits) in [
            ("", false),
            ("a/b", false),
            ("My-Report_1.(x)", true),
            ("a b", false),
        ] {
            assert_eq!(ExportName::parse(text).is_ok(), fits, "{text}");
        }
        let joined = |prefix| ExportPrefix::parse(prefix).map(|p| p.join("x/y"));
        assert_eq!(
            (joined(""), joined("p")),
            (Ok("x/y".into()), Ok("p/x/y".into()))
        );
    }
}
