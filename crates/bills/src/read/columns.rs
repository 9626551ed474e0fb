//! Which column of a file says what.

use super::{
    Fault,
    names::{
        CUR_MAP, CUR_MOMENT, CUR_MONEY, CUR_NEEDED, CUR_TEXT, FOCUS_MAP, FOCUS_MOMENT, FOCUS_MONEY,
        FOCUS_NEEDED, FOCUS_TEXT, Map, Moment, Money, Names, Text,
    },
};
use crate::report::{Format, beginning};

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
