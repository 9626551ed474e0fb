//! Which columns of the store say a dimension.

use landfast_domain::bill::ask::{Dimension, Known, Measure, Question};

use crate::keep::in_rollup_since;

/// The first that is not empty counts.
pub const fn columns(of: Known) -> &'static [&'static str] {
    match of {
        Known::Account => &["account_id"],
        Known::Payer => &["payer_account_id"],
        Known::Service => &["service", "service_code"],
        Known::ServiceCode => &["service_code"],
        Known::Region => &["region"],
        Known::LineType => &["line_type"],
        Known::Currency => &["currency"],
        Known::UsageType => &["usage_type"],
        Known::Operation => &["operation"],
        Known::Resource => &["resource_id"],
        Known::Description => &["description"],
        Known::ProductFamily => &["product_family"],
        Known::InstanceType => &["instance_type"],
        Known::AvailabilityZone => &["availability_zone"],
        Known::PricingTerm => &["pricing_term"],
        Known::SavingsPlan => &["savings_plan_arn"],
        Known::Reservation => &["reservation_arn"],
        Known::Unit => &["usage_unit"],
        Known::BillType => &["bill_type"],
        Known::BillingEntity => &["billing_entity"],
        Known::LegalEntity => &["legal_entity"],
        Known::Invoice => &["invoice_id"],
    }
}

pub const fn measured(measure: Measure) -> &'static str {
    match measure {
        Measure::Unblended => "unblended",
        Measure::Amortized => "amortized",
        Measure::NetUnblended => "net_unblended",
        Measure::NetAmortized => "net_amortized",
        Measure::Public => "public",
        Measure::Usage => "usage_amount",
    }
}

/// What sums are never mixed over.
pub const fn unit(measure: Measure) -> &'static str {
    match measure {
        Measure::Usage => "usage_unit",
        _ => "currency",
    }
}

/// The first format of rollups that knows all that is asked; `None` where none does.
pub fn rollup_for(question: &Question) -> Option<u32> {
    if question.measure == Measure::Usage {
        return None;
    }
    let filters = question.selection.filters.iter();
    let filtered = filters.map(|filter| &filter.dimension);
    let mut format = 1;
    for dimension in question.group_by.iter().chain(filtered) {
        let Dimension::Column(known) = dimension else {
            return None;
        };
        for column in columns(*known) {
            format = format.max(in_rollup_since(column)?);
        }
    }
    Some(format)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema;

    #[test]
    fn every_name_is_columns_of_the_store() {
        for known in Known::ALL {
            for column in columns(known) {
                assert!(schema::lines().index_of(column).is_ok(), "{column}");
            }
        }
    }
}
