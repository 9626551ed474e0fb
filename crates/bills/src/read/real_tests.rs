//! Real bills, where the folder `LANDFAST_REAL_BILLS` has them: to the last digit.

use std::{fmt::Write as _, fs::File, io::Write as _, path::Path};

use arrow::{
    array::{ArrayRef, AsArray},
    datatypes::Float64Type,
    record_batch::RecordBatch,
};
use landfast_domain::bill::{Amount, Ledger};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

use super::made_tests::{folder, read_all};

fn amount(text: &str) -> Amount {
    text.parse().unwrap()
}

#[test]
fn a_report_that_aws_delivered_in_2018() {
    let Some(folder) = folder("LANDFAST_REAL_BILLS") else {
        return;
    };
    let (reading, found) = read_all(&folder.join("Oct2018-WorkshopCUR-00001.snappy.parquet"));
    assert_eq!(found.findings.len(), 0, "{:?}", found.findings);
    let [(part, read)] = reading.iter().collect::<Vec<_>>()[..] else {
        panic!("{reading:?}");
    };
    assert_eq!(
        (part.period.to_string().as_str(), part.payer.len()),
        ("2018-10", 12)
    );
    let Ledger {
        rows,
        rounded,
        guessed,
        currencies,
        ..
    } = &read.ledger;
    assert_eq!(
        (*rows, *rounded, *guessed, currencies.len()),
        (119_307, 0, 0, 1)
    );
    let total = currencies["USD"].total;
    assert_eq!(total.unblended, amount("4064.4831315379"));
    assert_eq!(total.amortized, amount("4195.9571093179"));
    assert_eq!(total.public, amount("4237.6817354175"));
    // No discount was negotiated: the file has no net columns.
    assert_eq!(total.net_unblended, total.unblended);
    assert_eq!(total.net_amortized, total.amortized);
}

#[test]
fn an_anonymized_report_of_2023_in_text() {
    let Some(folder) = folder("LANDFAST_REAL_BILLS") else {
        return;
    };
    let (reading, _) = read_all(&folder.join("sample-anonymous-aws-export-dataset.csv"));
    let [(part, read)] = reading.iter().collect::<Vec<_>>()[..] else {
        panic!("{reading:?}");
    };
    assert_eq!(
        (part.payer.as_str(), part.period.to_string().as_str()),
        ("123412340534", "2023-11")
    );
    let usd = &read.ledger.currencies["USD"];
    assert_eq!((usd.total.rows, read.ledger.rounded), (1_281, 0));
    assert_eq!(usd.total.unblended, amount("1.6823086974"));
    assert_eq!(usd.by_line_type["Usage"].unblended, amount("1.6023086974"));
    assert_eq!(usd.by_line_type["Tax"].unblended, amount("0.08"));
}

#[test]
fn focus_of_three_clouds_is_read_as_it_is() {
    let Some(folder) = folder("LANDFAST_REAL_BILLS") else {
        return;
    };
    let (reading, _) = read_all(&folder.join("focus_sample.csv"));
    let mut all = Ledger::default();
    let mut providers = Vec::new();
    for read in reading.values() {
        all.merge(&read.ledger).unwrap();
        providers.extend(read.providers.iter().map(String::as_str));
    }
    providers.sort_unstable();
    providers.dedup();
    assert_eq!(providers, ["AWS", "Microsoft", "Oracle"]);
    assert_eq!(all.rows, 1_000);
    assert_eq!(
        all.currencies["USD"].total.unblended,
        amount("20.52022672899")
    );
    let of_aws = |read: &&super::PartRead| read.providers.contains("AWS");
    let aws: Vec<_> = reading.values().filter(of_aws).collect();
    let sum = aws.iter().try_fold(Amount::ZERO, |sum, read| {
        sum.plus(read.ledger.currencies["USD"].total.unblended)
    });
    assert_eq!(sum, Ok(amount("18.00663861840")));
    insta::assert_debug_snapshot!(
        reading
            .keys()
            .map(|part| format!("{} {}", part.payer, part.period))
            .collect::<Vec<_>>()
    );
}

/// Nobody has published a CUR 2.0: this is one derived from the report of 2018, with its facts about
/// products and its tags folded into maps, as AWS describes the table.
#[test]
fn the_same_as_cur_2() {
    let Some(folder) = folder("LANDFAST_REAL_BILLS") else {
        return;
    };
    let real = folder.join("Oct2018-WorkshopCUR-00001.snappy.parquet");
    let scratch = tempfile::tempdir().unwrap();
    derive(&real, &scratch.path().join("derived.csv"));
    let (derived, found) = read_all(scratch.path());
    assert_eq!(
        found.deliveries[0].delivery.format,
        crate::report::Format::Cur2
    );
    assert_eq!(derived, read_all(&real).0);
}

/// What stays a column of its own among those about products.
const OWN: [&str; 2] = ["product_instance_type", "product_product_family"];
/// What is folded of the others: all eighty would only take longer.
const FOLDED: [&str; 4] = ["product_name", "region", "location", "sku"];

fn derive(real: &Path, target: &Path) {
    let reader = ParquetRecordBatchReaderBuilder::try_new(File::open(real).unwrap()).unwrap();
    let mut file = File::create(target).unwrap();
    for (number, batch) in reader.build().unwrap().enumerate() {
        let text = lines(&batch.unwrap(), number == 0);
        file.write_all(text.as_bytes()).unwrap();
    }
}

fn lines(batch: &RecordBatch, has_header: bool) -> String {
    let schema = batch.schema();
    let columns = || {
        schema
            .fields()
            .iter()
            .map(|field| field.name().as_str())
            .zip(batch.columns())
    };
    let folded = |start: &'static str| {
        let mine =
            columns().filter(move |(name, _)| name.starts_with(start) && !OWN.contains(name));
        let named =
            mine.map(move |(name, column)| (&name[start.len()..], column.as_string::<i32>()));
        named.filter(move |(key, _)| start != "product_" || FOLDED.contains(key))
    };
    let maps = ["product_", "resource_tags_"].map(|start| folded(start).collect::<Vec<_>>());
    let is_own = |name: &str| {
        OWN.contains(&name) || !name.starts_with("product_") && !name.starts_with("resource_tags_")
    };
    let own: Vec<_> = columns().filter(|(name, _)| is_own(name)).collect();
    let mut text = String::new();
    if has_header {
        let names = own
            .iter()
            .map(|(name, _)| *name)
            .chain(["product", "resource_tags"]);
        writeln!(text, "{}", names.map(quoted).collect::<Vec<_>>().join(",")).unwrap();
    }
    for row in 0..batch.num_rows() {
        for (_, column) in &own {
            write!(text, "{},", cell(column, row)).unwrap();
        }
        let [product, tags] = maps.each_ref().map(|columns| {
            let filled = columns
                .iter()
                .filter(|(_, texts)| !texts.value(row).is_empty());
            let object: serde_json::Map<_, _> = filled
                .map(|(key, texts)| ((*key).to_owned(), texts.value(row).into()))
                .collect();
            quoted(&serde_json::Value::from(object).to_string())
        });
        writeln!(text, "{product},{tags}").unwrap();
    }
    text
}

fn cell(column: &ArrayRef, row: usize) -> String {
    if let Some(texts) = column.as_string_opt::<i32>() {
        return quoted(texts.value(row));
    }
    if let Some(numbers) = column.as_primitive_opt::<Float64Type>() {
        return format!("{:E}", numbers.value(row));
    }
    quoted(&arrow::util::display::array_value_to_string(column, row).unwrap())
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}
