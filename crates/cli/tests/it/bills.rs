//! Bills without a server, as a stranger meets them.

use std::path::Path;

use serde_json::Value;

use crate::program::{run, text};

const HEADER: &str = "bill_payer_account_id,bill_billing_period_start_date,line_item_usage_account_id,\
    line_item_line_item_type,line_item_usage_start_date,line_item_product_code,line_item_currency_code,\
    line_item_unblended_cost,line_item_usage_amount,pricing_unit,resource_tags";

/// Two months of a CUR 2.0; `cost` is that of the last line.
pub fn bill(cost: &str) -> String {
    let line = |month: &str, day: &str, kind: &str, code: &str, cost: &str, tags: &str| {
        format!(
            "012345678901,{month}-01T00:00:00.000Z,000000000007,{kind},{month}-{day}T05:00:00.000Z,\
             {code},USD,{cost},1.5,Hrs,{tags}\n"
        )
    };
    [
        format!("{HEADER}\n"),
        line("2026-09", "30", "Usage", "AmazonEC2", "1.81E-8", "{}"),
        line(
            "2026-10",
            "01",
            "Usage",
            "AmazonEC2",
            "10.25",
            "\"{\"\"user_team\"\":\"\"=1+1\"\"}\"",
        ),
        line("2026-10", "02", "Usage", "AmazonS3", "0.1", "{}"),
        line("2026-10", "02", "Tax", "AmazonS3", cost, "{}"),
    ]
    .concat()
}

fn bills(data: &Path, args: &[&str]) -> (i32, String, String) {
    let environment = [("LANDFAST_DATA_DIR", data.to_str().unwrap())];
    let output = run(&[&["bills"], args].concat(), &environment, "");
    (
        output.status.code().unwrap(),
        text(&output.stdout),
        text(&output.stderr),
    )
}

fn json(data: &Path, args: &[&str]) -> Value {
    let (code, stdout, stderr) = bills(data, &[args, &["--output", "json"]].concat());
    assert_eq!(code, 0, "{stderr}");
    serde_json::from_str(&stdout).unwrap()
}

#[test]
fn a_bill_from_file_to_answers() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let file = folder.path().join("acme.csv");
    std::fs::write(&file, bill("2.07")).unwrap();

    let imported = json(&data, &["import", file.to_str().unwrap()]);
    insta::assert_json_snapshot!("imported", imported);
    assert_eq!(json(&data, &["status"]), imported);

    let cost = json(
        &data,
        &["cost", "--by", "service_code", "--where", "line_type!=Tax"],
    );
    insta::assert_json_snapshot!("cost", cost);
    let mut said = Vec::new();
    for args in [
        &["cost", "--by", "service_code"][..],
        &["cost", "--by", "service_code", "--top", "1", "--exact"],
        &[
            "cost",
            "--by",
            "line_type",
            "--from",
            "2026-10-02",
            "--each",
            "day",
        ],
        &[
            "cost", "--by", "tag:team", "--each", "none", "--months", "1",
        ],
        &[
            "sql",
            "select line_type, count(*) as n, sum(unblended) as cost from bills group by 1 order by 1",
        ],
        &["status"],
    ] {
        let (code, stdout, stderr) = bills(&data, args);
        assert_eq!((code, stderr.as_str()), (0, ""), "{args:?}");
        said.push(format!("landfast bills {}\n{stdout}", args.join(" ")));
    }
    insta::assert_snapshot!("said", said.join("\n"));
}

