//! The search for credentials in words for people. Pure: the environment comes in as a parameter.

use landfast_app::ports::{IdentitySource, SourceOutcome};
use landfast_domain::machine::Source;

use super::journal::Attempt;
use crate::environment::Environment;

/// Every source in the order of the search.
pub(super) fn explain(
    environment: &Environment,
    attempts: Vec<(Source, Attempt)>,
) -> Vec<IdentitySource> {
    attempts
        .into_iter()
        .map(|(source, attempt)| {
            let set_up = set_up(source, environment);
            let (outcome, detail) = match attempt {
                Attempt::NotTried => (SourceOutcome::NotTried, not_tried(set_up)),
                Attempt::Asked => (SourceOutcome::Failed, no_answer(set_up)),
                Attempt::Used => (SourceOutcome::Used, used(set_up)),
                Attempt::Absent(why) => (SourceOutcome::Absent, absent(source, set_up, &why)),
                Attempt::Failed(why) => (SourceOutcome::Failed, failed(source, set_up, &why)),
            };
            let source = source.title().to_owned();
            IdentitySource {
                source,
                outcome,
                detail,
            }
        })
        .collect()
}

fn used(set_up: Option<String>) -> String {
    set_up.unwrap_or_else(|| "It gave the credentials.".to_owned())
}

fn not_tried(set_up: Option<String>) -> String {
    match set_up {
        Some(set_up) => format!("Not reached: a source before it decided. {set_up}"),
        None => "Not reached: a source before it decided.".to_owned(),
    }
}

fn no_answer(set_up: Option<String>) -> String {
    let what = "It gave no answer in time.";
    set_up.map_or_else(|| what.to_owned(), |set_up| format!("{what} {set_up}"))
}

/// What is missing, by the variables where they tell; else in the SDK's words.
fn absent(source: Source, set_up: Option<String>, why: &str) -> String {
    match (source, set_up) {
        (Source::WebIdentity, None) => "AWS_WEB_IDENTITY_TOKEN_FILE is not set.".to_owned(),
        (Source::Container, None) => "Neither AWS_CONTAINER_CREDENTIALS_RELATIVE_URI nor \
             AWS_CONTAINER_CREDENTIALS_FULL_URI is set."
            .to_owned(),
        (Source::Profile, None) => {
            "The shared configuration files have no default profile with credentials.".to_owned()
        }
        (Source::Environment | Source::InstanceMetadataV1, _) => format!("{why}."),
        (_, Some(set_up)) => format!("{set_up} The SDK says: {why}."),
        (_, None) => format!("Nothing there: {why}."),
    }
}

fn failed(source: Source, set_up: Option<String>, why: &str) -> String {
    let set_up = set_up.map(|text| format!("{text} ")).unwrap_or_default();
    let cure = if source == Source::Profile && why.contains("cargo feature") {
        " Landfast reads static keys, roles and web identity from a profile, and starts no program and \
         no sign-in for it. Export them: aws configure export-credentials --format env."
    } else {
        ""
    };
    format!("{set_up}It failed: {why}.{cure}")
}

/// What the environment says of a source, or `None` when it says nothing.
fn set_up(source: Source, environment: &Environment) -> Option<String> {
    match source {
        Source::Environment => variables(environment),
        Source::Profile => profile(environment),
        Source::WebIdentity => web_identity(environment),
        Source::Container => container(environment),
        Source::InstanceMetadata | Source::InstanceMetadataV1 => environment
            .flag("AWS_EC2_METADATA_DISABLED")
            .then(|| "Switched off by AWS_EC2_METADATA_DISABLED.".to_owned()),
    }
}

fn variables(environment: &Environment) -> Option<String> {
    let all = [
        "AWS_ACCESS_KEY_ID",
        "AWS_SECRET_ACCESS_KEY",
        "AWS_SESSION_TOKEN",
    ];
    let set: Vec<&str> = all
        .into_iter()
        .filter(|name| environment.has(name))
        .collect();
    (!set.is_empty()).then(|| format!("Set: {}.", set.join(", ")))
}

fn profile(environment: &Environment) -> Option<String> {
    let files: Vec<String> = ["AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"]
        .into_iter()
        .filter_map(|name| Some(format!("{name} is {}", environment.get(name)?)))
        .collect();
    let name = environment.get("AWS_PROFILE");
    if name.is_none() && files.is_empty() {
        return None;
    }
    let mut text = format!("The profile is {}", name.unwrap_or("default"));
    for file in files {
        text = format!("{text}; {file}");
    }
    Some(format!("{text}."))
}

