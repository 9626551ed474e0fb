//! A contract as somebody typed it, and what is wrong with it.

use std::collections::BTreeMap;

use super::{
    charge::Charge,
    contract::Contract,
    rules::{Basis, Rules, Set},
};
use crate::{
    AccountId,
    bill::{Amount, ask::Day},
};

/// What is left out of the rules is the default.
#[derive(Debug, Clone, Default)]
pub struct ContractDraft {
    pub name: String,
    pub currency: String,
    pub starts: String,
    pub years: Vec<String>,
    pub payers: Vec<String>,
    pub rules: RulesDraft,
}

/// A value with the words of where it is from; they may be empty.
#[derive(Debug, Clone)]
pub struct Chosen<T> {
    pub value: T,
    pub source: String,
}

#[derive(Debug, Clone, Default)]
pub struct RulesDraft {
    pub basis: Option<Chosen<Basis>>,
    pub charges: BTreeMap<Charge, Chosen<bool>>,
    pub marketplace_cap: Option<Chosen<Option<u32>>>,
    pub marketplace_sellers: Option<Chosen<Option<Vec<String>>>>,
}

/// What of a draft cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{why}")]
pub struct Malformed {
    /// The field, by its place in the request.
    pub field: &'static str,
    /// What was expected and what was found.
    pub why: String,
}

type Result<T> = core::result::Result<T, Malformed>;

/// Characters of a name.
const NAME: usize = 60;
/// Characters of a source.
const SOURCE: usize = 300;
/// Years that a contract may have.
const YEARS: usize = 5;
/// Accounts whose bills may count.
const PAYERS: usize = 50;
/// Sellers that may be named, and characters of each.
const SELLERS: usize = 200;
/// A commitment is below this: sums over a year then stay within an amount's digits.
const MOST: i128 = 10_i128.pow(12 + 15);

impl ContractDraft {
    /// # Errors
    /// [`Malformed`] for the first field that cannot be taken.
    pub fn read(self) -> Result<Contract> {
        let name = one_line("name", &self.name, NAME)?;
        if name.is_empty() {
            let why = format!("expected a name of 1 to {NAME} characters on one line; found none");
            return Err(malformed("name", why));
        }
        Ok(Contract {
            name,
            currency: currency(&self.currency)?,
            starts: starts(&self.starts)?,
            years: years(&self.years)?,
            payers: payers(&self.payers)?,
            rules: self.rules.read()?,
        })
    }
}

impl RulesDraft {
    fn read(self) -> Result<Rules> {
        let charges = self.charges.into_iter().map(|(charge, chosen)| {
            let set = set("rules.charges", chosen, Ok)?;
            Ok((charge, set))
        });
        let (basis, cap) = ("rules.basis", "rules.marketplace_cap");
        let sellers_at = "rules.marketplace_sellers";
        let rules = Rules {
            basis: self
                .basis
                .map(|chosen| set(basis, chosen, Ok))
                .transpose()?,
            charges: charges.collect::<Result<_>>()?,
            marketplace_cap: self
                .marketplace_cap
                .map(|chosen| set(cap, chosen, percent))
                .transpose()?,
            marketplace_sellers: self
                .marketplace_sellers
                .map(|chosen| set(sellers_at, chosen, sellers))
                .transpose()?,
        };
        Ok(rules.tidied())
    }
}

fn set<T, U>(
    field: &'static str,
    chosen: Chosen<T>,
    read: impl FnOnce(T) -> Result<U>,
) -> Result<Set<U>> {
    Ok(Set {
        value: read(chosen.value)?,
        source: one_line(field, &chosen.source, SOURCE)?,
    })
}

fn malformed(field: &'static str, why: String) -> Malformed {
    Malformed { field, why }
}

/// Without blanks at its ends; may be empty.
fn one_line(field: &'static str, text: &str, most: usize) -> Result<String> {
    let text = text.trim();
    if text.chars().count() <= most && !text.chars().any(char::is_control) {
        return Ok(text.to_owned());
    }
    let found = text.chars().count();
    let why = format!("expected at most {most} characters on one line; found {found}");
    Err(malformed(field, why))
}

