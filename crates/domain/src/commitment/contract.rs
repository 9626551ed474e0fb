use serde::{Deserialize, Serialize};

use super::rules::Rules;
use crate::{
    AccountId,
    bill::{Amount, ask::Day},
};

/// A contract with AWS. Only [`super::ContractDraft::read`] makes one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contract {
    pub name: String,
    /// Of all its amounts. What is billed in another one is never added.
    pub currency: String,
    pub starts: Day,
    /// What is to be spent in each year: one to five of them.
    pub years: Vec<Amount>,
    /// The accounts whose bills count.
    pub payers: Vec<AccountId>,
    #[serde(default)]
    pub rules: Rules,
}

/// A year of a contract, with both of its ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ContractYear {
    /// From 1.
    pub number: u8,
    pub from: Day,
    pub to: Day,
    pub commitment: Amount,
}

impl ContractYear {
    #[must_use]
    pub fn contains(&self, day: Day) -> bool {
        self.from <= day && day <= self.to
    }

    /// How many days it has.
    #[must_use]
    pub const fn days(&self) -> i32 {
        self.to.since(self.from) + 1
    }
}

impl Contract {
    /// Its years, without a gap: each runs to the day before the next anniversary.
    pub fn contract_years(&self) -> impl Iterator<Item = ContractYear> {
        let numbered = (0_u8..).zip(&self.years);
        numbered.map(|(before, commitment)| ContractYear {
            number: before + 1,
            from: self.starts.anniversary(before),
            to: self.starts.anniversary(before + 1).plus(-1),
            commitment: *commitment,
        })
    }

    /// Its last day.
    #[must_use]
    pub fn ends(&self) -> Day {
        let last = self.contract_years().last();
        last.map_or(self.starts, |year| year.to)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::commitment::testing::contract;

    proptest! {
        #[test]
        fn years_tile_the_contract(start in 13_149_i32..47_846, count in 1_usize..=5) {
            let starts = Day::from_unix_days(start);
            let contract = Contract {
                starts,
                years: vec![Amount::ZERO; count],
                ..contract()
            };
            let years: Vec<_> = contract.contract_years().collect();
            prop_assert_eq!(years.len(), count);
            prop_assert_eq!(years[0].from, starts);
            prop_assert_eq!(contract.ends(), years[count - 1].to);
            for pair in years.windows(2) {
                prop_assert_eq!(pair[0].to.plus(1), pair[1].from);
                prop_assert_eq!(pair[0].number + 1, pair[1].number);
            }
            for year in years {
                prop_assert!((365..=366).contains(&year.days()), "{:?}", year);
            }
        }
    }

    #[test]
    fn a_contract_from_a_leap_day() {
        let contract = Contract {
            starts: "2024-02-29".parse().unwrap(),
            years: vec![Amount::ZERO; 5],
            ..contract()
        };
        let shown: Vec<_> = contract
            .contract_years()
            .map(|year| format!("{} {} {}", year.from, year.to, year.days()))
            .collect();
        assert_eq!(
            shown,
            [
                "2024-02-29 2025-02-28 366",
                "2025-03-01 2026-02-28 365",
                "2026-03-01 2027-02-28 365",
                "2027-03-01 2028-02-28 365",
                "2028-02-29 2029-02-28 366",
            ]
        );
    }

    #[test]
    fn the_form_in_which_it_is_kept() {
        let kept = serde_json::to_value(contract()).unwrap();
        let want = serde_json::json!({
            "name": "EDP",
            "currency": "USD",
            "starts": "2026-01-01",
            "years": ["3650", "7300"],
            "payers": ["012345678901"],
            "rules": {},
        });
        assert_eq!(kept, want);
        let back: Contract = serde_json::from_value(kept).unwrap();
        assert_eq!(back, contract());
    }
}
