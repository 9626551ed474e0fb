//! Which column of a file says what, by the names that each format gives them.
//!
//! AWS CUR User Guide, "Data dictionary"; AWS Data Exports User Guide, "Cost and Usage Report (CUR) 2.0";
//! FOCUS 1.2, "Columns", with AWS's own that begin with `x_`.

use super::Fault;
use crate::report::{Format, beginning};

/// Facts of a line that are text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Text {
    Payer,
    Account,
    LineType,
    BillType,
    BillingEntity,
    LegalEntity,
    Invoice,
    ServiceCode,
    Service,
    Region,
    Zone,
    Family,
    InstanceType,
    UsageType,
    Operation,
    Resource,
    Description,
    Term,
    SavingsPlan,
    Reservation,
    Unit,
    Currency,
    SplitParent,
    /// FOCUS: who bills.
    Provider,
    /// FOCUS: a commitment, and whether it is of spend or of usage.
    Commitment,
    CommitmentKind,
}

impl Text {
    /// In the order of their numbers.
    pub(super) const ALL: [Self; 26] = [
        Self::Payer,
        Self::Account,
        Self::LineType,
        Self::BillType,
        Self::BillingEntity,
        Self::LegalEntity,
        Self::Invoice,
        Self::ServiceCode,
        Self::Service,
        Self::Region,
        Self::Zone,
        Self::Family,
        Self::InstanceType,
        Self::UsageType,
        Self::Operation,
        Self::Resource,
        Self::Description,
        Self::Term,
        Self::SavingsPlan,
        Self::Reservation,
        Self::Unit,
        Self::Currency,
        Self::SplitParent,
        Self::Provider,
        Self::Commitment,
        Self::CommitmentKind,
    ];
}

/// Facts of a line that are money.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Money {
    Unblended,
    NetUnblended,
    Public,
    Reserved,
    NetReserved,
    UnusedUpfront,
    NetUnusedUpfront,
    UnusedRecurring,
    NetUnusedRecurring,
    Covered,
    NetCovered,
    Committed,
    CommitmentUsed,
    Recurring,
    NetRecurring,
    Upfront,
    NetUpfront,
    /// FOCUS: the cost with what was paid for commitments shared out.
    Effective,
}

/// Facts of a line that are times.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Moment {
    Period,
    Start,
    End,
}

/// Facts of a line that have names of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Map {
    Tags,
    Categories,
    /// CUR 2.0: what legacy reports have columns for.
    Product,
}

