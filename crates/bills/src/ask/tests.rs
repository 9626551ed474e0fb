//! Answers, held against sums that are added up line by line.

use landfast_domain::{
    Timestamp,
    bill::{
        Amount, Period,
        ask::{
            Cell, Dimension, Export, FileFormat, Filter, Granularity, Limits, Measure, Order, Page,
            Question, Range, Selection,
        },
    },
};

use super::{Bills, Error, Questions};
use crate::{
    keep::{Origin, Place, Store, VersionId},
    report::Format,
    testing::{Line, amount, batch, ledger, line},
};

const PAYER: &str = "012345678901";

pub(crate) fn month(text: &str) -> Period {
    text.parse().unwrap()
}

pub(crate) async fn keep(
    store: &Store,
    report: &str,
    format: Format,
    period: Period,
    lines: &[Line],
) {
    let now = Timestamp::from_unix_ms(1_793_500_000_000);
    let place = Place::new(PAYER, report, period).unwrap();
    let mut stage = store.stage(place, VersionId::new(now, [1; 10]));
    for part in lines.chunks(50) {
        stage.push(batch(PAYER, period, part)).await.unwrap();
    }
    let origin = Origin {
        bill_format: format,
        delivery: None,
        manifest: None,
        providers: Vec::new(),
        sources: Vec::new(),
    };
    let staged = stage.finish(origin, ledger(lines), now).await.unwrap();
    store.commit(staged, now).await.unwrap();
}

pub(crate) fn question() -> Question {
    Question {
        selection: Selection {
            range: Range::Months {
                from: month("2026-09"),
                to: month("2026-10"),
            },
            filters: Vec::new(),
            report: None,
        },
        measure: Measure::Unblended,
        granularity: Granularity::None,
        group_by: Vec::new(),
        top: None,
        order: Order::Largest,
    }
}

pub(crate) fn by(names: &[&str]) -> Vec<Dimension> {
    names.iter().map(|name| name.parse().unwrap()).collect()
}

async fn said(bills: &Bills, question: &Question) -> Vec<String> {
    let answer = bills.ask(question).await.unwrap();
    let rows = answer.rows.into_iter().map(|row| {
        let mut words: Vec<String> = row.time.into_iter().collect();
        let groups = row.group.into_iter();
        words.extend(groups.map(|group| group.unwrap_or_else(|| "-".to_owned())));
        words.extend(row.is_rest.then(|| "rest".to_owned()));
        words.extend([row.amount, row.unit, row.rows.to_string()]);
        words.join(" ")
    });
    rows.collect()
}

/// Two months, three accounts, two currencies, tags, usage of two units, a split row, text like a formula.
pub(crate) async fn sample(store: &Store) {
    let september = month("2026-09").first_day();
    let october = month("2026-10").first_day();
    let mut first = vec![
        line(september, "000000000001", "AmazonEC2", "10"),
        line(september + 1, "000000000002", "AmazonS3", "0.000000000001"),
    ];
    first[1].tags.clear();
    let mut second = vec![
        line(october, "000000000001", "AmazonEC2", "5.5"),
        line(october + 2, "000000000002", "AmazonEC2", "4"),
        line(october + 2, "000000000003", "AmazonS3", "3"),
        line(october + 3, "000000000003", "AmazonS3", "100"),
        line(october + 3, "000000000003", "Marketplace", "7"),
        line(october + 4, "000000000003", "Tax", "-1.25"),
    ];
    second[2].tags = vec![("user:team".to_owned(), "=HYPERLINK(\"x\")".to_owned())];
    second[3].is_split = true;
    second[4].currency = "EUR".to_owned();
    second[4].unit = Some("Units".to_owned());
    second[5].line_type = "Tax".to_owned();
    second[5].region = None;
    second[5].resource = Some("-1+2".to_owned());
    keep(store, "acme", Format::Cur2, month("2026-09"), &first).await;
    keep(store, "acme", Format::Cur2, month("2026-10"), &second).await;
}

