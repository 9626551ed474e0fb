//! Which crate may depend on which: the arrows of ARCHITECTURE.md, read from cargo.

use serde::Deserialize;

use super::finding::Finding;
use crate::{
    error::{Error, Result},
    shell::Shell,
};

const RULE: &str = "arrows";

/// Crate, and which of ours it may use. Dev-dependencies are free, but for the domain: its tests
/// must be as pure as itself.
const ALLOWED: [(&str, &[&str]); 12] = [
    ("landfast-domain", &[]),
    ("landfast-app", &["landfast-domain"]),
    ("landfast-store", &["landfast-app", "landfast-domain"]),
    ("landfast-aws", &["landfast-app", "landfast-domain"]),
    ("landfast-webhooks", &["landfast-app", "landfast-domain"]),
    ("landfast-bills", &["landfast-app", "landfast-domain"]),
    ("landfast-api", &["landfast-app", "landfast-domain"]),
    ("landfast-client", &["landfast-api"]),
    ("landfast-cli", CLI),
    // Fakes for tests and measurements: nothing that is shipped may use it.
    (
        "landfast-test-kit",
        &["landfast-app", "landfast-domain", "landfast-store"],
    ),
    // Measures from outside and is never shipped: it is in no list of this column either.
    (
        "landfast-bench",
        &[
            "landfast-app",
            "landfast-domain",
            "landfast-store",
            "landfast-test-kit",
        ],
    ),
    (
        "xtask",
        &["landfast-api", "landfast-domain", "landfast-cli"],
    ),
];

/// The composition root knows everybody.
const CLI: &[&str] = &[
    "landfast-domain",
    "landfast-app",
    "landfast-store",
    "landfast-aws",
    "landfast-api",
    "landfast-client",
    "landfast-webhooks",
    "landfast-bills",
];

/// Outside crates that have one door each. The end of a name may be open: `aws-*`.
const DOORS: [(&str, &[&str], &str); 6] = [
    (
        "aws-*",
        &["landfast-aws"],
        "only crates/aws names the AWS SDK",
    ),
    (
        "sea-orm*",
        &["landfast-store"],
        "only crates/store talks SQL",
    ),
    ("sqlx*", &["landfast-store"], "only crates/store talks SQL"),
    (
        "axum*",
        &["landfast-api", "landfast-cli"],
        "routes are in crates/api, and crates/cli opens their port",
    ),
    (
        "reqwest",
        &["landfast-client", "landfast-webhooks"],
        "crates/client asks a server over HTTP, crates/webhooks tells receivers",
    ),
    (
        "datafusion*",
        &["landfast-bills"],
        "questions about bills go through the trait Questions of crates/bills",
    ),
];

/// All that the domain may use: data and arithmetic, nothing that waits, reads or draws lots.
const PURE: [&str; 8] = [
    "data-encoding",
    "serde",
    "serde_json",
    "sha2",
    "subtle",
    "thiserror",
    "time",
    "toml",
];

/// A crypto library, whoever wrote it; it is no way to AWS.
const NOT_THE_SDK: [&str; 1] = ["aws-lc-rs"];

#[derive(Debug, Deserialize)]
pub struct Metadata {
    packages: Vec<Package>,
}

#[derive(Debug, Deserialize)]
struct Package {
    name: String,
    dependencies: Vec<Dependency>,
}

#[derive(Debug, Deserialize)]
struct Dependency {
    name: String,
    /// None for a normal one, else "dev" or "build".
    kind: Option<String>,
    /// Set when it is one of the workspace.
    path: Option<String>,
}

impl Dependency {
    fn is_dev(&self) -> bool {
        self.kind.as_deref() == Some("dev")
    }
}

pub fn read(shell: &Shell) -> Result<Metadata> {
    let mut command = shell.command("cargo");
    command.args(["metadata", "--no-deps", "--format-version", "1"]);
    serde_json::from_str(&shell.read(&mut command)?).map_err(Error::json("cargo metadata"))
}

pub fn check(metadata: &Metadata) -> Vec<Finding> {
    metadata
        .packages
        .iter()
        .flat_map(|package| [arrows(package), doors(package), purity(package)].concat())
        .collect()
}

fn arrows(package: &Package) -> Vec<Finding> {
    let name = package.name.as_str();
    let Some((_, allowed)) = ALLOWED.iter().find(|(crate_name, _)| *crate_name == name) else {
        let text =
            "a new crate: say in xtask/src/tidy/arrows.rs and ARCHITECTURE.md what it may use";
        return vec![Finding::new(RULE, name, 0, text)];
    };
    let ours = package.dependencies.iter().filter(|it| it.path.is_some());
    ours.filter(|it| !it.is_dev() || name == "landfast-domain")
        .filter(|it| !allowed.contains(&it.name.as_str()))
        .map(|it| {
            let text = format!("depends on {}; it may use {}", it.name, or_nothing(allowed));
            Finding::new(RULE, name, 0, text)
        })
        .collect()
}

