use std::fmt;

use serde::{Deserialize, Serialize};

/// The longest part of an action that is taken; AWS has none over 64 characters.
const MAX_PART: usize = 100;

/// One IAM action, such as `iam:GetRole`, in AWS's own spelling and without a wildcard.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ActionName {
    service: String,
    name: String,
}

#[derive(Debug, Clone, thiserror::Error, PartialEq, Eq)]
pub enum MalformedAction {
    #[error(
        "the action {found:?} holds a wildcard; expected one action per entry, each spelled out"
    )]
    Wildcard { found: String },
    #[error(
        "expected an IAM action as AWS spells it, such as iam:GetRole; found {found:?}; \
         look it up in the Service Authorization Reference"
    )]
    Shape { found: String },
}

impl ActionName {
    /// # Errors
    /// [`MalformedAction`] unless the text is a service prefix in lower case, a colon and an
    /// operation in upper camel case.
    pub fn parse(text: &str) -> Result<Self, MalformedAction> {
        let found = || text.chars().take(120).collect();
        if text.contains(['*', '?']) {
            return Err(MalformedAction::Wildcard { found: found() });
        }
        match text.split_once(':') {
            Some((service, name)) if service_fits(service) && name_fits(name) => Ok(Self {
                service: service.to_owned(),
                name: name.to_owned(),
            }),
            _ => Err(MalformedAction::Shape { found: found() }),
        }
    }

    /// An action that code of ours calls by name. A test proves that it parses.
    pub(super) fn known(service: &'static str, name: &'static str) -> Self {
        Self {
            service: service.to_owned(),
            name: name.to_owned(),
        }
    }

    /// The service prefix, such as `iam`.
    #[must_use]
    pub fn service(&self) -> &str {
        &self.service
    }

    /// The operation without its service, such as `GetRole`.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }
}

fn service_fits(text: &str) -> bool {
    let bytes = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    text.len() <= MAX_PART
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.bytes().all(bytes)
}

fn name_fits(text: &str) -> bool {
    text.len() <= MAX_PART
        && text.starts_with(|c: char| c.is_ascii_uppercase())
        && text.bytes().all(|b| b.is_ascii_alphanumeric())
}

impl fmt::Display for ActionName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.service, self.name)
    }
}

impl TryFrom<String> for ActionName {
    type Error = MalformedAction;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<ActionName> for String {
    fn from(action: ActionName) -> Self {
        action.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn actions_come_back_as_they_were() {
        for text in [
            "iam:GetRole",
            "bcm-data-exports:ListExports",
            "s3:HeadBucket",
            "ec2:DescribeVpcs",
        ] {
            assert_eq!(
                ActionName::parse(text).map(|a| a.to_string()),
                Ok(text.to_owned())
            );
        }
    }

    #[test]
    fn wildcards_are_named_as_such() {
        for text in ["*", "iam:*", "iam:Get*", "iam:GetRol?", "i*:GetRole"] {
            let found = text.to_owned();
            assert_eq!(
                ActionName::parse(text),
                Err(MalformedAction::Wildcard { found })
            );
        }
    }

    #[test]
    fn other_spellings_are_refused() {
        for text in [
            "",
            "iam",
            "GetRole",
            "IAM:GetRole",
            "iam:getRole",
            "iam:Get-Role",
            "iam:GetRole ",
            "a:B:C",
        ] {
            let found = text.to_owned();
            assert_eq!(
                ActionName::parse(text),
                Err(MalformedAction::Shape { found }),
                "{text:?}"
            );
        }
    }
}
