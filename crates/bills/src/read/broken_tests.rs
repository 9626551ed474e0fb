//! Broken deliveries: each is a finding that says what is wrong, and none of them is read.

use std::{
    convert::Infallible,
    fs::{self, File},
    io::{self, Read, Write},
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use bytes::Bytes;
use flate2::{Compression, write::GzEncoder};
use tempfile::TempDir;

use super::{Failure, Limits, made_tests::folder, read};
use crate::{
    report::discover,
    source::{Folder, Source, Stamp},
};

const COLUMNS: [&str; 8] = [
    "bill_billing_period_start_date",
    "bill_payer_account_id",
    "line_item_currency_code",
    "line_item_line_item_type",
    "line_item_unblended_cost",
    "line_item_usage_account_id",
    "line_item_line_item_description",
    "resource_tags",
];
const ROW: &str = "\"2026-01-01T00:00:00.000Z\",\"012345678901\",\"USD\",\"Usage\",1.5E-7,\"012345678901\",\"a \"\"b\"\",\nc\",\"{\"\"user_team\"\":\"\"x\"\"}\"\n";
const DATA: &str = "p/e/data/BILLING_PERIOD=2026-01";

/// An export of two files in a bucket, before something is done to it.
struct Bucket(TempDir);

impl Bucket {
    fn new() -> Self {
        let made = Self(tempfile::tempdir().unwrap());
        made.put("e-1.csv.gz", &packed(&text(3)));
        made.put("e-2.csv.gz", &packed(&text(2)));
        made.manifest(|manifest| manifest);
        made
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(DATA).join(name)
    }

    fn put(&self, name: &str, body: &[u8]) {
        fs::create_dir_all(self.path("")).unwrap();
        fs::write(self.path(name), body).unwrap();
    }

    fn manifest(&self, change: impl Fn(String) -> String) {
        let columns = COLUMNS
            .map(|name| format!("{{\"name\":\"{name}\"}}"))
            .join(",");
        let manifest = format!(
            r#"{{"executionId":"x","exportName":"e","exportArn":"arn:aws:bcm-data-exports:us-east-1:012345678901:export/e",
            "billingPeriod":{{"start":"2026-01-01T00:00:00.000Z"}},"columns":[{columns}],
            "dataFiles":["s3://b/{DATA}/e-1.csv.gz","s3://b/{DATA}/e-2.csv.gz"]}}"#
        );
        let folder = self.0.path().join("p/e/metadata/BILLING_PERIOD=2026-01");
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("e-Manifest.json"), change(manifest)).unwrap();
    }

    /// What is found, without the names of folders that exist in this run only.
    fn outcome(&self) -> String {
        outcome(self.0.path(), Some("b")).replace(
            &self.0.path().canonicalize().unwrap().display().to_string(),
            "",
        )
    }
}

fn text(rows: usize) -> String {
    format!(
        "{}\n{}",
        COLUMNS.map(|name| format!("\"{name}\"")).join(","),
        ROW.repeat(rows)
    )
}

fn packed(text: &str) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::fast());
    packer.write_all(text.as_bytes()).unwrap();
    packer.finish().unwrap()
}

fn outcome(path: &Path, bucket: Option<&str>) -> String {
    let found = discover(&[path.to_owned()], bucket);
    let mut said: Vec<String> = found.findings.iter().map(ToString::to_string).collect();
    for located in found.deliveries {
        let limits = Limits {
            line_bytes: 1 << 20,
            ratio_from: 1 << 20,
            ..Limits::default()
        };
        let source = located.source.clone();
        let reading = read::<Infallible>(&located.delivery, source, &limits, &mut |_, _| Ok(()));
        said.push(match reading {
            Ok(reading) => reading
                .iter()
                .map(|(part, read)| {
                    format!("{} {}: {} rows", part.payer, part.period, read.ledger.rows)
                })
                .collect(),
            Err(Failure::Read(why)) => why.to_string(),
            Err(Failure::Sink(never)) => match never {},
        });
    }
    said.join("\n")
}

/// What is done to a delivery.
type Harm = fn(&Bucket);

