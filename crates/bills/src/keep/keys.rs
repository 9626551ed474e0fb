//! The keys of tags and cost categories, gathered while lines are written.

use std::collections::{BTreeSet, HashSet};

use arrow::{
    array::{Array as _, AsArray as _, RecordBatch},
    compute::cast,
    datatypes::DataType,
};

use super::{error::Result, record::Keys};

/// More keys than people can choose from; AWS activates at most 500 of a payer's (AWS Billing quotas).
const MOST: usize = 2000;

/// The keys of the lines so far.
#[derive(Debug, Default, Clone)]
pub(super) struct Seen {
    tags: BTreeSet<String>,
    cost_categories: BTreeSet<String>,
}

impl Seen {
    pub(super) fn add(&mut self, lines: &RecordBatch) -> Result<()> {
        add(&mut self.tags, lines, "tags")?;
        add(&mut self.cost_categories, lines, "cost_categories")
    }

    pub(super) fn merge(&mut self, other: Self) {
        self.tags.extend(other.tags);
        self.cost_categories.extend(other.cost_categories);
    }

    pub(super) fn keys(&self) -> Keys {
        let few = |keys: &BTreeSet<String>| keys.iter().take(MOST).cloned().collect();
        Keys {
            tags: few(&self.tags),
            cost_categories: few(&self.cost_categories),
        }
    }
}

fn add(to: &mut BTreeSet<String>, lines: &RecordBatch, column: &str) -> Result<()> {
    let Some(maps) = lines
        .column_by_name(column)
        .and_then(|maps| maps.as_map_opt())
    else {
        return Ok(());
    };
    let offsets = maps.value_offsets();
    let (Some(first), Some(last)) = (offsets.first(), offsets.last()) else {
        return Ok(());
    };
    // Of a slice, only what is in it.
    let (first, last) = (first.unsigned_abs() as usize, last.unsigned_abs() as usize);
    let keys = cast(&maps.keys().slice(first, last - first), &DataType::Utf8)?;
    let keys = keys.as_string::<i32>();
    let found: HashSet<&str> = keys.iter().flatten().collect();
    for key in found {
        if to.len() < MOST && !to.contains(key) {
            to.insert(key.to_owned());
        }
    }
    Ok(())
}
