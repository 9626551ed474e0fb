//! Contracts, and how bills stand against them.

use landfast_api::dto::{
    CommitmentRulesView, CommitmentStandingView, CommitmentView, CommitmentYearStanding,
};
use landfast_domain::bill::ask::Measure;

use super::{Table, bills::shown, data, word};

pub fn list(all: &[CommitmentView]) {
    let mut table = Table::new(["CONTRACT", "NAME", "FROM", "TO", "YEARS", "PAYERS"]);
    for one in all {
        let years = one.years.iter().map(|year| year.amount.as_str());
        let years = years.collect::<Vec<_>>().join(", ");
        let payers = one.payers.iter().map(|payer| payer.id.as_str());
        let payers = payers.collect::<Vec<_>>().join(" ");
        let years = format!("{years} {}", one.currency);
        table.row([&one.id, &one.name, &one.starts, &one.ends, &years, &payers]);
    }
    table.print();
}

pub fn standing(contract: &CommitmentView, found: &CommitmentStandingView, is_exact: bool) {
    let money = |exact: &str| shown(Measure::NetUnblended, exact, is_exact);
    data(&format!(
        "{}, {} to {}, as of {}, in {}\n",
        contract.name, contract.starts, contract.ends, found.as_of, found.currency
    ));
    years(found, &money);
    for year in &found.years {
        if !year.charges.is_empty() {
            data("");
            charges(contract, year, &money);
        }
    }
    let of_years = found.years.iter().flat_map(|year| {
        let said = year.notes.iter();
        said.map(move |note| format!("Year {}: {}", year.number, note.text))
    });
    let notes = found.notes.iter().map(|note| note.text.clone());
    let notes: Vec<String> = notes.chain(of_years).collect();
    if !notes.is_empty() {
        data(&format!("\n{}", notes.join("\n")));
    }
}

type Money<'a> = &'a dyn Fn(&str) -> String;

fn years(found: &CommitmentStandingView, money: Money<'_>) {
    let mut table = Table::new([
        "YEAR",
        "FROM",
        "TO",
        "STATE",
        "COMMITMENT",
        "SPENT",
        "%",
        "THROUGH",
        "AHEAD",
        "FORECAST",
        "SHORTFALL",
        "MET ON",
    ]);
    for year in &found.years {
        let some = |text: &Option<String>| text.clone().unwrap_or_else(|| "-".to_owned());
        let some_money = |text: &Option<String>| text.as_deref().map_or("-".to_owned(), money);
        table.push(vec![
            year.number.to_string(),
            year.from.clone(),
            year.to.clone(),
            word(&year.state),
            money(&year.commitment),
            money(&year.spent),
            year.percent.clone(),
            some(&year.through),
            money(&year.ahead),
            some_money(&year.forecast),
            some_money(&year.shortfall),
            some(&year.met_on),
        ]);
    }
    table.print();
}

fn charges(contract: &CommitmentView, year: &CommitmentYearStanding, money: Money<'_>) {
    let head = format!("CHARGES OF YEAR {}", year.number);
    let columns = [head.as_str(), "BILLED", "COUNTED", "LEFT OUT", "SOURCE"];
    let mut table = Table::of(columns.map(str::to_owned).to_vec());
    for one in &year.charges {
        table.push(vec![
            word(&one.charge),
            money(&one.amount),
            money(&one.counted),
            money(&one.left_out),
            source(&contract.rules, &word(&one.charge)),
        ]);
    }
    table.print();
}

fn source(rules: &CommitmentRulesView, charge: &str) -> String {
    let rule = rules
        .charges
        .iter()
        .find(|rule| word(&rule.charge) == charge);
    rule.map_or_else(String::new, |rule| match rule.is_default {
        true => format!("default: {}", rule.source),
        false if rule.source.is_empty() => "set without a source".to_owned(),
        false => rule.source.clone(),
    })
}
