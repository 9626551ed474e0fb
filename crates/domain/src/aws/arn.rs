//! ARNs of roles and principals, parsed once at the edge. Form: IAM User Guide, "IAM identifiers".

use std::fmt;

use serde::{Deserialize, Serialize};

use super::Partition;
use crate::AccountId;

#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum MalformedArn {
    #[error(
        "expected a role ARN such as arn:PARTITION:iam::ACCOUNT:role/path/name; found {found:?}"
    )]
    Shape { found: String },
    #[error("expected one of the partitions aws, aws-us-gov, aws-cn; found {found:?}")]
    Partition { found: String },
    #[error("expected 12 digits as the account of the ARN; found {found:?}")]
    Account { found: String },
    #[error("expected a role name of 1 to 64 letters, digits and +=,.@_-; found {found:?}")]
    Name { found: String },
}

fn shorten(text: &str) -> String {
    text.chars().take(120).collect()
}

fn name_chars(text: &str) -> bool {
    text.bytes()
        .all(|b| b.is_ascii_alphanumeric() || b"+=,.@_-".contains(&b))
}

/// The name of a role, without its path.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct RoleName(String);

impl RoleName {
    /// # Errors
    /// [`MalformedArn::Name`] unless 1 to 64 characters of those that IAM allows.
    pub fn parse(text: &str) -> Result<Self, MalformedArn> {
        if (1..=64).contains(&text.len()) && name_chars(text) {
            Ok(Self(text.to_owned()))
        } else {
            Err(MalformedArn::Name {
                found: shorten(text),
            })
        }
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RoleName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for RoleName {
    type Error = MalformedArn;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<RoleName> for String {
    fn from(name: RoleName) -> Self {
        name.0
    }
}

/// The path of a role: `/`, or words between slashes.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct RolePath(String);

impl RolePath {
    /// The path of every role that Landfast's templates make.
    #[must_use]
    pub fn landfast() -> Self {
        Self("/landfast/".to_owned())
    }

    /// Of a role that has none.
    #[must_use]
    pub fn root() -> Self {
        Self("/".to_owned())
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A role of some account. Only [`RoleArn::parse`] and [`RoleArn::new`] make one.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct RoleArn {
    partition: Partition,
    account: AccountId,
    path: RolePath,
    name: RoleName,
}

impl RoleArn {
    #[must_use]
    pub const fn new(
        partition: Partition,
        account: AccountId,
        path: RolePath,
        name: RoleName,
    ) -> Self {
        Self {
            partition,
            account,
            path,
            name,
        }
    }

    /// Blanks around the text are dropped, as they come along when pasting.
    ///
    /// # Errors
    /// [`MalformedArn`] says which part is wrong. The session form (`sts … assumed-role`) is no role ARN.
    pub fn parse(text: &str) -> Result<Self, MalformedArn> {
        let text = text.trim();
        let shape = || MalformedArn::Shape {
            found: shorten(text),
        };
        let fields: Vec<&str> = text.splitn(6, ':').collect();
        let ["arn", partition, "iam", "", account, resource] = fields.as_slice() else {
            return Err(shape());
        };
        let partition = Partition::parse(partition).ok_or_else(|| MalformedArn::Partition {
            found: shorten(partition),
        })?;
        let digits = account.len() == 12 && account.bytes().all(|b| b.is_ascii_digit());
        let account = AccountId::parse(account)
            .ok()
            .filter(|_| digits)
            .ok_or_else(|| MalformedArn::Account {
                found: shorten(account),
            })?;
        let full = resource.strip_prefix("role/").ok_or_else(shape)?;
        let (path, name) = full.rsplit_once('/').unwrap_or(("", full));
        let name = RoleName::parse(name)?;
        let path_fits = path.is_empty() || path.split('/').all(|word| !word.is_empty());
        if path.len() > 500 || !path_fits || !path.bytes().all(|b| b.is_ascii_graphic()) {
            return Err(shape());
        }
        let path = if path.is_empty() {
            "/".to_owned()
        } else {
            format!("/{path}/")
        };
        Ok(Self {
            partition,
            account,
            path: RolePath(path),
            name,
        })
    }

    #[must_use]
    pub const fn partition(&self) -> Partition {
        self.partition
    }

    #[must_use]
    pub const fn account(&self) -> &AccountId {
        &self.account
    }

    #[must_use]
    pub const fn name(&self) -> &RoleName {
        &self.name
    }

    #[must_use]
    pub const fn path(&self) -> &RolePath {
        &self.path
    }
}

impl fmt::Display for RoleArn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            partition,
            account,
            path,
            name,
        } = self;
        write!(
            f,
            "arn:{partition}:iam::{account}:role{}{name}",
            path.as_str()
        )
    }
}

impl TryFrom<String> for RoleArn {
    type Error = MalformedArn;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<RoleArn> for String {
    fn from(arn: RoleArn) -> Self {
        arn.to_string()
    }
}

/// The role or user as which the server runs: what `aws:PrincipalArn` holds for its calls.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PrincipalArn {
    partition: Partition,
    account: AccountId,
    text: String,
}

impl PrincipalArn {
    /// # Errors
    /// [`MalformedArn`] unless the text is the ARN of an IAM role or user. An account's root user is
    /// refused: it cannot assume roles.
    pub fn parse(text: &str) -> Result<Self, MalformedArn> {
        let as_role = text.trim().replacen(":user/", ":role/", 1);
        let role = RoleArn::parse(&as_role)?;
        Ok(Self {
            partition: role.partition,
            account: role.account,
            text: text.trim().to_owned(),
        })
    }

    #[must_use]
    pub const fn partition(&self) -> Partition {
        self.partition
    }

    #[must_use]
    pub const fn account(&self) -> &AccountId {
        &self.account
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for PrincipalArn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl TryFrom<String> for PrincipalArn {
    type Error = MalformedArn;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<PrincipalArn> for String {
    fn from(arn: PrincipalArn) -> Self {
        arn.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn role_arns_come_back_as_they_were() {
        for partition in Partition::ALL {
            for tail in [
                "role/a",
                "role/landfast/landfast-x",
                "role/a/b/c/Name+=,.@_-",
            ] {
                let text = format!("arn:{partition}:iam::012345678901:{tail}");
                let arn = RoleArn::parse(&format!(" {text}\n"));
                assert_eq!(arn.map(|a| a.to_string()), Ok(text));
            }
        }
    }

    #[test]
    fn wrong_arns_say_which_part() {
        let base = Partition::Aws;
        for (text, part) in [
            (
                format!("arn:{base}:sts::012345678901:assumed-role/x/y"),
                "role ARN",
            ),
            (format!("arn:{base}:iam::012345678901:user/x"), "role ARN"),
            (
                format!("arn:{base}:iam::012345678901:role/a//b"),
                "role ARN",
            ),
            (
                format!("arn:{base}:iam::0123-4567-8901:role/a"),
                "12 digits",
            ),
            (format!("arn:{base}:iam::012345678901:role/"), "role name"),
            (
                format!("arn:{base}:iam::012345678901:role/a b"),
                "role name",
            ),
            (
                "arn:aws-moon:iam::012345678901:role/a".to_owned(),
                "partitions",
            ),
            ("role".to_owned(), "role ARN"),
        ] {
            let said = RoleArn::parse(&text).map_err(|why| why.to_string());
            assert!(
                said.as_ref().is_err_and(|why| why.contains(part)),
                "{text}: {said:?}"
            );
        }
    }

    #[test]
    fn principals() {
        let base = Partition::Aws;
        for tail in ["role/service/landfast-server", "user/dev"] {
            let text = format!("arn:{base}:iam::012345678901:{tail}");
            assert_eq!(PrincipalArn::parse(&text).map(|p| p.to_string()), Ok(text));
        }
        assert!(PrincipalArn::parse(&format!("arn:{base}:iam::012345678901:root")).is_err());
    }
}
