use std::time::Duration;

use landfast_domain::{Partition, PrincipalArn, Region};

use crate::environment::Environment;

/// What the operator decides about AWS. Everything has a default.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// The role or user as which the server runs, path included. Needed when the server's own role
    /// has a path and may not call `iam:GetRole` on itself.
    pub principal_arn: Option<PrincipalArn>,
    /// Where STS is called; the home region of the server's partition when left out. AWS advises the
    /// regional endpoints (IAM User Guide, "Manage AWS STS in an AWS Region").
    pub sts_region: Option<Region>,
    /// The bucket that CloudFormation reads templates from.
    pub template_bucket: Option<String>,
    /// The bucket's region; the home region of the server's partition when left out.
    pub template_region: Option<Region>,
    /// Make the bucket if it is not there, and open its templates to everybody.
    pub ensure_bucket: bool,
    /// Take the machine's credentials by version 1 of the metadata service where version 2 gives
    /// none. Version 1 answers whoever can make the server send a request (AWS, "IMDSv2").
    pub allow_imds_v1: bool,
    pub timeouts: Timeouts,
}

/// How long AWS may take.
#[derive(Debug, Clone, Copy)]
pub struct Timeouts {
    /// For a connection, TLS included.
    pub connect: Duration,
    /// For the first byte of an answer.
    pub read: Duration,
    /// For a whole call, attempts included where the SDK retries.
    pub operation: Duration,
    /// For finding the server's own credentials. The instance metadata service alone may use half
    /// of it when nothing answers at its address.
    pub credentials: Duration,
    /// For a connection to the metadata service, and again for its answer, when it is looked at to
    /// explain a search.
    pub metadata: Duration,
    /// The longest pause before the first repetition of a publishing call; it doubles from there.
    pub publish_pause: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(3),
            read: Duration::from_secs(10),
            operation: Duration::from_secs(30),
            credentials: Duration::from_secs(10),
            metadata: Duration::from_secs(2),
            publish_pause: Duration::from_secs(1),
        }
    }
}

impl Settings {
    /// The partition that the server's own credentials belong to. AWS cannot be asked: which
    /// endpoint to ask depends on it.
    pub(crate) fn partition(&self, environment: &Environment) -> Partition {
        if let Some(principal) = &self.principal_arn {
            return principal.partition();
        }
        let named = ["AWS_REGION", "AWS_DEFAULT_REGION"]
            .into_iter()
            .find_map(|name| Region::parse(environment.get(name)?).ok());
        let region = self.sts_region.clone().or(named);
        region.map_or(Partition::Aws, |region| Partition::of(&region))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    fn environment(all: &[(&str, &str)]) -> Environment {
        let owned = all.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned()));
        Environment::from(owned.collect::<HashMap<_, _>>())
    }

    #[test]
    fn the_partition_comes_from_the_most_certain_word() -> Result<(), Box<dyn std::error::Error>> {
        let china = environment(&[("AWS_REGION", "cn-north-1")]);
        let mut settings = Settings::default();
        assert_eq!(settings.partition(&environment(&[])), Partition::Aws);
        assert_eq!(settings.partition(&china), Partition::AwsCn);
        let older = environment(&[("AWS_DEFAULT_REGION", "us-gov-east-1")]);
        assert_eq!(settings.partition(&older), Partition::AwsUsGov);
        settings.sts_region = Some(Region::parse("us-gov-west-1")?);
        assert_eq!(settings.partition(&china), Partition::AwsUsGov);
        let role = format!("arn:{}:iam::012345678901:role/x", Partition::Aws);
        settings.principal_arn = Some(PrincipalArn::parse(&role)?);
        assert_eq!(settings.partition(&china), Partition::Aws);
        Ok(())
    }
}