/// Names by what they say. Of several names the first that is filled counts.
type Names<T> = &'static [(T, &'static [&'static str])];

const CUR_TEXT: Names<Text> = &[
    (Text::Payer, &["bill_payer_account_id"]),
    (
        Text::Account,
        &["line_item_usage_account_id", "bill_payer_account_id"],
    ),
    (Text::LineType, &["line_item_line_item_type"]),
    (Text::BillType, &["bill_bill_type"]),
    (Text::BillingEntity, &["bill_billing_entity"]),
    (Text::LegalEntity, &["line_item_legal_entity"]),
    (Text::Invoice, &["bill_invoice_id"]),
    (Text::ServiceCode, &["line_item_product_code"]),
    (
        Text::Service,
        &["product_product_name", "product_servicename"],
    ),
    (Text::Region, &["product_region_code", "product_region"]),
    (Text::Zone, &["line_item_availability_zone"]),
    (Text::Family, &["product_product_family"]),
    (Text::InstanceType, &["product_instance_type"]),
    (Text::UsageType, &["line_item_usage_type"]),
    (Text::Operation, &["line_item_operation"]),
    (Text::Resource, &["line_item_resource_id"]),
    (Text::Description, &["line_item_line_item_description"]),
    (Text::Term, &["pricing_term"]),
    (Text::SavingsPlan, &["savings_plan_savings_plan_a_r_n"]),
    (Text::Reservation, &["reservation_reservation_a_r_n"]),
    (Text::Unit, &["pricing_unit"]),
    (Text::Currency, &["line_item_currency_code"]),
    (Text::SplitParent, &["split_line_item_parent_resource_id"]),
];

const CUR_MONEY: Names<Money> = &[
    (Money::Unblended, &["line_item_unblended_cost"]),
    (Money::NetUnblended, &["line_item_net_unblended_cost"]),
    (Money::Public, &["pricing_public_on_demand_cost"]),
    (Money::Reserved, &["reservation_effective_cost"]),
    (Money::NetReserved, &["reservation_net_effective_cost"]),
    (
        Money::UnusedUpfront,
        &["reservation_unused_amortized_upfront_fee_for_billing_period"],
    ),
    (
        Money::NetUnusedUpfront,
        &["reservation_net_unused_amortized_upfront_fee_for_billing_period"],
    ),
    (
        Money::UnusedRecurring,
        &["reservation_unused_recurring_fee"],
    ),
    (
        Money::NetUnusedRecurring,
        &["reservation_net_unused_recurring_fee"],
    ),
    (
        Money::Covered,
        &["savings_plan_savings_plan_effective_cost"],
    ),
    (
        Money::NetCovered,
        &["savings_plan_net_savings_plan_effective_cost"],
    ),
    (Money::Committed, &["savings_plan_total_commitment_to_date"]),
    (Money::CommitmentUsed, &["savings_plan_used_commitment"]),
    (
        Money::Recurring,
        &["savings_plan_recurring_commitment_for_billing_period"],
    ),
    (
        Money::NetRecurring,
        &["savings_plan_net_recurring_commitment_for_billing_period"],
    ),
    (
        Money::Upfront,
        &["savings_plan_amortized_upfront_commitment_for_billing_period"],
    ),
    (
        Money::NetUpfront,
        &["savings_plan_net_amortized_upfront_commitment_for_billing_period"],
    ),
];

const CUR_MOMENT: Names<Moment> = &[
    (Moment::Period, &["bill_billing_period_start_date"]),
    (Moment::Start, &["line_item_usage_start_date"]),
    (Moment::End, &["line_item_usage_end_date"]),
];

const CUR_MAP: Names<Map> = &[
    (Map::Tags, &["resource_tags", "tags"]),
    (Map::Categories, &["cost_category"]),
    (Map::Product, &["product"]),
];

const FOCUS_TEXT: Names<Text> = &[
    (Text::Payer, &["BillingAccountId"]),
    (Text::Account, &["SubAccountId", "BillingAccountId"]),
    (Text::LineType, &["ChargeCategory"]),
    (Text::BillingEntity, &["ProviderName"]),
    (Text::LegalEntity, &["PublisherName", "InvoiceIssuerName"]),
    (Text::Invoice, &["InvoiceId"]),
    (Text::ServiceCode, &["x_ServiceCode"]),
    (Text::Service, &["ServiceName"]),
    (Text::Region, &["RegionId"]),
    (Text::Zone, &["AvailabilityZone"]),
    (Text::Family, &["ServiceCategory"]),
    (Text::UsageType, &["x_UsageType", "SkuMeter"]),
    (Text::Operation, &["x_Operation"]),
    (Text::Resource, &["ResourceId"]),
    (Text::Description, &["ChargeDescription"]),
    (Text::Term, &["PricingCategory"]),
    (Text::Unit, &["ConsumedUnit", "PricingUnit"]),
    (Text::Currency, &["BillingCurrency"]),
    (Text::Provider, &["ProviderName"]),
    (Text::Commitment, &["CommitmentDiscountId"]),
    (Text::CommitmentKind, &["CommitmentDiscountCategory"]),
];

const FOCUS_MONEY: Names<Money> = &[
    (Money::Unblended, &["BilledCost"]),
    (Money::Effective, &["EffectiveCost"]),
    (Money::Public, &["ListCost"]),
];

const FOCUS_MOMENT: Names<Moment> = &[
    (Moment::Period, &["BillingPeriodStart"]),
    (Moment::Start, &["ChargePeriodStart"]),
    (Moment::End, &["ChargePeriodEnd"]),
];

const FOCUS_MAP: Names<Map> = &[
    (Map::Tags, &["Tags"]),
    (Map::Categories, &["x_CostCategories"]),
];

/// Without these a file is no bill.
const CUR_NEEDED: [&str; 6] = [
    "bill_billing_period_start_date",
    "bill_payer_account_id",
    "line_item_currency_code",
    "line_item_line_item_type",
    "line_item_unblended_cost",
    "line_item_usage_account_id",
];
const FOCUS_NEEDED: [&str; 6] = [
    "BilledCost",
    "BillingAccountId",
    "BillingCurrency",
    "BillingPeriodStart",
    "ChargeCategory",
    "EffectiveCost",
];

/// Where in a file things are said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Layout {
    pub format: Format,
    /// The names as they are in the file.
    pub names: Vec<String>,
    text: Vec<Vec<usize>>,
    money: Vec<Vec<usize>>,
    moment: Vec<Vec<usize>>,
    map: Vec<Vec<usize>>,
    pub usage: Option<usize>,
    /// Legacy reports: a column for each tag, and the tag's key.
    pub tags: Vec<(usize, String)>,
    pub categories: Vec<(usize, String)>,
}

