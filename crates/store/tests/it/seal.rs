//! Sealed secrets open in their own place, by the right key, unchanged, and never lie about in clear.

use std::{os::unix::fs::PermissionsExt, path::Path, sync::Arc};

use landfast_app::ports::{KeyStanding, Sealed, SecretPlace, Secrets, SecretsError, Store};
use landfast_store::{KeySource, Sealer};
use secrecy::{ExposeSecret, SecretString};

use crate::{
    keys::{key, place},
    support::*,
};

contract!(
    a_secret_opens_in_its_own_place_only,
    a_flipped_bit_is_noticed,
    another_key_is_refused_and_changes_nothing,
    the_same_secret_is_never_sealed_alike,
    the_database_file_never_holds_a_secret_in_clear,
);

const SECRET: &str = "CANARYsealedSECRETkey0123456789abcdefghi";

fn with(bench: &Bench, source: KeySource) -> Sealer {
    let store: Arc<dyn Store> = Arc::new(bench.store.clone());
    Sealer::new(
        source,
        store,
        bench.clock.clone(),
        Arc::new(Steps::default()),
    )
}

pub fn sealer(bench: &Bench) -> Sealer {
    with(bench, KeySource::Fixed([7; 32]))
}

async fn seal(sealer: &Sealer, place: &SecretPlace) -> Sealed {
    sealer
        .seal(place, &SecretString::from(SECRET))
        .await
        .unwrap()
}

async fn a_secret_opens_in_its_own_place_only(bench: &Bench) {
    let sealer = sealer(bench);
    let home = place(1, 1);
    let sealed = seal(&sealer, &home).await;
    let opened = sealer.open(&home, &sealed).await.unwrap();
    assert_eq!(opened.expose_secret(), SECRET);
    let elsewhere = [
        place(2, 1),
        place(1, 2),
        SecretPlace {
            workspace: None,
            ..home.clone()
        },
        SecretPlace {
            table: "other",
            ..home.clone()
        },
        SecretPlace {
            field: "other",
            ..home.clone()
        },
    ];
    for other in elsewhere {
        assert!(
            matches!(
                sealer.open(&other, &sealed).await,
                Err(SecretsError::Broken { .. })
            ),
            "{other:?}"
        );
    }
    let other_version = Sealed {
        key_version: 2,
        ..sealed
    };
    assert!(sealer.open(&home, &other_version).await.is_err());
}

async fn a_flipped_bit_is_noticed(bench: &Bench) {
    let sealer = sealer(bench);
    let sealed = seal(&sealer, &place(1, 1)).await;
    for at in 0..sealed.ciphertext.len() {
        let mut changed = sealed.clone();
        changed.ciphertext[at] ^= 1;
        assert!(sealer.open(&place(1, 1), &changed).await.is_err(), "{at}");
    }
    let mut changed = sealed.clone();
    changed.nonce[0] ^= 1;
    assert!(sealer.open(&place(1, 1), &changed).await.is_err());
    let cut = Sealed {
        ciphertext: Vec::new(),
        ..sealed
    };
    assert!(sealer.open(&place(1, 1), &cut).await.is_err());
}

async fn another_key_is_refused_and_changes_nothing(bench: &Bench) {
    let right = sealer(bench);
    let sealed = seal(&right, &place(1, 1)).await;
    let known = bench.store.seal_key_known().await.unwrap();
    let wrong = with(bench, KeySource::Fixed([8; 32]));
    for why in [
        wrong.open(&place(1, 1), &sealed).await.map(drop),
        wrong
            .seal(&place(1, 2), &SecretString::from(SECRET))
            .await
            .map(drop),
    ] {
        let why = why.unwrap_err().to_string();
        assert!(
            why.contains("another key") && !why.contains(SECRET),
            "{why}"
        );
    }
    assert_eq!(bench.store.seal_key_known().await.unwrap(), known);
    assert!(right.open(&place(1, 1), &sealed).await.is_ok());
}

async fn the_same_secret_is_never_sealed_alike(bench: &Bench) {
    let sealer = sealer(bench);
    let (one, two) = (
        seal(&sealer, &place(1, 1)).await,
        seal(&sealer, &place(1, 1)).await,
    );
    assert_ne!(one.nonce, two.nonce);
    assert_ne!(one.ciphertext, two.ciphertext);
}

async fn the_database_file_never_holds_a_secret_in_clear(bench: &Bench) {
    let sealer = sealer(bench);
    let sealed = seal(&sealer, &place(1, 1)).await;
    bench
        .change(&ws(1), async |tx| {
            tx.account_insert(&account(1, 1)).await.unwrap();
            tx.key_put(&key(1, 1, KeyStanding::Proven), &sealed)
                .await
                .unwrap();
        })
        .await;
    if bench.backend == Backend::File {
        let files = scan(bench.path().parent().unwrap());
        assert!(files >= 2, "the database and its write-ahead log: {files}");
    }
    let found = bench.at(&ws(1)).secret_find(&place(1, 1)).await.unwrap();
    let opened = sealer.open(&place(1, 1), &found.unwrap()).await.unwrap();
    assert_eq!(opened.expose_secret(), SECRET);
}

/// Looks for the secret in every file; gives how many there are.
fn scan(folder: &Path) -> usize {
    let mut files = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let bytes = std::fs::read(&path).unwrap();
        let found = bytes
            .windows(SECRET.len())
            .any(|window| window == SECRET.as_bytes());
        assert!(!found, "the secret is in {}", path.display());
        files += 1;
    }
    files
}

/// Opens what was sealed, by the file of another server.
#[tokio::test]
async fn the_key_file_is_made_once_for_its_owner_and_never_again() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("secret.key");
    Bench::run(Backend::File, async |bench| {
        let first = with(bench, KeySource::File(file.clone()));
        assert!(!file.exists(), "not before it is needed");
        let sealed = seal(&first, &place(1, 1)).await;
        let mode = std::fs::metadata(&file).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        let again = with(bench, KeySource::File(file.clone()));
        assert!(again.open(&place(1, 1), &sealed).await.is_ok());

        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o640)).unwrap();
        let said = refusal(&again, &sealed).await;
        assert!(
            said.contains("0640") && said.contains("chmod 600"),
            "{said}"
        );

        std::fs::remove_file(&file).unwrap();
        let said = refusal(&again, &sealed).await;
        assert!(said.contains("is not there"), "{said}");
        let made = again
            .seal(&place(1, 2), &SecretString::from(SECRET))
            .await
            .map(drop);
        assert!(made.is_err() && !file.exists(), "no second key is made");

        std::fs::write(&file, "no key").unwrap();
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o600)).unwrap();
        let said = refusal(&again, &sealed).await;
        assert!(
            said.contains("holds no key") && !said.contains("no key\n"),
            "{said}"
        );
    })
    .await;
}

async fn refusal(sealer: &Sealer, sealed: &Sealed) -> String {
    sealer
        .open(&place(1, 1), sealed)
        .await
        .map(drop)
        .unwrap_err()
        .to_string()
}
