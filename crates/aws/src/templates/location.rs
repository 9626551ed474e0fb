use landfast_domain::{Partition, Region};

/// The folder of templates. Only objects in it are opened to others.
pub(super) const FOLDER: &str = "templates/";

/// The name of a bucket (S3 User Guide, "General purpose bucket naming rules").
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct BucketName(String);

impl BucketName {
    pub fn parse(text: &str) -> Result<Self, String> {
        let inner = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'.';
        let edge = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
        let fits = (3..=63).contains(&text.len())
            && text.bytes().all(inner)
            && text.starts_with(edge)
            && text.ends_with(edge);
        if fits {
            return Ok(Self(text.to_owned()));
        }
        let found: String = text.chars().take(80).collect();
        Err(format!(
            "expected the name of a bucket, 3 to 63 of a-z, 0-9, hyphens and dots; found {found:?}"
        ))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Where the bucket is.
#[derive(Debug, Clone)]
pub(super) struct Location {
    pub name: BucketName,
    pub region: Region,
    pub partition: Partition,
    /// An endpoint that is not AWS's own.
    pub endpoint: Option<String>,
}

impl Location {
    /// The object of a template.
    pub fn key(file_name: &str) -> String {
        format!("{FOLDER}{file_name}")
    }

    /// The address that CloudFormation takes as `TemplateURL`. Virtual-host style, as AWS advises; a
    /// bucket with dots has no certificate for that and gets the path style.
    pub fn url(&self, file_name: &str) -> String {
        let (name, key) = (self.name.as_str(), Self::key(file_name));
        if let Some(endpoint) = &self.endpoint {
            return format!("{endpoint}/{name}/{key}");
        }
        let host = format!("s3.{}.{}", self.region, self.partition.dns_suffix());
        if name.contains('.') {
            format!("https://{host}/{name}/{key}")
        } else {
            format!("https://{name}.{host}/{key}")
        }
    }

    /// Whether the bucket can demand TLS of its readers.
    pub fn has_tls(&self) -> bool {
        self.endpoint
            .as_ref()
            .is_none_or(|endpoint| endpoint.starts_with("https://"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn location(name: &str, region: &str, endpoint: Option<&str>) -> Result<Location, String> {
        let region = Region::parse(region).map_err(|why| why.to_string())?;
        Ok(Location {
            name: BucketName::parse(name)?,
            partition: Partition::of(&region),
            region,
            endpoint: endpoint.map(ToOwned::to_owned),
        })
    }

    #[test]
    fn addresses_that_cloudformation_takes() -> Result<(), String> {
        let local = Some("http://127.0.0.1:4566");
        for (name, region, endpoint, want) in [
            ("lf", "eu-west-1", None, None),
            (
                "lf-x",
                "eu-west-1",
                None,
                Some("https://lf-x.s3.eu-west-1.amazonaws.com/templates/a.yaml"),
            ),
            (
                "lf-x",
                "us-gov-west-1",
                None,
                Some("https://lf-x.s3.us-gov-west-1.amazonaws.com/templates/a.yaml"),
            ),
            (
                "lf-x",
                "cn-north-1",
                None,
                Some("https://lf-x.s3.cn-north-1.amazonaws.com.cn/templates/a.yaml"),
            ),
            (
                "lf.x",
                "eu-west-1",
                None,
                Some("https://s3.eu-west-1.amazonaws.com/lf.x/templates/a.yaml"),
            ),
            (
                "lf-x",
                "us-east-1",
                local,
                Some("http://127.0.0.1:4566/lf-x/templates/a.yaml"),
            ),
        ] {
            let found = location(name, region, endpoint).map(|at| at.url("a.yaml"));
            assert_eq!(found.ok().as_deref(), want, "{name} {region}");
        }
        Ok(())
    }

    #[test]
    fn names_that_are_no_buckets() {
        for text in [
            "",
            "ab",
            "Upper",
            "a/b",
            "-ab",
            "ab-",
            "a b",
            &"a".repeat(64),
        ] {
            assert!(BucketName::parse(text).is_err(), "{text:?}");
        }
    }
}
