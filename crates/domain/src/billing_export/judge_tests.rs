use serde_json::json;

use super::*;
use crate::{
    Region,
    billing_export::{
        Delivery, DeliveryOutcome, Destination, ExportFormat, ExportWay, FileFormat, Granularity,
        Health, ManifestFile, ManifestPlace, Selected, testing::*,
    },
    check::{CheckCode, Denial, Verdict},
};

const NOW: &str = "2026-11-21T12:00:00Z";

fn wanted(choice: ExportChoice) -> ExportWanted {
    ExportWanted {
        account: account(PAYER),
        partition: Partition::Aws,
        choice,
        made_by: MadeBy::Stack,
        since: at("2026-11-21T00:00:00Z"),
        tried_as: "the role".into(),
    }
}

fn policy(choice: &ExportChoice) -> String {
    json!({ "Statement": [
        { "Effect": "Allow", "Principal": { "Service": choice.format.service() },
          "Action": "s3:PutObject", "Resource": format!("arn:aws:s3:::{}/*", choice.bucket),
          "Condition": { "StringEquals": { "aws:SourceAccount": PAYER } } },
        { "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*",
          "Condition": { "Bool": { "aws:SecureTransport": "false" } } },
    ] })
    .to_string()
}

fn manifest(text: &str) -> Option<Seen<Option<ManifestFile>>> {
    let key =
        "landfast/landfast-billing/metadata/BILLING_PERIOD=2026-11/landfast-billing-Manifest.json";
    Some(Seen::Yes(Some(ManifestFile {
        key: key.to_owned(),
        place: ManifestPlace::Key(key.to_owned()),
        text: text.to_owned(),
        modified_at: None,
    })))
}

fn files(choice: &ExportChoice) -> String {
    json!({ "dataFiles": [format!("s3://{}/{}data/x.parquet", choice.bucket, choice.root())] })
        .to_string()
}

fn delivered(when: &str, outcome: DeliveryOutcome) -> Delivery {
    Delivery {
        started_at: Some(at(when)),
        completed_at: Some(at(when)),
        outcome,
    }
}

/// Everything as it should be.
fn fine(choice: &ExportChoice, export: Export) -> ExportSeen {
    let legacy = choice.format == ExportFormat::LegacyCur;
    let all = Some(Seen::Yes(vec![export]));
    let delivery = delivered("2026-11-21T06:00:00Z", DeliveryOutcome::Delivered);
    ExportSeen {
        reports: if legacy { all.clone() } else { None },
        exports: if legacy { None } else { all },
        deliveries: (!legacy).then(|| Seen::Yes(vec![delivery])),
        bucket: Some(Seen::Yes(Some(choice.bucket_region.clone()))),
        bucket_of_anybody: None,
        policy: Some(Seen::Yes(Some(policy(choice)))),
        manifest: manifest(&files(choice)),
    }
}

fn denied(message: &str) -> Denial {
    Denial {
        code: "AccessDenied".into(),
        message: message.into(),
        request_id: None,
    }
}

const BY_IDENTITY: &str = "not authorized because no identity-based policy allows the action";

fn trouble(kind: TroubleKind) -> Trouble {
    Trouble {
        kind,
        detail: "AWS did not answer.".into(),
        request_id: None,
        retry_after: None,
    }
}

/// What is not as it should be, one line each.
fn said(report: &Report) -> String {
    let mut text = format!("{:?}\n", report.verdict());
    for finding in &report.findings {
        let line = match &finding.outcome {
            Outcome::Met { .. } => continue,
            Outcome::NotMet {
                mistake,
                expected,
                found,
                remedy,
                causes,
            } => {
                let causes: Vec<_> = causes.iter().map(|one| one.mistake.as_str()).collect();
                let causes = match causes.as_slice() {
                    [] => String::new(),
                    some => format!("\n    may be: {}", some.join(", ")),
                };
                format!(
                    "{}: expected {expected}; found {found}{causes}\n    -> {remedy}",
                    mistake.as_str()
                )
            }
            Outcome::Unknown { trouble, .. } => format!("unknown: {}", trouble.detail),
            Outcome::NotRun { after } => format!("not run, after {after}"),
        };
        text += &format!("  {} {line}\n", finding.code);
    }
    text
}

