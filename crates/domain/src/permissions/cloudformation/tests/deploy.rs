//! The few CloudFormation functions that the template uses, worked out for given parameters.

use std::collections::BTreeMap;

use saphyr::{LoadableYamlNode, Scalar, Yaml};
use serde_json::{Map, Value, json};

use crate::{
    AccountId, ExternalId, Partition, PrincipalArn, RoleArn, RoleName,
    aws::RolePath,
    permissions::{Capability, Choices, cloudformation::Template, layout::Setting},
};

pub(in crate::permissions) type Outcome<T = ()> = Result<T, Box<dyn std::error::Error>>;

/// The parameters that are lists.
const LISTS: [&str; 2] = ["AccountIds", "MoreAccountIds"];

/// What a stack is launched with, and where.
pub(in crate::permissions) struct Launch {
    pub partition: Partition,
    pub account: AccountId,
    pub external_id: ExternalId,
    pub principal: PrincipalArn,
    pub role_name: String,
    pub boundary: String,
    pub choices: Choices,
    pub writable_tag_keys: Vec<&'static str>,
}

impl Launch {
    pub fn sample(partition: Partition) -> Outcome<Self> {
        Ok(Self {
            partition,
            account: AccountId::parse("012345678901")?,
            external_id: ExternalId::from_random([3; crate::external_id::RANDOM_BYTES]),
            principal: PrincipalArn::parse(&format!(
                "arn:{partition}:iam::999999999999:role/service/landfast-server"
            ))?,
            role_name: "landfast-x1".to_owned(),
            boundary: String::new(),
            choices: Choices::widest(),
            writable_tag_keys: vec!["CostCenter", "Owner"],
        })
    }

    pub fn role_arn(&self) -> Outcome<RoleArn> {
        let (partition, account) = (self.partition, self.account.clone());
        let name = RoleName::parse(&self.role_name)?;
        Ok(RoleArn::new(partition, account, RolePath::landfast(), name))
    }

    /// What a policy of the deployed role is filled in with.
    pub fn setting(&self) -> Setting {
        let keys = self.writable_tag_keys.iter();
        Setting {
            partition: self.partition.to_string(),
            account: self.account.to_string(),
            role_name: self.role_name.clone(),
            writable_tag_keys: keys.map(|key| (*key).to_owned()).collect(),
        }
    }

    fn values(&self) -> BTreeMap<&'static str, String> {
        let region = self.partition.home_region();
        let Self {
            partition, account, ..
        } = self;
        BTreeMap::from([
            ("ExternalId", self.external_id.as_str().to_owned()),
            ("Principal", self.principal.as_str().to_owned()),
            ("RoleName", self.role_name.clone()),
            ("PermissionsBoundaryArn", self.boundary.clone()),
            ("Billing", self.switch(Capability::Billing)),
            ("CostExplorer", self.switch(Capability::CostExplorer)),
            ("Recommendations", self.switch(Capability::Recommendations)),
            ("Inventory", self.switch(Capability::Inventory)),
            ("Activation", self.switch(Capability::Activation)),
            ("CreateProvider", "Yes".to_owned()),
            ("TagAccess", self.choices.tag_access().to_string()),
            ("WritableTagKeys", self.writable_tag_keys.join(",")),
            ("CallbackTopicArn", String::new()),
            ("AWS::Partition", partition.to_string()),
            ("AWS::AccountId", account.to_string()),
            ("AWS::Region", region.to_owned()),
            (
                "AWS::StackId",
                format!("arn:{partition}:cloudformation:{region}:{account}:stack/s/1"),
            ),
        ])
    }
}

impl Launch {
    fn switch(&self, capability: Capability) -> String {
        Choices::switch(self.choices.has(capability)).to_owned()
    }
}

/// The template as data, with functions as one-entry objects such as `{"!Ref": …}`.
pub(in crate::permissions) fn parse(template: &Template) -> Outcome<Value> {
    let documents = Yaml::load_from_str(&template.body)?;
    let [document] = documents.as_slice() else {
        return Err("expected one document".into());
    };
    plain(document)
}

fn plain(node: &Yaml<'_>) -> Outcome<Value> {
    Ok(match node {
        Yaml::Value(Scalar::String(text)) => json!(text),
        Yaml::Value(Scalar::Integer(number)) => json!(number),
        Yaml::Sequence(items) => items.iter().map(plain).collect::<Outcome<_>>()?,
        Yaml::Mapping(entries) => {
            let pair = |(key, value): (&Yaml<'_>, &Yaml<'_>)| {
                let key = key.as_str().ok_or("expected a text as key")?;
                Ok((key.to_owned(), plain(value)?))
            };
            Value::Object(entries.iter().map(pair).collect::<Outcome<_>>()?)
        }
        Yaml::Tagged(tag, inner) => json!({ format!("!{}", tag.suffix): plain(inner)? }),
        other => {
            return Err(
                format!("a template holds texts and whole numbers, found {other:?}").into(),
            );
        }
    })
}

/// The properties of the role that a launch makes.
pub(in crate::permissions) fn role(template: &Template, launch: &Launch) -> Outcome<Value> {
    let parsed = parse(template)?;
    let properties = &parsed["Resources"]["AccessRole"]["Properties"];
    let stack = Stack {
        values: launch.values(),
        conditions: &parsed["Conditions"],
    };
    stack
        .resolve(properties)?
        .ok_or_else(|| "the role has no properties".into())
}

