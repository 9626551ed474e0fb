//! The parts of a policy document that matter here. IAM allows a single value wherever a list may stand.

use serde_json::{Map, Value};

/// One `Allow` statement of a trust policy.
pub(super) struct Statement<'a> {
    fields: &'a Map<String, Value>,
}

/// A key of a condition block with its operator and values.
pub(super) struct ConditionKey<'a> {
    pub operator: &'a str,
    pub key: &'a str,
    pub values: Vec<&'a str>,
}

/// The `Allow` statements, or `None` when the text is no policy document.
pub(super) fn allows(document: &Value) -> Option<Vec<Statement<'_>>> {
    let statements = match document.get("Statement")? {
        Value::Array(all) => all.iter().collect(),
        one => vec![one],
    };
    let maps = statements
        .into_iter()
        .map(Value::as_object)
        .collect::<Option<Vec<_>>>()?;
    let allow = |m: &&Map<String, Value>| m.get("Effect").and_then(Value::as_str) == Some("Allow");
    Some(
        maps.into_iter()
            .filter(allow)
            .map(|fields| Statement { fields })
            .collect(),
    )
}

fn texts(value: &Value) -> Vec<&str> {
    match value {
        Value::Array(all) => all.iter().filter_map(Value::as_str).collect(),
        Value::String(one) => vec![one],
        _ => Vec::new(),
    }
}

impl<'a> Statement<'a> {
    /// Whether it lets somebody assume the role. `NotAction` is read as "everything".
    pub fn assumes(&self) -> bool {
        let Some(actions) = self.fields.get("Action") else {
            return true;
        };
        texts(actions)
            .into_iter()
            .map(str::to_lowercase)
            .any(|action| {
                action.starts_with("sts:assumerole") || action.contains('*') || action.contains('?')
            })
    }

    /// Principals as (sort, name): `("AWS", "arn…")`, `("Service", "ec2…")`; `("*", "*")` for all.
    /// `NotPrincipal` names everybody else and is read as all.
    pub fn principals(&self) -> Vec<(&'a str, &'a str)> {
        match self.fields.get("Principal") {
            Some(Value::Object(by_sort)) => by_sort
                .iter()
                .flat_map(|(sort, names)| {
                    texts(names)
                        .into_iter()
                        .map(move |name| (sort.as_str(), name))
                })
                .collect(),
            _ => vec![("*", "*")],
        }
    }

    pub fn conditions(&self) -> Vec<ConditionKey<'a>> {
        let Some(Value::Object(block)) = self.fields.get("Condition") else {
            return Vec::new();
        };
        block
            .iter()
            .filter_map(|(operator, keys)| Some((operator, keys.as_object()?)))
            .flat_map(|(operator, keys)| {
                keys.iter().map(move |(key, values)| ConditionKey {
                    operator,
                    key,
                    values: texts(values),
                })
            })
            .collect()
    }
}