type Row = (&'static str, fn(&mut ExportWanted, &mut ExportSeen));

/// Of the one list that there is.
fn export(seen: &mut ExportSeen, change: impl FnOnce(&mut Export)) {
    for list in [&mut seen.exports, &mut seen.reports] {
        if let Some(Seen::Yes(all)) = list {
            return change(&mut all[0]);
        }
    }
}

fn table(name: &str, choice: &ExportChoice, made: &Export, rows: &[Row]) {
    let mut text = String::new();
    for (title, change) in rows {
        let (mut wanted, mut seen) = (wanted(choice.clone()), fine(choice, made.clone()));
        change(&mut wanted, &mut seen);
        let report = judge(&wanted, &seen, ExportPatience::Over, at(NOW));
        assert_eq!(report.findings.len(), ExportCheck::ALL.len(), "{title}");
        for (finding, check) in report.findings.iter().zip(ExportCheck::ALL) {
            assert_eq!(finding.code, CheckCode::Export(check), "{title}");
        }
        text += &format!("{title}: {}", said(&report));
    }
    insta::assert_snapshot!(name, text);
}

#[test]
fn an_export_of_ours() {
    let rows: &[Row] = &[
        ("as it should be", |_, _| {}),
        ("nothing there", |_, s| {
            s.exports = Some(Seen::Yes(Vec::new()))
        }),
        ("another name", |_, s| {
            export(s, |e| e.name = "other".into())
        }),
        ("nobody comes in", |_, s| *s = ExportSeen::default()),
        ("listing refused", |_, s| {
            s.exports = Some(Seen::No(denied(BY_IDENTITY)))
        }),
        ("listing throttled", |_, s| {
            s.exports = Some(Seen::Trouble(trouble(TroubleKind::Throttled)))
        }),
        ("another table", |_, s| {
            export(s, |e| {
                e.content = super::super::Content::Table("FOCUS_1_2_AWS".into())
            })
        }),
        ("daily", |_, s| {
            export(s, |e| e.granularity = Some(Granularity::Daily))
        }),
        ("no resource ids", |_, s| {
            export(s, |e| e.resource_ids = Some(false))
        }),
        ("CSV", |_, s| export(s, |e| e.files = FileFormat::CsvGzip)),
        ("columns", |_, s| {
            export(s, |e| {
                e.selected = Selected::Columns(vec!["product".into()])
            })
        }),
        ("rows", |_, s| {
            export(s, |e| e.selected = Selected::SomeRows("WHERE a = 1".into()))
        }),
        ("elsewhere", |_, s| {
            export(s, |e| e.destination.prefix = "other".into())
        }),
        ("unhealthy by permission", |_, s| {
            export(s, |e| e.health = Health::NotPermitted)
        }),
        ("unhealthy by owner", |_, s| {
            export(s, |e| e.health = Health::BillOwnerChanged)
        }),
        ("unhealthy by AWS", |_, s| {
            export(s, |e| e.health = Health::Internal)
        }),
        ("by the module", |w, s| {
            w.made_by = MadeBy::Module;
            s.exports = Some(Seen::Yes(Vec::new()));
        }),
    ];
    table("an_export_of_ours", &choice(), &cur_2(), rows);
}

#[test]
fn its_bucket() {
    let rows: &[Row] = &[
        ("no such bucket", |_, s| s.bucket = Some(Seen::Yes(None))),
        ("another region", |_, s| {
            s.bucket = Some(Seen::Yes(Region::parse("eu-west-1").ok()))
        }),
        ("of another account", |_, s| {
            s.bucket = Some(Seen::No(denied("Access Denied")));
            s.bucket_of_anybody = Some(Seen::Yes(Region::parse("us-east-1").ok()));
        }),
        ("not granted", |_, s| {
            s.bucket = Some(Seen::No(denied(BY_IDENTITY)))
        }),
        ("refused without a reason", |_, s| {
            s.bucket = Some(Seen::No(denied("Access Denied")));
            s.bucket_of_anybody = Some(Seen::No(denied("Access Denied")));
        }),
        ("refused by an organization", |_, s| {
            s.bucket = Some(Seen::No(denied(
                "with an explicit deny in a service control policy",
            )));
        }),
        ("S3 is down", |_, s| {
            s.bucket = Some(Seen::Trouble(trouble(TroubleKind::Outage)))
        }),
        ("no policy", |_, s| s.policy = Some(Seen::Yes(None))),
        ("a policy that lacks it", |_, s| {
            s.policy = Some(Seen::Yes(Some(r#"{"Statement":[]}"#.into())))
        }),
        ("a policy that is none", |_, s| {
            s.policy = Some(Seen::Yes(Some("{".into())))
        }),
        ("the policy may not be read", |_, s| {
            s.policy = Some(Seen::No(denied(BY_IDENTITY)))
        }),
    ];
    table("its_bucket", &choice(), &cur_2(), rows);
}

#[test]
fn its_deliveries() {
    let rows: &[Row] = &[
        ("none yet", |_, s| {
            s.deliveries = Some(Seen::Yes(Vec::new()));
            export(s, |e| e.created_at = Some(at("2026-11-21T11:00:00Z")));
        }),
        ("the first under way", |_, s| {
            s.deliveries = Some(Seen::Yes(vec![delivered(
                "2026-11-21T11:30:00Z",
                DeliveryOutcome::UnderWay,
            )]));
            export(s, |e| e.created_at = Some(at("2026-11-21T11:00:00Z")));
        }),
        ("none after a day", |_, s| {
            s.deliveries = Some(Seen::Yes(Vec::new()));
            export(s, |e| e.created_at = Some(at("2026-11-19T11:00:00Z")));
        }),
        ("unknown since when", |_, s| {
            s.deliveries = Some(Seen::Yes(Vec::new()));
            export(s, |e| e.created_at = None);
        }),
        ("the first failed", |_, s| {
            let failed = DeliveryOutcome::Failed(Some("INSUFFICIENT_PERMISSION".into()));
            s.deliveries = Some(Seen::Yes(vec![delivered("2026-11-21T11:00:00Z", failed)]));
        }),
        ("the newest failed", |_, s| {
            let failed = delivered(
                "2026-11-21T11:00:00Z",
                DeliveryOutcome::Failed(Some("INTERNAL_FAILURE".into())),
            );
            let before = delivered("2026-11-21T01:00:00Z", DeliveryOutcome::Delivered);
            s.deliveries = Some(Seen::Yes(vec![failed, before]));
        }),
        ("an old one failed", |_, s| {
            let failed = delivered("2026-11-20T11:00:00Z", DeliveryOutcome::Failed(None));
            let after = delivered("2026-11-21T01:00:00Z", DeliveryOutcome::Delivered);
            s.deliveries = Some(Seen::Yes(vec![after, failed]));
        }),
        ("silent for days", |_, s| {
            s.deliveries = Some(Seen::Yes(vec![delivered(
                "2026-11-17T11:00:00Z",
                DeliveryOutcome::Delivered,
            )]));
        }),
        ("deliveries not told", |_, s| {
            s.deliveries = Some(Seen::Trouble(trouble(TroubleKind::Throttled)))
        }),
        ("no manifest", |_, s| s.manifest = Some(Seen::Yes(None))),
        ("a manifest that is none", |_, s| {
            s.manifest = manifest("<html>")
        }),
        ("a manifest of others", |_, s| {
            s.manifest = manifest(r#"{"dataFiles":["s3://other/x/y"]}"#)
        }),
        ("refused by the key", |_, s| {
            let message = "not authorized to perform: kms:Decrypt because no resource-based policy allows the action";
            s.manifest = Some(Seen::No(denied(message)));
        }),
        ("refused", |_, s| {
            s.manifest = Some(Seen::No(denied(BY_IDENTITY)))
        }),
    ];
    table("its_deliveries", &choice(), &cur_2(), rows);
}

#[test]
fn one_that_was_there() {
    let rows: &[Row] = &[
        ("as it should be", |_, _| {}),
        ("deleted", |_, s| s.reports = Some(Seen::Yes(Vec::new()))),
        ("daily, no resource ids", |_, s| {
            export(s, |e| {
                e.granularity = Some(Granularity::Daily);
                e.resource_ids = Some(false);
            });
        }),
        ("monthly", |_, s| {
            export(s, |e| e.granularity = Some(Granularity::Monthly))
        }),
        ("files of another kind", |_, s| {
            export(s, |e| e.files = FileFormat::Other("ORC".into()))
        }),
        ("closed months stay", |_, s| {
            export(s, |e| e.refreshes_closed = false)
        }),
        ("moved", |_, s| {
            export(s, |e| {
                e.destination = Destination {
                    region: "us-west-2".into(),
                    ..e.destination.clone()
                };
            });
        }),
        ("without its bucket", |_, s| {
            export(s, |e| e.health = Health::NoBucket)
        }),
        ("not granted", |_, s| {
            s.bucket = Some(Seen::No(denied(BY_IDENTITY)))
        }),
        ("a policy for somebody else", |_, s| {
            if let Some(Seen::Yes(Some(text))) = &mut s.policy {
                *text = text.replace(PAYER, "999999999999");
            }
        }),
    ];
    table("one_that_was_there", &adopting(&legacy()), &legacy(), rows);
}

/// What a stack at work has not made yet is no finding; what is wrong stays one.
#[test]
fn patience_is_for_what_is_not_there_yet() {
    let choice = choice();
    let verdict = |change: fn(&mut ExportSeen)| {
        let mut seen = fine(&choice, cur_2());
        change(&mut seen);
        let report = judge(
            &wanted(choice.clone()),
            &seen,
            ExportPatience::Waiting,
            at(NOW),
        );
        let kind = report.trouble().map(|trouble| trouble.kind);
        (report.verdict(), kind)
    };
    let waits = (Verdict::TryLater, Some(TroubleKind::NewRole));
    assert_eq!(verdict(|s| s.exports = Some(Seen::Yes(Vec::new()))), waits);
    assert_eq!(
        verdict(|s| s.bucket = Some(Seen::No(denied(BY_IDENTITY)))),
        waits
    );
    let found = (Verdict::ActionNeeded, None);
    assert_eq!(verdict(|s| s.policy = Some(Seen::Yes(None))), found);
    assert_eq!(verdict(|_| {}), (Verdict::Pass, None));
}

/// A way that needs two stacks says so when the first thing is missing.
#[test]
fn two_stacks_in_their_order() {
    let choice = ExportChoice {
        way: ExportWay::NewOtherRegion,
        bucket_region: Region::parse("eu-west-1").unwrap(),
        ..choice()
    };
    let seen = ExportSeen {
        exports: Some(Seen::Yes(Vec::new())),
        ..ExportSeen::default()
    };
    let report = judge(&wanted(choice), &seen, ExportPatience::Over, at(NOW));
    insta::assert_snapshot!(said(&report));
}
