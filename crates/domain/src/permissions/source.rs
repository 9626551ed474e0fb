//! From the text of a permission file to its meaning.

use serde::Deserialize;

use super::text::{join, line, once};
use super::{
    ActionName, Capability, CapabilityManifest, Condition, ConditionOperator, ConditionValues,
    Fault, Finding, Kind, Kinds, Partitions, Permission, PermissionId, Probe, Resource, Scope,
    TagAccess, rules,
};
use crate::Partition;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    title: String,
    purpose: String,
    #[serde(default)]
    actions: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    action: String,
    resources: Vec<String>,
    why_any: Option<String>,
    #[serde(default)]
    conditions: Vec<ConditionEntry>,
    tags: Option<String>,
    reason: String,
    applies_to: Option<Vec<String>>,
    partitions: Option<Vec<String>>,
    probe: String,
    why_not_probed: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ConditionEntry {
    operator: String,
    key: String,
    values: Option<Vec<String>>,
    values_from: Option<String>,
}

pub(super) fn read(capability: Capability, text: &str) -> Result<CapabilityManifest, Vec<Finding>> {
    let whole = |fault| {
        vec![Finding {
            capability,
            entry: None,
            fault,
        }]
    };
    let file: File = toml::from_str(text).map_err(|why| whole(syntax(text, &why)))?;
    let title = line("title", &file.title).map_err(whole)?;
    let purpose = line("purpose", &file.purpose).map_err(whole)?;
    if file.actions.is_empty() {
        return Err(whole(Fault::NoActions));
    }
    Ok(CapabilityManifest {
        capability,
        title,
        purpose,
        permissions: permissions(capability, &file.actions)?,
    })
}

/// Judges every entry, so that all faults of a file are told at once.
fn permissions(capability: Capability, entries: &[Entry]) -> Result<Vec<Permission>, Vec<Finding>> {
    let mut permissions = Vec::new();
    let mut findings = Vec::new();
    for (number, entry) in (1..).zip(entries) {
        let earlier = entries.iter().take(number - 1);
        match unlike(entry, earlier).and_then(|()| permission(capability, entry)) {
            Ok(one) => permissions.push(one),
            Err(fault) => findings.push(Finding {
                capability,
                entry: Some((number, entry.action.clone())),
                fault,
            }),
        }
    }
    if findings.is_empty() {
        Ok(permissions)
    } else {
        Err(findings)
    }
}

fn syntax(text: &str, why: &toml::de::Error) -> Fault {
    let start = why.span().map_or(0, |span| span.start);
    let line = text
        .bytes()
        .take(start)
        .filter(|byte| *byte == b'\n')
        .count()
        + 1;
    Fault::Syntax {
        line,
        why: why.message().replace('\n', " "),
    }
}

fn unlike<'a>(entry: &Entry, mut earlier: impl Iterator<Item = &'a Entry>) -> Result<(), Fault> {
    match earlier.position(|other| other.action == entry.action) {
        Some(index) => Err(Fault::Duplicate { first: index + 1 }),
        None => Ok(()),
    }
}

fn permission(capability: Capability, entry: &Entry) -> Result<Permission, Fault> {
    let action = ActionName::parse(&entry.action)?;
    rules::admit(&action)?;
    let conditions = conditions(&entry.conditions)?;
    rules::bound(capability, &action, &conditions)?;
    Ok(Permission {
        id: PermissionId::new(capability, action),
        scope: scope(entry)?,
        conditions,
        reads_tags: tags(capability, entry.tags.as_deref())?,
        reason: line("reason", &entry.reason)?,
        applies_to: applies_to(entry.applies_to.as_deref())?,
        partitions: partitions(entry.partitions.as_deref())?,
        probe: probe(entry)?,
    })
}

/// Only the inventory can be had without tags: whoever writes tags reads them, and nothing else does.
fn tags(capability: Capability, word: Option<&str>) -> Result<bool, Fault> {
    const FIELD: &str = "tags";
    let read = TagAccess::Read.as_str();
    match word {
        None => Ok(false),
        Some(_) if capability != Capability::Inventory => Err(Fault::Stray {
            field: FIELD,
            when: "the capability is inventory",
        }),
        Some(word) if word == read => Ok(true),
        Some(word) => Err(Fault::Word {
            field: FIELD,
            found: word.to_owned(),
            expected: read.to_owned(),
        }),
    }
}

fn scope(entry: &Entry) -> Result<Scope, Fault> {
    const FIELD: &str = "resources";
    let expected = || {
        let tokens = Resource::ALL.into_iter().map(Resource::token);
        join(tokens.chain([Scope::ANY]))
    };
    if entry.resources.is_empty() {
        return Err(Fault::Empty {
            field: FIELD,
            expected: expected(),
        });
    }
    once(FIELD, &entry.resources)?;
    let any = entry.resources.iter().any(|word| word == Scope::ANY);
    let when = "`resources` is any";
    let why = required("why_any", entry.why_any.as_deref(), any, when)?;
    if let Some(why) = why {
        return if entry.resources.len() == 1 {
            Ok(Scope::Any { why })
        } else {
            Err(Fault::AnyBesideOthers)
        };
    }
    let resource = |word: &String| {
        Resource::parse(word).ok_or_else(|| Fault::Word {
            field: FIELD,
            found: word.clone(),
            expected: expected(),
        })
    };
    entry
        .resources
        .iter()
        .map(resource)
        .collect::<Result<_, _>>()
        .map(Scope::Only)
}

