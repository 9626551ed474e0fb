use super::{CallbackSettings, SimulatedOrigin, StackId};
use crate::Region;

/// Presigned URLs with a session token have some two thousand characters.
const LONGEST: usize = 8_192;

/// The buckets of every region to which CloudFormation has custom resources answer (CloudFormation
/// User Guide, "Setting up VPC endpoints for CloudFormation": the name behind it is the region's,
/// without hyphens).
const BUCKETS: &str = "cloudformation-custom-resource-response-";

/// Where CloudFormation waits for the answer to one request: a presigned address of S3, in a bucket
/// of CloudFormation. Whoever has it may answer, so that it has no `Debug` and is in no log.
#[derive(Clone, PartialEq, Eq)]
pub struct ResponseUrl {
    text: String,
    host: String,
    simulated: bool,
}

/// Why a URL is none that CloudFormation gives. Never holds the URL.
#[derive(Debug, Clone, Copy, thiserror::Error, PartialEq, Eq)]
pub enum MalformedResponseUrl {
    #[error("expected a URL that begins with https://")]
    Scheme,
    #[error("expected {LONGEST} characters at most, without blanks and fragments")]
    Characters,
    #[error("expected the host of S3 in the stack's partition and region")]
    Host,
    #[error("expected a bucket of CloudFormation's answers")]
    Bucket,
    #[error("expected a presigned address")]
    Signature,
}

impl ResponseUrl {
    /// Of a request for `stack`. Only hosts of S3 are taken: whoever may publish to the topic could
    /// otherwise have the server send requests to its own network.
    ///
    /// # Errors
    /// [`MalformedResponseUrl`].
    pub fn parse(
        text: &str,
        stack: &StackId,
        settings: &CallbackSettings,
    ) -> Result<Self, MalformedResponseUrl> {
        use MalformedResponseUrl as M;
        let plain = |c: char| c.is_ascii_graphic() && !"\\\"<>^`{|}#".contains(c);
        if text.len() > LONGEST || !text.chars().all(plain) {
            return Err(M::Characters);
        }
        let simulated = settings.simulated.as_ref();
        if let Some(rest) = simulated.and_then(|origin| behind(text, origin)) {
            let (host, rest) = (origin_host(simulated), rest.to_owned());
            in_bucket(&rest)?;
            signed(&rest)?;
            return Ok(Self {
                text: text.to_owned(),
                host,
                simulated: true,
            });
        }
        let after = text.strip_prefix("https://").ok_or(M::Scheme)?;
        let (host, rest) = after.split_once('/').ok_or(M::Host)?;
        let Some(bucket) = bucket_of(host, stack) else {
            return Err(M::Host);
        };
        match bucket {
            Some(bucket) if bucket.starts_with(BUCKETS) => {}
            Some(_) => return Err(M::Bucket),
            None => in_bucket(rest)?,
        }
        signed(rest)?;
        Ok(Self {
            text: text.to_owned(),
            host: host.to_owned(),
            simulated: false,
        })
    }

    /// The whole URL. For the request alone.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.text
    }

    /// The host, as every reader of the URL must find it.
    #[must_use]
    pub fn host(&self) -> &str {
        &self.host
    }

    /// Whether it leads to the simulated AWS.
    #[must_use]
    pub const fn is_simulated(&self) -> bool {
        self.simulated
    }
}

fn behind<'a>(text: &'a str, origin: &SimulatedOrigin) -> Option<&'a str> {
    text.strip_prefix(origin.as_str())?.strip_prefix('/')
}

/// As a URL's reader has it: an IPv6 address stays in its brackets.
fn origin_host(origin: Option<&SimulatedOrigin>) -> String {
    let text = origin.map(SimulatedOrigin::as_str).unwrap_or_default();
    let authority = text.rsplit("://").next().unwrap_or_default();
    let end = authority.rfind(':').unwrap_or(authority.len());
    authority.get(..end).unwrap_or_default().to_owned()
}

/// The bucket in a host of S3 (`Some(None)` where it is in the path); `None` for any other host. All
/// forms that S3 has of regional and older global names (S3 User Guide, "Virtual hosting").
fn bucket_of<'a>(host: &'a str, stack: &StackId) -> Option<Option<&'a str>> {
    let plain = |c: u8| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'-' || c == b'.';
    let front = host.strip_suffix(stack.partition().dns_suffix())?;
    let front = front
        .strip_suffix('.')
        .filter(|_| host.bytes().all(plain))?;
    services(stack.region()).iter().find_map(|service| {
        let before = front.strip_suffix(service.as_str())?;
        if before.is_empty() {
            return Some(None);
        }
        let bucket = before.strip_suffix('.')?;
        (!bucket.is_empty() && !bucket.contains('.')).then_some(Some(bucket))
    })
}