const HARMS: [(&str, Harm); 23] = [
    ("nothing", |_| {}),
    ("a file of several members", |bucket| {
        bucket.put("e-2.csv.gz", &[packed(&text(2)), packed(ROW)].concat());
    }),
    ("missing part", |bucket| {
        fs::remove_file(bucket.path("e-2.csv.gz")).unwrap()
    }),
    ("a folder for a part", |bucket| {
        fs::remove_file(bucket.path("e-2.csv.gz")).unwrap();
        fs::create_dir(bucket.path("e-2.csv.gz")).unwrap();
    }),
    ("empty part", |bucket| bucket.put("e-2.csv.gz", b"")),
    ("truncated part", |bucket| {
        let body = packed(&text(200));
        bucket.put("e-2.csv.gz", &body[..body.len() / 2]);
    }),
    ("cut off in a cell", |bucket| {
        let text = text(2);
        bucket.put("e-2.csv.gz", &packed(&text[..text.len() - 4]));
    }),
    ("not gzip", |bucket| {
        bucket.put("e-1.csv.gz", text(3).as_bytes())
    }),
    ("wrong checksum", |bucket| {
        let mut body = packed(&text(3));
        let at = body.len() - 8;
        body[at] ^= 0xff;
        bucket.put("e-1.csv.gz", &body);
    }),
    ("bomb", |bucket| {
        let mut packer = GzEncoder::new(Vec::new(), Compression::best());
        packer.write_all(text(1).as_bytes()).unwrap();
        let rows = ROW.repeat(200);
        (0..100).for_each(|_| packer.write_all(rows.as_bytes()).unwrap());
        bucket.put("e-1.csv.gz", &packer.finish().unwrap());
    }),
    ("endless line", |bucket| {
        let endless = format!("{}\"{}", text(0), "x".repeat(8 << 20));
        bucket.put("e-1.csv.gz", &packed(&endless));
    }),
    ("other header", |bucket| {
        let swapped = text(3).replacen("bill_payer_account_id", "resource_tags", 1);
        bucket.put("e-1.csv.gz", &packed(&swapped));
    }),
    ("a row with one cell more", |bucket| {
        bucket.put("e-1.csv.gz", &packed(&format!("{}\"more\",{ROW}", text(1))));
    }),
    ("text as money", |bucket| {
        bucket.put(
            "e-1.csv.gz",
            &packed(&text(3).replacen("1.5E-7", "free", 1)),
        );
    }),
    ("another month", |bucket| {
        bucket.put(
            "e-1.csv.gz",
            &packed(&text(3).replacen("2026-01-01", "2025-12-01", 1)),
        );
    }),
    ("no rows", |bucket| {
        bucket.put("e-1.csv.gz", &packed(&text(0)));
        bucket.put("e-2.csv.gz", &packed(&text(0)));
    }),
    ("replaced after its manifest", |bucket| {
        let file = File::options()
            .write(true)
            .open(bucket.path("e-1.csv.gz"))
            .unwrap();
        let later =
            file.metadata().unwrap().modified().unwrap() + Duration::from_secs(8 * 3600 + 1800);
        file.set_modified(later).unwrap();
    }),
    ("no files", |bucket| {
        bucket.manifest(|text| {
            format!(
                "{}\"dataFiles\":[]}}",
                &text[..text.find("\"dataFiles\"").unwrap()]
            )
        });
    }),
    ("foreign bucket", |bucket| {
        bucket.manifest(|text| text.replace("s3://b/", "s3://mallory/"))
    }),
    ("climbing key", |bucket| {
        bucket.manifest(|text| text.replace(&format!("{DATA}/e-2"), "p/../secrets/payroll"));
    }),
    ("another folder", |bucket| {
        bucket.manifest(|text| text.replace(&format!("{DATA}/e-2"), "secrets/payroll"));
    }),
    ("part listed twice", |bucket| {
        bucket.manifest(|text| text.replace("e-2.", "e-1."))
    }),
    ("broken manifest", |bucket| {
        bucket.manifest(|text| text[..text.len() / 2].to_owned())
    }),
];