fn web_identity(environment: &Environment) -> Option<String> {
    let file = environment.get("AWS_WEB_IDENTITY_TOKEN_FILE")?;
    let role = environment.get("AWS_ROLE_ARN");
    let role = role.map_or_else(
        || "AWS_ROLE_ARN is not set".to_owned(),
        |arn| format!("AWS_ROLE_ARN is {arn}"),
    );
    Some(format!("AWS_WEB_IDENTITY_TOKEN_FILE is {file}; {role}."))
}

/// The relative address wins where both are set, as in the SDK.
fn container(environment: &Environment) -> Option<String> {
    if let Some(path) = environment.get("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI") {
        return Some(format!("The task role of ECS, at {path}."));
    }
    let url = environment.get("AWS_CONTAINER_CREDENTIALS_FULL_URI")?;
    // The addresses of the EKS Pod Identity agent (EKS User Guide, "How EKS Pod Identity works").
    let agents = ["//169.254.170.23", "//[fd00:ec2::23]"];
    let kind = if agents.iter().any(|agent| url.contains(agent)) {
        "EKS Pod Identity"
    } else {
        "A credentials endpoint"
    };
    Some(format!("{kind}, at {url}."))
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    fn environment(all: &[(&str, &str)]) -> Environment {
        let owned = all.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned()));
        Environment::from(owned.collect::<HashMap<_, _>>())
    }

    fn one(all: &[(&str, &str)], source: Source, attempt: Attempt) -> (SourceOutcome, String) {
        let mut told = explain(&environment(all), vec![(source, attempt)]);
        let told = told.remove(0);
        (told.outcome, told.detail)
    }

    #[test]
    fn each_source_says_what_it_rests_on() {
        let absent = || Attempt::Absent("not enabled".to_owned());
        for (set, source, attempt, outcome, words) in [
            (
                &[("AWS_ACCESS_KEY_ID", "AKIA")][..],
                Source::Environment,
                Attempt::Used,
                SourceOutcome::Used,
                "Set: AWS_ACCESS_KEY_ID.",
            ),
            (
                &[],
                Source::Environment,
                Attempt::Absent("AWS_ACCESS_KEY_ID is not set".to_owned()),
                SourceOutcome::Absent,
                "AWS_ACCESS_KEY_ID is not set",
            ),
            (
                &[("AWS_PROFILE", "ops")],
                Source::Profile,
                absent(),
                SourceOutcome::Absent,
                "The profile is ops.",
            ),
            (
                &[],
                Source::WebIdentity,
                absent(),
                SourceOutcome::Absent,
                "AWS_WEB_IDENTITY_TOKEN_FILE is not set.",
            ),
            (
                &[("AWS_WEB_IDENTITY_TOKEN_FILE", "/token")],
                Source::WebIdentity,
                Attempt::Failed("no such file".to_owned()),
                SourceOutcome::Failed,
                "AWS_ROLE_ARN is not set",
            ),
            (
                &[],
                Source::Container,
                absent(),
                SourceOutcome::Absent,
                "RELATIVE_URI",
            ),
            (
                &[(
                    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
                    "http://169.254.170.23/v1/credentials",
                )],
                Source::Container,
                Attempt::Used,
                SourceOutcome::Used,
                "EKS Pod Identity",
            ),
            (
                &[("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://localhost/x")],
                Source::Container,
                Attempt::NotTried,
                SourceOutcome::NotTried,
                "A credentials endpoint",
            ),
            (
                &[("AWS_EC2_METADATA_DISABLED", "true")],
                Source::InstanceMetadata,
                absent(),
                SourceOutcome::Absent,
                "Switched off",
            ),
            (
                &[],
                Source::InstanceMetadata,
                Attempt::Asked,
                SourceOutcome::Failed,
                "no answer in time",
            ),
        ] {
            let (found, detail) = one(set, source, attempt);
            assert_eq!(found, outcome, "{source:?}");
            assert!(detail.contains(words), "{source:?}: {detail}");
        }
    }

    #[test]
    fn no_value_of_a_key_is_told() {
        let set = [
            ("AWS_ACCESS_KEY_ID", "AKIACANARY"),
            ("AWS_SECRET_ACCESS_KEY", "secretcanary"),
            ("AWS_SESSION_TOKEN", "tokencanary"),
            ("AWS_CONTAINER_AUTHORIZATION_TOKEN", "bearercanary"),
        ];
        for attempt in [Attempt::Used, Attempt::NotTried, Attempt::Asked] {
            for source in Source::ALL {
                let (_, detail) = one(&set, source, attempt.clone());
                assert!(!detail.to_lowercase().contains("canary"), "{detail}");
            }
        }
    }

    #[test]
    fn a_profile_with_a_sign_in_names_the_way_around() {
        let why = "This behavior requires following cargo feature(s) enabled: sso";
        let (_, detail) = one(&[], Source::Profile, Attempt::Failed(why.to_owned()));
        assert!(detail.contains("export-credentials"), "{detail}");
    }
}
