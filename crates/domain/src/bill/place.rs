use std::{fmt, str::FromStr};

use crate::billing_export::{BucketName, ExportPrefix};

/// Where bills are kept in S3: `s3://bucket/prefix`. Without a prefix, the right to write there would be
/// one to the whole bucket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct S3Place {
    pub bucket: BucketName,
    /// Has one part or more, none of which is a dot or two.
    pub prefix: ExportPrefix,
}

/// Why a text names no such place.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected s3://BUCKET/PREFIX, such as s3://acme-landfast/landfast; found {found:?}{}", because(.why.as_deref()))]
pub struct MalformedS3Place {
    found: String,
    why: Option<String>,
}

fn because(why: Option<&str>) -> String {
    why.map(|why| format!(": {why}")).unwrap_or_default()
}

impl FromStr for S3Place {
    type Err = MalformedS3Place;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let malformed = |why: Option<String>| MalformedS3Place {
            found: text.chars().take(80).collect(),
            why,
        };
        let parts = text.trim().strip_prefix("s3://");
        let (bucket, prefix) = parts
            .and_then(|rest| rest.split_once('/'))
            .ok_or_else(|| malformed(None))?;
        let prefix = prefix.strip_suffix('/').unwrap_or(prefix);
        if prefix
            .split('/')
            .any(|part| matches!(part, "" | "." | ".."))
        {
            let why = "the prefix has to have names between its slashes";
            return Err(malformed(Some(why.to_owned())));
        }
        let bucket = BucketName::parse(bucket);
        let prefix = ExportPrefix::parse(prefix);
        Ok(Self {
            bucket: bucket.map_err(|why| malformed(Some(why.to_string())))?,
            prefix: prefix.map_err(|why| malformed(Some(why.to_string())))?,
        })
    }
}

impl fmt::Display for S3Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "s3://{}/{}", self.bucket, self.prefix)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_a_bucket_and_a_prefix() {
        for (text, bucket, prefix) in [
            ("s3://acme-bills/landfast", "acme-bills", "landfast"),
            ("s3://acme-bills/landfast/", "acme-bills", "landfast"),
            (" s3://a.b.c/x/workspaces/ws1 ", "a.b.c", "x/workspaces/ws1"),
        ] {
            let place: S3Place = text.parse().unwrap();
            let found = (place.bucket.as_str(), place.prefix.as_str());
            assert_eq!(found, (bucket, prefix), "{text}");
            assert_eq!(place.to_string(), format!("s3://{bucket}/{prefix}"));
        }
    }

    #[test]
    fn what_is_none_is_told_with_what_is_expected() {
        for text in [
            "",
            "landfast-data",
            "/var/lib/landfast",
            "https://acme-bills.s3.example.com/x",
            "S3://acme-bills/x",
            "s3://acme-bills",
            "s3://acme-bills/",
            "s3:///landfast",
            "s3://Acme/landfast",
            "s3://192.168.0.1/x",
            "s3://acme-bills//x",
            "s3://acme-bills/x//y",
            "s3://acme-bills/x//",
            "s3://acme-bills/../x",
            "s3://acme-bills/x/.",
            "s3://acme-bills/x y",
            "s3://acme-bills/x*",
            "s3://acme-bills/x?versionId=1",
        ] {
            let why = text.parse::<S3Place>().unwrap_err().to_string();
            assert!(why.starts_with("expected s3://BUCKET/PREFIX"), "{why}");
            assert!(why.contains(&format!("{text:?}")), "{why}");
        }
    }
}
