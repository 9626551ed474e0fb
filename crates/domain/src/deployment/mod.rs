//! A deployment of Landfast's Terraform module, as it told of itself.

mod part;

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{
    AccountId, ExternalId, Region, RoleName, Timestamp,
    account::{ProvenRole, Trust},
    permissions::{Choices, TemplateVersion},
};

pub use part::{Made, Part, PartStatus, PartWish, StackSetValues};

/// The UUID that Terraform gives to the module's resource `terraform_data.registration`: one for
/// each deployment of the module, kept in its state.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DeploymentId(String);

#[derive(Debug, Clone, thiserror::Error, PartialEq, Eq)]
#[error("expected the UUID of a deployment, as Terraform makes it; found {found:?}")]
pub struct MalformedDeploymentId {
    pub found: String,
}

impl DeploymentId {
    /// # Errors
    /// [`MalformedDeploymentId`] unless the text is a UUID in small letters (RFC 9562, section 4).
    pub fn parse(text: &str) -> Result<Self, MalformedDeploymentId> {
        const GROUPS: [usize; 5] = [8, 4, 4, 4, 12];
        let digits = |part: &str| {
            part.bytes()
                .all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
        };
        let parts: Vec<&str> = text.split('-').collect();
        let fits = parts.len() == GROUPS.len()
            && parts
                .iter()
                .zip(GROUPS)
                .all(|(part, len)| part.len() == len && digits(part));
        if fits {
            Ok(Self(text.to_owned()))
        } else {
            Err(MalformedDeploymentId {
                found: text.chars().take(60).collect(),
            })
        }
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for DeploymentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for DeploymentId {
    type Error = MalformedDeploymentId;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<DeploymentId> for String {
    fn from(id: DeploymentId) -> Self {
        id.0
    }
}

/// What is known of a deployment. It outlives the account's record, so that a plan or a destroy
/// after the record's removal is answered as before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deployment {
    pub id: DeploymentId,
    pub account: AccountId,
    /// Of the module.
    pub template: TemplateVersion,
    /// What the module grants.
    pub choices: Choices,
    /// What the module was answered last.
    pub external_id: ExternalId,
    pub trust: Trust,
    pub role_name: RoleName,
    pub region: Region,
    pub announced_at: Timestamp,
    /// The role that the module made; `None` until it said so.
    pub applied: Option<Applied>,
}

/// What a run of Terraform left in the account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applied {
    /// The role's unique id, `AROA…`.
    pub role_unique_id: String,
    pub fingerprint: Fingerprint,
    pub at: Timestamp,
}

/// SHA-256 over all that the module gives the role, 64 hex digits; tells one run from another and
/// nothing more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fingerprint(String);

#[derive(Debug, Clone, thiserror::Error, PartialEq, Eq)]
#[error("expected {expected}; found {found:?}")]
pub struct MalformedApplied {
    pub expected: &'static str,
    pub found: String,
}

impl Fingerprint {
    /// # Errors
    /// [`MalformedApplied`] unless the text is 64 hex digits in small letters.
    pub fn parse(text: &str) -> Result<Self, MalformedApplied> {
        let digit = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
        if text.len() == 64 && text.bytes().all(digit) {
            Ok(Self(text.to_owned()))
        } else {
            Err(malformed("64 digits 0-9 and a-f", text))
        }
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The unique id of a role (IAM User Guide, "IAM identifiers").
///
/// # Errors
/// [`MalformedApplied`] unless it begins with `AROA`, and goes on with capital letters and digits.
pub fn role_unique_id(text: &str) -> Result<String, MalformedApplied> {
    let rest = text.strip_prefix("AROA").unwrap_or_default();
    let fits = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit();
    if (8..=124).contains(&rest.len()) && rest.bytes().all(fits) {
        Ok(text.to_owned())
    } else {
        Err(malformed("the unique id of a role, AROA and more", text))
    }
}

fn malformed(expected: &'static str, text: &str) -> MalformedApplied {
    MalformedApplied {
        expected,
        found: text.chars().take(80).collect(),
    }
}

/// How far a deployment is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeploymentStatus {
    /// The module asked for its values; the role is not there yet.
    Announced,
    /// The module made the role; no check has passed with it yet.
    RoleMade,
    /// A check has passed with the very role that the module made.
    Checked,
}

impl Deployment {
    /// Judged by the role that the account's last passed check found.
    #[must_use]
    pub fn status(&self, proven: Option<&ProvenRole>) -> DeploymentStatus {
        match (&self.applied, proven) {
            (None, _) => DeploymentStatus::Announced,
            (Some(applied), Some(role)) if role.unique_id == applied.role_unique_id => {
                DeploymentStatus::Checked
            }
            (Some(_), _) => DeploymentStatus::RoleMade,
        }
    }

