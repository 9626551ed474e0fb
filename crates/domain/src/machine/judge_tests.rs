//! One row for each situation: what was seen, and the traps in it.

use super::*;
use crate::{Partition, Timestamp};

const NOW: Timestamp = Timestamp::from_unix_ms(1_800_000_000_000);
const HOUR: i64 = 3_600_000;

fn at(hours: i64) -> Timestamp {
    Timestamp::from_unix_ms(NOW.unix_ms() + hours * HOUR)
}

fn lost(source: Source, why: &str) -> Lost {
    let why = why.to_owned();
    Lost { source, why }
}

fn token(expires: i64, audience: &str) -> Option<TokenFile<WebToken>> {
    Some(TokenFile::Read {
        path: "/token".to_owned(),
        token: WebToken {
            expires_at: Some(at(expires)),
            audience: vec![audience.to_owned()],
        },
    })
}

fn sts() -> String {
    format!("sts.{}", Partition::Aws.dns_suffix())
}

fn metadata(token: TokenPut, without_token: bool, role: Option<&str>) -> Option<Metadata> {
    let role = role.map(ToOwned::to_owned);
    Some(Metadata {
        token,
        without_token,
        role,
    })
}

fn proxied(source: Source) -> Vec<Proxied> {
    vec![Proxied {
        source,
        address: "169.254.0.1".to_owned(),
        variable: "HTTP_PROXY".to_owned(),
    }]
}

fn traps(seen: &Observed) -> Vec<Trap> {
    judge(seen, NOW).into_iter().map(|one| one.trap).collect()
}

#[track_caller]
fn row(what: &str, seen: Observed, expected: &[Trap]) {
    assert_eq!(traps(&seen), expected, "{what}");
}

#[test]
fn keys_before_a_role() {
    let keys = || Observed {
        used: Some(Source::Environment),
        fixed_keys: true,
        ..Observed::default()
    };
    row("keys alone", keys(), &[]);
    for source in [Source::WebIdentity, Source::Container] {
        let seen = Observed {
            set_up: vec![source],
            ..keys()
        };
        row("keys, and a role is set up", seen, &[Trap::StaticKeysWin]);
    }
    let profile = Observed {
        used: Some(Source::Profile),
        set_up: vec![Source::Container],
        ..Observed::default()
    };
    row("a profile that assumes a role", profile, &[]);
    let instance = metadata(TokenPut::Given, true, Some("server"));
    let seen = Observed {
        metadata: instance.clone(),
        ..keys()
    };
    let told = judge(&seen, NOW);
    assert!(
        told.iter()
            .any(|one| one.trap == Trap::StaticKeysWin && one.found.contains("server"))
    );
    let seen = Observed {
        used: Some(Source::InstanceMetadata),
        metadata: instance,
        ..Observed::default()
    };
    row("the role itself", seen, &[]);
}

#[test]
fn web_identity_tokens() {
    let refused = |web_token, why: &str| Observed {
        lost: vec![lost(Source::WebIdentity, why)],
        web_token,
        ..Observed::default()
    };
    let path = || "/token".to_owned();
    let why = "denied".to_owned();
    row("none", refused(None, "not set"), &[]);
    let missing = refused(Some(TokenFile::Missing { path: path() }), "no file");
    row("missing", missing, &[Trap::WebTokenMissing]);
    let closed = TokenFile::Unreadable { path: path(), why };
    row(
        "not to be read",
        refused(Some(closed), "x"),
        &[Trap::WebTokenMissing],
    );
    let empty = refused(Some(TokenFile::Empty { path: path() }), "x");
    row("empty", empty, &[Trap::WebTokenEmpty]);
    let good = token(1, &sts());
    row(
        "refused for another reason",
        refused(good.clone(), "AccessDenied"),
        &[],
    );
    let said = "InvalidIdentityToken: Incorrect token audience";
    row(
        "AWS says it",
        refused(good.clone(), said),
        &[Trap::WebTokenAudience],
    );
    let other = token(1, "vault");
    row(
        "another audience",
        refused(other.clone(), "AccessDenied"),
        &[Trap::WebTokenAudience],
    );
    let old = token(-1, "vault");
    row(
        "expired",
        refused(old, "ExpiredToken"),
        &[Trap::WebTokenExpired],
    );
    let working = Observed {
        used: Some(Source::WebIdentity),
        web_token: other,
        ..Observed::default()
    };
    row("another audience that works", working, &[]);
}

