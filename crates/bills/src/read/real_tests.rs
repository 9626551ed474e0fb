//! Real bills, where the folder `LANDFAST_REAL_BILLS` has them: to the last digit.

use landfast_domain::bill::{Amount, Ledger};

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
