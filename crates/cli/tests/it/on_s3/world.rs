//! A part of the simulated bucket for one test, and ways into it: programs, and stores as servers have them.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    process::{Command, Output},
    sync::atomic::{AtomicU64, Ordering},
};

use landfast_aws::Aws;
use landfast_bills::{
    import::{self, Imported, Surroundings, Wanted},
    keep::{Current, Objects, Store},
    report::discover,
};
use landfast_domain::{Timestamp, bill::S3Place};
use serde_json::Value;
use tokio::runtime::Handle;

use crate::program::{run, text};

/// Names the ready file of a simulated AWS; `cargo xtask test s3` starts one.
const READY: &str = "LANDFAST_TEST_SIM_READY";

pub struct World {
    pub place: S3Place,
    environment: Vec<(&'static str, String)>,
    pub files: tempfile::TempDir,
}

impl World {
    /// Nothing where no simulated AWS runs: the test is tried where one does.
    pub fn find(test: &str) -> Option<Self> {
        #[expect(
            clippy::disallowed_methods,
            reason = "whoever starts the tests says where the simulated AWS is"
        )]
        let ready = PathBuf::from(std::env::var_os(READY)?);
        // Whoever started it sees by this that it was used.
        std::fs::write(ready.with_added_extension("used"), test).unwrap();
        let ready: Value = serde_json::from_str(&std::fs::read_to_string(ready).unwrap()).unwrap();
        let said = |value: &Value| value.as_str().unwrap().to_owned();
        let keys = &ready["server_credentials"];
        let environment = vec![
            ("AWS_ENDPOINT_URL", said(&ready["aws_endpoint"])),
            ("AWS_ACCESS_KEY_ID", said(&keys["access_key_id"])),
            ("AWS_SECRET_ACCESS_KEY", said(&keys["secret_access_key"])),
            ("AWS_SESSION_TOKEN", said(&keys["session_token"])),
            ("AWS_REGION", "us-east-1".to_owned()),
            ("AWS_EC2_METADATA_DISABLED", "true".to_owned()),
        ];
        let place = format!(
            "{}/{test}-{}",
            said(&ready["bills_store"]),
            std::process::id()
        );
        Some(Self {
            place: place.parse().unwrap(),
            environment,
            files: tempfile::tempdir().unwrap(),
        })
    }

    /// A file with a bill, as AWS would deliver it.
    pub fn bill(&self, folder: &str, cost: &str) -> PathBuf {
        let folder = self.files.path().join(folder);
        std::fs::create_dir_all(&folder).unwrap();
        let file = folder.join("acme.csv");
        std::fs::write(&file, crate::bills::bill(cost)).unwrap();
        file
    }

    /// Arguments of `env` that start a program in the environment of a server; kept until the test ends.
    pub fn with_environment(&self, program: &[&str]) -> &'static [&'static str] {
        let set = self.environment.iter();
        let set = set.map(|(name, value)| format!("{name}={value}"));
        let all = set.chain(program.iter().map(|text| (*text).to_owned()));
        let all: Vec<&'static str> = all.map(|text| &*text.leak()).collect();
        all.leak()
    }

    /// The bucket to a server that has just been started.
    pub async fn bucket(&self) -> Objects {
        let environment = self.environment.iter().cloned();
        let environment: HashMap<String, String> = environment
            .map(|(name, value)| (name.to_owned(), value))
            .collect();
        let aws = Aws::new(landfast_aws::Settings::default(), environment).await;
        aws.bucket(&self.place.bucket, None)
    }

    /// The store of the commands in it.
    pub async fn store(&self) -> Store {
        self.below(self.bucket().await)
    }

    pub fn below(&self, bucket: Objects) -> Store {
        Store::below(bucket, &format!("{}/bills", self.place.prefix))
    }

    /// `landfast` beside the servers.
    pub fn landfast(&self, args: &[&str]) -> Output {
        let place = self.place.to_string();
        let mut environment: Vec<(&str, &str)> = self
            .environment
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        environment.push(("LANDFAST_BILLS_STORE", &place));
        run(args, &environment, "")
    }

    pub fn json(&self, args: &[&str]) -> Value {
        let output = self.landfast(&[args, &["--output", "json"]].concat());
        assert!(
            output.status.success(),
            "{args:?}: {}",
            text(&output.stderr)
        );
        serde_json::from_slice(&output.stdout).unwrap()
    }

    /// October as another server reads it, from its ledger and from its lines.
    pub fn october(&self) -> String {
        let status = self.json(&["bills", "status"]);
        let ledger = status["imports"][1]["unblended"]
            .as_str()
            .unwrap()
            .to_owned();
        let query = "select cast(sum(unblended) as text) as cost from bills where period = date '2026-10-01'";
        let lines = self.json(&["bills", "sql", query]).to_string();
        let is_same = lines.contains(&format!("\"{ledger}"));
        assert!(is_same, "the ledger says {ledger}, the lines say {lines}");
        ledger
    }
}

/// An import by a server whose clock says `at`.
pub async fn import(
    store: &Store,
    file: &Path,
    at: Timestamp,
) -> Result<Vec<Imported>, import::Error> {
    let (store, file, handle) = (store.clone(), file.to_owned(), Handle::current());
    let done = tokio::task::spawn_blocking(move || {
        let found = discover(&[file], None);
        assert!(found.findings.is_empty());
        let wanted = Wanted::default();
        import::import(&found.deliveries[0], &store, &wanted, &handle, &Around(at))
    });
    done.await.unwrap()
}

struct Around(Timestamp);

impl Surroundings for Around {
    fn reader(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_landfast"));
        command.arg("__read-bill");
        command
    }

    fn now(&self) -> Timestamp {
        self.0
    }

    fn random(&self) -> [u8; 10] {
        static DRAWN: AtomicU64 = AtomicU64::new(0);
        let mut bytes = [0; 10];
        let drawn = DRAWN.fetch_add(1, Ordering::Relaxed).to_be_bytes();
        bytes[2..].copy_from_slice(&drawn);
        bytes
    }

    fn progress(&self, _: u64) {}
}

/// The versions that there are files of, of a month that counts.
pub async fn versions(store: &Store, current: &Current) -> Vec<String> {
    let key = &current.files[0].key;
    let month = key.rsplitn(3, '/').nth(2).unwrap();
    let found = store
        .objects()
        .list_with_delimiter(Some(&month.into()))
        .await;
    let folders = found.unwrap().common_prefixes;
    folders
        .iter()
        .map(|folder| folder.filename().unwrap())
        .map(|name| name.trim_start_matches("version=").to_owned())
        .collect()
}
