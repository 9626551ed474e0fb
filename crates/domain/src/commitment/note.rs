//! What a reader of the figures has to know beside them.

use std::fmt;

use crate::{
    AccountId,
    bill::{Amount, Period, ask::Day},
};

/// About one year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum YearNote {
    Upcoming {
        from: Day,
    },
    NoData,
    MonthsMissing {
        payer: AccountId,
        months: Vec<Period>,
    },
    OtherCurrency {
        currency: String,
        amount: Amount,
        wanted: String,
    },
    OtherNotCounted {
        amount: Amount,
        currency: String,
        line_types: Vec<String>,
    },
}

/// About a contract as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ContractNote {
    NotBegun { starts: Day },
    Over { ends: Day },
    PayerWithoutBills { payer: AccountId },
}

impl YearNote {
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Upcoming { .. } => "upcoming",
            Self::NoData => "no_data",
            Self::MonthsMissing { .. } => "months_missing",
            Self::OtherCurrency { .. } => "other_currency",
            Self::OtherNotCounted { .. } => "other_not_counted",
        }
    }
}

impl ContractNote {
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotBegun { .. } => "not_begun",
            Self::Over { .. } => "over",
            Self::PayerWithoutBills { .. } => "payer_without_bills",
        }
    }
}

impl fmt::Display for YearNote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Upcoming { from } => write!(f, "The year begins on {from}."),
            Self::NoData => f.write_str("No bill that is kept says what was used in this year."),
            Self::MonthsMissing { payer, months } => write!(
                f,
                "No bill of account {payer} is kept for {}: what it would add is missing here.",
                runs(months)
            ),
            Self::OtherCurrency {
                currency,
                amount,
                wanted,
            } => {
                let unit = match currency.as_str() {
                    "" => "without a currency",
                    currency => currency,
                };
                write!(
                    f,
                    "{amount} {unit} is not counted: the contract is in {wanted}, and currencies are never added."
                )
            }
            Self::OtherNotCounted {
                amount,
                currency,
                line_types,
            } => write!(
                f,
                "{amount} {currency} is of lines that Landfast does not know ({}), and is not counted. \
                 If the contract counts them, change its rule for other charges.",
                line_types.join(", ")
            ),
        }
    }
}

impl fmt::Display for ContractNote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotBegun { starts } => write!(f, "The contract begins on {starts}."),
            Self::Over { ends } => write!(f, "The contract ended on {ends}."),
            Self::PayerWithoutBills { payer } => write!(
                f,
                "No bill of account {payer} is kept at all. Read its bills, or take it out of the contract."
            ),
        }
    }
}

/// Months in order, those in a row as one: `2026-01 to 2026-03, 2026-05`.
fn runs(months: &[Period]) -> String {
    let mut found: Vec<(Period, Period)> = Vec::new();
    for month in months {
        match found.last_mut() {
            Some((_, last)) if last.next() == *month => *last = *month,
            _ => found.push((*month, *month)),
        }
    }
    let texts = found.iter().map(|(first, last)| match first == last {
        true => first.to_string(),
        false => format!("{first} to {last}"),
    });
    texts.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_in_a_row_are_one() {
        let months = |texts: &[&str]| -> Vec<Period> {
            texts.iter().map(|text| text.parse().unwrap()).collect()
        };
        assert_eq!(runs(&months(&["2026-05"])), "2026-05");
        let some = months(&["2025-12", "2026-01", "2026-02", "2026-04"]);
        assert_eq!(runs(&some), "2025-12 to 2026-02, 2026-04");
    }
}
