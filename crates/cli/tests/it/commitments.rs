//! A contract and the bills that stand against it, from the command line to the lines of a bill.

use landfast_client::{Client, ClientSettings};
use serde_json::{Value, json};

use crate::program::{Server, run, text};

const HEADER: &str = "bill_payer_account_id,bill_billing_period_start_date,bill_billing_entity,\
    line_item_usage_account_id,line_item_line_item_type,line_item_usage_start_date,line_item_product_code,\
    line_item_legal_entity,line_item_currency_code,line_item_unblended_cost,line_item_net_unblended_cost";

/// The bill of January 2024: three days of use, a fee, support, tax, and something of two sellers.
fn bill() -> String {
    let line = |entity: &str, kind: &str, day: u8, code: &str, seller: &str, costs: &str| {
        format!(
            "012345678901,2024-01-01T00:00:00.000Z,{entity},000000000007,{kind},\
             2024-01-{day:02}T05:00:00.000Z,{code},{seller},USD,{costs}\n"
        )
    };
    let aws = "Amazon Web Services Inc.";
    let market = "AWS Marketplace";
    [
        format!("{HEADER}\n"),
        line("AWS", "Usage", 1, "AmazonEC2", aws, "10,9.5"),
        line("AWS", "Usage", 2, "AmazonEC2", aws, "10,9.5"),
        line("AWS", "Usage", 31, "AmazonEC2", aws, "10,9.5"),
        line("AWS", "RIFee", 1, "AmazonRDS", aws, "31,31"),
        line("AWS", "Usage", 1, "AWSSupportEnterprise", aws, "15,15"),
        line("AWS", "Usage", 1, "", aws, "0.25,0.25"),
        line("AWS", "Tax", 1, "AmazonEC2", aws, "7,7"),
        line(market, "Usage", 2, "x1", "Acme", "40,40"),
        line(market, "Usage", 2, "x2", "Bolt", "2,2"),
    ]
    .concat()
}

async fn workspace(server: &Server) -> String {
    let settings = ClientSettings {
        token: Some(server.token.clone().into()),
        ..ClientSettings::new(server.url.clone())
    };
    let client = Client::new(&settings).unwrap();
    let all = client.workspaces().await.unwrap();
    all.items[0].workspace_id.clone()
}

fn done(server: &Server, args: &[&str]) -> String {
    let output = server.ask(args);
    let said = text(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{args:?}: {said}");
    text(&output.stdout)
}

fn first_year(server: &Server) -> Value {
    let shown = done(server, &["commitment", "show", "edp", "--output", "json"]);
    let mut shown: Value = serde_json::from_str(&shown).unwrap();
    shown["years"][0].take()
}

#[tokio::test]
async fn a_contract_and_its_bills() {
    let data = tempfile::tempdir().unwrap();
    let quiet = [
        ("AWS_EC2_METADATA_DISABLED", "true"),
        ("HOME", "/nonexistent"),
    ];
    let server = Server::start(data.path(), &quiet);
    let store = data
        .path()
        .join("workspaces")
        .join(workspace(&server).await);
    let file = data.path().join("acme.csv");
    std::fs::write(&file, bill()).unwrap();
    let import = ["bills", "import", file.to_str().unwrap()];
    let there = ["--data-dir", store.to_str().unwrap()];
    let imported = run(&[&import[..], &there[..]].concat(), &[], "");
    assert!(imported.status.success(), "{}", text(&imported.stderr));

    done(
        &server,
        &[
            "commitment",
            "add",
            "--name",
            "EDP",
            "--starts",
            "2024-01-01",
            "--year",
            "100",
            "--payer",
            "012345678901",
            "--leave-out",
            "support=§ 2.1",
        ],
    );
    let year = first_year(&server);
    // 28.5 of use, 31 of fees, 0.25 without a service, and a quarter of 100 at the marketplace.
    assert_eq!(year["spent"], "84.75");
    assert_eq!(year["through"], "2024-01-31");
    assert_eq!(year["state"], "past");
    assert_eq!(year["shortfall"], "15.25");
    assert_eq!(year["days"].as_array().unwrap().len(), 31);
    insta::assert_json_snapshot!("charges", year["charges"]);
    assert_eq!(year["notes"][0]["code"], "months_missing");
    let table = done(&server, &["commitment", "show", "EDP"]);
    // The day it was asked is in its first line.
    let (_, table) = table.split_once("\n\n").unwrap();
    insta::assert_snapshot!("shown", table);

    for (args, spent) in [
        (&["--seller", "Bolt"][..], "61.75"),
        (
            &["--all-sellers", "--marketplace-cap", "none=§ 4"],
            "101.75",
        ),
        (&["--basis", "unblended", "--count", "tax"], "110.25"),
        (&["--count", "support"], "125.25"),
        (&["--default-rules", "--year", "1000"], "101.75"),
    ] {
        done(&server, &[&["commitment", "change", "EDP"], args].concat());
        assert_eq!(first_year(&server)["spent"], spent, "{args:?}");
    }
    let listed = done(&server, &["commitment", "list", "--output", "json"]);
    let listed: Value = serde_json::from_str(&listed).unwrap();
    let contract = &listed["commitments"][0];
    assert_eq!(contract["years"][0]["amount"], json!("1000"));
    assert_eq!(contract["rules"]["basis"]["is_default"], json!(true));

    for (args, code) in [
        (&["commitment", "show", "nothing"][..], 4),
        (
            &[
                "commitment",
                "add",
                "--name",
                "edp",
                "--starts",
                "2024-01-01",
                "--year",
                "1",
                "--payer",
                "012345678901",
            ],
            3,
        ),
        (&["commitment", "change", "EDP", "--year", "much"], 2),
        (&["commitment", "change", "EDP", "--count", "magic"], 2),
        (&["commitment", "remove", "EDP"], 2),
        (&["commitment", "remove", "EDP", "--yes"], 0),
        (&["commitment", "show", "EDP"], 4),
    ] {
        let output = server.ask(args);
        let said = text(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "{args:?}: {said}");
    }
    server.stop();
}