/// The longest first: `s3` alone is the end of none of the others.
fn services(region: &Region) -> [String; 4] {
    [
        format!("s3.dualstack.{region}"),
        format!("s3.{region}"),
        format!("s3-{region}"),
        "s3".to_owned(),
    ]
}

fn in_bucket(path: &str) -> Result<(), MalformedResponseUrl> {
    if path.starts_with(BUCKETS) {
        Ok(())
    } else {
        Err(MalformedResponseUrl::Bucket)
    }
}

/// By version 4 of the signature, or by version 2 in old regions.
fn signed(rest: &str) -> Result<(), MalformedResponseUrl> {
    let query = rest.split_once('?').map_or("", |(_, query)| query);
    let is = |pair: &str| {
        let (name, value) = pair.split_once('=').unwrap_or_default();
        ["X-Amz-Signature", "Signature"].contains(&name) && !value.is_empty()
    };
    if query.split('&').any(is) {
        Ok(())
    } else {
        Err(MalformedResponseUrl::Signature)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Partition, callback::TopicArn};

    const KEY: &str =
        "arn%3Aaws%3Acloudformation%3Aus-east-1%3A012345678901%3Astack/s/1%7CCallback%7C9";
    const SIGNED: &str = "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Signature=ab12";

    fn stack(partition: Partition, region: &str) -> StackId {
        let text = format!("arn:{partition}:cloudformation:{region}:012345678901:stack/s/1");
        StackId::parse(&text).unwrap()
    }

    fn settings(simulated: Option<&str>) -> CallbackSettings {
        let topic = format!("arn:{}:sns:us-east-1:012345678901:t", Partition::Aws);
        CallbackSettings {
            topic: TopicArn::parse(&topic).unwrap(),
            simulated: simulated.map(|text| SimulatedOrigin::parse(text).unwrap()),
        }
    }

    fn judge(text: &str, stack: &StackId, simulated: Option<&str>) -> String {
        match ResponseUrl::parse(text, stack, &settings(simulated)) {
            Ok(url) => {
                assert_eq!(url.expose(), text);
                format!("host {}", url.host())
            }
            Err(why) => format!("{why:?}"),
        }
    }

    #[test]
    fn what_cloudformation_gives_is_taken() {
        for (partition, region) in [
            (Partition::Aws, "us-east-1"),
            (Partition::AwsUsGov, "us-gov-west-1"),
            (Partition::AwsCn, "cn-north-1"),
        ] {
            let suffix = partition.dns_suffix();
            let bucket = format!("{BUCKETS}{}", region.replace('-', ""));
            let stack = stack(partition, region);
            for host in [
                format!("{bucket}.s3.{suffix}"),
                format!("{bucket}.s3.{region}.{suffix}"),
                format!("{bucket}.s3-{region}.{suffix}"),
                format!("{bucket}.s3.dualstack.{region}.{suffix}"),
            ] {
                let url = format!("https://{host}/{KEY}?{SIGNED}");
                assert_eq!(judge(&url, &stack, None), format!("host {host}"));
            }
            let path = format!("https://s3.{region}.{suffix}/{bucket}/{KEY}?{SIGNED}");
            assert!(judge(&path, &stack, None).starts_with("host s3."));
            let old = format!(
                "https://{bucket}.s3.{suffix}/{KEY}?AWSAccessKeyId=A&Expires=1&Signature=x%3D"
            );
            assert!(judge(&old, &stack, None).starts_with("host "));
        }
    }

    #[test]
    fn nothing_else_is_ever_asked() {
        let stack = stack(Partition::Aws, "us-east-1");
        let s3 = format!("s3.us-east-1.{}", Partition::Aws.dns_suffix());
        let china = format!("s3.cn-north-1.{}", Partition::AwsCn.dns_suffix());
        let plain = Partition::Aws.dns_suffix();
        let bucket = format!("{BUCKETS}useast1");
        let rows = [
            (String::new(), "Scheme"),
            (format!("http://{bucket}.{s3}/{KEY}?{SIGNED}"), "Scheme"),
            (format!("HTTPS://{bucket}.{s3}/{KEY}?{SIGNED}"), "Scheme"),
            (format!("ftp://{bucket}.{s3}/{KEY}?{SIGNED}"), "Scheme"),
            (
                format!("https://169.254.169.254/{BUCKETS}x?{SIGNED}"),
                "Host",
            ),
            (format!("https://127.0.0.1/{BUCKETS}x?{SIGNED}"), "Host"),
            (format!("https://[::1]/{BUCKETS}x?{SIGNED}"), "Host"),
            (format!("https://localhost/{BUCKETS}x?{SIGNED}"), "Host"),
            (
                format!("https://evil.example/{bucket}.{s3}?{SIGNED}"),
                "Host",
            ),
            (
                format!("https://{bucket}.{s3}.evil.example/{KEY}?{SIGNED}"),
                "Host",
            ),
            (format!("https://{bucket}.{s3}:8443/{KEY}?{SIGNED}"), "Host"),
            (format!("https://u@{bucket}.{s3}/{KEY}?{SIGNED}"), "Host"),
            (
                format!("https://evil.example@{s3}/{bucket}?{SIGNED}"),
                "Host",
            ),
            (format!("https://{bucket}.{china}/{KEY}?{SIGNED}"), "Host"),
            (
                format!("https://{bucket}.s3.eu-west-1.{plain}/{KEY}?{SIGNED}"),
                "Host",
            ),
            (
                format!("https://{bucket}.{}/{KEY}?{SIGNED}", s3.to_uppercase()),
                "Host",
            ),
            (format!("https://a.{bucket}.{s3}/{KEY}?{SIGNED}"), "Host"),
            (
                format!("https://evils3.us-east-1.{plain}/{bucket}/{KEY}?{SIGNED}"),
                "Host",
            ),
            (format!("https://sts.{plain}/{bucket}?{SIGNED}"), "Host"),
            (format!("https://{bucket}.{s3}?{SIGNED}"), "Host"),
            (
                format!("https://other-bucket.{s3}/{BUCKETS}?{SIGNED}"),
                "Bucket",
            ),
            (
                format!("https://{s3}/other-bucket/{KEY}?{SIGNED}"),
                "Bucket",
            ),
            (format!("https://{bucket}.{s3}/{KEY}"), "Signature"),
            (
                format!("https://{bucket}.{s3}/{KEY}?X-Amz-Signature="),
                "Signature",
            ),
            (
                format!("https://{bucket}.{s3}/{KEY} ?{SIGNED}"),
                "Characters",
            ),
            (
                format!("https://{bucket}.{s3}/{KEY}?{SIGNED}#x"),
                "Characters",
            ),
            (
                format!("https://{bucket}.{s3}\\@evil/{KEY}?{SIGNED}"),
                "Characters",
            ),
            (
                format!("https://{bucket}.{s3}/{}?{SIGNED}", "k".repeat(LONGEST)),
                "Characters",
            ),
            (
                format!("http://127.0.0.1:4566/{bucket}/{KEY}?{SIGNED}"),
                "Scheme",
            ),
        ];
        for (url, why) in rows {
            assert_eq!(judge(&url, &stack, None), why, "{url}");
        }
    }

    #[test]
    fn a_simulation_is_its_own_origin_only() {
        let stack = stack(Partition::Aws, "us-east-1");
        let here = Some("http://127.0.0.1:4566");
        let rows = [
            (
                format!("http://127.0.0.1:4566/{BUCKETS}x/{KEY}?{SIGNED}"),
                "host 127.0.0.1",
            ),
            (
                format!("http://127.0.0.1:4566/other/{KEY}?{SIGNED}"),
                "Bucket",
            ),
            (
                format!("http://127.0.0.1:4566/{BUCKETS}x/{KEY}"),
                "Signature",
            ),
            (
                format!("http://127.0.0.1:45660/{BUCKETS}x/{KEY}?{SIGNED}"),
                "Scheme",
            ),
            (
                format!("http://127.0.0.1:4566@evil/{BUCKETS}x/{KEY}?{SIGNED}"),
                "Scheme",
            ),
            (
                format!("http://127.0.0.2:4566/{BUCKETS}x/{KEY}?{SIGNED}"),
                "Scheme",
            ),
        ];
        for (url, why) in rows {
            assert_eq!(judge(&url, &stack, here), why, "{url}");
        }
        let six = format!("http://[::1]:4566/{BUCKETS}x/{KEY}?{SIGNED}");
        assert_eq!(judge(&six, &stack, Some("http://[::1]:4566")), "host [::1]");
    }
}
