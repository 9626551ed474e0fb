//! Policy documents as IAM returns them (IAM User Guide, "Grammar of the IAM JSON policy language").

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::Grant;

/// The condition key whose values the account's owner chooses.
const OWNERS_KEYS: &str = "aws:TagKeys";

/// The policies of a role, its own and those beside it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RolePolicies {
    /// Documents of inline policies and of managed ones on Landfast's path, as JSON text.
    pub documents: Vec<String>,
    /// ARNs of all other managed policies on the role. They are not read: nothing asked for them.
    pub foreign: Vec<String>,
}

/// A document that IAM would not take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected a policy document with statements that allow or deny; found something else")]
pub struct UnreadablePolicy;

impl RolePolicies {
    /// # Errors
    /// [`UnreadablePolicy`]: what is passed over might be a right.
    pub fn grants(&self) -> Result<BTreeSet<Grant>, UnreadablePolicy> {
        let mut grants: BTreeSet<Grant> = self.foreign.iter().map(|arn| foreign(arn)).collect();
        for text in &self.documents {
            let document: Value = serde_json::from_str(text).map_err(|_| UnreadablePolicy)?;
            grants.extend(of_document(&document)?);
        }
        Ok(grants)
    }
}

fn foreign(arn: &str) -> Grant {
    Grant {
        action: arn.to_owned(),
        resource: "*".to_owned(),
        condition: String::new(),
    }
}

pub(super) fn of_document(document: &Value) -> Result<Vec<Grant>, UnreadablePolicy> {
    let statements = match document.get("Statement").ok_or(UnreadablePolicy)? {
        Value::Array(all) => all.iter().collect(),
        one => vec![one],
    };
    let mut grants = Vec::new();
    for statement in statements {
        let fields = statement.as_object().ok_or(UnreadablePolicy)?;
        match fields.get("Effect").and_then(Value::as_str) {
            Some("Allow") => grants.extend(of_statement(fields)?),
            Some("Deny") => {}
            _ => return Err(UnreadablePolicy),
        }
    }
    Ok(grants)
}

fn of_statement(fields: &Map<String, Value>) -> Result<Vec<Grant>, UnreadablePolicy> {
    let actions = words(fields, "Action", "NotAction")?;
    let resources = words(fields, "Resource", "NotResource")?;
    let condition = condition(fields.get("Condition"))?;
    let pair = |action: &String| {
        let (action, condition) = (action.clone(), condition.clone());
        resources.iter().map(move |resource| Grant {
            action: action.clone(),
            resource: resource.clone(),
            condition: condition.clone(),
        })
    };
    Ok(actions.iter().flat_map(pair).collect())
}

/// The values of the one key, or of the other with its name before each.
fn words(
    fields: &Map<String, Value>,
    key: &str,
    not_key: &str,
) -> Result<Vec<String>, UnreadablePolicy> {
    if let Some(value) = fields.get(key) {
        return texts(value);
    }
    let names = texts(fields.get(not_key).ok_or(UnreadablePolicy)?)?;
    Ok(names
        .iter()
        .map(|name| format!("{not_key} {name}"))
        .collect())
}

fn texts(value: &Value) -> Result<Vec<String>, UnreadablePolicy> {
    let text = |value: &Value| value.as_str().map(str::to_owned).ok_or(UnreadablePolicy);
    match value {
        Value::Array(all) => all.iter().map(text).collect(),
        one => Ok(vec![text(one)?]),
    }
}

/// IAM keeps a single value where a list was written, and the other way round: both read alike here.
fn condition(value: Option<&Value>) -> Result<String, UnreadablePolicy> {
    let Some(block) = value else {
        return Ok(String::new());
    };
    let mut canonical = Map::new();
    for (operator, keys) in block.as_object().ok_or(UnreadablePolicy)? {
        let mut sorted = Map::new();
        for (key, values) in keys.as_object().ok_or(UnreadablePolicy)? {
            let mut values = match values {
                Value::Array(all) => all.iter().map(ToString::to_string).collect(),
                one => vec![one.to_string()],
            };
            values.sort();
            if key.eq_ignore_ascii_case(OWNERS_KEYS) {
                values.clear();
            }
            sorted.insert(key.clone(), Value::from(values));
        }
        canonical.insert(operator.clone(), Value::Object(sorted));
    }
    Ok(Value::Object(canonical).to_string())
}
