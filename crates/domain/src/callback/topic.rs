//! Where stacks publish, and where answers may go besides to AWS.

use core::net::IpAddr;
use std::fmt;

use crate::{
    AccountId, Partition, Region,
    webhook::{Endpoint, Host, Scheme},
};

/// The topic of Landfast's own account that stacks publish to. CloudFormation takes only a topic of
/// the stack's own region as a `ServiceToken`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TopicArn {
    text: String,
    region: Region,
    account: AccountId,
}

#[derive(Debug, Clone, thiserror::Error, PartialEq, Eq)]
#[error(
    "expected the ARN of an SNS topic, such as arn:PARTITION:sns:REGION:ACCOUNT:NAME; found {found:?}"
)]
pub struct MalformedTopic {
    pub found: String,
}

impl TopicArn {
    /// # Errors
    /// [`MalformedTopic`].
    pub fn parse(text: &str) -> Result<Self, MalformedTopic> {
        let malformed = || MalformedTopic {
            found: text.chars().take(120).collect(),
        };
        let parts: Vec<&str> = text.split(':').collect();
        let &["arn", partition, "sns", region, number, name] = parts.as_slice() else {
            return Err(malformed());
        };
        let region = Region::parse(region).map_err(|_| malformed())?;
        let account = AccountId::parse(number).map_err(|_| malformed())?;
        let same = Partition::parse(partition) == Some(Partition::of(&region));
        if !same || account.as_str() != number || !is_name(name) {
            return Err(malformed());
        }
        Ok(Self {
            text: text.to_owned(),
            region,
            account,
        })
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    #[must_use]
    pub const fn region(&self) -> &Region {
        &self.region
    }

    /// Landfast's own account.
    #[must_use]
    pub const fn account(&self) -> &AccountId {
        &self.account
    }

    /// Whether a stack of this region can call back.
    #[must_use]
    pub fn serves(&self, region: &Region) -> bool {
        self.region == *region
    }
}

/// A standard topic: a FIFO one cannot be published to by CloudFormation (SNS API Reference,
/// `CreateTopic`).
fn is_name(text: &str) -> bool {
    let plain = |c: u8| c.is_ascii_alphanumeric() || c == b'-' || c == b'_';
    (1..=256).contains(&text.len()) && text.bytes().all(plain)
}

impl fmt::Display for TopicArn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// A simulated AWS on this machine, to which answers go too. Never set in real use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SimulatedOrigin {
    origin: String,
    address: IpAddr,
}

impl SimulatedOrigin {
    /// # Errors
    /// What was expected, for people, unless it is `http://`, a loopback address and a port.
    pub fn parse(text: &str) -> Result<Self, String> {
        let expected = || format!("expected http://127.0.0.1:PORT, found {text:?}");
        let end = Endpoint::parse(text).map_err(|_| expected())?;
        let origin = end.origin();
        match end.host {
            Host::Address(address)
                if address.is_loopback()
                    && end.scheme == Scheme::Http
                    && text.trim_end_matches('/') == origin =>
            {
                Ok(Self { origin, address })
            }
            _ => Err(expected()),
        }
    }

    /// Without a slash at its end.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.origin
    }

    #[must_use]
    pub const fn address(&self) -> IpAddr {
        self.address
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn topics() {
        for partition in Partition::ALL {
            let region = partition.home_region();
            let text = format!("arn:{partition}:sns:{region}:012345678901:landfast-callback");
            let topic = TopicArn::parse(&text).unwrap();
            assert_eq!(
                (topic.as_str(), topic.region().as_str()),
                (text.as_str(), region)
            );
            assert_eq!(topic.account().as_str(), "012345678901");
            assert!(topic.serves(&Region::parse(region).unwrap()));
            assert!(!topic.serves(&Region::parse("eu-west-1").unwrap()));
        }
        let aws = Partition::Aws;
        for text in [
            String::new(),
            format!("arn:{aws}:sqs:us-east-1:012345678901:t"),
            format!("arn:{aws}:sns:us-east-1:012345678901:t.fifo"),
            format!("arn:{aws}:sns:us-east-1:012345678901:"),
            format!("arn:{aws}:sns:us-east-1:012345678901:t:subscription"),
            format!("arn:{aws}:sns:us-east-1:12345678901:t"),
            format!("arn:{aws}:sns::012345678901:t"),
            format!("arn:{aws}:sns:us-gov-west-1:012345678901:t"),
            format!("arn:{}:sns:us-east-1:012345678901:t", Partition::AwsCn),
        ] {
            assert!(TopicArn::parse(&text).is_err(), "{text}");
        }
    }

    #[test]
    fn only_loopback_is_a_simulation() {
        let at = SimulatedOrigin::parse("http://127.0.0.1:4566/").unwrap();
        assert_eq!(at.as_str(), "http://127.0.0.1:4566");
        assert!(SimulatedOrigin::parse("http://[::1]:4566").is_ok());
        for text in [
            "",
            "https://127.0.0.1:4566",
            "http://localhost:4566",
            "http://10.0.0.1:4566",
            "http://127.0.0.1:4566/x",
            "http://user@127.0.0.1:4566",
        ] {
            assert!(SimulatedOrigin::parse(text).is_err(), "{text}");
        }
    }
}
