use std::fmt;

use serde::{Deserialize, Serialize};

/// A region code such as `us-east-1`. Its form is checked, not a list: AWS adds regions.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Region(String);

#[derive(Debug, Clone, thiserror::Error, PartialEq, Eq)]
#[error("expected an AWS region such as us-east-1; found {found:?}")]
pub struct MalformedRegion {
    pub found: String,
}

impl Region {
    /// # Errors
    /// [`MalformedRegion`] unless the text is two letters, one or more words and a number, joined by hyphens.
    pub fn parse(text: &str) -> Result<Self, MalformedRegion> {
        let text = text.trim();
        let parts: Vec<&str> = text.split('-').collect();
        let fits = match parts.as_slice() {
            [land, words @ .., number] => {
                (2..=4).contains(&land.len())
                    && !words.is_empty()
                    && words.len() <= 3
                    && [&[*land], words].concat().iter().all(|w| lower(w))
                    && !number.is_empty()
                    && number.len() <= 2
                    && number.bytes().all(|b| b.is_ascii_digit())
            }
            _ => false,
        };
        if fits {
            Ok(Self(text.to_owned()))
        } else {
            Err(MalformedRegion {
                found: text.chars().take(40).collect(),
            })
        }
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn lower(word: &str) -> bool {
    !word.is_empty() && word.len() <= 12 && word.bytes().all(|b| b.is_ascii_lowercase())
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Region {
    type Error = MalformedRegion;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<Region> for String {
    fn from(region: Region) -> Self {
        region.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Partition;

    #[test]
    fn forms_and_partitions() {
        for (text, want) in [
            ("us-east-1", Some(Partition::Aws)),
            ("ap-southeast-7", Some(Partition::Aws)),
            ("us-gov-west-1", Some(Partition::AwsUsGov)),
            ("cn-northwest-1", Some(Partition::AwsCn)),
            ("US-EAST-1", None),
            ("us-east", None),
            ("useast1", None),
            ("us-east-1/../x", None),
            ("", None),
        ] {
            let got = Region::parse(text)
                .ok()
                .map(|region| Partition::of(&region));
            assert_eq!(got, want, "{text:?}");
        }
    }
}
