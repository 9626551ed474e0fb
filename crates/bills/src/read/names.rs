//! What the columns of each format are called.
//!
//! AWS CUR User Guide, "Data dictionary"; AWS Data Exports User Guide, "Cost and Usage Report (CUR) 2.0";
//! FOCUS 1.2, "Columns", with AWS's own that begin with `x_`. Legacy reports in text have other names for
//! the same: `lineItem/UnblendedCost`.

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
pub(super) type Names<T> = &'static [(T, &'static [&'static str])];

pub(super) const CUR_TEXT: Names<Text> = &[
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

pub(super) const CUR_MONEY: Names<Money> = &[
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

pub(super) const CUR_MOMENT: Names<Moment> = &[
    (Moment::Period, &["bill_billing_period_start_date"]),
    (Moment::Start, &["line_item_usage_start_date"]),
    (Moment::End, &["line_item_usage_end_date"]),
];

pub(super) const CUR_MAP: Names<Map> = &[
    (Map::Tags, &["resource_tags", "tags"]),
    (Map::Categories, &["cost_category"]),
    (Map::Product, &["product"]),
];

pub(super) const FOCUS_TEXT: Names<Text> = &[
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

pub(super) const FOCUS_MONEY: Names<Money> = &[
    (Money::Unblended, &["BilledCost"]),
    (Money::Effective, &["EffectiveCost"]),
    (Money::Public, &["ListCost"]),
];

pub(super) const FOCUS_MOMENT: Names<Moment> = &[
    (Moment::Period, &["BillingPeriodStart"]),
    (Moment::Start, &["ChargePeriodStart"]),
    (Moment::End, &["ChargePeriodEnd"]),
];

pub(super) const FOCUS_MAP: Names<Map> = &[
    (Map::Tags, &["Tags"]),
    (Map::Categories, &["x_CostCategories"]),
];

/// Without these a file is no bill.
pub(super) const CUR_NEEDED: [&str; 6] = [
    "bill_billing_period_start_date",
    "bill_payer_account_id",
    "line_item_currency_code",
    "line_item_line_item_type",
    "line_item_unblended_cost",
    "line_item_usage_account_id",
];
pub(super) const FOCUS_NEEDED: [&str; 6] = [
    "BilledCost",
    "BillingAccountId",
    "BillingCurrency",
    "BillingPeriodStart",
    "ChargeCategory",
    "EffectiveCost",
];
