//! The one table of what differs between AWS partitions. A test forbids these literals elsewhere.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::Region;

/// What STS expects as the audience of a token, in every partition alike: an OIDC provider lists it
/// as a client id.
pub const STS_AUDIENCE: &str = "sts.amazonaws.com";

/// As whom AWS writes legacy Cost and Usage Reports into a bucket, in every partition alike (AWS Data
/// Exports User Guide, "Setting up an Amazon S3 bucket for data exports").
pub const REPORTS_SERVICE: &str = "billingreports.amazonaws.com";

/// As whom Data Exports write into a bucket.
pub const EXPORTS_SERVICE: &str = "bcm-data-exports.amazonaws.com";

/// A partition of AWS. Accounts, ARNs and credentials never cross one (AWS General Reference, "ARNs").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Partition {
    #[serde(rename = "aws")]
    Aws,
    #[serde(rename = "aws-us-gov")]
    AwsUsGov,
    #[serde(rename = "aws-cn")]
    AwsCn,
}

impl Partition {
    pub const ALL: [Self; 3] = [Self::Aws, Self::AwsUsGov, Self::AwsCn];

    /// The second field of an ARN.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Aws => "aws",
            Self::AwsUsGov => "aws-us-gov",
            Self::AwsCn => "aws-cn",
        }
    }

    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|p| p.as_str() == text)
    }

    /// The partition that a region lies in.
    #[must_use]
    pub fn of(region: &Region) -> Self {
        match region.as_str() {
            name if name.starts_with("us-gov-") => Self::AwsUsGov,
            name if name.starts_with("cn-") => Self::AwsCn,
            _ => Self::Aws,
        }
    }

    /// The region of services that have one endpoint only, and of a new account's stack.
    #[must_use]
    pub const fn home_region(self) -> &'static str {
        match self {
            Self::Aws => "us-east-1",
            Self::AwsUsGov => "us-gov-west-1",
            Self::AwsCn => "cn-northwest-1",
        }
    }

    /// The ending of service host names.
    #[must_use]
    pub const fn dns_suffix(self) -> &'static str {
        match self {
            Self::Aws | Self::AwsUsGov => "amazonaws.com",
            Self::AwsCn => "amazonaws.com.cn",
        }
    }

    /// The address of the AWS console for `region`, without a path.
    #[must_use]
    pub fn console(self, region: &Region) -> String {
        match self {
            Self::Aws => format!("https://{region}.console.aws.amazon.com"),
            Self::AwsUsGov => "https://console.amazonaws-us-gov.com".to_owned(),
            Self::AwsCn => "https://console.amazonaws.cn".to_owned(),
        }
    }
}

impl fmt::Display for Partition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
