//! Contracts of a workspace.

use landfast_app::ports::{Commitment, Conflict, StoreError};
use landfast_domain::{
    commitment::{Contract, ContractDraft},
    ids::CommitmentId,
};

use crate::support::*;

contract!(
    a_contract_comes_back_as_it_was_saved,
    two_of_one_workspace_have_two_names,
    another_workspace_has_its_own,
);

fn cmt(number: u8) -> CommitmentId {
    CommitmentId::new(at(NOW), [number; 10])
}

fn edp(name: &str) -> Contract {
    let draft = ContractDraft {
        name: name.to_owned(),
        currency: "USD".to_owned(),
        starts: "2024-02-29".to_owned(),
        years: vec!["1000000.000000000001".to_owned(), "2".to_owned()],
        payers: vec!["012345678901".to_owned()],
        ..ContractDraft::default()
    };
    draft.read().unwrap()
}

fn commitment(number: u8, name: &str) -> Commitment {
    Commitment {
        id: cmt(number),
        contract: edp(name),
        created_at: at(NOW),
        updated_at: at(NOW),
    }
}

async fn put(bench: &Bench, number: u32, all: &[Commitment]) {
    bench
        .change(&ws(number), async |tx| {
            for one in all {
                tx.commitment_put(one).await.unwrap();
            }
        })
        .await;
}

async fn a_contract_comes_back_as_it_was_saved(bench: &Bench) {
    let first = commitment(1, "b");
    put(bench, 1, &[first.clone(), commitment(2, "A")]).await;
    let rows = bench.at(&ws(1));
    let names = rows.commitments().await.unwrap().into_iter();
    let names: Vec<String> = names.map(|one| one.contract.name).collect();
    assert_eq!(names, ["A", "b"], "by name, whatever its letters");
    assert_eq!(rows.commitment_find(&cmt(1)).await.unwrap(), Some(first));
    let changed = Commitment {
        contract: edp("B"),
        updated_at: at(NOW + 1),
        ..commitment(1, "b")
    };
    put(bench, 1, std::slice::from_ref(&changed)).await;
    assert_eq!(rows.commitment_find(&cmt(1)).await.unwrap(), Some(changed));
    bench
        .change(&ws(1), async |tx| {
            tx.commitment_delete(&cmt(1)).await.unwrap()
        })
        .await;
    assert_eq!(rows.commitment_find(&cmt(1)).await.unwrap(), None);
    assert_eq!(rows.commitments().await.unwrap().len(), 1);
}

async fn two_of_one_workspace_have_two_names(bench: &Bench) {
    put(bench, 1, &[commitment(1, "EDP")]).await;
    put(bench, 2, &[commitment(1, "EDP")]).await;
    let mut tx = bench.at(&ws(1)).begin().await.unwrap();
    let why = tx.commitment_put(&commitment(2, "edp")).await.unwrap_err();
    assert!(
        matches!(why, StoreError::Conflict(Conflict::CommitmentName)),
        "{why:?}"
    );
}

async fn another_workspace_has_its_own(bench: &Bench) {
    put(bench, 1, &[commitment(1, "EDP")]).await;
    let there = bench.at(&ws(2));
    assert!(there.commitments().await.unwrap().is_empty());
    assert_eq!(there.commitment_find(&cmt(1)).await.unwrap(), None);
    bench
        .change(&ws(2), async |tx| {
            assert_eq!(tx.commitment_find(&cmt(1)).await.unwrap(), None);
            tx.commitment_delete(&cmt(1)).await.unwrap();
        })
        .await;
    let here = bench.at(&ws(1)).commitments().await.unwrap();
    assert_eq!(here, [commitment(1, "EDP")]);
}