#[test]
fn every_harm_is_a_finding() {
    let mut said = String::new();
    for (name, harm) in HARMS {
        let bucket = Bucket::new();
        harm(&bucket);
        said += &format!("{name}: {}\n", bucket.outcome());
    }
    insta::assert_snapshot!(said);
}

#[test]
fn a_link_out_of_the_folder_is_not_followed() {
    let (bucket, outside) = (Bucket::new(), tempfile::tempdir().unwrap());
    let secret = outside.path().join("secret.csv.gz");
    File::create(&secret)
        .unwrap()
        .write_all(&packed(&text(9)))
        .unwrap();
    fs::remove_file(bucket.path("e-2.csv.gz")).unwrap();
    std::os::unix::fs::symlink(&secret, bucket.path("e-2.csv.gz")).unwrap();
    let said = bucket.outcome();
    assert!(said.contains("leads out of the folder"), "{said}");
}

/// A folder in which a file is replaced as soon as somebody has opened it.
struct Restless(Folder, AtomicBool);

impl Source for Restless {
    fn open(&self, key: &str) -> io::Result<Box<dyn Read + Send>> {
        self.1.store(true, Ordering::Relaxed);
        self.0.open(key)
    }

    fn range(&self, key: &str, start: u64, length: usize) -> io::Result<Bytes> {
        self.0.range(key, start, length)
    }

    fn stamp(&self, key: &str) -> io::Result<Stamp> {
        let stamp = self.0.stamp(key)?;
        let is_replaced = self.1.load(Ordering::Relaxed);
        Ok(if is_replaced {
            Stamp {
                tag: "another".to_owned(),
                ..stamp
            }
        } else {
            stamp
        })
    }
}

#[test]
fn a_file_that_is_overwritten_while_it_is_read_is_a_finding() {
    let bucket = Bucket::new();
    let found = discover(&[bucket.0.path().to_owned()], None);
    let located = &found.deliveries[0];
    let source = Restless(
        Folder::new(located.source.root()).unwrap(),
        AtomicBool::new(false),
    );
    let limits = Limits {
        threads: 1,
        ..Limits::default()
    };
    let reading = read::<Infallible>(&located.delivery, Arc::new(source), &limits, &mut |_, _| {
        Ok(())
    });
    let said = reading.unwrap_err().to_string();
    assert!(
        said.contains("e-1.csv.gz: it was overwritten while it was read"),
        "{said}"
    );
}

/// The files may all be there, and be those of the next delivery: it may have one more.
#[test]
fn a_manifest_that_is_replaced_before_the_files_are_read_is_a_finding() {
    let bucket = Bucket::new();
    let found = discover(&[bucket.0.path().to_owned()], None);
    let located = &found.deliveries[0];
    bucket.manifest(|text| text.replace("\"x\"", "\"the next one\""));
    let limits = Limits::default();
    let source = located.source.clone();
    let reading = read::<Infallible>(&located.delivery, source, &limits, &mut |_, _| Ok(()));
    let said = reading.unwrap_err().to_string();
    assert!(
        said.contains("e-Manifest.json: it was overwritten"),
        "{said}"
    );
}

/// Nothing is read on for a sink that has failed.
#[test]
fn a_sink_that_fails_ends_it() {
    let bucket = Bucket::new();
    let found = discover(&[bucket.0.path().to_owned()], None);
    let located = &found.deliveries[0];
    let mut taken = 0;
    let limits = Limits {
        batch_rows: 1,
        ..Limits::default()
    };
    let reading = read(
        &located.delivery,
        located.source.clone(),
        &limits,
        &mut |_, _| {
            taken += 1;
            Err("the disk is full")
        },
    );
    assert!(matches!(reading, Err(Failure::Sink("the disk is full"))));
    assert_eq!(taken, 1);
}

/// What `python -m landfast_bills break` makes: the folder has one for each, named after the harm.
#[test]
fn made_up_harms_are_findings() {
    let Some(folder) = folder("LANDFAST_BROKEN_BILLS") else {
        return;
    };
    let mut said = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let bucket = Path::new("acme-bills");
        said.push(format!(
            "{name}: {}",
            outcome(&path.join(bucket), bucket.to_str())
        ));
    }
    said.sort();
    println!("{}", said.join("\n"));
}
