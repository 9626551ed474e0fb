//! What counts towards a commitment, and who says so.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::charge::Charge;
use crate::bill::ask::Measure;

/// Which cost of a line is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// What is charged, when it is charged.
    Unblended,
    /// The same after negotiated discounts.
    NetUnblended,
    /// Commitments at the usage that they cover.
    Amortized,
    NetAmortized,
}

impl Basis {
    #[must_use]
    pub const fn measure(self) -> Measure {
        match self {
            Self::Unblended => Measure::Unblended,
            Self::NetUnblended => Measure::NetUnblended,
            Self::Amortized => Measure::Amortized,
            Self::NetAmortized => Measure::NetAmortized,
        }
    }
}

/// A rule as it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule<T> {
    pub value: T,
    /// Whether nobody has said otherwise.
    pub is_default: bool,
    /// Where it is from, in the words of who set it; of a default, Landfast's reason. Empty where
    /// somebody set it and named no source.
    pub source: String,
}

/// What somebody has set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Set<T> {
    pub value: T,
    #[serde(default)]
    pub source: String,
}

/// What of the rules somebody has set; all else is the default.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Rules {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) basis: Option<Set<Basis>>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) charges: BTreeMap<Charge, Set<bool>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) marketplace_cap: Option<Set<Option<u8>>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) marketplace_sellers: Option<Set<Option<Vec<String>>>>,
}

/// Per cent of the year's commitment that AWS Marketplace counts up to.
const CAP: u8 = 25;

const BASIS_WHY: &str = "Most contracts measure what is invoiced, after negotiated discounts.";
const CAP_WHY: &str = "Most contracts count AWS Marketplace up to 25 % of the year's commitment.";
const SELLERS_WHY: &str =
    "All sellers count before somebody names those that the contract, or AWS's list, allows.";

impl Rules {
    #[must_use]
    pub fn basis(&self) -> Rule<Basis> {
        rule(self.basis.as_ref(), Basis::NetUnblended, BASIS_WHY)
    }

    /// Whether a charge counts.
    #[must_use]
    pub fn charge(&self, charge: Charge) -> Rule<bool> {
        let set = self.charges.get(&charge);
        rule(set, charge.counts_by_default(), charge.reason())
    }

    /// Per cent of the year's commitment, or no cap.
    #[must_use]
    pub fn marketplace_cap(&self) -> Rule<Option<u8>> {
        rule(self.marketplace_cap.as_ref(), Some(CAP), CAP_WHY)
    }

    /// Legal entities whose products count; `None` for all.
    #[must_use]
    pub fn marketplace_sellers(&self) -> Rule<Option<Vec<String>>> {
        rule(self.marketplace_sellers.as_ref(), None, SELLERS_WHY)
    }

    /// Forgets what says no more than the default does: who sends back what was shown sets nothing.
    pub(super) fn tidied(mut self) -> Self {
        let plain = Self::default();
        self.basis = own(self.basis, &plain.basis());
        self.charges
            .retain(|charge, set| says_more(set, &plain.charge(*charge)));
        self.marketplace_cap = own(self.marketplace_cap, &plain.marketplace_cap());
        self.marketplace_sellers = own(self.marketplace_sellers, &plain.marketplace_sellers());
        self
    }
}

fn rule<T: Clone>(set: Option<&Set<T>>, default: T, why: &str) -> Rule<T> {
    match set {
        Some(Set { value, source }) => Rule {
            value: value.clone(),
            is_default: false,
            source: source.clone(),
        },
        None => Rule {
            value: default,
            is_default: true,
            source: why.to_owned(),
        },
    }
}

fn own<T: PartialEq>(set: Option<Set<T>>, default: &Rule<T>) -> Option<Set<T>> {
    set.filter(|set| says_more(set, default))
}

fn says_more<T: PartialEq>(set: &Set<T>, default: &Rule<T>) -> bool {
    let has_source = !set.source.is_empty() && set.source != default.source;
    set.value != default.value || has_source
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set<T>(value: T, source: &str) -> Set<T> {
        Set {
            value,
            source: source.to_owned(),
        }
    }

    #[test]
    fn defaults_and_their_reasons() {
        let rules = Rules::default();
        let basis = rules.basis();
        assert_eq!((basis.value, basis.is_default), (Basis::NetUnblended, true));
        let counted: Vec<_> = Charge::ALL
            .into_iter()
            .filter(|charge| rules.charge(*charge).value)
            .collect();
        assert_eq!(counted, Charge::ALL[..5]);
        assert_eq!(rules.marketplace_cap().value, Some(25));
        assert_eq!(rules.marketplace_sellers().value, None);
        assert!(
            Charge::ALL
                .iter()
                .all(|one| !rules.charge(*one).source.is_empty())
        );
    }

    #[test]
    fn what_says_no_more_than_the_default_is_not_kept() {
        let plain = Rules::default();
        let shown = Rules {
            basis: Some(set(Basis::NetUnblended, "")),
            charges: BTreeMap::from([
                (Charge::Tax, set(false, &plain.charge(Charge::Tax).source)),
                (Charge::Support, set(true, "")),
                (Charge::Usage, set(true, "§ 3.1")),
            ]),
            marketplace_cap: Some(set(None, "")),
            marketplace_sellers: Some(set(None, "")),
        };
        let kept = shown.tidied();
        assert!(kept.basis().is_default && kept.charge(Charge::Tax).is_default);
        let support = kept.charge(Charge::Support);
        assert_eq!((support.is_default, support.source.as_str()), (false, ""));
        let usage = kept.charge(Charge::Usage);
        assert_eq!((usage.is_default, usage.source.as_str()), (false, "§ 3.1"));
        assert_eq!(kept.marketplace_cap().value, None);
        assert!(!kept.marketplace_cap().is_default);
        assert!(kept.marketplace_sellers().is_default);
    }
}