fn conditions(entries: &[ConditionEntry]) -> Result<Vec<Condition>, Fault> {
    let keys: Vec<String> = entries
        .iter()
        .map(|entry| format!("{} {}", entry.operator, entry.key))
        .collect();
    once("conditions", &keys)?;
    entries.iter().map(condition).collect()
}

fn condition(entry: &ConditionEntry) -> Result<Condition, Fault> {
    let operator = ConditionOperator::parse(&entry.operator).ok_or_else(|| Fault::Word {
        field: "operator",
        found: entry.operator.clone(),
        expected: join(
            ConditionOperator::ALL
                .into_iter()
                .map(ConditionOperator::as_str),
        ),
    })?;
    if !Condition::key_fits(&entry.key) {
        return Err(Fault::ConditionKey {
            found: entry.key.clone(),
        });
    }
    Ok(Condition {
        operator,
        key: entry.key.clone(),
        values: condition_values(entry)?,
    })
}

fn condition_values(entry: &ConditionEntry) -> Result<ConditionValues, Fault> {
    const FIELD: &str = "values";
    let listed = ConditionValues::WRITABLE_TAG_KEYS;
    match (entry.values.as_deref(), entry.values_from.as_deref()) {
        (None, Some(word)) if word == listed => Ok(ConditionValues::WritableTagKeys),
        (None, Some(word)) => Err(Fault::Word {
            field: "values_from",
            found: word.to_owned(),
            expected: listed.to_owned(),
        }),
        (Some(_), Some(_)) => Err(Fault::Stray {
            field: "values_from",
            when: "there is no `values`",
        }),
        (None | Some([]), None) => Err(Fault::Empty {
            field: FIELD,
            expected: "the values of the condition key".to_owned(),
        }),
        (Some(values), None) => {
            once(FIELD, values)?;
            let lines = values.iter().map(|value| line(FIELD, value));
            Ok(ConditionValues::Literal(lines.collect::<Result<_, _>>()?))
        }
    }
}

fn applies_to(words: Option<&[String]>) -> Result<Kinds, Fault> {
    const FIELD: &str = "applies_to";
    let expected = || join(Kind::ALL.into_iter().map(Kind::as_str));
    let Some(words) = words else {
        return Ok(Kinds::all());
    };
    once(FIELD, words)?;
    let kind = |word: &String| {
        Kind::parse(word).ok_or_else(|| Fault::Word {
            field: FIELD,
            found: word.clone(),
            expected: expected(),
        })
    };
    let kinds = words.iter().map(kind).collect::<Result<Vec<_>, _>>()?;
    Kinds::of(kinds).ok_or_else(|| Fault::Empty {
        field: FIELD,
        expected: expected(),
    })
}

fn partitions(words: Option<&[String]>) -> Result<Partitions, Fault> {
    const FIELD: &str = "partitions";
    let expected = || join(Partition::ALL.into_iter().map(Partition::as_str));
    let Some(words) = words else {
        return Ok(Partitions::all());
    };
    once(FIELD, words)?;
    let partition = |word: &String| {
        let found = Partition::ALL.into_iter().find(|one| one.as_str() == word);
        found.ok_or_else(|| Fault::Word {
            field: FIELD,
            found: word.clone(),
            expected: expected(),
        })
    };
    let named = words.iter().map(partition).collect::<Result<Vec<_>, _>>()?;
    Partitions::of(&named).ok_or_else(|| Fault::Empty {
        field: FIELD,
        expected: expected(),
    })
}

fn probe(entry: &Entry) -> Result<Probe, Fault> {
    const FIELD: &str = "probe";
    let tried = match entry.probe.as_str() {
        "safe" => true,
        "none" => false,
        found => {
            return Err(Fault::Word {
                field: FIELD,
                found: found.to_owned(),
                expected: "safe, none".to_owned(),
            });
        }
    };
    let why = required(
        "why_not_probed",
        entry.why_not_probed.as_deref(),
        !tried,
        "`probe` is none",
    )?;
    Ok(why.map_or(Probe::Safe, |why| Probe::None { why }))
}

/// The text of a field that must stand there exactly when `wanted`.
fn required(
    field: &'static str,
    text: Option<&str>,
    wanted: bool,
    when: &'static str,
) -> Result<Option<String>, Fault> {
    match (text, wanted) {
        (Some(text), true) => line(field, text).map(Some),
        (None, true) => Err(Fault::Missing { field, when }),
        (Some(_), false) => Err(Fault::Stray { field, when }),
        (None, false) => Ok(None),
    }
}

#[cfg(test)]
#[path = "source_tests.rs"]
mod tests;
