//! What of a line counts, and how far AWS Marketplace does.

use super::{charge::Charge, line::CostLine, rules::Rules};
use crate::bill::{Amount, Overflow};

/// The rules of a contract, ready to be applied to many lines.
pub(super) struct Counting {
    counted: Vec<Charge>,
    /// In small letters.
    sellers: Option<Vec<String>>,
    cap: Option<u8>,
}

impl Counting {
    pub fn of(rules: &Rules) -> Self {
        let counted = Charge::ALL
            .into_iter()
            .filter(|charge| rules.charge(*charge).value);
        let folded = |names: Vec<String>| names.iter().map(|name| folded(name)).collect();
        Self {
            counted: counted.collect(),
            sellers: rules.marketplace_sellers().value.map(folded),
            cap: rules.marketplace_cap().value,
        }
    }

    pub fn counts(&self, charge: Charge) -> bool {
        self.counted.contains(&charge)
    }

    /// Whether a line counts, before any cap.
    pub fn takes(&self, charge: Charge, line: &CostLine) -> bool {
        self.counts(charge) && (charge != Charge::Marketplace || self.may_sell(line))
    }

    fn may_sell(&self, line: &CostLine) -> bool {
        let Some(sellers) = &self.sellers else {
            return true;
        };
        let seller = line.legal_entity.as_deref().map(folded);
        seller.is_some_and(|seller| sellers.contains(&seller))
    }

    /// What AWS Marketplace counts up to in a year with this commitment.
    pub fn cap(&self, commitment: Amount) -> Result<Option<Amount>, Overflow> {
        let cap = self
            .cap
            .map(|percent| times(commitment, percent.into(), 100));
        cap.transpose()
    }
}

fn folded(name: &str) -> String {
    name.trim().to_lowercase()
}

/// An amount times a part of a whole; nothing of a whole that is nothing.
pub(super) fn times(amount: Amount, part: i32, whole: i32) -> Result<Amount, Overflow> {
    let units = |number: i32| Amount::from_units(number.into());
    let found = amount.share(units(part)?, units(whole)?)?;
    Ok(found.map_or(Amount::ZERO, |share| share.value))
}

/// A sum of what counts, with AWS Marketplace apart: its cap is of the whole sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Counted {
    plain: Amount,
    marketplace: Amount,
}

impl Counted {
    pub fn add(&mut self, charge: Charge, amount: Amount) -> Result<(), Overflow> {
        let part = match charge {
            Charge::Marketplace => &mut self.marketplace,
            _ => &mut self.plain,
        };
        *part = part.plus(amount)?;
        Ok(())
    }

    pub fn plus(self, other: Self) -> Result<Self, Overflow> {
        Ok(Self {
            plain: self.plain.plus(other.plain)?,
            marketplace: self.marketplace.plus(other.marketplace)?,
        })
    }

    pub fn times(self, part: i32, whole: i32) -> Result<Self, Overflow> {
        Ok(Self {
            plain: times(self.plain, part, whole)?,
            marketplace: times(self.marketplace, part, whole)?,
        })
    }

    pub fn within(self, cap: Option<Amount>) -> Result<Amount, Overflow> {
        self.plain.plus(self.marketplace_within(cap))
    }

    pub fn marketplace_within(self, cap: Option<Amount>) -> Amount {
        cap.map_or(self.marketplace, |cap| self.marketplace.min(cap))
    }
}
