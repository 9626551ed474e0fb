//! The parts of a policy document that matter here. IAM allows a single value wherever a list may stand.

use serde_json::{Map, Value};

/// One `Allow` statement of a trust policy.
pub(super) struct Statement {
    /// In lower case; empty for `NotAction`, which is read as "everything".
    actions: Vec<String>,
    /// As (sort, name): `("AWS", "arn…")`, `("Service", "ec2…")`; `("*", "*")` for all.
    pub principals: Vec<(String, String)>,
    pub conditions: Vec<ConditionKey>,
}

/// A key of a condition block with its operator and values.
pub(super) struct ConditionKey {
    pub operator: String,
    pub key: String,
    pub values: Vec<String>,
}

/// The `Allow` statements, or `None` when the text is no policy document. A part that IAM would not
/// take makes the whole unreadable: what is passed over here might open the door.
pub(super) fn allows(document: &Value) -> Option<Vec<Statement>> {
    let statements: Vec<&Value> = match document.get("Statement")? {
        Value::Array(all) => all.iter().collect(),
        one => vec![one],
    };
    let mut allowing = Vec::new();
    for statement in statements {
        let fields = statement.as_object()?;
        match fields.get("Effect")?.as_str()? {
            "Allow" => allowing.push(Statement::read(fields)?),
            "Deny" => {}
            _ => return None,
        }
    }
    Some(allowing)
}

/// One value or a list of them. Numbers and truth values stand for their text, as in IAM.
fn texts(value: &Value) -> Option<Vec<String>> {
    let scalar = |value: &Value| match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    };
    match value {
        Value::Array(all) => all.iter().map(scalar).collect(),
        one => Some(vec![scalar(one)?]),
    }
}

impl Statement {
    fn read(fields: &Map<String, Value>) -> Option<Self> {
        let actions = match fields.get("Action") {
            Some(actions) => texts(actions)?,
            None => Vec::new(),
        };
        Some(Self {
            actions: actions.iter().map(|name| name.to_lowercase()).collect(),
            principals: principals(fields.get("Principal"))?,
            conditions: conditions(fields.get("Condition"))?,
        })
    }

    /// Whether it lets somebody assume the role.
    pub fn assumes(&self) -> bool {
        let opens = |action: &String| {
            action.starts_with("sts:assumerole") || action.contains('*') || action.contains('?')
        };
        self.actions.is_empty() || self.actions.iter().any(opens)
    }
}

/// No `Principal` is `NotPrincipal`: it names everybody else and is read as all.
fn principals(value: Option<&Value>) -> Option<Vec<(String, String)>> {
    let Some(value) = value else {
        return Some(vec![("*".to_owned(), "*".to_owned())]);
    };
    let Value::Object(by_sort) = value else {
        return (value.as_str()? == "*").then(|| vec![("*".to_owned(), "*".to_owned())]);
    };
    let mut all = Vec::new();
    for (sort, names) in by_sort {
        all.extend(texts(names)?.into_iter().map(|name| (sort.clone(), name)));
    }
    (!all.is_empty()).then_some(all)
}

fn conditions(value: Option<&Value>) -> Option<Vec<ConditionKey>> {
    let Some(block) = value else {
        return Some(Vec::new());
    };
    let mut all = Vec::new();
    for (operator, keys) in block.as_object()? {
        for (key, values) in keys.as_object()? {
            all.push(ConditionKey {
                operator: operator.clone(),
                key: key.clone(),
                values: texts(values)?,
            });
        }
    }
    Some(all)
}