impl Layout {
    /// # Errors
    /// [`Fault::NotABill`] where a column is not there without which nothing can be said.
    pub(super) fn new(names: Vec<String>, format: Format) -> Result<Self, Fault> {
        let is_focus = format.is_focus();
        let known: Vec<String> = match is_focus {
            true => names.clone(),
            false => names.iter().map(|name| snake(name)).collect(),
        };
        let needed = if is_focus { FOCUS_NEEDED } else { CUR_NEEDED };
        if let Some(missing) = needed
            .iter()
            .find(|needed| !known.iter().any(|name| name == *needed))
        {
            return Err(Fault::NotABill {
                missing: (*missing).to_owned(),
                found: beginning(&names),
            });
        }
        let usage = if is_focus {
            "ConsumedQuantity"
        } else {
            "line_item_usage_amount"
        };
        Ok(Self {
            format,
            text: places(
                &known,
                if is_focus { FOCUS_TEXT } else { CUR_TEXT },
                |what| what as usize,
            ),
            money: places(
                &known,
                if is_focus { FOCUS_MONEY } else { CUR_MONEY },
                |what| what as usize,
            ),
            moment: places(
                &known,
                if is_focus { FOCUS_MOMENT } else { CUR_MOMENT },
                |what| what as usize,
            ),
            map: places(&known, if is_focus { FOCUS_MAP } else { CUR_MAP }, |what| {
                what as usize
            }),
            usage: known.iter().position(|name| name == usage),
            tags: keyed(&names, &["resourceTags/", "resource_tags_"]),
            categories: keyed(&names, &["costCategory/", "cost_category_"]),
            names,
        })
    }

    pub(super) fn text(&self, what: Text) -> &[usize] {
        self.text.get(what as usize).map_or(&[], Vec::as_slice)
    }

    pub(super) fn money(&self, what: Money) -> Option<usize> {
        self.money.get(what as usize)?.first().copied()
    }

    pub(super) fn moment(&self, what: Moment) -> Option<usize> {
        self.moment.get(what as usize)?.first().copied()
    }

    pub(super) fn map(&self, what: Map) -> Option<usize> {
        self.map.get(what as usize)?.first().copied()
    }

    /// All columns that say something, in order.
    pub(super) fn used(&self) -> Vec<usize> {
        let all = [&self.text, &self.money, &self.moment, &self.map];
        let mut found: Vec<usize> = all.into_iter().flatten().flatten().copied().collect();
        found.extend(self.usage);
        found.extend(
            self.tags
                .iter()
                .chain(&self.categories)
                .map(|(place, _)| *place),
        );
        found.sort_unstable();
        found.dedup();
        found
    }