fn currency(text: &str) -> Result<String> {
    if text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return Ok(text.to_owned());
    }
    let why = format!("expected a currency as bills write it, such as USD; found {text:.20?}");
    Err(malformed("currency", why))
}

fn starts(text: &str) -> Result<Day> {
    let day: Option<Day> = text.trim().parse().ok();
    // The first and the last day that are taken, in days since 1970.
    let is_sensible = |day: &Day| (13_149..=47_846).contains(&day.unix_days());
    day.filter(is_sensible).ok_or_else(|| {
        let why =
            format!("expected a day from 2006 to 2100, such as 2026-01-01; found {text:.20?}");
        malformed("starts", why)
    })
}

fn years(texts: &[String]) -> Result<Vec<Amount>> {
    if texts.is_empty() || texts.len() > YEARS {
        let why = format!(
            "expected the commitments of 1 to {YEARS} years; found {}",
            texts.len()
        );
        return Err(malformed("years", why));
    }
    let amounts = texts.iter().map(|text| {
        let text = text.trim();
        let is_plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        let parsed = Amount::parse(text.as_bytes()).ok();
        let amount = parsed.filter(|parsed| is_plain && !parsed.rounded);
        let amount = amount.map(|parsed| parsed.value);
        let in_range = amount.filter(|amount| (1..MOST).contains(&amount.units()));
        in_range.ok_or_else(|| {
            let why = format!(
                "expected amounts of more than 0 with at most 15 digits before the point and 12 after it, such as 1000000; found {text:.40?}"
            );
            malformed("years", why)
        })
    });
    amounts.collect()
}

fn payers(texts: &[String]) -> Result<Vec<AccountId>> {
    let mut found: Vec<AccountId> = Vec::new();
    for text in texts {
        let id = AccountId::parse(text).map_err(|why| malformed("payers", why.to_string()))?;
        if !found.contains(&id) {
            found.push(id);
        }
    }
    if found.is_empty() || found.len() > PAYERS {
        let why = format!(
            "expected 1 to {PAYERS} accounts that pay; found {}",
            found.len()
        );
        return Err(malformed("payers", why));
    }
    Ok(found)
}

fn percent(value: Option<u32>) -> Result<Option<u8>> {
    let small = |value: u32| u8::try_from(value).ok().filter(|value| *value <= 100);
    match value {
        None => Ok(None),
        Some(value) => small(value).map(Some).ok_or_else(|| {
            let why = format!("expected 0 to 100 per cent, or none for no cap; found {value}");
            malformed("rules.marketplace_cap", why)
        }),
    }
}