#[tokio::test]
async fn questions_and_their_answers() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::local(folder.path()).unwrap();
    sample(&store).await;
    let bills = Bills::new(store);
    let filter = |text: &str| text.parse::<Filter>().unwrap();
    let of = |filters: &[&str]| Selection {
        filters: filters.iter().map(|text| filter(text)).collect(),
        ..question().selection
    };
    let questions = [
        ("all", question()),
        (
            "by month",
            Question {
                granularity: Granularity::Month,
                ..question()
            },
        ),
        (
            "by account",
            Question {
                group_by: by(&["account"]),
                ..question()
            },
        ),
        (
            "by service and day, the first",
            Question {
                group_by: by(&["service_code"]),
                granularity: Granularity::Day,
                top: Some(1),
                ..question()
            },
        ),
        (
            "by region",
            Question {
                group_by: by(&["region"]),
                ..question()
            },
        ),
        (
            "by tag",
            Question {
                group_by: by(&["tag:user:team"]),
                order: Order::Name,
                ..question()
            },
        ),
        (
            "usage",
            Question {
                measure: Measure::Usage,
                ..question()
            },
        ),
        (
            "in no region",
            Question {
                selection: of(&["region="]),
                ..question()
            },
        ),
        (
            "no tax",
            Question {
                selection: of(&["line_type!=Tax"]),
                ..question()
            },
        ),
        (
            "not of a team, and without one",
            Question {
                selection: of(&["tag:user:team!=team 000000000001"]),
                ..question()
            },
        ),
        (
            "days",
            Question {
                selection: Selection {
                    range: Range::Days {
                        from: "2026-09-02".parse().unwrap(),
                        to: "2026-10-01".parse().unwrap(),
                    },
                    ..question().selection
                },
                ..question()
            },
        ),
        (
            "public prices, which no line says",
            Question {
                measure: Measure::Public,
                ..question()
            },
        ),
    ];
    let mut all = Vec::new();
    for (name, question) in &questions {
        all.push(format!("{name}:"));
        all.extend(said(&bills, question).await);
    }
    insta::assert_snapshot!(all.join("\n"));
}

#[tokio::test]
async fn one_report_of_a_month_counts_and_never_two() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::local(folder.path()).unwrap();
    let october = month("2026-10");
    for (report, format, cost) in [
        ("old", Format::LegacyCur, "2"),
        ("new", Format::Cur2, "3"),
        ("newer", Format::Cur2, "4"),
        ("focus", Format::Focus12, "5"),
    ] {
        let lines = [line(october.first_day(), "000000000001", "AmazonEC2", cost)];
        keep(&store, report, format, october, &lines).await;
    }
    let bills = Bills::new(store);
    for (report, want) in [
        (None, "3 USD 1"),
        (Some("old"), "2 USD 1"),
        (Some("focus"), "5 USD 1"),
        (Some("gone"), "3 USD 1"),
    ] {
        let mut question = question();
        question.selection.report = report.map(str::to_owned);
        assert_eq!(said(&bills, &question).await, [want], "{report:?}");
    }
    let found = bills
        .sql("select sum(unblended) from bills", &Limits::default())
        .await
        .unwrap();
    assert_eq!(found.rows, [[Cell::Decimal("3".to_owned())]]);
}

