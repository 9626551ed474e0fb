//! Made-up bills against the truth beside them, in every format: the fixtures, or those in the folder
//! `LANDFAST_MADE_BILLS`.

use std::{
    collections::BTreeMap,
    convert::Infallible,
    fs,
    path::{Path, PathBuf},
};

use landfast_domain::bill::{Ledger, Sums};
use serde_json::Value;

use super::{Limits, Reading, read};
use crate::report::{Found, discover};

#[expect(
    clippy::disallowed_methods,
    reason = "a stranger's tests go without this folder"
)]
pub(super) fn folder(variable: &str) -> Option<PathBuf> {
    let found = std::env::var_os(variable).map(PathBuf::from);
    if found.is_none() {
        println!("skipped: {variable} is not set");
    }
    found
}

/// Reads everything that is found at a path, and adds up what belongs together.
pub(super) fn read_all(path: &Path) -> (Reading, Found) {
    let found = discover(&[path.to_owned()], None);
    let mut all = Reading::new();
    for located in &found.deliveries {
        let mut rows = BTreeMap::new();
        let reading = read::<Infallible>(
            &located.delivery,
            located.source.clone(),
            &Limits::default(),
            &mut |part, batch| {
                assert_eq!(batch.schema(), crate::schema::lines());
                *rows.entry(part.clone()).or_insert(0) += batch.num_rows() as u64;
                Ok(())
            },
        );
        for (part, read) in reading.unwrap() {
            assert_eq!(rows.get(&part).copied().unwrap_or(0), read.ledger.rows);
            let known = all.entry(part).or_default();
            known.ledger.merge(&read.ledger).unwrap();
            known.providers.extend(read.providers);
        }
    }
    (all, found)
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name]
        .as_str()
        .unwrap_or_else(|| panic!("{name} in {value}"))
}

/// What the truth says of some rows; FOCUS has other names for the same.
fn expected(value: &Value) -> Vec<(String, String)> {
    let names = [
        ("unblended", "billed"),
        ("amortized", "effective"),
        ("net_unblended", "billed"),
        ("net_amortized", "effective"),
        ("public", "list"),
    ];
    let is_focus = value.get("billed").is_some();
    let shown = names.map(|(cur, focus)| {
        let name = if is_focus { focus } else { cur };
        (cur.to_owned(), text(value, name).to_owned())
    });
    let rows = ("rows".to_owned(), value["rows"].to_string());
    [vec![rows], shown.to_vec()].concat()
}

/// Without net cost of commitments when the columns of a bill leave it to be guessed.
fn counted(sums: &Sums, is_guessed: bool, want: &[(String, String)]) -> Vec<(String, String)> {
    let told = want
        .iter()
        .find(|(name, _)| is_guessed && name == "net_amortized");
    let amounts = [
        ("unblended", sums.unblended),
        ("amortized", sums.amortized),
        ("net_unblended", sums.net_unblended),
        ("net_amortized", sums.net_amortized),
        ("public", sums.public),
    ];
    let shown = amounts.map(|(name, amount)| (name.to_owned(), amount.to_string()));
    let rows = ("rows".to_owned(), sums.rows.to_string());
    let all = [vec![rows], shown.to_vec()].concat();
    let known = |(name, amount)| match told {
        Some(told) if told.0 == name => told.clone(),
        _ => (name, amount),
    };
    all.into_iter().map(known).collect()
}

/// Holds a month's ledger against its truth.
fn compare(ledger: &Ledger, truth: &Value, currency: &str, place: &str) {
    assert_eq!(
        ledger.rows.to_string(),
        truth["rows"].to_string(),
        "{place}"
    );
    let split = truth["split_rows"].to_string();
    assert_eq!(ledger.split_rows.to_string(), split, "{place}");
    assert_eq!(ledger.rounded, 0, "{place}");
    let by = &truth["by"];
    for (currency, sums) in &ledger.currencies {
        let want = expected(&by["currency"][currency]);
        assert_eq!(
            counted(&sums.total, ledger.guessed > 0, &want),
            want,
            "{place} {currency}"
        );
    }
    let currencies = by["currency"].as_object().unwrap();
    assert_eq!(ledger.currencies.len(), currencies.len(), "{place}");
    let kinds = by
        .get("line_item_type")
        .or_else(|| by.get("charge_category"));
    let kinds = kinds.and_then(Value::as_object).unwrap();
    let ours = &ledger.currencies[currency].by_line_type;
    assert_eq!(ours.len(), kinds.len(), "{place}: {:?}", ours.keys());
    for (kind, want) in kinds {
        let want = expected(want);
        let found = counted(&ours[kind], ledger.guessed > 0, &want);
        assert_eq!(found, want, "{place} {kind}");
    }
}

fn demand_truth(path: &Path) {
    let truth: Value = serde_json::from_slice(&fs::read(path.join("truth.json")).unwrap()).unwrap();
    let (reading, found) = read_all(path);
    assert!(
        found.findings.is_empty(),
        "{}: {:?}",
        path.display(),
        found.findings
    );
    let months = truth["months"].as_object().unwrap();
    assert_eq!(reading.len(), months.len(), "{}", path.display());
    for (part, read) in reading {
        assert_eq!(part.payer, text(&truth, "payer"));
        let place = format!("{} {}", path.display(), part.period);
        let month = &months[&part.period.to_string()];
        compare(&read.ledger, month, text(&truth, "currency"), &place);
    }
}

#[test]
fn every_format_comes_out_to_the_last_digit() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let folder = folder("LANDFAST_MADE_BILLS").unwrap_or(fixtures);
    let mut read = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.join("truth.json").is_file() {
            demand_truth(&path);
            read += 1;
        }
    }
    assert!(read > 4, "{read} bills are there");
}
