//! Access keys, their rotations and the switches of methods come back as they were written, and go
//! with their account.

use landfast_app::ports::{
    KeyRotation, KeyStanding, MethodSwitch, Sealed, SecretPlace, Store, StoreError, StoredKey,
};
use landfast_domain::{
    Method,
    access_key::{AccessKeyId, RotationProblem, RotationStage},
    ids::{KeyId, RotationId},
};

use crate::support::*;

contract!(
    a_key_comes_back_with_its_secret,
    one_key_of_each_standing,
    what_has_become_of_a_key_is_saved,
    a_forgotten_key_takes_its_secret_along,
    a_rotation_comes_back_at_every_stage,
    a_method_is_switched,
    an_account_takes_its_keys_along,
    nothing_of_a_key_is_seen_or_changed_from_another_workspace,
    the_first_secret_key_stays,
);

fn key_id(number: u8) -> KeyId {
    KeyId::new(at(NOW), [number; 10])
}

pub fn key(number: u8, of: u32, standing: KeyStanding) -> StoredKey {
    StoredKey {
        id: key_id(number),
        account: acc(of),
        key: AccessKeyId::parse(&format!("AKIAIOSFODNN7EXAM{number:03}")).unwrap(),
        standing,
        user_arn: None,
        saved_by: "u1@example.com".into(),
        saved_at: at(NOW),
        created_at: None,
        tested_at: None,
        answered: None,
    }
}

fn sealed(number: u8) -> Sealed {
    Sealed {
        key_version: 1,
        nonce: [number; 12],
        ciphertext: vec![0, number, 255],
    }
}

pub fn place(workspace: u32, number: u8) -> SecretPlace {
    SecretPlace {
        workspace: Some(ws(workspace)),
        table: StoredKey::TABLE,
        record: key_id(number).to_string(),
        field: StoredKey::SECRET,
    }
}

fn rotation(stage: RotationStage) -> KeyRotation {
    KeyRotation {
        id: RotationId::new(at(NOW), [1; 10]),
        account: acc(1),
        old: key_id(1),
        old_last4: "M001".into(),
        stage,
        problem: None,
        started_by: "u1@example.com".into(),
        started_at: at(NOW),
        tries: 0,
        next_at: Some(at(NOW + 1)),
        trouble_since: None,
    }
}

/// An account with a key in `ws(1)`.
async fn with_key(bench: &Bench, number: u8, standing: KeyStanding) {
    bench
        .change(&ws(1), async |tx| {
            if tx.account_find(&acc(1)).await.unwrap().is_none() {
                tx.account_insert(&account(1, 1)).await.unwrap();
            }
            tx.key_put(&key(number, 1, standing), &sealed(number))
                .await
                .unwrap();
        })
        .await;
}

async fn secret(bench: &Bench, number: u8) -> Option<Sealed> {
    bench
        .at(&ws(1))
        .secret_find(&place(1, number))
        .await
        .unwrap()
}

async fn keys(bench: &Bench) -> Vec<StoredKey> {
    bench.at(&ws(1)).keys(&acc(1)).await.unwrap()
}

async fn a_key_comes_back_with_its_secret(bench: &Bench) {
    with_key(bench, 1, KeyStanding::Candidate).await;
    assert_eq!(keys(bench).await, [key(1, 1, KeyStanding::Candidate)]);
    assert!(secret(bench, 1).await == Some(sealed(1)));
    assert!(secret(bench, 2).await.is_none());
}

async fn one_key_of_each_standing(bench: &Bench) {
    with_key(bench, 1, KeyStanding::Proven).await;
    with_key(bench, 2, KeyStanding::Candidate).await;
    with_key(bench, 3, KeyStanding::Candidate).await;
    let ids: Vec<KeyId> = keys(bench).await.into_iter().map(|key| key.id).collect();
    assert_eq!(ids, [key_id(1), key_id(3)]);
    assert!(secret(bench, 2).await.is_none(), "replaced with its secret");
    let mut tx = bench.at(&ws(1)).begin().await.unwrap();
    let second = key(3, 1, KeyStanding::Proven);
    assert!(
        tx.key_save(&second).await.is_err(),
        "two keys in use at once"
    );
}

async fn what_has_become_of_a_key_is_saved(bench: &Bench) {
    with_key(bench, 1, KeyStanding::Candidate).await;
    let proven = StoredKey {
        standing: KeyStanding::Proven,
        user_arn: Some("user".into()),
        created_at: Some(at(3)),
        tested_at: Some(at(4)),
        answered: Some(true),
        ..key(1, 1, KeyStanding::Candidate)
    };
    bench
        .change(&ws(1), async |tx| {
            tx.key_save(&proven).await.unwrap();
            assert_eq!(
                tx.keys(&acc(1)).await.unwrap(),
                std::slice::from_ref(&proven)
            );
        })
        .await;
    assert_eq!(keys(bench).await, [proven]);
    assert!(secret(bench, 1).await == Some(sealed(1)));
}

