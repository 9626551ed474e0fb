use serde_json::json;

use super::*;
use crate::billing_export::{ExportFormat, ExportWay, testing::*};

fn allow(change: impl FnOnce(&mut Value)) -> Value {
    let mut statement = json!({
        "Sid": "Deliver", "Effect": "Allow",
        "Principal": { "Service": [ExportFormat::LegacyCur.service(), ExportFormat::Cur2.service()] },
        "Action": "s3:PutObject",
        "Resource": format!("arn:aws:s3:::{}/*", choice().bucket),
        "Condition": {
            "StringEquals": { "aws:SourceAccount": PAYER },
            "ArnLike": { "aws:SourceArn": [
                format!("arn:aws:cur:us-east-1:{PAYER}:definition/*"),
                format!("arn:aws:bcm-data-exports:us-east-1:{PAYER}:export/*"),
            ] },
        },
    });
    change(&mut statement);
    statement
}

fn tls() -> Value {
    json!({ "Sid": "Tls", "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*",
        "Condition": { "Bool": { "aws:SecureTransport": "false" } } })
}

fn said(statements: Vec<Value>, choice: &crate::billing_export::ExportChoice) -> String {
    let text = json!({ "Version": "2012-10-17", "Statement": statements }).to_string();
    format!("{:?}", examine(&text, choice, &account(PAYER)))
}

#[test]
fn policies_and_their_flaws() {
    let new = choice();
    let legacy = ExportChoice {
        format: ExportFormat::LegacyCur,
        ..choice()
    };
    let existing = ExportChoice {
        way: ExportWay::Existing,
        ..choice()
    };
    let rows = [
        ("ours", said(vec![allow(|_| {}), tls()], &new)),
        (
            "ours, for the legacy report",
            said(vec![allow(|_| {}), tls()], &legacy),
        ),
        ("without TLS", said(vec![allow(|_| {})], &new)),
        ("without TLS, adopted", said(vec![allow(|_| {})], &existing)),
        ("nothing", said(vec![tls()], &new)),
        (
            "the other service",
            said(
                vec![
                    allow(|s| {
                        s["Principal"] = json!({"Service": ExportFormat::LegacyCur.service()})
                    }),
                    tls(),
                ],
                &new,
            ),
        ),
        (
            "another prefix",
            said(
                vec![
                    allow(|s| s["Resource"] = json!("arn:aws:s3:::x/other/*")),
                    tls(),
                ],
                &new,
            ),
        ),
        (
            "another account",
            said(
                vec![
                    allow(|s| {
                        s["Condition"]["StringEquals"]["aws:SourceAccount"] = json!("999999999999")
                    }),
                    tls(),
                ],
                &new,
            ),
        ),
        (
            "another account's exports",
            said(
                vec![
                    allow(|s| {
                        s["Condition"]["ArnLike"]["aws:SourceArn"] =
                            json!("arn:aws:bcm-data-exports:us-east-1:999999999999:export/*")
                    }),
                    tls(),
                ],
                &new,
            ),
        ),
        (
            "one of two",
            said(
                vec![
                    allow(|s| {
                        s["Condition"]["StringEquals"]["aws:SourceAccount"] = json!("999999999999")
                    }),
                    allow(|_| {}),
                    tls(),
                ],
                &new,
            ),
        ),
        (
            "without conditions",
            said(vec![allow(|s| s["Condition"] = json!({})), tls()], &new),
        ),
        (
            "denied",
            said(
                vec![
                    allow(|_| {}),
                    json!({"Sid": "No", "Effect": "Deny", "Principal": "*", "Action": "s3:Put*", "Resource": "*"}),
                    tls(),
                ],
                &new,
            ),
        ),
        (
            "open",
            said(
                vec![
                    allow(|_| {}),
                    json!({"Sid": "Web", "Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "s3:GetObject", "Resource": "*"}),
                    tls(),
                ],
                &new,
            ),
        ),
    ];
    let mut all: Vec<String> = rows.map(|(title, said)| format!("{title}: {said}")).into();
    all.push(format!(
        "no JSON: {:?}",
        examine("{", &new, &account(PAYER))
    ));
    insta::assert_snapshot!(all.join("\n"));
}
