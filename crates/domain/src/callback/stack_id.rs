use std::fmt;

use crate::{AccountId, Partition, Region};

/// Longer than any: 128 characters of a name and a UUID stand behind some 60 others.
const LONGEST: usize = 512;

/// The ARN of a stack, as CloudFormation writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StackId {
    text: String,
    partition: Partition,
    region: Region,
    account: AccountId,
}

#[derive(Debug, Clone, Copy, thiserror::Error, PartialEq, Eq)]
#[error("expected the ARN of a stack")]
pub struct MalformedStackId;

impl StackId {
    /// # Errors
    /// [`MalformedStackId`].
    pub fn parse(text: &str) -> Result<Self, MalformedStackId> {
        if text.len() > LONGEST {
            return Err(MalformedStackId);
        }
        let parts: Vec<&str> = text.split(':').collect();
        let &["arn", partition, "cloudformation", region, number, resource] = parts.as_slice()
        else {
            return Err(MalformedStackId);
        };
        let partition = Partition::parse(partition).ok_or(MalformedStackId)?;
        let region = Region::parse(region).map_err(|_| MalformedStackId)?;
        let account = AccountId::parse(number).map_err(|_| MalformedStackId)?;
        let path: Vec<&str> = resource.split('/').collect();
        let named = matches!(path.as_slice(), ["stack", name, id] if is_word(name) && is_word(id));
        // No blanks, which the account's parser would drop.
        let exact = account.as_str() == number;
        if !named || !exact || Partition::of(&region) != partition {
            return Err(MalformedStackId);
        }
        Ok(Self {
            text: text.to_owned(),
            partition,
            region,
            account,
        })
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    #[must_use]
    pub const fn partition(&self) -> Partition {
        self.partition
    }

    #[must_use]
    pub const fn region(&self) -> &Region {
        &self.region
    }

    #[must_use]
    pub const fn account(&self) -> &AccountId {
        &self.account
    }
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'-')
}

impl fmt::Display for StackId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms() {
        let aws = Partition::Aws;
        let good = format!("arn:{aws}:cloudformation:us-east-1:012345678901:stack/Set-a1/0a-1b");
        let stack = StackId::parse(&good).unwrap();
        assert_eq!(
            (stack.to_string(), stack.account().as_str()),
            (good, "012345678901")
        );
        assert_eq!(
            (stack.partition(), stack.region().as_str()),
            (aws, "us-east-1")
        );
        for text in [
            String::new(),
            format!("arn:{aws}:cloudformation:us-east-1:012345678901:stack/s"),
            format!("arn:{aws}:cloudformation:us-east-1:012345678901:stack/s/"),
            format!("arn:{aws}:cloudformation:us-east-1:012345678901:stack/s/1\n"),
            format!("arn:{aws}:cloudformation:us-east-1:012345678901:stack/s/1:2"),
            format!("arn:{aws}:cloudformation:us-east-1:01234567890:stack/s/1"),
            format!("arn:{aws}:cloudformation:us-east-1: 012345678901:stack/s/1"),
            format!("arn:{aws}:cloudformation:cn-north-1:012345678901:stack/s/1"),
            format!("arn:{aws}:cloudformation:us-east-1:012345678901:stackset/s/1"),
            format!("arn:{aws}:iam:us-east-1:012345678901:stack/s/1"),
            format!(
                "arn:{aws}:cloudformation:us-east-1:012345678901:stack/{}/1",
                "s".repeat(512)
            ),
        ] {
            assert_eq!(StackId::parse(&text), Err(MalformedStackId), "{text}");
        }
    }
}
