//! What policies allow, read from the JSON that IAM keeps.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::permissions::{Choices, Manifest, layout::Setting};

/// One action: on what, and under which conditions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Grant {
    /// ARNs or patterns, as the policies spell them.
    pub resources: BTreeSet<String>,
    /// One line for each value, such as `Null aws:TagKeys false`. Statements about one action under
    /// different conditions are not told apart: the union is the least that can be relied upon.
    pub conditions: BTreeSet<String>,
}

/// What a role may do: each action in lower case, as IAM compares them, with its [`Grant`].
///
/// Only what is allowed. A `Deny` takes away and never adds; it is left to the tries of a check.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Grants(BTreeMap<String, Grant>);

#[derive(Debug, Clone, thiserror::Error, PartialEq, Eq)]
#[error("expected a policy document as IAM keeps it; found {why}")]
pub struct UnreadablePolicy {
    pub why: String,
}

impl Grants {
    /// What the role of these choices is allowed, where it is deployed.
    #[must_use]
    pub fn wanted(manifest: &Manifest, choices: &Choices, setting: &Setting) -> Self {
        let mut all = Self::default();
        let chosen = manifest.policies().iter();
        for plan in chosen.filter(|plan| plan.is_chosen(choices)) {
            // A document of our own is always readable.
            let _ = all.add(&plan.document(setting));
        }
        all
    }

    /// Adds a policy, URL-decoded.
    ///
    /// # Errors
    /// [`UnreadablePolicy`]; then nothing is added.
    pub fn read(&mut self, document: &str) -> Result<(), UnreadablePolicy> {
        let unreadable = |why: serde_json::Error| UnreadablePolicy {
            why: why.to_string(),
        };
        self.add(&serde_json::from_str(document).map_err(unreadable)?)
    }

    #[must_use]
    pub fn get(&self, action: &str) -> Option<&Grant> {
        self.0.get(action)
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, &Grant)> {
        self.0
            .iter()
            .map(|(action, grant)| (action.as_str(), grant))
    }

    fn add(&mut self, document: &Value) -> Result<(), UnreadablePolicy> {
        let mut read = self.clone();
        for statement in one_or_many(field(document, "Statement")?) {
            if field(statement, "Effect")? == "Allow" {
                read.allow(statement)?;
            }
        }
        *self = read;
        Ok(())
    }

    fn allow(&mut self, statement: &Value) -> Result<(), UnreadablePolicy> {
        // "Everything but" is everything, to whoever reads a role for what it may do at most.
        let actions = texts(statement, "Action", "NotAction")?;
        let resources = texts(statement, "Resource", "NotResource")?;
        let conditions = conditions(statement.get("Condition"))?;
        for action in actions {
            let grant = self.0.entry(action.to_ascii_lowercase()).or_default();
            grant.resources.extend(resources.iter().cloned());
            grant.conditions.extend(conditions.iter().cloned());
        }
        Ok(())
    }
}

fn field<'a>(value: &'a Value, name: &str) -> Result<&'a Value, UnreadablePolicy> {
    value.get(name).ok_or_else(|| UnreadablePolicy {
        why: format!("no {name}"),
    })
}

fn one_or_many(value: &Value) -> &[Value] {
    match value {
        Value::Array(all) => all,
        one => std::slice::from_ref(one),
    }
}

fn texts(statement: &Value, name: &str, but: &str) -> Result<Vec<String>, UnreadablePolicy> {
    if statement.get(but).is_some() {
        return Ok(vec!["*".to_owned()]);
    }
    let text = |value: &Value| {
        value
            .as_str()
            .map(str::to_owned)
            .ok_or_else(|| UnreadablePolicy {
                why: format!("{name} that is no text"),
            })
    };
    one_or_many(field(statement, name)?)
        .iter()
        .map(text)
        .collect()
}

fn conditions(block: Option<&Value>) -> Result<BTreeSet<String>, UnreadablePolicy> {
    let unreadable = |why: &str| UnreadablePolicy {
        why: why.to_owned(),
    };
    let mut lines = BTreeSet::new();
    let Some(block) = block else {
        return Ok(lines);
    };
    let operators = block
        .as_object()
        .ok_or_else(|| unreadable("Condition that is no map"))?;
    for (operator, keys) in operators {
        let keys = keys
            .as_object()
            .ok_or_else(|| unreadable("an operator that is no map"))?;
        for (key, values) in keys {
            lines.extend(one_condition(operator, key, values));
        }
    }
    Ok(lines)
}

/// Which tag keys are listed is the owner's affair, so any list is the same line.
fn one_condition(operator: &str, key: &str, values: &Value) -> Vec<String> {
    if operator == "ForAllValues:StringEquals" && key.eq_ignore_ascii_case("aws:TagKeys") {
        return vec![format!("{operator} aws:TagKeys listed keys")];
    }
    let text = |value: &Value| match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let values = one_or_many(values).iter();
    values
        .map(|value| format!("{operator} {key} {}", text(value)))
        .collect()
}
