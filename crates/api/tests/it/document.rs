//! The OpenAPI document, and looking operations up in it.

use std::{collections::BTreeSet, path::Path, sync::LazyLock};

use landfast_api::dto::ProblemCode;
use serde_json::Value;

static DOCUMENT: LazyLock<Value> =
    LazyLock::new(|| serde_json::to_value(landfast_api::document()).expect("the document as JSON"));

/// One operation of the document.
pub struct Operation {
    pub id: String,
    pub method: &'static str,
    pub path: String,
    /// `none`, `reader`, `operator` or `owner`.
    pub role: String,
    pub value: &'static Value,
}

pub fn operations() -> Vec<Operation> {
    let paths = DOCUMENT["paths"].as_object().expect("paths");
    let of_path = |(path, item): (&String, &'static Value)| {
        let path = path.clone();
        let methods = ["GET", "PUT", "POST", "PATCH", "DELETE"].into_iter();
        let found = methods
            .filter_map(move |method| item.get(method.to_lowercase()).map(|value| (method, value)));
        found
            .map(move |(method, value)| Operation {
                id: value["operationId"]
                    .as_str()
                    .expect("an operation id")
                    .to_owned(),
                method,
                path: path.clone(),
                role: value["x-landfast-role"]
                    .as_str()
                    .unwrap_or_default()
                    .to_owned(),
                value,
            })
            .collect::<Vec<_>>()
    };
    paths.iter().flat_map(of_path).collect()
}

/// The problem codes that the operation at this address declares; `None` for no operation.
pub fn declared(method: &str, path: &str) -> Option<Vec<String>> {
    let path = path.strip_prefix("/api/v1")?.split('?').next()?;
    let found = operations()
        .into_iter()
        .find(|one| one.method == method && fits(&one.path, path))?;
    let responses = found.value["responses"].as_object()?.values();
    let codes = responses
        .filter_map(|one| one["x-landfast-problems"].as_array())
        .flatten();
    Some(
        codes
            .filter_map(|code| code.as_str().map(str::to_owned))
            .collect(),
    )
}

fn fits(pattern: &str, path: &str) -> bool {
    let (pattern, path): (Vec<_>, Vec<_>) =
        (pattern.split('/').collect(), path.split('/').collect());
    let same = |(wanted, found): (&&str, &&str)| wanted.starts_with('{') || wanted == found;
    pattern.len() == path.len() && pattern.iter().zip(&path).all(same)
}

#[test]
fn the_committed_document_is_current() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../openapi/landfast-v1.json");
    let committed = std::fs::read_to_string(file).expect("openapi/landfast-v1.json");
    let made = landfast_api::document().to_pretty_json().expect("JSON") + "\n";
    let differs = committed
        .lines()
        .zip(made.lines())
        .position(|(a, b)| a != b);
    assert!(
        committed == made,
        "openapi/landfast-v1.json differs from line {differs:?} on; run `cargo xtask gen`"
    );
}

#[test]
fn every_operation_says_who_may_call_it_and_how_it_is_named() {
    let all = operations();
    let ids: BTreeSet<&str> = all.iter().map(|one| one.id.as_str()).collect();
    assert_eq!(ids.len(), all.len(), "operation ids are unique");
    for one in &all {
        let tagged = one.value["tags"]
            .as_array()
            .is_some_and(|tags| !tags.is_empty());
        let security = one.value["security"].as_array().map(Vec::len);
        assert!(
            ["none", "reader", "operator", "owner"].contains(&one.role.as_str()),
            "{}: role {:?}",
            one.id,
            one.role
        );
        assert!(
            tagged && one.value["summary"].is_string(),
            "{}: a tag and a summary",
            one.id
        );
        assert_eq!(
            security,
            Some(match one.role.as_str() {
                "none" => 0,
                "owner" => 1,
                _ => 2,
            }),
            "{}: security",
            one.id
        );
        let problem =
            &one.value["responses"]["500"]["content"]["application/json"]["schema"]["$ref"];
        assert_eq!(
            problem, "#/components/schemas/Problem",
            "{}: problems",
            one.id
        );
    }
}

/// What the document calls the problem codes is what goes over the wire.
#[test]
fn codes_are_called_alike_everywhere() {
    let codes = ProblemCode::ALL.iter();
    let written: Vec<Value> = codes
        .clone()
        .map(|code| serde_json::to_value(code).expect("JSON"))
        .collect();
    let called: Vec<Value> = codes.map(|code| code.as_str().into()).collect();
    assert_eq!(written, called);
    assert_eq!(
        DOCUMENT["components"]["schemas"]["ProblemCode"]["enum"],
        Value::from(called)
    );
}

/// Everything that a schema names is there.
#[test]
fn no_reference_leads_nowhere() {
    let mut missing = BTreeSet::new();
    walk(&DOCUMENT, &mut missing);
    assert_eq!(missing, BTreeSet::new());
}

fn walk(value: &Value, missing: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            if let Some(Value::String(target)) = fields.get("$ref") {
                let there = target
                    .strip_prefix('#')
                    .is_some_and(|pointer| DOCUMENT.pointer(pointer).is_some());
                if !there {
                    missing.insert(target.clone());
                }
            }
            fields.values().for_each(|inner| walk(inner, missing));
        }
        Value::Array(items) => items.iter().for_each(|inner| walk(inner, missing)),
        _ => {}
    }
}