    /// Whether a run says with its choices what is wanted of the account: the first one does, and one
    /// whose choices are not those of the run before. Any other leaves what people have chosen since.
    #[must_use]
    pub fn chooses(&self, choices: &Choices) -> bool {
        self.applied.is_none() || self.choices != *choices
    }

    /// Whether a run that is told of changes what is known: Terraform tells of each role with every
    /// plan, and of the same one most times.
    #[must_use]
    pub fn is_news(&self, role_unique_id: &str, fingerprint: &Fingerprint) -> bool {
        self.applied.as_ref().is_none_or(|applied| {
            applied.role_unique_id != role_unique_id || applied.fingerprint != *fingerprint
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Partition, RoleArn, aws::RolePath};

    const UUID: &str = "de74d2b1-8aff-d7bf-f0fb-edfb6de3b317";
    const ROLE: &str = "AROA0123456789ABCDEF0";

    fn fingerprint(digit: &str) -> Fingerprint {
        Fingerprint::parse(&digit.repeat(64)).unwrap()
    }

    fn deployment() -> Deployment {
        Deployment {
            id: DeploymentId::parse(UUID).unwrap(),
            account: AccountId::parse("012345678901").unwrap(),
            template: TemplateVersion::parse("0123456789ab").unwrap(),
            choices: Choices::default(),
            external_id: ExternalId::from_random([3; crate::external_id::RANDOM_BYTES]),
            trust: Trust::Role,
            role_name: RoleName::parse("landfast-x").unwrap(),
            region: Region::parse("us-east-1").unwrap(),
            announced_at: Timestamp::from_unix_ms(1),
            applied: None,
        }
    }

    fn proven(unique_id: &str) -> ProvenRole {
        let name = RoleName::parse("landfast-x").unwrap();
        let account = AccountId::parse("012345678901").unwrap();
        ProvenRole {
            arn: RoleArn::new(Partition::Aws, account, RolePath::landfast(), name),
            unique_id: unique_id.to_owned(),
            template: None,
            at: Timestamp::from_unix_ms(3),
        }
    }

    #[test]
    fn a_deployment_is_checked_when_its_own_role_was_proven() {
        let mut one = deployment();
        assert_eq!(one.status(Some(&proven(ROLE))), DeploymentStatus::Announced);
        assert!(one.is_news(ROLE, &fingerprint("a")));
        assert!(one.chooses(&one.choices.clone()), "the first run");
        one.applied = Some(Applied {
            role_unique_id: ROLE.to_owned(),
            fingerprint: fingerprint("a"),
            at: Timestamp::from_unix_ms(2),
        });
        assert_eq!(one.status(None), DeploymentStatus::RoleMade);
        assert_eq!(
            one.status(Some(&proven("AROA1"))),
            DeploymentStatus::RoleMade
        );
        assert_eq!(one.status(Some(&proven(ROLE))), DeploymentStatus::Checked);
        assert!(!one.is_news(ROLE, &fingerprint("a")));
        assert!(one.is_news(ROLE, &fingerprint("b")));
        assert!(!one.chooses(&one.choices.clone()) && one.chooses(&Choices::widest()));
        assert!(one.is_news("AROAOTHER0123", &fingerprint("a")));
    }

    #[test]
    fn what_the_module_sends_is_taken_in_one_form_only() {
        assert!(DeploymentId::parse(UUID).is_ok() && role_unique_id(ROLE).is_ok());
        for text in [
            "",
            "de74d2b1",
            &UUID.to_uppercase(),
            &UUID.replace('-', ""),
            &format!("{UUID}-"),
        ] {
            assert!(DeploymentId::parse(text).is_err(), "{text:?}");
        }
        for text in [
            "",
            "AROA",
            "AIDA0123456789",
            "AROA0123456789/x",
            "aroa0123456789",
        ] {
            assert!(role_unique_id(text).is_err(), "{text:?}");
        }
        for text in ["", "a", &"A".repeat(64), &"g".repeat(64)] {
            assert!(Fingerprint::parse(text).is_err(), "{text:?}");
        }
    }
}
