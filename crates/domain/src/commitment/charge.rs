//! What a line is charged for: each line falls to exactly one.

use serde::{Deserialize, Serialize};

/// In the order in which they are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Charge {
    /// Use of AWS services, after what savings plans and reservations cover.
    Usage,
    /// Fees of savings plans and reservations by the hour or the month.
    CommitmentFee,
    /// What was paid at once: for savings plans and reservations, for domains and the like.
    UpfrontFee,
    /// Lines of negotiated discounts. Net costs contain them already; such lines are zero then.
    Discount,
    /// What others sell at AWS Marketplace.
    Marketplace,
    /// AWS Support.
    Support,
    Credit,
    Refund,
    Tax,
    /// Lines of a type that Landfast does not know.
    Other,
}

/// The codes by which bills name AWS Support: those of AWS's price list and of its API reference of
/// billing (`supportPlanName`), and `OCBPremiumSupport`, the out-of-cycle charge for a month that has
/// ended, which bills of Enterprise Support have.
pub const SUPPORT: [&str; 7] = [
    "AWSDeveloperSupport",
    "AWSSupportDeveloper",
    "AWSSupportBusiness",
    "AWSEnterpriseOnRamp",
    "AWSSupportEnterprise",
    "AWSSupportEssential",
    "OCBPremiumSupport",
];

/// As bills name the seller of what is bought at AWS Marketplace.
const MARKETPLACE: &str = "AWS Marketplace";

impl Charge {
    pub const ALL: [Self; 10] = [
        Self::Usage,
        Self::CommitmentFee,
        Self::UpfrontFee,
        Self::Discount,
        Self::Marketplace,
        Self::Support,
        Self::Credit,
        Self::Refund,
        Self::Tax,
        Self::Other,
    ];

    /// What a line is charged for, by its type, by who bills it, and by whether its service is support.
    #[must_use]
    pub fn of(line_type: &str, billing_entity: Option<&str>, is_support: bool) -> Self {
        match line_type {
            "Tax" => Self::Tax,
            "Credit" => Self::Credit,
            "Refund" => Self::Refund,
            _ if billing_entity == Some(MARKETPLACE) => Self::Marketplace,
            _ if is_support => Self::Support,
            "SavingsPlanRecurringFee" | "RIFee" => Self::CommitmentFee,
            "SavingsPlanUpfrontFee" | "Fee" => Self::UpfrontFee,
            "BundledDiscount"
            | "Discount"
            | "EdpDiscount"
            | "PrivateRateDiscount"
            | "RiVolumeDiscount"
            | "SppDiscount" => Self::Discount,
            _ if is_use(line_type) => Self::Usage,
            _ => Self::Other,
        }
    }

    /// Its name in rules and answers.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Usage => "usage",
            Self::CommitmentFee => "commitment_fee",
            Self::UpfrontFee => "upfront_fee",
            Self::Discount => "discount",
            Self::Marketplace => "marketplace",
            Self::Support => "support",
            Self::Credit => "credit",
            Self::Refund => "refund",
            Self::Tax => "tax",
            Self::Other => "other",
        }
    }

    /// Whether it counts where the contract's rules do not say.
    pub(super) const fn counts_by_default(self) -> bool {
        matches!(
            self,
            Self::Usage
                | Self::CommitmentFee
                | Self::UpfrontFee
                | Self::Discount
                | Self::Marketplace
        )
    }

    /// Why the default is what it is.
    pub(super) const fn reason(self) -> &'static str {
        match self {
            Self::Usage => "The use of AWS services is what such contracts are about.",
            Self::CommitmentFee => {
                "Fees of savings plans and reservations pay for use of AWS services."
            }
            Self::UpfrontFee => "What is paid at once counts in the year in which AWS charges it.",
            Self::Discount => "Most contracts measure what is spent after discounts.",
            Self::Marketplace => {
                "Most contracts count AWS Marketplace up to a part of the commitment."
            }
            Self::Support => "Many contracts leave AWS Support out of the commitment.",
            Self::Credit => "Credits lower what is paid, and are not taken for spend.",
            Self::Refund => "What AWS gives back is taken neither for spend nor against it.",
            Self::Tax => "Taxes are not spent on AWS services.",
            Self::Other => {
                "Lines of an unknown type do not count before somebody has looked at them."
            }
        }
    }
}

/// Whether a line of this type says that something was used.
pub(super) fn is_use(line_type: &str) -> bool {
    matches!(
        line_type,
        "Usage"
            | "DiscountedUsage"
            | "SavingsPlanCoveredUsage"
            | "SavingsPlanNegation"
            | "FlatRateSubscription"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_has_its_charge() {
        let (aws, market) = (Some("AWS"), Some(MARKETPLACE));
        for (line_type, entity, is_support, want) in [
            ("Usage", aws, false, Charge::Usage),
            ("Usage", None, false, Charge::Usage),
            ("DiscountedUsage", aws, false, Charge::Usage),
            ("SavingsPlanCoveredUsage", aws, false, Charge::Usage),
            ("SavingsPlanNegation", aws, false, Charge::Usage),
            ("FlatRateSubscription", aws, false, Charge::Usage),
            ("SavingsPlanRecurringFee", aws, false, Charge::CommitmentFee),
            ("RIFee", aws, false, Charge::CommitmentFee),
            ("SavingsPlanUpfrontFee", aws, false, Charge::UpfrontFee),
            ("Fee", aws, false, Charge::UpfrontFee),
            ("EdpDiscount", aws, false, Charge::Discount),
            ("PrivateRateDiscount", aws, false, Charge::Discount),
            ("BundledDiscount", aws, false, Charge::Discount),
            ("RiVolumeDiscount", aws, false, Charge::Discount),
            ("SppDiscount", aws, false, Charge::Discount),
            ("Discount", aws, false, Charge::Discount),
            ("Usage", market, false, Charge::Marketplace),
            ("Fee", market, false, Charge::Marketplace),
            ("SomethingNew", market, true, Charge::Marketplace),
            ("Usage", aws, true, Charge::Support),
            ("Fee", None, true, Charge::Support),
            ("EdpDiscount", aws, true, Charge::Support),
            ("Tax", market, true, Charge::Tax),
            ("Credit", market, true, Charge::Credit),
            ("Refund", market, true, Charge::Refund),
            ("SomethingNew", aws, false, Charge::Other),
            ("", None, false, Charge::Other),
        ] {
            let found = Charge::of(line_type, entity, is_support);
            assert_eq!(found, want, "{line_type} {entity:?} {is_support}");
        }
    }

    #[test]
    fn names_are_those_of_the_wire() {
        for charge in Charge::ALL {
            let json = serde_json::to_value(charge).unwrap();
            assert_eq!(json, charge.name());
        }
        assert!(Charge::ALL.is_sorted());
    }
}
