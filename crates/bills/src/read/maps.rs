//! Names and values: as maps of Parquet, and as objects in JSON.

use std::{collections::HashMap, fmt, rc::Rc};

use arrow::{
    array::{Array, ArrayRef, AsArray, StructArray},
    util::display::{ArrayFormatter, FormatOptions},
};
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::Value;

use super::{columns::own_key, names::Map, row::MapCell};

/// Keys and values in their order, each key once.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Pairs(pub Vec<(String, Option<String>)>);

impl Pairs {
    pub(super) fn get(&self, key: &str) -> &str {
        let found = self.0.iter().find(|(known, _)| known == key);
        found.and_then(|(_, value)| value.as_deref()).unwrap_or("")
    }

    /// Of a key that comes twice the first value that is filled stays, as AWS merges tags.
    pub(super) fn push(&mut self, key: String, value: Option<String>) {
        match self.0.iter_mut().find(|(known, _)| *known == key) {
            None => self.0.push((key, value)),
            Some((_, known)) if known.as_deref().is_none_or(str::is_empty) => *known = value,
            Some(_) => {}
        }
    }
}

/// Texts that are remembered: rows of the same resource have the same tags.
const REMEMBERED: usize = 4096;
/// Longer ones are not worth it.
const LONGEST: usize = 4 << 10;

/// Reads maps; most of them have been read before.
#[derive(Default)]
pub(super) struct Maps {
    known: [HashMap<Box<str>, Rc<Pairs>>; 3],
    nothing: Rc<Pairs>,
}

impl Maps {
    /// The pairs of a cell; `None` for what is no map.
    pub(super) fn read(&mut self, cell: &MapCell<'_>, what: Map) -> Option<Rc<Pairs>> {
        match cell {
            MapCell::Absent => Some(Rc::clone(&self.nothing)),
            MapCell::Pairs(entries) => Some(Rc::new(named(of_entries(entries)?, what))),
            MapCell::Json(text) => self.json(text, what),
        }
    }

    fn json(&mut self, text: &str, what: Map) -> Option<Rc<Pairs>> {
        let known = self.known.get_mut(what as usize)?;
        if let Some(found) = known.get(text) {
            return Some(Rc::clone(found));
        }
        let found = Rc::new(named(serde_json::from_str(text).ok()?, what));
        if text.len() <= LONGEST {
            if known.len() == REMEMBERED {
                known.clear();
            }
            known.insert(text.into(), Rc::clone(&found));
        }
        Some(found)
    }
}

/// Tags by the keys that people gave them.
fn named(pairs: Pairs, what: Map) -> Pairs {
    if what != Map::Tags {
        return pairs;
    }
    let mut found = Pairs::default();
    for (key, value) in pairs.0 {
        found.push(own_key(&key).to_owned(), value);
    }
    found
}

fn of_entries(entries: &StructArray) -> Option<Pairs> {
    let (keys, values) = (entries.columns().first()?, entries.columns().get(1)?);
    let mut found = Pairs::default();
    for at in 0..entries.len() {
        found.push(shown(keys, at)??, shown(values, at)?);
    }
    Some(found)
}

/// A cell as text; `None` inside for one that is absent.
fn shown(column: &ArrayRef, at: usize) -> Option<Option<String>> {
    if column.is_null(at) {
        return Some(None);
    }
    if let Some(texts) = column.as_string_view_opt() {
        return Some(Some(texts.value(at).to_owned()));
    }
    let options = FormatOptions::default();
    let shown = ArrayFormatter::try_new(column.as_ref(), &options).ok()?;
    shown.value(at).try_to_string().ok().map(Some)
}

impl<'de> Deserialize<'de> for Pairs {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Object)
    }
}

struct Object;

impl<'de> Visitor<'de> for Object {
    type Value = Pairs;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("names and values")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Pairs, A::Error> {
        let mut found = Pairs::default();
        while let Some((key, value)) = map.next_entry::<String, Value>()? {
            found.push(
                key,
                match value {
                    Value::Null => None,
                    Value::String(text) => Some(text),
                    other => Some(other.to_string()),
                },
            );
        }
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects() {
        let mut maps = Maps::default();
        for (text, want) in [
            (
                r#"{"a":"1","A":"2","b":null,"n":3.5}"#,
                Some("a=1 A=2 b n=3.5"),
            ),
            (r#"{"a":"","a":"2","user:a":"3"}"#, Some("a=2")),
            ("{}", Some("")),
            (
                r#"{"ключ":"=1+1","q":"a\"b\nc"}"#,
                Some("ключ==1+1 q=a\"b\nc"),
            ),
            ("[1]", None),
            ("user_team", None),
            (r#"{"a":"#, None),
        ] {
            for _ in 0..2 {
                let found = maps.read(&MapCell::Json(text), Map::Tags).map(|pairs| {
                    let shown = pairs.0.iter().map(|(key, value)| match value {
                        Some(value) => format!("{key}={value}"),
                        None => key.clone(),
                    });
                    shown.collect::<Vec<_>>().join(" ")
                });
                assert_eq!(found.as_deref(), want, "{text}");
            }
        }
        let deep = format!("{{\"a\":{}", "[".repeat(100_000));
        assert!(maps.read(&MapCell::Json(&deep), Map::Tags).is_none());
    }
}