    pub(super) fn name(&self, place: usize) -> &str {
        self.names.get(place).map_or("", String::as_str)
    }
}

fn places<T: Copy>(known: &[String], names: Names<T>, at: fn(T) -> usize) -> Vec<Vec<usize>> {
    let mut found = Vec::new();
    for (what, names) in names {
        let places = names
            .iter()
            .filter_map(|name| known.iter().position(|known| known == name));
        found.resize((at(*what) + 1).max(found.len()), Vec::new());
        if let Some(place) = found.get_mut(at(*what)) {
            *place = places.collect();
        }
    }
    found
}

/// Columns of one tag each. Two keys may differ in the case of a letter only.
fn keyed(names: &[String], starts: &[&str]) -> Vec<(usize, String)> {
    let key = |name: &str| {
        let key = starts.iter().find_map(|start| name.strip_prefix(start))?;
        Some(own_key(key).to_owned())
    };
    let found = names.iter().enumerate();
    found
        .filter_map(|(place, name)| Some((place, key(name)?)))
        .collect()
}

/// A tag's key as somebody wrote it: AWS puts `user:` before people's own, in Parquet `user_`.
pub(super) fn own_key(key: &str) -> &str {
    key.strip_prefix("user:")
        .or_else(|| key.strip_prefix("user_"))
        .unwrap_or(key)
}

/// `lineItem/UnblendedCost` as Athena and CUR 2.0 have it: `line_item_unblended_cost`. Every capital
/// begins a word, so that `ReservationARN` is `reservation_a_r_n`.
fn snake(name: &str) -> String {
    let mut found = String::with_capacity(name.len() + 8);
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && !found.is_empty() && !found.ends_with('_') {
            found.push('_');
        }
        match letter.is_ascii_alphanumeric() {
            true => found.push(letter.to_ascii_lowercase()),
            false if found.ends_with('_') => {}
            false => found.push('_'),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_both_reports_are_one() {
        for (name, want) in [
            ("lineItem/UnblendedCost", "line_item_unblended_cost"),
            (
                "reservation/ReservationARN",
                "reservation_reservation_a_r_n",
            ),
            (
                "savingsPlan/SavingsPlanARN",
                "savings_plan_savings_plan_a_r_n",
            ),
            (
                "pricing/publicOnDemandCost",
                "pricing_public_on_demand_cost",
            ),
            ("product/regionCode", "product_region_code"),
            ("line_item_unblended_cost", "line_item_unblended_cost"),
        ] {
            assert_eq!(snake(name), want);
        }
    }

    #[test]
    fn tags_that_differ_in_case_stay_apart() {
        let mut names: Vec<String> = CUR_NEEDED.iter().map(|name| (*name).to_owned()).collect();
        for name in [
            "resourceTags/user:Team",
            "resourceTags/user:team",
            "resourceTags/aws:createdBy",
        ] {
            names.push(name.to_owned());
        }
        let layout = Layout::new(names, Format::LegacyCur).unwrap();
        let keys: Vec<&str> = layout.tags.iter().map(|(_, key)| key.as_str()).collect();
        assert_eq!(keys, ["Team", "team", "aws:createdBy"]);
        assert_eq!(layout.used().len(), 9);
    }

    #[test]
    fn texts_are_in_order() {
        for (place, what) in Text::ALL.into_iter().enumerate() {
            assert_eq!(what as usize, place, "{what:?}");
        }
    }

    #[test]
    fn what_no_bill_lacks() {
        let names = ["BilledCost", "ChargeCategory"].map(str::to_owned).to_vec();
        let fault = Layout::new(names, Format::Focus10).unwrap_err();
        assert!(fault.to_string().contains("BillingAccountId"), "{fault}");
    }
}
