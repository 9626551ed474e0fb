//! A policy as the JSON that IAM keeps.

use serde_json::{Map, Value, json};

use super::{PolicyPlan, Statement};
use crate::permissions::{Condition, ConditionOperator, ConditionValues, Scope};

/// What is known of a role only where it is deployed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    pub partition: String,
    pub account: String,
    pub role_name: String,
    pub writable_tag_keys: Vec<String>,
}

impl PolicyPlan {
    /// The document that a deployed role has.
    #[must_use]
    pub fn document(&self, setting: &Setting) -> Value {
        document(&self.statements, setting)
    }
}

impl Setting {
    /// The resources of a scope, as a policy names them.
    #[must_use]
    pub fn resources(&self, scope: &Scope) -> Vec<String> {
        match scope {
            Scope::Any { .. } => vec!["*".to_owned()],
            Scope::Only(resources) => {
                let arns = resources
                    .iter()
                    .map(|resource| self.fill(&resource.arn_template()));
                arns.collect()
            }
        }
    }

    fn fill(&self, template: &str) -> String {
        template
            .replace("${AWS::Partition}", &self.partition)
            .replace("${AWS::AccountId}", &self.account)
            .replace("${RoleName}", &self.role_name)
    }

    fn values<'a>(&'a self, values: &'a ConditionValues) -> &'a [String] {
        match values {
            ConditionValues::Literal(values) => values,
            ConditionValues::WritableTagKeys => &self.writable_tag_keys,
        }
    }
}

/// Characters of a policy with these statements, for the largest values there can be.
pub(super) fn size(statements: &[Statement]) -> usize {
    let text = document(statements, &Setting::largest()).to_string();
    text.chars().filter(|c| !c.is_whitespace()).count()
}

fn document(statements: &[Statement], setting: &Setting) -> Value {
    let statements: Vec<Value> = statements
        .iter()
        .map(|statement| one(statement, setting))
        .collect();
    json!({ "Version": "2012-10-17", "Statement": statements })
}

fn one(statement: &Statement, setting: &Setting) -> Value {
    let actions: Vec<String> = statement
        .permissions()
        .map(|permission| permission.action().to_string())
        .collect();
    let resource = match statement.scope() {
        Scope::Any { .. } => json!("*"),
        only @ Scope::Only(_) => json!(setting.resources(only)),
    };
    let mut fields = Map::new();
    fields.insert("Effect".to_owned(), json!("Allow"));
    fields.insert("Action".to_owned(), json!(actions));
    fields.insert("Resource".to_owned(), resource);
    if !statement.conditions().is_empty() {
        let conditions = conditions(statement.conditions(), setting);
        fields.insert("Condition".to_owned(), conditions);
    }
    Value::Object(fields)
}

/// IAM wants one map an operator; a key stands in it once, as the manifest has no pair twice.
fn conditions(all: &[Condition], setting: &Setting) -> Value {
    let mut operators = Map::new();
    for operator in ConditionOperator::ALL {
        let keys: Map<String, Value> = all
            .iter()
            .filter(|condition| condition.operator == operator)
            .map(|condition| {
                let values = setting.values(&condition.values);
                (condition.key.clone(), json!(values))
            })
            .collect();
        if !keys.is_empty() {
            operators.insert(operator.as_str().to_owned(), Value::Object(keys));
        }
    }
    Value::Object(operators)
}
