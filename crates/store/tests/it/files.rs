//! SQLite in a file: one server at a time, private, and honest when the disk is full.

use std::{
    io::{BufRead, BufReader},
    os::unix::fs::{PermissionsExt, symlink},
    path::Path,
    process::{Child, Command, Stdio},
    sync::Arc,
};

use landfast_app::ports::{Store, StoreError};
use landfast_store::{Error, Location, Settings, SqlStore, open};

use crate::support::*;

const FILE: &str = "LANDFAST_TEST_CHILD_FILE";

fn settings(path: &Path) -> Settings {
    Settings {
        location: Location::SqliteFile(path.to_owned()),
    }
}

async fn opened(path: &Path) -> Result<SqlStore, Error> {
    open(
        &settings(path),
        Arc::new(StillClock::at(NOW)),
        Arc::new(Steps::default()),
    )
    .await
}

#[tokio::test]
async fn a_file_is_served_once() {
    let bench = Bench::empty(Backend::File).await.unwrap();
    bench.store.migrate().await.unwrap();
    let link = bench.path().with_file_name("link.db");
    symlink(bench.path(), &link).unwrap();
    for path in [bench.path(), link] {
        let why = opened(&path).await.map(drop).unwrap_err();
        assert!(matches!(why, Error::InUse { .. }), "{why:?}");
        assert!(why.to_string().contains("stop it first"), "{why}");
    }
    let beside = bench.beside().await.unwrap();
    beside.user_insert(&user(1)).await.unwrap();
    assert!(
        bench.store.user_get(&usr(1)).await.unwrap().is_some(),
        "one command beside the server works"
    );
    bench.store.close().await.unwrap();
    let closed = opened(&bench.path()).await.map(drop);
    assert!(
        matches!(closed, Err(Error::InUse { .. })),
        "as long as the store lives"
    );
}

#[tokio::test]
async fn the_files_are_private() {
    let bench = Bench::empty(Backend::File).await.unwrap();
    bench.store.migrate().await.unwrap();
    for entry in std::fs::read_dir(bench.path().parent().unwrap()).unwrap() {
        let entry = entry.unwrap();
        let mode = entry.metadata().unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, 0o600, "{:?}", entry.path());
    }
}

#[tokio::test]
async fn a_place_that_is_not_there_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("missing").join("landfast.db");
    let why = opened(&path).await.map(drop).unwrap_err();
    assert!(
        matches!(&why, Error::File { path: named, .. } if *named == path),
        "{why:?}"
    );
}

/// This test binary again, as another process that runs one test with the file.
fn child(test: &str, shell: &str, path: &Path) -> Child {
    let binary = std::env::current_exe().unwrap();
    Command::new("sh")
        .args(["-c", &format!("{shell} exec \"$@\""), "sh"])
        .arg(binary)
        .args([
            "--exact",
            &format!("files::{test}"),
            "--ignored",
            "--nocapture",
        ])
        .env(FILE, path)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

/// The rest of the line on which a child wrote `word`.
fn wait_for(child: &mut Child, word: &str) -> String {
    let mut lines = BufReader::new(child.stdout.as_mut().unwrap())
        .lines()
        .map(Result::unwrap);
    // The test harness may have begun the line.
    lines
        .find_map(|line| {
            line.split_once(word)
                .map(|(_, rest)| rest.trim().to_owned())
        })
        .unwrap()
}

#[expect(
    clippy::disallowed_methods,
    reason = "the parent's way to tell its child the file"
)]
fn file_of_the_parent() -> std::path::PathBuf {
    std::env::var(FILE).unwrap().into()
}

#[tokio::test]
async fn a_killed_server_lets_go() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("landfast.db");
    let mut other = child("serves_until_it_is_killed", "", &path);
    wait_for(&mut other, "serving");
    assert!(matches!(
        opened(&path).await.map(drop),
        Err(Error::InUse { .. })
    ));
    other.kill().unwrap();
    other.wait().unwrap();
    let store = opened(&path).await.unwrap();
    assert!(
        store.user_get(&usr(1)).await.unwrap().is_some(),
        "what it had acknowledged is there"
    );
}

#[tokio::test]
#[ignore = "run as a process of its own by a_killed_server_lets_go"]
async fn serves_until_it_is_killed() {
    let store = opened(&file_of_the_parent()).await.unwrap();
    store.migrate().await.unwrap();
    store.user_insert(&user(1)).await.unwrap();
    println!("serving");
    std::io::stdin().lines().count();
}

#[tokio::test]
async fn a_full_disk_loses_nothing_that_was_acknowledged() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("landfast.db");
    let store = opened(&path).await.unwrap();
    store.migrate().await.unwrap();
    store
        .workspace_insert(&workspace(1), None, entry("workspace.made", None))
        .await
        .unwrap();
    store.close().await.unwrap();
    drop(store);
    // No file of the child may grow beyond 1 MiB (2048 blocks of 512 bytes).
    let mut full = child(
        "writes_until_the_disk_is_full",
        "trap '' XFSZ; ulimit -f 2048;",
        &path,
    );
    let acknowledged: u32 = wait_for(&mut full, "acknowledged").parse().unwrap();
    assert!(full.wait().unwrap().success());

    let store = opened(&path).await.unwrap();
    let rows = store.workspace(&ws(1));
    assert!(acknowledged > 10, "{acknowledged}");
    for number in 1..=acknowledged {
        assert!(
            rows.account_find(&acc(number)).await.unwrap().is_some(),
            "{number} of {acknowledged}"
        );
    }
    assert_eq!(
        rows.account_find(&acc(acknowledged + 1)).await.unwrap(),
        None
    );
    let log = rows.activity_verify().await.unwrap();
    assert_eq!(
        (log.entries, log.broken_at),
        (1 + i64::from(acknowledged), None)
    );
    let mut tx = rows.begin().await.unwrap();
    tx.account_insert(&account(acknowledged + 1, acknowledged + 1))
        .await
        .unwrap();
    tx.commit(at(NOW), Vec::new()).await.unwrap();
}

#[tokio::test]
#[ignore = "run as a process of its own by a_full_disk_loses_nothing_that_was_acknowledged"]
async fn writes_until_the_disk_is_full() {
    let store = opened(&file_of_the_parent()).await.unwrap();
    let mut acknowledged = 0;
    let why = loop {
        match write(&store, acknowledged + 1).await {
            Ok(()) => acknowledged += 1,
            Err(why) => break why,
        }
    };
    assert!(matches!(why, StoreError::Unavailable { .. }), "{why:?}");
    let kept = store
        .workspace(&ws(1))
        .account_find(&acc(acknowledged))
        .await
        .unwrap();
    assert!(kept.is_some(), "reading goes on");
    println!("acknowledged {acknowledged}");
}

async fn write(store: &SqlStore, number: u32) -> Result<(), StoreError> {
    let mut tx = store.workspace(&ws(1)).begin().await?;
    tx.account_insert(&account(number, number)).await?;
    tx.commit(at(NOW), vec![entry("account.registered", Some(number))])
        .await
}
