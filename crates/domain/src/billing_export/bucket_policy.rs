//! Whether a bucket's policy lets AWS deliver and keeps everybody else out (Amazon S3 User Guide, "Bucket
//! policies"; AWS Data Exports User Guide, "Setting up an Amazon S3 bucket for data exports").

use serde_json::{Map, Value};

use super::ExportChoice;
use crate::{AccountId, permissions::matches_pattern};

/// What is wrong with a bucket's policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PolicyFlaw {
    /// No policy document.
    Unreadable,
    /// Nothing in it lets the service write under the prefix.
    Lacks,
    /// What lets the service write is for other accounts or exports than this one's.
    OtherAccount(String),
    /// A statement denies the service to write whatever the circumstances.
    Denies(String),
    /// Anybody at all may do this.
    Everybody(String),
    /// Calls without TLS are not refused. Demanded of buckets that our stacks make.
    NoTls,
}

const PUT: &str = "s3:PutObject";

/// Who has to be let in, and where.
struct Wanted<'a> {
    service: &'a str,
    account: &'a AccountId,
    /// ARNs of objects and of the export have the partition as their second field.
    object: String,
    source: String,
}

/// The flaws of a policy, as far as the export of `choice` is concerned.
#[must_use]
pub fn examine(text: &str, choice: &ExportChoice, account: &AccountId) -> Vec<PolicyFlaw> {
    let Some(statements) = statements(text) else {
        return vec![PolicyFlaw::Unreadable];
    };
    let partition = crate::Partition::of(&choice.bucket_region);
    let wanted = Wanted {
        service: choice.format.service(),
        account,
        object: format!("arn:{partition}:s3:::{}/{}x", choice.bucket, choice.root()),
        source: choice.source_arn(account, partition),
    };
    let mut flaws = Vec::new();
    flaws.extend(
        statements
            .iter()
            .filter_map(everybody)
            .map(PolicyFlaw::Everybody),
    );
    flaws.extend(
        statements
            .iter()
            .filter(|statement| denies(statement, &wanted))
            .map(|statement| PolicyFlaw::Denies(sid(statement))),
    );
    flaws.extend(lets_in(&statements, &wanted));
    if choice.way.makes() && !statements.iter().any(demands_tls) {
        flaws.push(PolicyFlaw::NoTls);
    }
    flaws
}

fn statements(text: &str) -> Option<Vec<Map<String, Value>>> {
    let document: Value = serde_json::from_str(text).ok()?;
    let all = match document.get("Statement")? {
        Value::Array(all) => all.clone(),
        one => vec![one.clone()],
    };
    all.into_iter()
        .map(|statement| statement.as_object().cloned())
        .collect()
}

fn is(statement: &Map<String, Value>, effect: &str) -> bool {
    statement.get("Effect").and_then(Value::as_str) == Some(effect)
}

fn sid(statement: &Map<String, Value>) -> String {
    let sid = statement.get("Sid").and_then(Value::as_str);
    sid.unwrap_or("a statement without a Sid").to_owned()
}

fn texts(value: Option<&Value>) -> Vec<&str> {
    match value {
        Some(Value::Array(all)) => all.iter().filter_map(Value::as_str).collect(),
        Some(one) => one.as_str().into_iter().collect(),
        None => Vec::new(),
    }
}

fn is_everybody(principal: Option<&Value>) -> bool {
    match principal {
        Some(Value::String(text)) => text == "*",
        Some(Value::Object(kinds)) => texts(kinds.get("AWS")).contains(&"*"),
        _ => false,
    }
}

fn names(principal: Option<&Value>, service: &str) -> bool {
    is_everybody(principal)
        || principal.is_some_and(|one| texts(one.get("Service")).contains(&service))
}

fn covers(statement: &Map<String, Value>, wanted: &Wanted<'_>) -> bool {
    let action = texts(statement.get("Action"))
        .iter()
        .any(|pattern| matches_pattern(&pattern.to_ascii_lowercase(), &PUT.to_ascii_lowercase()));
    let resource = texts(statement.get("Resource"))
        .iter()
        .any(|pattern| matches_pattern(pattern, &wanted.object));
    action && resource
}

fn conditions(statement: &Map<String, Value>) -> Vec<(String, String, Vec<String>)> {
    let block = statement.get("Condition").and_then(Value::as_object);
    let mut all = Vec::new();
    for (operator, keys) in block.into_iter().flatten() {
        for (key, values) in keys.as_object().into_iter().flatten() {
            let values = match values {
                Value::Array(list) => list.iter().map(plain).collect(),
                one => vec![plain(one)],
            };
            all.push((
                operator.to_ascii_lowercase(),
                key.to_ascii_lowercase(),
                values,
            ));
        }
    }
    all
}

fn plain(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

/// `Some` with what may be done, if anybody at all may.
fn everybody(statement: &Map<String, Value>) -> Option<String> {
    let open = is(statement, "Allow")
        && is_everybody(statement.get("Principal"))
        && conditions(statement).is_empty();
    open.then(|| {
        let actions = texts(statement.get("Action")).join(", ");
        format!("{}: {actions}", sid(statement))
    })
}

/// Whether it refuses the service without any condition. With one, its deliveries tell.
fn denies(statement: &Map<String, Value>, wanted: &Wanted<'_>) -> bool {
    is(statement, "Deny")
        && names(statement.get("Principal"), wanted.service)
        && covers(statement, wanted)
        && conditions(statement).is_empty()
}

fn demands_tls(statement: &Map<String, Value>) -> bool {
    let refuses_plain = conditions(statement).iter().any(|(operator, key, values)| {
        operator == "bool"
            && key == "aws:securetransport"
            && values.iter().any(|value| value == "false")
    });
    is(statement, "Deny") && is_everybody(statement.get("Principal")) && refuses_plain
}

fn lets_in(statements: &[Map<String, Value>], wanted: &Wanted<'_>) -> Option<PolicyFlaw> {
    let fitting: Vec<_> = statements
        .iter()
        .filter(|statement| {
            is(statement, "Allow")
                && names(statement.get("Principal"), wanted.service)
                && covers(statement, wanted)
        })
        .collect();
    if fitting.is_empty() {
        return Some(PolicyFlaw::Lacks);
    }
    let strangers: Vec<String> = fitting
        .iter()
        .filter_map(|statement| for_others(statement, wanted))
        .collect();
    (strangers.len() == fitting.len())
        .then(|| PolicyFlaw::OtherAccount(strangers.first().cloned().unwrap_or_default()))
}

/// Whom the conditions on the source name instead; `None` when this account's export meets them.
fn for_others(statement: &Map<String, Value>, wanted: &Wanted<'_>) -> Option<String> {
    conditions(statement)
        .into_iter()
        .find_map(|(operator, key, values)| {
            let found = match key.as_str() {
                "aws:sourceaccount" => wanted.account.as_str(),
                "aws:sourcearn" => wanted.source.as_str(),
                _ => return None,
            };
            let like = operator.contains("like") || operator.contains("arn");
            let matches = values.iter().any(|value| {
                if like {
                    matches_pattern(value, found)
                } else {
                    value == found
                }
            });
            (!matches).then(|| format!("{key} is {}", values.join(" or ")))
        })
}

#[cfg(test)]
#[path = "bucket_policy_tests.rs"]
mod tests;