#[test]
fn the_container_token_file() {
    for (token, expected) in [(true, &[Trap::ContainerTokenNewline][..]), (false, &[])] {
        let path = "/var/run/token".to_owned();
        let seen = Observed {
            container_token: Some(TokenFile::Read { path, token }),
            ..Observed::default()
        };
        row("a line break", seen, expected);
    }
}

#[test]
fn the_metadata_service() {
    for (token, without_token, expected) in [
        (TokenPut::NoConnection, false, None),
        (TokenPut::NoAnswer, false, Some(Trap::MetadataHopLimit)),
        (TokenPut::NoAnswer, true, Some(Trap::MetadataHopLimit)),
        (TokenPut::Refused(404), true, Some(Trap::MetadataV1Only)),
        (TokenPut::Refused(403), false, None),
        (TokenPut::Given, true, None),
    ] {
        let seen = Observed {
            lost: vec![lost(Source::InstanceMetadata, "x")],
            metadata: metadata(token, without_token, None),
            ..Observed::default()
        };
        let expected: Vec<Trap> = expected.into_iter().collect();
        row(
            &format!("{token:?} {without_token}"),
            seen.clone(),
            &expected,
        );
        let used = Some(Source::Container);
        row("somebody else gave", Observed { used, ..seen }, &[]);
    }
}

#[test]
fn a_proxy_in_the_way() {
    let through = |source, token| Observed {
        lost: vec![lost(source, "HTTP 403")],
        metadata: metadata(token, false, None),
        proxied: proxied(source),
        ..Observed::default()
    };
    let there = through(Source::InstanceMetadata, TokenPut::Given);
    row("on an instance", there, &[Trap::MetadataProxied]);
    let elsewhere = through(Source::InstanceMetadata, TokenPut::NoConnection);
    row("no instance", elsewhere, &[]);
    let container = through(Source::Container, TokenPut::NoConnection);
    row("in a container", container, &[Trap::MetadataProxied]);
    let works = Observed {
        used: Some(Source::Container),
        proxied: proxied(Source::Container),
        ..Observed::default()
    };
    row("a proxy that lets it through", works, &[]);
}

#[test]
fn clocks_and_certificates() {
    for (off, expected) in [
        (0, None),
        (-59_000, None),
        (61_000, Some("ahead of")),
        (-HOUR, Some("behind")),
    ] {
        let seen = Observed {
            clock: Some(ClockPair {
                aws: NOW,
                here: Timestamp::from_unix_ms(NOW.unix_ms() + off),
            }),
            ..Observed::default()
        };
        let told = judge(&seen, NOW);
        let words = expected.is_none_or(|words| told.iter().all(|one| one.found.contains(words)));
        assert_eq!(
            (told.len(), words),
            (usize::from(expected.is_some()), true),
            "{off} {told:?}"
        );
    }
    let refused = |tls| Observed {
        tls: Some(tls),
        bundle: BundleVariables {
            ssl_cert_file: Some("/etc/own.pem".to_owned()),
            aws_ca_bundle: Some("/etc/other.pem".to_owned()),
            ..BundleVariables::default()
        },
        ..Observed::default()
    };
    row(
        "out of time",
        refused(TlsRefusal::OutOfTime),
        &[Trap::ClockOff],
    );
    let told = judge(&refused(TlsRefusal::UnknownRoot), NOW);
    let [one] = told.as_slice() else {
        panic!("one trap: {told:?}")
    };
    assert_eq!(one.trap, Trap::RootCertificateMissing);
    assert!(
        one.found.contains("/etc/own.pem")
            && one.found.contains("AWS_CA_BUNDLE is set, but not read")
    );
}
