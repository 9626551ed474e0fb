use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// What sums can be split and filtered by.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Dimension {
    /// A column of the store, by its name for people.
    Column(Known),
    /// A tag, by its key as the store has it: `team`.
    Tag(String),
    CostCategory(String),
}

/// A dimension that every line has: its name for people, and the columns that say it. The first that
/// is not empty counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Known {
    pub(super) name: &'static str,
    pub(super) columns: &'static [&'static str],
    pub(super) in_rollup: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "expected one of {}, tag:KEY or cost_category:KEY; found {found:?}",
    names()
)]
pub struct UnknownDimension {
    pub found: String,
}

const fn known(name: &'static str, columns: &'static [&'static str], in_rollup: bool) -> Known {
    Known {
        name,
        columns,
        in_rollup,
    }
}

const KNOWN: [Known; 22] = [
    known("account", &["account_id"], true),
    known("payer", &["payer_account_id"], true),
    known("service", &["service", "service_code"], true),
    known("service_code", &["service_code"], true),
    known("region", &["region"], true),
    known("line_type", &["line_type"], true),
    known("currency", &["currency"], true),
    known("usage_type", &["usage_type"], false),
    known("operation", &["operation"], false),
    known("resource", &["resource_id"], false),
    known("description", &["description"], false),
    known("product_family", &["product_family"], false),
    known("instance_type", &["instance_type"], false),
    known("availability_zone", &["availability_zone"], false),
    known("pricing_term", &["pricing_term"], false),
    known("savings_plan", &["savings_plan_arn"], false),
    known("reservation", &["reservation_arn"], false),
    known("unit", &["usage_unit"], false),
    known("bill_type", &["bill_type"], false),
    known("billing_entity", &["billing_entity"], false),
    known("legal_entity", &["legal_entity"], false),
    known("invoice", &["invoice_id"], false),
];

fn names() -> String {
    KNOWN.map(|known| known.name).join(", ")
}

impl Dimension {
    pub(super) const fn is_in_rollup(&self) -> bool {
        matches!(self, Self::Column(known) if known.in_rollup)
    }
}

impl FromStr for Dimension {
    type Err = UnknownDimension;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let key = |prefix: &str| {
            text.strip_prefix(prefix)
                .filter(|key| !key.is_empty())
                .map(str::to_owned)
        };
        if let Some(key) = key("tag:") {
            return Ok(Self::Tag(key));
        }
        if let Some(key) = key("cost_category:") {
            return Ok(Self::CostCategory(key));
        }
        KNOWN
            .into_iter()
            .find(|known| known.name == text)
            .map(Self::Column)
            .ok_or_else(|| UnknownDimension {
                found: text.chars().take(60).collect(),
            })
    }
}

impl fmt::Display for Dimension {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Column(known) => f.write_str(known.name),
            Self::Tag(key) => write!(f, "tag:{key}"),
            Self::CostCategory(key) => write!(f, "cost_category:{key}"),
        }
    }
}

impl TryFrom<String> for Dimension {
    type Error = UnknownDimension;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Dimension> for String {
    fn from(dimension: Dimension) -> Self {
        dimension.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{keep, schema};

    #[test]
    fn every_name_is_columns_of_the_store() {
        for known in KNOWN {
            let dimension: Dimension = known.name.parse().unwrap();
            assert_eq!(dimension.to_string(), known.name);
            for column in known.columns {
                assert!(schema::lines().index_of(column).is_ok(), "{column}");
                let found = keep::rollup_schema().index_of(column).is_ok();
                assert_eq!(found, known.in_rollup, "{column}");
            }
        }
        let tag: Dimension = "tag:user:team".parse().unwrap();
        assert_eq!(tag, Dimension::Tag("user:team".to_owned()));
        assert_eq!(tag.to_string(), "tag:user:team");
        for text in ["tag:", "Service", "", "amount"] {
            assert!(text.parse::<Dimension>().is_err(), "{text}");
        }
    }
}
