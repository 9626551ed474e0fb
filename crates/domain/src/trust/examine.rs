use serde_json::Value;

use super::document::{ConditionKey, Statement, allows};
use crate::PrincipalArn;

/// Whom the role may trust, and with which external id.
#[derive(Debug)]
pub struct TrustWanted<'a> {
    pub principal: &'a PrincipalArn,
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
        .flat_map(|s| flaws_of(s, wanted))
        .collect();
    flaws.sort();
    flaws.dedup();
    flaws
}

fn flaws_of(statement: &Statement, wanted: &TrustWanted<'_>) -> Vec<TrustFlaw> {
    let conditions = &statement.conditions;
    let bound = conditions
        .iter()
        .any(|c| names_only_us(c, wanted.principal));
    let mut flaws: Vec<TrustFlaw> = statement
        .principals
        .iter()
        .filter_map(|(sort, name)| principal_flaw((sort, name), bound, wanted.principal))
        .collect();
    flaws.extend(external_id_flaw(conditions, wanted.external_ids));
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

fn external_id_flaw(conditions: &[ConditionKey], wanted: &[String]) -> Option<TrustFlaw> {
    let about: Vec<_> = conditions
        .iter()
        .filter(|c| c.key.eq_ignore_ascii_case("sts:ExternalId"))
        .collect();
    // Conditions are joined by "and": one that is exact is enough.
    if about.iter().any(|c| demands(c, wanted)) {
        return None;
    }
    let optional = about.iter().any(|c| c.operator.ends_with("IfExists"));
    Some(match about.is_empty() {
        true => TrustFlaw::NoExternalId,
        false if optional => TrustFlaw::OptionalExternalId,
        false => TrustFlaw::OpenExternalId,
    })
}

fn demands(condition: &ConditionKey, wanted: &[String]) -> bool {
    let exact = matches!(condition.operator.as_str(), "StringEquals" | "StringLike");
    let known = |value: &String| wanted.contains(value);
    exact && !condition.values.is_empty() && condition.values.iter().all(known)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Partition;

    const ID: &str = "lf-aaaaaaaaaaaaaaaaaaaaaaaaaa:111111111111";

    fn arn(tail: &str) -> String {
        format!("arn:{}:iam::999999999999:{tail}", Partition::Aws)
    }

    fn flaws(statement: &str) -> Vec<TrustFlaw> {
        let principal = PrincipalArn::parse(&arn("role/service/landfast-server")).unwrap();
        let statement = statement
            .replace("ROOT", &arn("root"))
            .replace("OURS", principal.as_str())
            .replace("ID", ID);
        examine(
            &format!(r#"{{"Version":"2012-10-17","Statement":{statement}}}"#),
            &TrustWanted {
                principal: &principal,
                external_ids: &[ID.to_owned()],
            },
        )
    }

    const GOOD: &str = r#"{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"AWS":"ROOT"},
        "Condition":{"StringEquals":{"sts:ExternalId":"ID"},"ArnEquals":{"aws:PrincipalArn":"OURS"}}}"#;

    #[test]
    fn the_policies_that_people_write() {
        let good = GOOD.to_owned();
        for (name, statement, want) in [
            ("ours", good.clone(), vec![]),
            ("in a list", format!("[{good}]"), vec![]),
            ("role named", good.replace("\"ROOT\"", "\"OURS\""), vec![]),
            ("id in a list", good.replace("\"ID\"", "[\"ID\"]"), vec![]),
            (
                "everybody",
                good.replace("{\"AWS\":\"ROOT\"}", "\"*\""),
                vec![TrustFlaw::Everybody],
            ),
            (
                "every AWS",
                good.replace("\"ROOT\"", "\"*\""),
                vec![TrustFlaw::Everybody],
            ),
            (
                "no id",
                good.replace("\"StringEquals\":{\"sts:ExternalId\":\"ID\"},", ""),
                vec![TrustFlaw::NoExternalId],
            ),
            (
                "wildcard",
                good.replace("StringEquals", "StringLike")
                    .replace("\"ID\"", "\"*\""),
                vec![TrustFlaw::OpenExternalId],
            ),
            (
                "optional",
                good.replace("StringEquals", "StringEqualsIfExists"),
                vec![TrustFlaw::OptionalExternalId],
            ),
            (
                "two ids",
                good.replace("\"ID\"", "[\"ID\",\"x\"]"),
                vec![TrustFlaw::OpenExternalId],
            ),
            (
                "no principal condition",
                good.replace(",\"ArnEquals\":{\"aws:PrincipalArn\":\"OURS\"}", ""),
                vec![TrustFlaw::WholeAccount],
            ),
            (
                "pattern on principal",
                good.replace(
                    "ArnEquals\":{\"aws:PrincipalArn\":\"OURS",
                    "ArnLike\":{\"aws:PrincipalArn\":\"*",
                ),
                vec![TrustFlaw::WholeAccount],
            ),
            ("denied only", good.replace("Allow", "Deny"), vec![]),
            (
                "other action",
                good.replace("sts:AssumeRole", "sts:TagSession")
                    .replace("ROOT", "*"),
                vec![],
            ),
        ] {
            assert_eq!(flaws(&statement), want, "{name}");
        }
    }

    #[test]
    fn a_second_statement_that_opens_the_door_is_seen() {
        let second = r#"{"Effect":"Allow","Action":"sts:*","Principal":{"Service":"ec2.example"}}"#;
        let both = flaws(&format!("[{GOOD},{second}]"));
        assert_eq!(
            both,
            [
                TrustFlaw::Other("ec2.example".into()),
                TrustFlaw::NoExternalId
            ]
        );
        let not_principal = GOOD.replace("\"Principal\"", "\"NotPrincipal\"");
        assert_eq!(flaws(&not_principal), [TrustFlaw::Everybody]);
        let not_action = GOOD
            .replace("\"Action\":\"sts:AssumeRole\"", "\"NotAction\":\"s3:*\"")
            .replace("ROOT", "*");
        assert_eq!(flaws(&not_action), [TrustFlaw::Everybody]);
    }

    #[test]
    fn no_policy_is_a_flaw() {
        let principal = PrincipalArn::parse(&arn("user/dev")).unwrap();
        let wanted = TrustWanted {
            principal: &principal,
            external_ids: &[ID.to_owned()],
        };
        for text in ["", "{}", "[]", r#"{"Statement":[1]}"#] {
            assert_eq!(examine(text, &wanted), [TrustFlaw::Unreadable], "{text}");
        }
    }

    #[test]
    fn nothing_is_passed_over() {
        for (name, from, to, want) in [
            ("null id", "\"ID\"", "[\"ID\",null]", TrustFlaw::Unreadable),
            (
                "nested id",
                "\"ID\"",
                "[\"ID\",[\"x\"]]",
                TrustFlaw::Unreadable,
            ),
            (
                "number beside the id",
                "\"ID\"",
                "[\"ID\",5]",
                TrustFlaw::OpenExternalId,
            ),
            (
                "no principal in it",
                "{\"AWS\":\"ROOT\"}",
                "{}",
                TrustFlaw::Unreadable,
            ),
            (
                "principal null",
                "\"ROOT\"",
                "[\"ROOT\",null]",
                TrustFlaw::Unreadable,
            ),
            (
                "principal of a bare word",
                "{\"AWS\":\"ROOT\"}",
                "\"x\"",
                TrustFlaw::Unreadable,
            ),
            (
                "an effect of its own",
                "Allow",
                "allow",
                TrustFlaw::Unreadable,
            ),
            (
                "action null",
                "\"sts:AssumeRole\"",
                "null",
                TrustFlaw::Unreadable,
            ),
            (
                "condition of a word",
                "{\"sts:ExternalId\":\"ID\"}",
                "\"x\"",
                TrustFlaw::Unreadable,
            ),
        ] {
            assert_eq!(flaws(&GOOD.replace(from, to)), [want], "{name}");
        }
    }
}