#[test]
fn a_month_is_replaced_and_a_broken_bill_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let file = folder.path().join("acme.csv");
    let path = file.to_str().unwrap();
    let october = |data: &Path| {
        let status = json(data, &["status"]);
        status["imports"][1]["unblended"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    for (cost, want) in [("2", "12.35"), ("3", "13.35"), ("3", "13.35")] {
        std::fs::write(&file, bill(cost)).unwrap();
        json(&data, &["import", path]);
        assert_eq!(october(&data), want);
    }
    std::fs::write(&file, bill("much")).unwrap();
    let (code, _, stderr) = bills(&data, &["import", path]);
    assert_eq!(code, 1);
    assert!(
        stderr.contains("Not imported") && stderr.contains("much"),
        "{stderr}"
    );
    assert_eq!(october(&data), "13.35");
}

#[test]
fn exported_text_is_no_formula() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let file = folder.path().join("acme.csv");
    std::fs::write(&file, bill("-2.07")).unwrap();
    json(&data, &["import", file.to_str().unwrap()]);
    let out = folder.path().join("out.csv");
    let out = out.to_str().unwrap();
    let query = "select unblended, tags['team'] as team from bills order by unblended";
    let (code, _, _) = bills(&data, &["export", out, "--sql", query]);
    assert_eq!(code, 0);
    let written = std::fs::read_to_string(out).unwrap();
    assert_eq!(
        written,
        "unblended,team\n-2.07,\n0.0000000181,\n0.1,\n10.25,'=1+1\n"
    );
    let (code, _, _) = bills(&data, &["export", out, "--sql", query]);
    assert_eq!(code, 3, "it is there already");
    let lines = folder.path().join("october.parquet");
    let lines = lines.to_str().unwrap();
    let (code, _, stderr) = bills(&data, &["export", lines, "--from", "2026-10"]);
    assert_eq!(code, 0, "{stderr}");
    assert!(stderr.starts_with("3 rows"), "{stderr}");
}

#[test]
fn what_cannot_be_has_its_exit_code() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let (code, _, stderr) = bills(&data, &["cost"]);
    assert_eq!(code, 4);
    assert!(stderr.contains("landfast bills import"), "{stderr}");
    assert_eq!(json(&data, &["status"]), serde_json::json!({"imports": []}));
    assert!(!data.exists(), "looking makes nothing");

    let file = folder.path().join("acme.csv");
    std::fs::write(&file, bill("1")).unwrap();
    json(&data, &["import", file.to_str().unwrap()]);
    for (args, want) in [
        (&["sql", "drop table bills"][..], 2),
        (&["sql", "select x from bills"], 2),
        (&["cost", "--by", "nonsense"], 2),
        (&["cost", "--by", "account,region,service,resource"], 2),
        (&["cost", "--from", "2026-10", "--to", "2026-09"], 2),
        (&["cost", "--from", "2026-10", "--to", "2026-10-05"], 2),
        (&["export", "file.txt"], 2),
        (&["import", "/nothing/here.csv"], 1),
    ] {
        let (code, _, stderr) = bills(&data, args);
        assert_eq!(code, want, "{args:?}: {stderr}");
    }

    for (place, want) in [
        ("acme-bills/landfast", "expected s3://BUCKET/PREFIX"),
        ("s3://acme-bills", "expected s3://BUCKET/PREFIX"),
        ("s3://acme-bills/a//b", "names between its slashes"),
    ] {
        for args in [&["status"][..], &["import", "x.csv"]] {
            let (code, _, stderr) = bills(&data, &[args, &["--bills-store", place]].concat());
            assert_eq!(code, 2, "{place}: {stderr}");
            assert!(
                stderr.contains("--bills-store") && stderr.contains(want),
                "{stderr}"
            );
        }
        let serve = run(&["serve", "--bills-store", place], &[], "");
        assert_eq!(serve.status.code(), Some(2), "{}", text(&serve.stderr));
    }
    let (code, _, stderr) = bills(&data, &["status", "--bills-region", "Frankfurt"]);
    assert_eq!(code, 2, "{stderr}");

    let lock = std::fs::File::open(data.join("bills/import.lock")).unwrap();
    lock.lock().unwrap();
    let (code, _, stderr) = bills(&data, &["import", file.to_str().unwrap()]);
    assert_eq!(code, 5, "{stderr}");
}