#[tokio::test]
async fn a_query_only_reads() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::local(&folder.path().join("bills")).unwrap();
    sample(&store).await;
    let secret = folder.path().join("secret.csv");
    std::fs::write(&secret, "a,b\n1,2\n").unwrap();
    let bills = Bills::new(store);
    let path = secret.display().to_string();
    for text in [
        format!("select * from '{path}'"),
        format!("select * from \"{path}\""),
        format!("create external table t stored as csv location '{path}'"),
        format!("copy (select 1) to '{path}'"),
        format!("explain copy (select 1) to '{path}.parquet'"),
        "copy bills to 'bills://store/v1/x.parquet'".to_owned(),
        "create table t as select 1".to_owned(),
        "create view v as select 1".to_owned(),
        "drop table bills".to_owned(),
        "insert into bills select * from bills".to_owned(),
        "delete from bills".to_owned(),
        "update bills set unblended = 0".to_owned(),
        "set datafusion.execution.batch_size = 1".to_owned(),
        "prepare p as select 1".to_owned(),
        "select 1; drop table bills".to_owned(),
        "select * from read_parquet('x')".to_owned(),
        "select nonsense from bills".to_owned(),
        "selec".to_owned(),
        String::new(),
    ] {
        let found = bills.sql(&text, &Limits::default()).await;
        assert!(matches!(found, Err(Error::Sql(_))), "{text}: {found:?}");
    }
    assert_eq!(std::fs::read_to_string(&secret).unwrap(), "a,b\n1,2\n");
    for text in [
        "select count(*) from bills",
        "explain select * from bills",
        "describe bills",
        "show tables",
        "select tags['user:team'] from bills",
        "with t as (select * from bills) select count(*) from t",
    ] {
        let found = bills.sql(text, &Limits::default()).await;
        assert!(found.is_ok(), "{text}: {found:?}");
    }
}

#[tokio::test]
async fn a_query_takes_no_more_than_it_may() {
    let folder = tempfile::tempdir().unwrap();
    let bills = Bills::new(Store::local(folder.path()).unwrap());
    let limits = |rows, ms| Limits {
        rows,
        time: std::time::Duration::from_millis(ms),
    };
    let many = "select * from generate_series(1, 1000000000)";
    let found = bills.sql(many, &limits(5, 60_000)).await.unwrap();
    assert!(found.is_cut && found.rows.len() == 5);
    let exact = "select * from generate_series(1, 5)";
    let found = bills.sql(exact, &limits(5, 60_000)).await.unwrap();
    assert!(!found.is_cut && found.rows.len() == 5);
    let endless =
        "select count(*) from generate_series(1, 100000000000) a, generate_series(1, 1000) b";
    let found = bills.sql(endless, &limits(5, 50)).await;
    assert!(matches!(found, Err(Error::Time(_))), "{found:?}");
}

#[tokio::test]
async fn files_for_spreadsheets_hold_no_formulas() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::local(folder.path()).unwrap();
    sample(&store).await;
    let bills = Bills::new(store);
    let text = "select day, unblended, resource_id, tags['user:team'] as \"=team\" from bills \
                where not is_split order by unblended";
    let mut csv = Vec::new();
    let rows = bills
        .export(
            &Export::Sql(text.to_owned()),
            FileFormat::Csv,
            &Limits::default(),
            &mut csv,
        )
        .await
        .unwrap();
    assert_eq!(rows, 7);
    insta::assert_snapshot!(String::from_utf8(csv).unwrap());

    let mut parquet = Vec::new();
    let all = Export::Lines(question().selection);
    let rows = bills
        .export(&all, FileFormat::Parquet, &Limits::default(), &mut parquet)
        .await
        .unwrap();
    assert_eq!(rows, 8);
    let reader = parquet::arrow::arrow_reader::ParquetRecordBatchReader::try_new(
        bytes::Bytes::from(parquet),
        100,
    );
    let units: i128 = reader
        .unwrap()
        .flat_map(|batch| {
            use arrow::array::AsArray as _;
            let batch = batch.unwrap();
            let amounts = batch.column_by_name("unblended").unwrap();
            let amounts = amounts.as_primitive::<arrow::datatypes::Decimal128Type>();
            amounts.values().to_vec()
        })
        .sum();
    assert_eq!(Amount::from_units(units), Ok(amount("128.250000000001")));
}

#[tokio::test]
async fn the_lines_behind_a_sum() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::local(folder.path()).unwrap();
    sample(&store).await;
    let bills = Bills::new(store);
    let of = Selection {
        filters: vec!["service_code=AmazonEC2".parse().unwrap()],
        ..question().selection
    };
    let mut costs = Vec::new();
    for skip in 0..3 {
        let page = bills.lines(&of, Page { skip, rows: 1 }).await.unwrap();
        let place = page
            .columns
            .iter()
            .position(|column| column.name == "unblended");
        costs.push((page.rows[0][place.unwrap()].shown(), page.is_cut));
    }
    let want = [("10", true), ("5.5", true), ("4", false)];
    assert_eq!(costs, want.map(|(cost, is_cut)| (cost.to_owned(), is_cut)));
}

