use serde_json::Value;

use super::{
    Trusted,
    document::{ConditionKey, Statement, allows},
    federated,
};
use crate::{PrincipalArn, RoleArn, oidc::AUDIENCE};

/// Whom the role may trust, and with which external id.
#[derive(Debug)]
pub struct TrustWanted<'a> {
    pub trusted: &'a Trusted,
    /// Whose policy it is: an account's provider has the account in its ARN.
    pub role: &'a RoleArn,
    /// The whole values that may be let in, `lf-…:123456789012`: one, and two while it is rotated.
    pub external_ids: &'a [String],
}

/// One way in which a trust policy lets in more than it should.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum TrustFlaw {
    Unreadable,
    /// `Principal` is `*`.
    Everybody,
    /// A principal that is not Landfast's.
    Other(String),
    /// Landfast's whole account is trusted without a condition on the role in it.
    WholeAccount,
    NoExternalId,
    /// An `…IfExists` operator: a call without an id passes.
    OptionalExternalId,
    /// A pattern, or several values.
    OpenExternalId,
    /// Tokens of the issuer are let in whatever their audience.
    NoAudience,
    /// A pattern, another audience, or an operator that lets a token without one pass.
    OpenAudience,
}

impl TrustFlaw {
    /// What is wrong, as the rest of a sentence.
    #[must_use]
    pub fn in_words(&self) -> String {
        match self {
            Self::Unreadable => "the trust policy could not be understood".to_owned(),
            Self::Everybody => "it trusts everybody (Principal \"*\")".to_owned(),
            Self::Other(name) => format!("it also trusts {name}"),
            Self::WholeAccount => {
                "it trusts every role of Landfast's account (no exact condition on aws:PrincipalArn)"
                    .to_owned()
            }
            Self::NoExternalId => "it demands no external id".to_owned(),
            Self::OptionalExternalId => {
                "its external id is optional (an …IfExists operator)".to_owned()
            }
            Self::OpenExternalId => {
                "it accepts more external ids than this account's own".to_owned()
            }
            Self::NoAudience => "it demands no audience".to_owned(),
            Self::OpenAudience => {
                format!("it accepts tokens for other audiences than {AUDIENCE}")
            }
        }
    }
}

/// All flaws of the trust policy `document` (JSON, already URL-decoded), in a fixed order.
#[must_use]
pub fn examine(document: &str, wanted: &TrustWanted<'_>) -> Vec<TrustFlaw> {
    let parsed: Option<Value> = serde_json::from_str(document).ok();
    let Some(statements) = parsed.as_ref().and_then(allows) else {
        return vec![TrustFlaw::Unreadable];
    };
    let mut flaws: Vec<TrustFlaw> = statements
        .iter()
        .filter(|s| s.assumes())
        .flat_map(|s| match wanted.trusted {
            Trusted::Principal(ours) => flaws_of(s, ours, wanted.external_ids),
            Trusted::Issuer(issuer) => federated::flaws_of(s, issuer, wanted),
        })
        .collect();
    flaws.sort();
    flaws.dedup();
    flaws
}

fn flaws_of(statement: &Statement, ours: &PrincipalArn, external_ids: &[String]) -> Vec<TrustFlaw> {
    let conditions = &statement.conditions;
    let bound = conditions.iter().any(|c| names_only_us(c, ours));
    let mut flaws: Vec<TrustFlaw> = statement
        .principals
        .iter()
        .filter_map(|(sort, name)| principal_flaw((sort, name), bound, ours))
        .collect();
    flaws.extend(id_flaw(conditions, "sts:ExternalId", external_ids));
    flaws
}

fn principal_flaw(
    (sort, name): (&str, &str),
    bound: bool,
    ours: &PrincipalArn,
) -> Option<TrustFlaw> {
    let root = format!("arn:{}:iam::{}:root", ours.partition(), ours.account());
    match (sort, name) {
        ("AWS", name) if name == ours.as_str() => None,
        ("AWS", name) if name == root || name == ours.account().as_str() => {
            (!bound).then_some(TrustFlaw::WholeAccount)
        }
        // A condition on the principal closes even this, but no template of ours is written so.
        (_, "*") => Some(TrustFlaw::Everybody),
        (_, other) => Some(TrustFlaw::Other(other.to_owned())),
    }
}

/// Whether the condition lets nobody but our principal pass.
fn names_only_us(condition: &ConditionKey, ours: &PrincipalArn) -> bool {
    let exact = ["ArnEquals", "StringEquals", "ArnLike", "StringLike"]
        .contains(&condition.operator.as_str());
    exact
        && condition.key.eq_ignore_ascii_case("aws:PrincipalArn")
        && !condition.values.is_empty()
        && condition.values.iter().all(|value| *value == ours.as_str())
}

/// How the conditions on `key`, which holds the external id, let in more than they should.
pub(super) fn id_flaw(
    conditions: &[ConditionKey],
    key: &str,
    wanted: &[String],
) -> Option<TrustFlaw> {
    match demand(conditions, key, wanted) {
        Demand::Exact => None,
        Demand::Missing => Some(TrustFlaw::NoExternalId),
        Demand::Optional => Some(TrustFlaw::OptionalExternalId),
        Demand::Open => Some(TrustFlaw::OpenExternalId),
    }
}

/// What the conditions demand of one key.
pub(super) enum Demand {
    /// Nothing but the wanted values.
    Exact,
    Missing,
    /// A call without the key passes.
    Optional,
    Open,
}

pub(super) fn demand(conditions: &[ConditionKey], key: &str, wanted: &[String]) -> Demand {
    let about: Vec<_> = conditions
        .iter()
        .filter(|c| c.key.eq_ignore_ascii_case(key))
        .collect();
    let optional =
        |operator: &str| operator.ends_with("IfExists") || operator.starts_with("ForAllValues:");
    // Conditions are joined by "and": one that is exact is enough.
    if about.iter().any(|c| demands(c, wanted)) {
        Demand::Exact
    } else if about.is_empty() {
        Demand::Missing
    } else if about.iter().any(|c| optional(&c.operator)) {
        Demand::Optional
    } else {
        Demand::Open
    }
}

fn demands(condition: &ConditionKey, wanted: &[String]) -> bool {
    let exact = matches!(condition.operator.as_str(), "StringEquals" | "StringLike");
    let known = |value: &String| wanted.contains(value);
    exact && !condition.values.is_empty() && condition.values.iter().all(known)
}

#[cfg(test)]
#[path = "examine_tests.rs"]
mod tests;