fn doors(package: &Package) -> Vec<Finding> {
    let closed = |dependency: &&Dependency| !dependency.is_dev() || is_the_sdk(&dependency.name);
    let through = |dependency: &Dependency| {
        let (_, owners, why) = DOORS
            .iter()
            .find(|(name, ..)| matches(name, &dependency.name))?;
        let known = NOT_THE_SDK.contains(&dependency.name.as_str());
        let free = known || owners.contains(&package.name.as_str());
        (!free).then(|| {
            let text = format!("depends on {}: {why}; go through it", dependency.name);
            Finding::new(RULE, &package.name, 0, text)
        })
    };
    package
        .dependencies
        .iter()
        .filter(closed)
        .filter_map(through)
        .collect()
}

fn purity(package: &Package) -> Vec<Finding> {
    let outside = package.dependencies.iter().filter(|it| it.path.is_none());
    outside
        .filter(|it| package.name == "landfast-domain" && !it.is_dev())
        .filter(|it| !PURE.contains(&it.name.as_str()))
        .map(|it| {
            let text = format!("depends on {}: the domain stays pure; use a port", it.name);
            Finding::new(RULE, &package.name, 0, text)
        })
        .collect()
}

/// Tests may start a small HTTP server of their own, but the SDK stays behind its wall.
fn is_the_sdk(name: &str) -> bool {
    name.starts_with("aws-") && !NOT_THE_SDK.contains(&name)
}

fn matches(pattern: &str, name: &str) -> bool {
    pattern
        .strip_suffix('*')
        .map_or(pattern == name, |start| name.starts_with(start))
}

fn or_nothing(allowed: &[&str]) -> String {
    if allowed.is_empty() {
        "none of ours".to_owned()
    } else {
        allowed.join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(packages: &str) -> Vec<String> {
        let metadata = serde_json::from_str(&format!(r#"{{"packages": {packages}}}"#)).unwrap();
        check(&metadata).iter().map(ToString::to_string).collect()
    }

    fn package(name: &str, dependency: &str, kind: &str, path: &str) -> String {
        format!(
            r#"[{{"name": "{name}", "dependencies":
                [{{"name": "{dependency}", "kind": {kind}, "path": {path}}}]}}]"#
        )
    }

    #[test]
    fn an_arrow_against_the_grain_is_found() {
        let found = texts(&package("landfast-app", "landfast-store", "null", r#""p""#));
        assert_eq!(
            found,
            ["landfast-app: [arrows] depends on landfast-store; it may use landfast-domain"]
        );
        assert!(
            texts(&package(
                "landfast-app",
                "landfast-store",
                r#""dev""#,
                r#""p""#
            ))
            .is_empty()
        );
        assert!(texts(&package("landfast-cli", "landfast-store", "null", r#""p""#)).is_empty());
    }

    #[test]
    fn the_domain_has_no_friends_even_in_tests() {
        let found = texts(&package(
            "landfast-domain",
            "landfast-app",
            r#""dev""#,
            r#""p""#,
        ));
        assert!(found[0].contains("none of ours"), "{found:?}");
    }

    #[test]
    fn walls_have_one_door() {
        let cases = [
            ("landfast-app", "aws-sdk-sts", "null", 1),
            ("landfast-app", "aws-sdk-sts", r#""dev""#, 1),
            ("landfast-aws", "aws-sdk-sts", "null", 0),
            ("landfast-store", "aws-lc-rs", "null", 0),
            ("landfast-api", "sqlx", "null", 1),
            ("landfast-client", "axum", r#""dev""#, 0),
            ("landfast-cli", "axum", "null", 0),
            ("landfast-app", "axum", "null", 1),
            ("landfast-domain", "tokio", "null", 1),
            ("landfast-domain", "proptest", r#""dev""#, 0),
            ("landfast-domain", "sha2", "null", 0),
        ];
        for (name, dependency, kind, count) in cases {
            let found = texts(&package(name, dependency, kind, "null"));
            assert_eq!(found.len(), count, "{name} -> {dependency}: {found:?}");
        }
    }

    #[test]
    fn a_new_crate_needs_its_arrows() {
        let found = texts(r#"[{"name": "landfast-mail", "dependencies": []}]"#);
        assert!(found[0].contains("a new crate"), "{found:?}");
    }
}
