use std::time::Duration;

use super::{
    ClockPair, Lost, Metadata, Observed, Source, TlsRefusal, TokenFile, TokenPut, Trap,
    TrapFinding, WebToken,
};
use crate::{Partition, Timestamp};

/// How far the clock may be off before it is named. AWS refuses signatures from five minutes on;
/// an answer that was long under way must not look like a wrong clock.
const CLOCK_TOLERANCE: Duration = Duration::from_secs(60);

/// Every trap that was seen, in the order of the sources. `now` is the machine's own time.
#[must_use]
pub fn judge(seen: &Observed, now: Timestamp) -> Vec<TrapFinding> {
    let found = [
        (Trap::StaticKeysWin, static_keys(seen)),
        (Trap::WebTokenMissing, web_token_missing(seen)),
        (Trap::WebTokenEmpty, web_token_empty(seen)),
        (Trap::WebTokenExpired, web_token_expired(seen, now)),
        (Trap::WebTokenAudience, web_token_audience(seen, now)),
        (Trap::ContainerTokenNewline, container_token(seen)),
        (Trap::MetadataHopLimit, hop_limit(seen)),
        (Trap::MetadataV1Only, v1_only(seen)),
        (Trap::MetadataProxied, proxied(seen)),
        (Trap::ClockOff, clock(seen)),
        (Trap::RootCertificateMissing, root_certificate(seen)),
    ];
    found
        .into_iter()
        .filter_map(|(trap, found)| {
            Some(TrapFinding {
                trap,
                found: found?,
            })
        })
        .collect()
}

impl Observed {
    fn lost(&self, source: Source) -> Option<&Lost> {
        self.lost.iter().find(|lost| lost.source == source)
    }

    /// The token of a web identity that was tried and gave nothing.
    fn refused_web_token(&self) -> Option<(&Lost, &str, &WebToken)> {
        let lost = self.lost(Source::WebIdentity)?;
        match self.web_token.as_ref()? {
            TokenFile::Read { path, token } => Some((lost, path, token)),
            _ => None,
        }
    }
}

/// Keys in variables and in profiles come before every role.
fn static_keys(seen: &Observed) -> Option<String> {
    let used = seen
        .used
        .filter(|used| matches!(used, Source::Environment | Source::Profile))
        .filter(|_| seen.fixed_keys)?;
    let instance = seen.metadata.as_ref().and_then(|look| look.role.as_deref());
    let roles: Vec<String> = seen
        .set_up
        .iter()
        .map(|source| source.title().to_owned())
        .chain(instance.map(|role| format!("the instance's role {role}")))
        .collect();
    (!roles.is_empty()).then(|| {
        format!(
            "{} gave the credentials, and so nobody asked: {}.",
            used.title(),
            roles.join("; ")
        )
    })
}

/// A missing file stops the search: the variable that names it is a decision.
fn web_token_missing(seen: &Observed) -> Option<String> {
    match seen.web_token.as_ref()? {
        TokenFile::Missing { path } => Some(format!(
            "AWS_WEB_IDENTITY_TOKEN_FILE is {path}, and there is no such file."
        )),
        TokenFile::Unreadable { path, why } => Some(format!(
            "AWS_WEB_IDENTITY_TOKEN_FILE is {path}, which the server's user cannot read: {why}."
        )),
        TokenFile::Empty { .. } | TokenFile::Read { .. } => None,
    }
}

fn web_token_empty(seen: &Observed) -> Option<String> {
    match seen.web_token.as_ref()? {
        TokenFile::Empty { path } => Some(format!(
            "AWS_WEB_IDENTITY_TOKEN_FILE is {path}, and there is nothing in it."
        )),
        _ => None,
    }
}

fn web_token_expired(seen: &Observed, now: Timestamp) -> Option<String> {
    let (_, path, token) = seen.refused_web_token()?;
    let until = token.expires_at.filter(|until| *until <= now)?;
    Some(format!(
        "The token in {path} was valid until {until}; it is {now} by this machine's clock."
    ))
}

