use landfast_app::ports::{Sealed, SecretPlace, Secrets, SecretsError, Store};
use landfast_domain::oidc::{IssuerKey, Jwk};

use crate::{seal::sealer, support::*};

contract!(
    a_key_of_the_issuer_is_written_once_and_forgotten_whole,
    a_signing_key_is_used_in_its_own_place_only
);

fn key(number: u32, modulus: u8) -> IssuerKey {
    IssuerKey {
        number,
        jwk: Jwk::of(&[modulus; 3], &[1, 0, 1]),
        made_at: at(NOW),
        made_by: "u1@example.com".into(),
        published_at: None,
    }
}

fn sealed(number: u8) -> Sealed {
    Sealed {
        key_version: 1,
        nonce: [number; 12],
        ciphertext: vec![0, number, 255],
    }
}

async fn a_key_of_the_issuer_is_written_once_and_forgotten_whole(bench: &Bench) {
    let store = &bench.store;
    assert_eq!(store.issuer_keys().await.unwrap(), []);
    store
        .issuer_key_begin(&key(1, 7), &sealed(1))
        .await
        .unwrap();
    store
        .issuer_key_begin(&key(1, 8), &sealed(2))
        .await
        .unwrap();
    assert_eq!(store.issuer_keys().await.unwrap(), [key(1, 7)]);
    assert!(store.issuer_key_secret(1).await.unwrap() == Some(sealed(1)));
    let next = async |modulus| {
        bench
            .change(&ws(1), async |tx| {
                tx.issuer_key_insert(&key(2, modulus), &sealed(3))
                    .await
                    .unwrap()
            })
            .await
    };
    assert!(next(9).await, "the first of two");
    assert!(!next(10).await, "the other one");
    let out = async |ms| {
        bench
            .change(&ws(1), async |tx| {
                tx.issuer_key_published(2, at(NOW + ms)).await.unwrap()
            })
            .await
    };
    assert!(out(5).await);
    assert!(!out(6).await, "it is known to be out");
    let published = IssuerKey {
        published_at: Some(at(NOW + 5)),
        ..key(2, 9)
    };
    assert_eq!(
        store.issuer_keys().await.unwrap(),
        [key(1, 7), published.clone()]
    );
    store.issuer_key_forget(1).await.unwrap();
    store.issuer_key_forget(1).await.unwrap();
    assert_eq!(store.issuer_keys().await.unwrap(), [published]);
    assert!(store.issuer_key_secret(1).await.unwrap().is_none());
}

async fn a_signing_key_is_used_in_its_own_place_only(bench: &Bench) {
    let sealer = sealer(bench);
    let place = |record: &str| SecretPlace {
        workspace: None,
        table: "issuer_keys",
        record: record.to_owned(),
        field: "private_key",
    };
    let (_, sealed) = sealer.make_key(&place("1")).await.unwrap();
    let signature = sealer.sign(&place("1"), &sealed, "a.b").await.unwrap();
    assert_eq!(signature.len(), 256);
    let moved = sealer.sign(&place("2"), &sealed, "a.b").await;
    assert!(matches!(moved, Err(SecretsError::Broken { .. })));
}