async fn a_forgotten_key_takes_its_secret_along(bench: &Bench) {
    with_key(bench, 1, KeyStanding::Candidate).await;
    bench
        .change(&ws(1), async |tx| {
            assert!(tx.key_forget(&acc(1), &key_id(1)).await.unwrap());
            assert!(!tx.key_forget(&acc(1), &key_id(1)).await.unwrap());
        })
        .await;
    assert!(keys(bench).await.is_empty() && secret(bench, 1).await.is_none());
}

async fn a_rotation_comes_back_at_every_stage(bench: &Bench) {
    with_key(bench, 1, KeyStanding::Proven).await;
    let new = key_id(2);
    let blocked = KeyRotation {
        problem: Some(RotationProblem::TwoKeys {
            other: "M009".into(),
        }),
        next_at: None,
        tries: 7,
        trouble_since: Some(at(5)),
        ..rotation(RotationStage::Begin)
    };
    let stages = [
        RotationStage::Begin,
        RotationStage::Create,
        RotationStage::Prove {
            new: new.clone(),
            since: at(1),
            answers: 2,
        },
        RotationStage::Undo { new: new.clone() },
        RotationStage::Deactivate { new: new.clone() },
        RotationStage::Delete {
            new,
            not_before: at(9),
        },
        RotationStage::Done { at: at(10) },
    ];
    for one in stages.map(rotation).into_iter().chain([blocked]) {
        bench
            .change(&ws(1), async |tx| {
                tx.key_rotation_put(&one).await.unwrap();
                assert_eq!(
                    tx.key_rotation_find(&acc(1)).await.unwrap(),
                    Some(one.clone())
                );
            })
            .await;
        let found = bench.at(&ws(1)).key_rotation_find(&acc(1)).await.unwrap();
        assert_eq!(found, Some(one));
    }
    bench
        .change(&ws(1), async |tx| {
            tx.key_rotation_forget(&acc(1)).await.unwrap()
        })
        .await;
    assert_eq!(
        bench.at(&ws(1)).key_rotation_find(&acc(1)).await.unwrap(),
        None
    );
}

async fn a_method_is_switched(bench: &Bench) {
    for (on, changed_at) in [(true, 1), (false, 2)] {
        let switch = MethodSwitch {
            method: Method::AccessKeys,
            on,
            changed_by: "u1@example.com".into(),
            changed_at: at(changed_at),
        };
        bench
            .change(&ws(1), async |tx| {
                tx.method_switch_put(&switch).await.unwrap();
                assert_eq!(
                    tx.method_switches().await.unwrap(),
                    std::slice::from_ref(&switch)
                );
            })
            .await;
        assert_eq!(bench.at(&ws(1)).method_switches().await.unwrap(), [switch]);
    }
    assert!(bench.at(&ws(2)).method_switches().await.unwrap().is_empty());
}

async fn an_account_takes_its_keys_along(bench: &Bench) {
    with_key(bench, 1, KeyStanding::Proven).await;
    bench
        .change(&ws(1), async |tx| {
            tx.key_rotation_put(&rotation(RotationStage::Create))
                .await
                .unwrap();
        })
        .await;
    bench
        .change(&ws(1), async |tx| tx.account_delete(&acc(1)).await.unwrap())
        .await;
    assert!(keys(bench).await.is_empty() && secret(bench, 1).await.is_none());
    assert_eq!(
        bench.at(&ws(1)).key_rotation_find(&acc(1)).await.unwrap(),
        None
    );
}

async fn nothing_of_a_key_is_seen_or_changed_from_another_workspace(bench: &Bench) {
    with_key(bench, 1, KeyStanding::Proven).await;
    let there = bench.at(&ws(2));
    assert!(there.keys(&acc(1)).await.unwrap().is_empty());
    assert!(there.secret_find(&place(2, 1)).await.unwrap().is_none());
    assert!(there.secret_find(&place(1, 1)).await.is_err());
    bench
        .change(&ws(2), async |tx| {
            assert!(!tx.key_forget(&acc(1), &key_id(1)).await.unwrap());
        })
        .await;
    let mut tx = there.begin().await.unwrap();
    let stolen = key(1, 1, KeyStanding::Proven);
    assert!(tx.key_save(&stolen).await.is_err());
    drop(tx);
    let mut tx = there.begin().await.unwrap();
    let put = tx
        .key_put(&key(2, 1, KeyStanding::Proven), &sealed(2))
        .await;
    assert!(
        matches!(put, Err(StoreError::Unavailable { .. })),
        "the account is not here"
    );
    drop(tx);
    assert_eq!(keys(bench).await.len(), 1);
    assert!(secret(bench, 1).await.is_some());
}

async fn the_first_secret_key_stays(bench: &Bench) {
    assert_eq!(bench.store.seal_key_known().await.unwrap(), None);
    for proof in [[1; 32], [2; 32]] {
        assert_eq!(
            bench.store.seal_key(&proof, at(NOW)).await.unwrap(),
            [1; 32]
        );
    }
    assert_eq!(bench.store.seal_key_known().await.unwrap(), Some([1; 32]));
}