/// AWS says so with `InvalidIdentityToken`, or refuses like any other mismatch of the trust policy.
/// A token for another audience than STS may be meant, so it is no trap while it works.
fn web_token_audience(seen: &Observed, now: Timestamp) -> Option<String> {
    let (lost, path, token) = seen.refused_web_token()?;
    if token.expires_at.is_some_and(|until| until <= now) {
        return None;
    }
    let usual = Partition::ALL.map(|partition| format!("sts.{}", partition.dns_suffix()));
    let told = lost.why.to_ascii_lowercase().contains("audience");
    let unusual = !token.audience.iter().any(|one| usual.contains(one));
    (told || unusual).then(|| {
        let [first, ..] = &usual;
        let audience = match token.audience.as_slice() {
            [] => "names no audience".to_owned(),
            some => format!("is for {}", some.join(", ")),
        };
        format!("The token in {path} {audience}; roles usually want {first}. AWS refused it.")
    })
}

/// The text goes into a header as it is, and a header holds no line break.
fn container_token(seen: &Observed) -> Option<String> {
    match seen.container_token.as_ref()? {
        TokenFile::Read { path, token: true } => Some(format!(
            "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE is {path}; its text ends with a line break."
        )),
        _ => None,
    }
}

/// Packets of the answer to the `PUT` carry the hop limit as their time to live (Amazon EC2 User
/// Guide, "Configure the Instance Metadata Service options"); those of a connection and of other
/// answers do not.
fn hop_limit(seen: &Observed) -> Option<String> {
    let look = unused_metadata(seen)?;
    (look.token == TokenPut::NoAnswer).then(|| {
        let also = if look.without_token {
            " A request without a token is answered."
        } else {
            ""
        };
        format!(
            "The address of the metadata service takes connections, but no answer to the request for a \
             token arrives.{also} In a container it takes one hop more than the instance allows."
        )
    })
}

fn v1_only(seen: &Observed) -> Option<String> {
    let look = unused_metadata(seen)?;
    match look.token {
        TokenPut::Refused(status) if look.without_token => Some(format!(
            "The request for a token is answered with HTTP {status}, one without a token is not refused: \
             only version 1 is there."
        )),
        _ => None,
    }
}

/// What the metadata service shows matters only when nothing gave credentials.
fn unused_metadata(seen: &Observed) -> Option<&Metadata> {
    seen.metadata.as_ref().filter(|_| seen.used.is_none())
}

/// Nobody but this machine reaches a link-local address, a proxy least of all. On a machine without
/// a metadata service a proxy is in nobody's way.
fn proxied(seen: &Observed) -> Option<String> {
    let there = |source| {
        let look = seen.metadata.as_ref();
        source != Source::InstanceMetadata
            || look.is_some_and(|look| look.token != TokenPut::NoConnection)
    };
    let lines: Vec<String> = seen
        .proxied
        .iter()
        .filter(|one| seen.lost(one.source).is_some() && there(one.source))
        .map(|one| format!("{} by {}", one.address, one.variable))
        .collect();
    (!lines.is_empty()).then(|| {
        format!(
            "A proxy is asked for link-local addresses: {}.",
            lines.join(", ")
        )
    })
}

fn clock(seen: &Observed) -> Option<String> {
    let off = seen.clock.and_then(|ClockPair { aws, here }| {
        let ahead = here.since(aws);
        let behind = aws.since(here);
        let (span, word) = if ahead > behind {
            (ahead, "ahead of")
        } else {
            (behind, "behind")
        };
        (span > CLOCK_TOLERANCE).then(|| {
            let seconds = span.as_secs();
            format!("AWS answered at {aws} by its own clock; this machine's is {seconds} seconds {word} it.")
        })
    });
    off.or_else(|| {
        (seen.tls == Some(TlsRefusal::OutOfTime)).then(|| {
            "AWS's certificate is out of date, or not valid yet, by this machine's clock."
                .to_owned()
        })
    })
}

fn root_certificate(seen: &Observed) -> Option<String> {
    if seen.tls != Some(TlsRefusal::UnknownRoot) {
        return None;
    }
    let bundle = &seen.bundle;
    let from: Vec<String> = [
        ("SSL_CERT_FILE", &bundle.ssl_cert_file),
        ("SSL_CERT_DIR", &bundle.ssl_cert_dir),
    ]
    .into_iter()
    .filter_map(|(name, value)| Some(format!("{name} ({})", value.as_ref()?)))
    .collect();
    let trusted = if from.is_empty() {
        "the system's certificates".to_owned()
    } else {
        format!("{}, which replaces the system's", from.join(" and "))
    };
    let ignored = if bundle.aws_ca_bundle.is_some() {
        " AWS_CA_BUNDLE is set, but not read."
    } else {
        ""
    };
    Some(format!(
        "AWS's certificate was issued by nobody whom this machine trusts. Trusted is what is in \
         {trusted}.{ignored}"
    ))
}
