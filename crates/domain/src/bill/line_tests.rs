use std::fmt::Write as _;

use super::{Amount, Commitment, Cost, LineFacts, Reservation, is_split};

fn amount(text: &str) -> Amount {
    text.parse().unwrap()
}

fn cost(gross: &str, net: &str) -> Cost {
    let read = |text: &str| (!text.is_empty()).then(|| amount(text));
    Cost {
        gross: read(gross),
        net: read(net),
    }
}

fn usage() -> LineFacts<'static> {
    LineFacts {
        line_type: "Usage",
        unblended: amount("10"),
        net_unblended: Some(amount("9.5")),
        public: Some(amount("12")),
        has_net: true,
        ..LineFacts::default()
    }
}

fn plan() -> Commitment {
    Commitment {
        effective: cost("7", "6.65"),
        total: Some(amount("10")),
        used: Some(amount("9.25")),
        recurring: cost("10", "9.5"),
        upfront: Cost::default(),
    }
}

fn reservation() -> Reservation {
    Reservation {
        is_named: true,
        effective: cost("4", "3.8"),
        unused_upfront: cost("0.5", "0.4"),
        unused_recurring: cost("0.25", ""),
    }
}

/// Every type of line with all columns, with none of commitments, and without net columns.
#[test]
fn every_type_in_every_bill() {
    let mut said = String::new();
    for line_type in [
        "Usage",
        "DiscountedUsage",
        "RIFee",
        "SavingsPlanCoveredUsage",
        "SavingsPlanNegation",
        "SavingsPlanRecurringFee",
        "SavingsPlanUpfrontFee",
        "Fee",
        "Refund",
        "Credit",
        "Tax",
        "EdpDiscount",
        "PrivateRateDiscount",
        "BundledDiscount",
        "SppDiscount",
        "RiVolumeDiscount",
        "FlatRateSubscription",
        "SomethingNew",
    ] {
        let bare = LineFacts {
            line_type,
            ..usage()
        };
        let full = LineFacts {
            reservation: reservation(),
            savings_plan: plan(),
            ..bare
        };
        let gross = LineFacts {
            net_unblended: None,
            has_net: false,
            ..full
        };
        for (name, line) in [("full", full), ("bare", bare), ("no net", gross)] {
            let found = line.costs().unwrap();
            let costs = found.costs;
            writeln!(
                said,
                "{line_type} {name}: {} amortized {} net {} net amortized {} public {}{}",
                costs.unblended,
                costs.amortized,
                costs.net_unblended,
                costs.net_amortized,
                costs.public.unwrap(),
                if found.guessed { " guessed" } else { "" },
            )
            .unwrap();
        }
    }
    insta::assert_snapshot!(said);
}

#[test]
fn a_plans_fee_that_is_given_back_is_not_amortized() {
    let refund = LineFacts {
        line_type: "Refund",
        product_code: "ComputeSavingsPlans",
        description: "Refund for one-time fee for Savings Plan ID: 1",
        ..usage()
    };
    assert!(refund.costs().unwrap().costs.amortized.is_zero());
    let other = LineFacts {
        product_code: "AmazonS3",
        ..refund
    };
    assert_eq!(other.costs().unwrap().costs.amortized, amount("10"));
}

#[test]
fn a_plan_that_was_paid_at_once_has_its_net_by_that() {
    let line = LineFacts {
        line_type: "SavingsPlanRecurringFee",
        savings_plan: Commitment {
            recurring: cost("0", "0"),
            upfront: cost("10", "9"),
            ..plan()
        },
        ..usage()
    };
    let found = line.costs().unwrap();
    assert_eq!(found.costs.amortized, amount("0.75"));
    assert_eq!(found.costs.net_amortized, amount("0.675"));
    let third = LineFacts {
        savings_plan: Commitment {
            recurring: cost("3", "1"),
            ..plan()
        },
        ..line
    };
    let found = third.costs().unwrap();
    assert_eq!(found.costs.net_amortized, amount("0.25"));
    assert_eq!(found.rounded, 0);
}

#[test]
fn split_rows() {
    for (operation, parent, want) in [
        ("EKSPod-EC2", "", true),
        ("ECSTask-EC2", "", true),
        ("RunInstances", "i-0123456789abcdef0", true),
        ("RunInstances", "", false),
        ("EKSPod", "", false),
    ] {
        assert_eq!(is_split(operation, parent), want, "{operation} {parent}");
    }
}