#[tokio::test]
async fn a_file_of_sums_says_what_the_answer_says() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::local(folder.path()).unwrap();
    sample(&store).await;
    let bills = Bills::new(store);
    let question = Question {
        granularity: Granularity::Month,
        group_by: by(&["service_code"]),
        top: Some(1),
        ..question()
    };
    let answer = bills.ask(&question).await.unwrap();
    let mut csv = Vec::new();
    let what = Export::Sums(question.clone());
    let rows = bills
        .export(&what, FileFormat::Csv, &Limits::default(), &mut csv)
        .await
        .unwrap();
    assert_eq!(rows, answer.rows.len() as u64);
    let text = String::from_utf8(csv).unwrap();
    let mut lines = text.lines();
    assert_eq!(
        lines.next(),
        Some("time,service_code,currency,amount,rows,is_rest")
    );
    for (line, row) in lines.zip(&answer.rows) {
        let group = row.group.first().cloned().flatten().unwrap_or_default();
        let want = [
            row.time.clone().unwrap(),
            group,
            row.unit.clone(),
            row.amount.clone(),
            row.rows.to_string(),
            row.is_rest.to_string(),
        ];
        assert_eq!(line, want.join(","));
    }
    assert!(answer.rows.iter().any(|row| row.is_rest));
    let mut parquet = Vec::new();
    bills
        .export(&what, FileFormat::Parquet, &Limits::default(), &mut parquet)
        .await
        .unwrap();
    assert!(parquet.starts_with(b"PAR1"));
}

#[tokio::test]
async fn the_catalogue_names_months_and_keys() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::local(folder.path()).unwrap();
    sample(&store).await;
    let october = month("2026-10");
    let mut again = line(october.first_day(), "000000000001", "AmazonEC2", "5.5");
    again.tags = vec![("Owner".to_owned(), "x".to_owned())];
    keep(&store, "old", Format::LegacyCur, october, &[again]).await;
    let found = Bills::new(store).catalogue().await.unwrap();
    let months = found.months.iter().map(|month| {
        let asked = if month.is_asked { "asked" } else { "not asked" };
        format!("{} {} {} {asked}", month.period, month.report, month.format)
    });
    assert_eq!(
        months.collect::<Vec<_>>(),
        [
            "2026-09 acme cur_2 asked",
            "2026-10 acme cur_2 asked",
            "2026-10 old legacy_cur not asked"
        ]
    );
    // Of what is asked only: the other report's key would find nothing.
    assert_eq!(found.tag_keys, ["user:team"]);
    assert!(found.cost_category_keys.is_empty());
}

#[tokio::test]
async fn a_file_that_is_gone_is_no_empty_one() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::local(folder.path()).unwrap();
    sample(&store).await;
    let bills = Bills::new(store.clone());
    let by_resource = Question {
        group_by: by(&["resource"]),
        ..question()
    };
    bills.ask(&by_resource).await.unwrap();
    let currents = store.currents().await.unwrap();
    let lines = folder.path().join(&currents[0].files[0].key);
    std::fs::remove_file(lines).unwrap();
    let limits = Limits::default();
    let why = bills.ask(&by_resource).await.unwrap_err();
    assert!(matches!(why, Error::Store(_)), "{why:?}");
    let why = bills.sql("select count(*) from bills", &limits).await;
    assert!(matches!(why, Err(Error::Store(_))), "{why:?}");
    // What the rollup says is still true, until it is gone too.
    bills.ask(&question()).await.unwrap();
    let rollup = folder.path().join(currents[0].rollup.as_ref().unwrap());
    std::fs::remove_file(rollup).unwrap();
    let why = bills.ask(&question()).await.unwrap_err();
    assert!(matches!(why, Error::Store(_)), "{why:?}");
}
