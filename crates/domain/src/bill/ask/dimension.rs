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

/// A dimension that every line has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Known {
    Account,
    Payer,
    /// Its name for people, or its code where the bill has no name for it.
    Service,
    ServiceCode,
    Region,
    /// In the words of the CUR: `Usage`, `SavingsPlanCoveredUsage`, `Tax`.
    LineType,
    Currency,
    UsageType,
    Operation,
    /// The id or ARN of what was used.
    Resource,
    Description,
    ProductFamily,
    InstanceType,
    AvailabilityZone,
    PricingTerm,
    SavingsPlan,
    Reservation,
    Unit,
    BillType,
    BillingEntity,
    LegalEntity,
    Invoice,
}

impl Known {
    pub const ALL: [Self; 22] = [
        Self::Account,
        Self::Payer,
        Self::Service,
        Self::ServiceCode,
        Self::Region,
        Self::LineType,
        Self::Currency,
        Self::UsageType,
        Self::Operation,
        Self::Resource,
        Self::Description,
        Self::ProductFamily,
        Self::InstanceType,
        Self::AvailabilityZone,
        Self::PricingTerm,
        Self::SavingsPlan,
        Self::Reservation,
        Self::Unit,
        Self::BillType,
        Self::BillingEntity,
        Self::LegalEntity,
        Self::Invoice,
    ];

    /// Its name in questions.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::Payer => "payer",
            Self::Service => "service",
            Self::ServiceCode => "service_code",
            Self::Region => "region",
            Self::LineType => "line_type",
            Self::Currency => "currency",
            Self::UsageType => "usage_type",
            Self::Operation => "operation",
            Self::Resource => "resource",
            Self::Description => "description",
            Self::ProductFamily => "product_family",
            Self::InstanceType => "instance_type",
            Self::AvailabilityZone => "availability_zone",
            Self::PricingTerm => "pricing_term",
            Self::SavingsPlan => "savings_plan",
            Self::Reservation => "reservation",
            Self::Unit => "unit",
            Self::BillType => "bill_type",
            Self::BillingEntity => "billing_entity",
            Self::LegalEntity => "legal_entity",
            Self::Invoice => "invoice",
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "expected one of {}, tag:KEY or cost_category:KEY; found {found:?}",
    names()
)]
pub struct UnknownDimension {
    pub found: String,
}

fn names() -> String {
    Known::ALL.map(Known::name).join(", ")
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
        Known::ALL
            .into_iter()
            .find(|known| known.name() == text)
            .map(Self::Column)
            .ok_or_else(|| UnknownDimension {
                found: text.chars().take(60).collect(),
            })
    }
}

impl fmt::Display for Dimension {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Column(known) => f.write_str(known.name()),
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

    #[test]
    fn names_are_read_as_they_are_written() {
        for known in Known::ALL {
            let dimension: Dimension = known.name().parse().unwrap();
            assert_eq!(dimension, Dimension::Column(known));
            assert_eq!(dimension.to_string(), known.name());
        }
        let tag: Dimension = "tag:user:team".parse().unwrap();
        assert_eq!(tag, Dimension::Tag("user:team".to_owned()));
        assert_eq!(tag.to_string(), "tag:user:team");
        for text in ["tag:", "Service", "", "amount"] {
            assert!(text.parse::<Dimension>().is_err(), "{text}");
        }
    }
}
