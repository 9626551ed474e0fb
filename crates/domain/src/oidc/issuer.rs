use std::fmt;

use crate::{AccountId, Partition};

/// Longest host and path. IAM takes an address of 255 characters; the trust policy holds this part
/// three times and must stay below 2,048 (IAM User Guide, "IAM and AWS STS quotas").
const MAX_LENGTH: usize = 200;

/// The address under which Landfast issues tokens: `https`, a host, and a path or none. The claim
/// `iss` is exactly this text (OpenID Connect Discovery 1.0, section 3; IAM User Guide, "Create an
/// OpenID Connect identity provider").
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct IssuerUrl {
    host_and_path: String,
}

#[derive(Debug, Clone, thiserror::Error, PartialEq, Eq)]
#[error(
    "expected an https address of a host and maybe a path, of {MAX_LENGTH} characters at most, without port, user name, query and fragment, such as https://landfast.example.com; found {found:?}"
)]
pub struct MalformedIssuer {
    pub found: String,
}

impl IssuerUrl {
    /// A slash at the end is dropped, and the host is taken in small letters.
    ///
    /// # Errors
    /// [`MalformedIssuer`] for what IAM would not take as a provider's address, and for characters
    /// that a policy gives a meaning.
    pub fn parse(text: &str) -> Result<Self, MalformedIssuer> {
        let malformed = || MalformedIssuer {
            found: text.chars().take(120).collect(),
        };
        let rest = text.trim().strip_prefix("https://").ok_or_else(malformed)?;
        let rest = rest.strip_suffix('/').unwrap_or(rest);
        let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        let host = host.to_ascii_lowercase();
        let fits = is_host(&host) && is_path(path) && rest.len() <= MAX_LENGTH;
        fits.then(|| Self {
            host_and_path: format!("{host}{path}"),
        })
        .ok_or_else(malformed)
    }

    /// The address without `https://`: the name of the provider in ARNs and condition keys.
    #[must_use]
    pub fn host_and_path(&self) -> &str {
        &self.host_and_path
    }

    /// Empty, or `/` and more.
    #[must_use]
    pub fn path(&self) -> &str {
        let start = self.host_and_path.find('/');
        start.map_or("", |start| self.host_and_path.split_at(start).1)
    }

    /// The provider that an account has for this issuer, if it has one.
    #[must_use]
    pub fn provider_arn(&self, partition: Partition, account: &AccountId) -> String {
        format!(
            "arn:{partition}:iam::{account}:oidc-provider/{}",
            self.host_and_path
        )
    }

    /// The condition key of a token's claim.
    #[must_use]
    pub fn condition_key(&self, claim: &str) -> String {
        format!("{}:{claim}", self.host_and_path)
    }
}

fn is_host(host: &str) -> bool {
    let label = |label: &str| {
        let inner = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        (1..=63).contains(&label.len())
            && label.bytes().all(inner)
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    !host.is_empty() && host.split('.').all(label)
}

fn is_path(path: &str) -> bool {
    let segment = |part: &str| {
        let inner = |b: u8| b.is_ascii_alphanumeric() || b"-._~".contains(&b);
        !part.is_empty() && part != "." && part != ".." && part.bytes().all(inner)
    };
    path.is_empty() || path.split('/').skip(1).all(segment)
}

impl fmt::Display for IssuerUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "https://{}", self.host_and_path)
    }
}

impl fmt::Debug for IssuerUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_iam_would_take() -> Result<(), Box<dyn std::error::Error>> {
        for (text, want, path) in [
            ("https://landfast.example.com", "landfast.example.com", ""),
            ("https://Landfast.Example.com/", "landfast.example.com", ""),
            (
                " https://files.example.com/Team/a_b ",
                "files.example.com/Team/a_b",
                "/Team/a_b",
            ),
        ] {
            let issuer = IssuerUrl::parse(text)?;
            assert_eq!((issuer.host_and_path(), issuer.path()), (want, path));
            assert_eq!(issuer.to_string(), format!("https://{want}"));
        }
        let issuer = IssuerUrl::parse("https://i.example.com/x")?;
        let account = AccountId::parse("012345678901")?;
        assert_eq!(
            issuer.provider_arn(Partition::AwsCn, &account),
            format!(
                "arn:{}:iam::012345678901:oidc-provider/i.example.com/x",
                Partition::AwsCn
            )
        );
        Ok(())
    }

    #[test]
    fn what_a_policy_or_iam_would_stumble_over() {
        let long = format!("https://example.com/{}", "p".repeat(MAX_LENGTH));
        for text in [
            "",
            "landfast.example.com",
            "http://landfast.example.com",
            "https://",
            "https:///x",
            "https://landfast.example.com:8443",
            "https://ada@landfast.example.com",
            "https://landfast.example.com?x=1",
            "https://landfast.example.com/#x",
            "https://landfast.example.com//x",
            "https://landfast.example.com/../x",
            "https://*.example.com",
            "https://landfast.example.com/${aws:username}",
            "https://landfast.example.com/%2a",
            "https://-a.example.com",
            "https://a..example.com",
            &long,
        ] {
            assert!(IssuerUrl::parse(text).is_err(), "{text:?}");
        }
    }
}