fn sellers(names: Option<Vec<String>>) -> Result<Option<Vec<String>>> {
    const FIELD: &str = "rules.marketplace_sellers";
    let Some(names) = names else { return Ok(None) };
    let mut found: Vec<String> = Vec::new();
    for name in &names {
        let name = one_line(FIELD, name, SELLERS)?;
        if !name.is_empty() && !found.contains(&name) {
            found.push(name);
        }
    }
    if found.is_empty() || found.len() > SELLERS {
        let why = format!(
            "expected 1 to {SELLERS} sellers by their legal names, or none of them named for all; found {}",
            found.len()
        );
        return Err(malformed(FIELD, why));
    }
    Ok(Some(found))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft() -> ContractDraft {
        ContractDraft {
            name: " EDP ".to_owned(),
            currency: "USD".to_owned(),
            starts: "2026-01-01".to_owned(),
            years: vec!["3650".to_owned(), " 7300.50 ".to_owned()],
            payers: vec!["0123-4567-8901".to_owned(), "012345678901".to_owned()],
            rules: RulesDraft::default(),
        }
    }

    fn chosen<T>(value: T, source: &str) -> Chosen<T> {
        Chosen {
            value,
            source: source.to_owned(),
        }
    }

    #[test]
    fn what_is_typed_is_tidied() {
        let mut draft = draft();
        draft.rules.marketplace_sellers = Some(chosen(
            Some(vec![
                " Acme Inc. ".to_owned(),
                "Acme Inc.".to_owned(),
                String::new(),
            ]),
            " § 4 ",
        ));
        draft.rules.marketplace_cap = Some(chosen(Some(25), ""));
        let read = draft.read().unwrap();
        assert_eq!(read.name, "EDP");
        assert_eq!(read.payers.len(), 1);
        assert_eq!(read.years[1].to_string(), "7300.5");
        let sellers = read.rules.marketplace_sellers();
        assert_eq!(sellers.value, Some(vec!["Acme Inc.".to_owned()]));
        assert_eq!(
            (sellers.is_default, sellers.source.as_str()),
            (false, "§ 4")
        );
        assert!(read.rules.marketplace_cap().is_default);
    }

    type Spoil = fn(&mut ContractDraft);

    #[test]
    fn what_cannot_be_taken_is_named() {
        let cases: [(&str, Spoil); 17] = [
            ("name", |d| d.name = " ".to_owned()),
            ("name", |d| d.name = "a\nb".to_owned()),
            ("name", |d| d.name = "a".repeat(61)),
            ("currency", |d| d.currency = "usd".to_owned()),
            ("currency", |d| d.currency = "$".to_owned()),
            ("starts", |d| d.starts = "2026-02-29".to_owned()),
            ("starts", |d| d.starts = "1999-01-01".to_owned()),
            ("years", |d| d.years.clear()),
            ("years", |d| d.years = vec!["1".to_owned(); 6]),
            ("years", |d| d.years = vec!["0".to_owned()]),
            ("years", |d| d.years = vec!["-1".to_owned()]),
            ("years", |d| d.years = vec!["1e6".to_owned()]),
            ("years", |d| d.years = vec!["1000000000000000".to_owned()]),
            ("years", |d| d.years = vec!["0.0000000000001".to_owned()]),
            ("payers", |d| d.payers.clear()),
            ("payers", |d| d.payers = vec!["12".to_owned()]),
            ("payers", |d| {
                d.payers = (0..51).map(|n| format!("{n:012}")).collect();
            }),
        ];
        for (field, spoil) in cases {
            let mut draft = draft();
            spoil(&mut draft);
            let why = draft.clone().read().unwrap_err();
            assert_eq!(why.field, field, "{draft:?}: {why}");
        }
    }

    #[test]
    fn rules_that_cannot_be_taken_are_named() {
        let long = "x".repeat(301);
        let cases: [(&str, RulesDraft); 5] = [
            (
                "rules.basis",
                RulesDraft {
                    basis: Some(chosen(Basis::Amortized, &long)),
                    ..RulesDraft::default()
                },
            ),
            (
                "rules.charges",
                RulesDraft {
                    charges: BTreeMap::from([(Charge::Tax, chosen(true, "a\tb"))]),
                    ..RulesDraft::default()
                },
            ),
            (
                "rules.marketplace_cap",
                RulesDraft {
                    marketplace_cap: Some(chosen(Some(101), "")),
                    ..RulesDraft::default()
                },
            ),
            (
                "rules.marketplace_sellers",
                RulesDraft {
                    marketplace_sellers: Some(chosen(Some(Vec::new()), "")),
                    ..RulesDraft::default()
                },
            ),
            (
                "rules.marketplace_sellers",
                RulesDraft {
                    marketplace_sellers: Some(chosen(Some(vec![long.clone()]), "")),
                    ..RulesDraft::default()
                },
            ),
        ];
        for (field, rules) in cases {
            let why = ContractDraft { rules, ..draft() }.read().unwrap_err();
            assert_eq!(why.field, field, "{why}");
        }
    }

    #[test]
    fn the_first_and_the_last_day_that_are_taken() {
        for (text, is_taken) in [
            ("2005-12-31", false),
            ("2006-01-01", true),
            ("2100-12-31", true),
            ("2101-01-01", false),
        ] {
            assert_eq!(starts(text).is_ok(), is_taken, "{text}");
        }
    }
}