/// The resources that a launch with these values makes: those whose condition holds.
pub(in crate::permissions) fn resources(
    template: &Template,
    values: &[(&'static str, &str)],
) -> Outcome<Map<String, Value>> {
    let parsed = parse(template)?;
    let stack = Stack {
        values: values
            .iter()
            .map(|(name, value)| (*name, (*value).to_owned()))
            .collect(),
        conditions: &parsed["Conditions"],
    };
    let mut made = Map::new();
    for (name, resource) in parsed["Resources"].as_object().ok_or("no resources")? {
        let holds = match resource["Condition"].as_str() {
            Some(condition) => stack.resolve(&stack.conditions[condition])? == Some(json!(true)),
            None => true,
        };
        if let (true, Some(resource)) = (holds, stack.resolve(resource)?) {
            made.insert(name.clone(), resource);
        }
    }
    Ok(made)
}

struct Stack<'a> {
    values: BTreeMap<&'static str, String>,
    conditions: &'a Value,
}

impl Stack<'_> {
    /// `None` is `AWS::NoValue`: the property is left out.
    fn resolve(&self, value: &Value) -> Outcome<Option<Value>> {
        match value {
            Value::Array(items) => {
                let items = items
                    .iter()
                    .map(|item| self.resolve(item))
                    .collect::<Outcome<Vec<_>>>()?;
                Ok(Some(items.into_iter().flatten().collect()))
            }
            Value::Object(fields) => match fields.iter().next() {
                Some((function, argument)) if function.starts_with('!') => {
                    self.call(function, argument)
                }
                _ => self.object(fields).map(Some),
            },
            scalar => Ok(Some(scalar.clone())),
        }
    }

    fn object(&self, fields: &Map<String, Value>) -> Outcome<Value> {
        let mut out = Map::new();
        for (key, value) in fields {
            if let Some(value) = self.resolve(value)? {
                out.insert(key.clone(), value);
            }
        }
        Ok(Value::Object(out))
    }

    fn call(&self, function: &str, argument: &Value) -> Outcome<Option<Value>> {
        match (function, argument) {
            ("!Ref", Value::String(name)) if name == "AWS::NoValue" => Ok(None),
            ("!Ref", Value::String(name)) if LISTS.contains(&name.as_str()) => {
                Ok(Some(self.value(name)?.split(',').collect()))
            }
            ("!Ref", Value::String(name)) => Ok(Some(json!(self.value(name)?))),
            ("!Sub", Value::String(text)) => Ok(Some(json!(self.fill(text, &Map::new())?))),
            ("!If", Value::Array(parts)) => {
                let condition = parts[0]
                    .as_str()
                    .ok_or("expected the name of a condition")?;
                let holds = self.resolve(&self.conditions[condition])? == Some(json!(true));
                self.resolve(&parts[if holds { 1 } else { 2 }])
            }
            (_, argument) => {
                let argument = self
                    .resolve(argument)?
                    .ok_or("a function without an argument")?;
                self.compute(function, &argument).map(Some)
            }
        }
    }

    fn compute(&self, function: &str, argument: &Value) -> Outcome<Value> {
        let text = |value: &Value| {
            value
                .as_str()
                .map(str::to_owned)
                .ok_or_else(|| format!("no text: {value}"))
        };
        Ok(match function {
            "!Sub" => {
                let own = argument[1].as_object().ok_or("expected a map of values")?;
                json!(self.fill(&text(&argument[0])?, own)?)
            }
            "!Join" => {
                let parts = argument[1].as_array().ok_or("expected texts to join")?;
                let parts = parts.iter().map(text).collect::<Result<Vec<_>, _>>()?;
                json!(parts.join(&text(&argument[0])?))
            }
            "!GetAtt" => argument.clone(),
            "!Split" => text(&argument[1])?.split(&text(&argument[0])?).collect(),
            "!Select" => {
                let index = argument[0].as_u64().ok_or("expected an index")?;
                argument[1][usize::try_from(index)?].clone()
            }
            "!Equals" => json!(argument[0] == argument[1]),
            "!Not" => json!(argument[0] == json!(false)),
            "!And" => {
                let all = argument.as_array().ok_or("expected conditions")?;
                json!(all.iter().all(|one| *one == json!(true)))
            }
            other => return Err(format!("{other} is not known to this test").into()),
        })
    }

    fn fill(&self, text: &str, own: &Map<String, Value>) -> Outcome<String> {
        let (mut out, mut rest) = (String::new(), text);
        while let Some((before, after)) = rest.split_once("${") {
            let (name, tail) = after.split_once('}').ok_or("expected a closing brace")?;
            out.push_str(before);
            match own.get(name).and_then(Value::as_str) {
                Some(value) => out.push_str(value),
                None => out.push_str(self.value(name)?),
            }
            rest = tail;
        }
        Ok(out + rest)
    }

    fn value(&self, name: &str) -> Outcome<&str> {
        self.values
            .get(name)
            .map(String::as_str)
            .ok_or_else(|| format!("{name} is no parameter").into())
    }
}
