//! What there is to ask about. Pure.

use std::collections::BTreeSet;

use landfast_domain::bill::ask::{Catalogue, CataloguedMonth};

use super::choose::choose;
use crate::keep::Current;

pub fn catalogue(currents: &[Current]) -> Catalogue {
    let asked = choose(currents, None);
    let months = currents.iter().map(|current| CataloguedMonth {
        payer: current.payer.clone(),
        report: current.report.clone(),
        period: current.period,
        format: current.bill_format.as_str().to_owned(),
        rows: current.rows,
        since: current.since,
        is_asked: asked.iter().any(|chosen| std::ptr::eq(*chosen, current)),
    });
    let all = |keys: fn(&Current) -> &Vec<String>| -> Vec<String> {
        let keys: BTreeSet<&String> = asked.iter().flat_map(|current| keys(current)).collect();
        keys.into_iter().cloned().collect()
    };
    Catalogue {
        months: months.collect(),
        tag_keys: all(|current| &current.keys.tags),
        cost_category_keys: all(|current| &current.keys.cost_categories),
    }
}
