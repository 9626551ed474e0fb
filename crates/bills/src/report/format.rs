//! Which of AWS's formats a bill is in, by the names of its columns.

use serde::{Deserialize, Serialize};

/// A format of bills.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Format {
    /// The legacy Cost and Usage Report: `lineItem/UnblendedCost`, in Parquet `line_item_unblended_cost`.
    #[serde(rename = "legacy_cur")]
    LegacyCur,
    /// CUR 2.0: what a month may lack in a legacy report is in maps, or empty.
    #[serde(rename = "cur_2")]
    Cur2,
    /// FOCUS 1.0 or 1.1, of any provider.
    #[serde(rename = "focus_1_0")]
    Focus10,
    /// FOCUS 1.2 or newer, of any provider.
    #[serde(rename = "focus_1_2")]
    Focus12,
}

impl Format {
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::LegacyCur => "legacy_cur",
            Self::Cur2 => "cur_2",
            Self::Focus10 => "focus_1_0",
            Self::Focus12 => "focus_1_2",
        }
    }

    #[must_use]
    pub const fn is_focus(self) -> bool {
        matches!(self, Self::Focus10 | Self::Focus12)
    }
}

/// Columns that only FOCUS 1.2 has (FOCUS 1.2, "What's new").
const ONLY_IN_FOCUS_1_2: [&str; 4] = [
    "BillingAccountType",
    "InvoiceId",
    "PricingCurrency",
    "SubAccountType",
];

/// Columns of CUR 2.0 that no legacy report has: maps, and names of accounts.
const ONLY_IN_CUR_2: [&str; 6] = [
    "bill_payer_account_name",
    "cost_category",
    "discount",
    "line_item_usage_account_name",
    "product",
    "resource_tags",
];

/// The format of a file with these columns; `None` when they are those of no bill.
#[must_use]
pub fn of_header<T: AsRef<str>>(names: &[T]) -> Option<Format> {
    let has = |wanted: &str| names.iter().any(|name| name.as_ref() == wanted);
    if has("BilledCost") && has("ChargeCategory") {
        let is_newer = ONLY_IN_FOCUS_1_2.into_iter().any(has);
        return Some(if is_newer {
            Format::Focus12
        } else {
            Format::Focus10
        });
    }
    if has("lineItem/LineItemType") {
        return Some(Format::LegacyCur);
    }
    if !has("line_item_line_item_type") {
        return None;
    }
    let has_start = |start: &str| names.iter().any(|name| name.as_ref().starts_with(start));
    // An export may leave all of these out; a legacy report has always a column for each product fact.
    let is_legacy =
        has_start("resource_tags_") || has("product_product_name") || has("product_servicename");
    if !ONLY_IN_CUR_2.into_iter().any(has) && is_legacy {
        return Some(Format::LegacyCur);
    }
    Some(Format::Cur2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers() {
        for (header, want) in [
            (
                "lineItem/LineItemType,lineItem/UnblendedCost",
                Some(Format::LegacyCur),
            ),
            (
                "line_item_line_item_type,product_product_name",
                Some(Format::LegacyCur),
            ),
            (
                "line_item_line_item_type,resource_tags_user_name",
                Some(Format::LegacyCur),
            ),
            ("line_item_line_item_type,product", Some(Format::Cur2)),
            (
                "line_item_line_item_type,line_item_unblended_cost",
                Some(Format::Cur2),
            ),
            (
                "BilledCost,ChargeCategory,ProviderName",
                Some(Format::Focus10),
            ),
            ("BilledCost,ChargeCategory,InvoiceId", Some(Format::Focus12)),
            ("BilledCost,name", None),
            ("name,pay", None),
            ("", None),
        ] {
            let names: Vec<&str> = header.split(',').collect();
            assert_eq!(of_header(&names), want, "{header}");
        }
    }
}
