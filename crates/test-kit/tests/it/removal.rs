//! Taking access back: what is proven, what is only said, and what an earlier registration left.

use std::time::Duration;

use landfast_app::{
    AccountEdit, ProblemCode, RemovalStatus,
    ports::{StoredReceipt, Trigger},
};
use landfast_domain::{
    Account,
    removal::{Answer, OrphanState, ReceiptVerdict, RemovalState},
};
use landfast_test_kit::{Fault, World, reader};

use crate::{
    issuer::issuing,
    support::{outcome, rows, world},
};

pub const ID: &str = "012345678901";

/// A world with an account whose role is proven.
pub async fn proven(world: &World) -> Account {
    let account = world.register(ID).await.unwrap();
    world.launch(&account);
    world.check(&account, Trigger::Person).await.unwrap()
}

/// Says that it is deleted, and waits for what comes of it.
pub async fn said(world: &World) -> Option<RemovalStatus> {
    let said = world.app.look_at_removal(&world.operator(), ID).await;
    said.unwrap();
    to_the_end(world).await
}

/// Moves the clock from look to look until nothing goes on by itself; `None` when the record is gone.
pub async fn to_the_end(world: &World) -> Option<RemovalStatus> {
    let actor = world.operator();
    loop {
        world.work().await.unwrap();
        let Ok(status) = world.app.removal(&actor, ID).await else {
            return None;
        };
        let Some(at) = status.removal.as_ref().and_then(|one| one.next_at()) else {
            return Some(status);
        };
        world.clock.set(at);
    }
}

pub async fn newest(world: &World) -> StoredReceipt {
    let actor = world.operator();
    let page = world.app.receipts(&actor, Some(ID), 10, None).await;
    page.unwrap().items.remove(0)
}

async fn told(world: &World) -> Vec<String> {
    let page = world.app.activity(&world.operator(), None, 50, None).await;
    let items = page.unwrap().items.into_iter();
    items
        .map(|row| format!("{} {}", row.action, row.summary))
        .collect()
}

#[tokio::test]
async fn access_that_was_deleted_is_proven_gone_and_leaves_a_receipt() {
    let world = world().await;
    let account = proven(&world).await;
    let actor = world.operator();
    let begun = world.app.begin_removal(&actor, ID).await.unwrap();
    let again = world.app.begin_removal(&actor, ID).await.unwrap();
    assert_eq!(begun, again, "the second click changes nothing");
    assert!(
        begun.guide[0]
            .link
            .as_ref()
            .unwrap()
            .contains("/cloudformation/")
    );
    assert!(
        begun.guide[1]
            .command
            .as_ref()
            .unwrap()
            .contains("delete-stack")
    );

    world.aws.delete_role(&account.template_role());
    assert_eq!(said(&world).await, None, "the record is gone");
    let StoredReceipt { receipt, sha256 } = newest(&world).await;
    assert_eq!(receipt.verdict, ReceiptVerdict::Gone);
    assert_eq!(receipt.role_arn, Some(account.template_role()));
    assert_eq!(receipt.tries.len(), 2, "seen twice");
    assert!(receipt.tries.iter().all(|one| one.answer
        == Answer::Refused {
            code: "AccessDenied".into(),
            request_id: Some("fake-request".into())
        }));
    assert!(receipt.finished_at.since(receipt.begun_at) >= Duration::from_secs(15));
    let entries = told(&world).await;
    assert!(
        entries
            .iter()
            .any(|line| line.starts_with("account.removed ") && line.contains(&sha256))
    );
    let all = format!("{} {} {entries:?}", receipt.canonical(), receipt.text(""));
    assert!(
        !all.contains(account.external_id.as_str()),
        "no external id is told"
    );
    let why = world.app.account(&actor, ID).await.unwrap_err();
    assert_eq!(why.code, ProblemCode::AccountNotFound);
}

#[tokio::test]
async fn what_still_answers_is_waited_for_and_then_told() {
    let world = world().await;
    let account = proven(&world).await;
    let before = world.app.now();
    let status = said(&world).await.unwrap();
    assert_eq!(status.removal.unwrap().state, RemovalState::StillAnswers);
    assert!(world.app.now().since(before) >= Duration::from_secs(120));
    assert!(world.app.account(&world.operator(), ID).await.is_ok());

    world.aws.delete_role(&account.template_role());
    assert_eq!(said(&world).await, None);
}

#[tokio::test]
async fn a_role_that_answers_a_while_longer_is_no_finding() {
    let world = world().await;
    let account = proven(&world).await;
    let actor = world.operator();
    world.app.look_at_removal(&actor, ID).await.unwrap();
    world.work().await.unwrap();
    let waiting = world
        .app
        .removal(&actor, ID)
        .await
        .unwrap()
        .removal
        .unwrap();
    assert!(matches!(waiting.state, RemovalState::Waiting { .. }));
    world.aws.delete_role(&account.template_role());
    assert_eq!(said(&world).await, None);
    assert_eq!(newest(&world).await.receipt.verdict, ReceiptVerdict::Gone);
}

#[tokio::test]
async fn trouble_and_a_server_without_an_identity_prove_nothing() {
    let world = world().await;
    let account = proven(&world).await;
    world.aws.delete_role(&account.template_role());
    world.aws.fail_next([Fault::Throttle, Fault::Outage]);
    let actor = world.operator();
    world.app.look_at_removal(&actor, ID).await.unwrap();
    world.work().await.unwrap();
    let removal = world
        .app
        .removal(&actor, ID)
        .await
        .unwrap()
        .removal
        .unwrap();
    assert_eq!(removal.refused_since, None, "{removal:?}");

    world.aws.set_principal(None);
    let status = said(&world).await.unwrap();
    assert!(matches!(
        status.removal.unwrap().state,
        RemovalState::GaveUp { .. }
    ));
    assert!(world.app.account(&actor, ID).await.is_ok());
}

#[tokio::test]
async fn while_an_external_id_is_rotated_both_are_tried() {
    let world = world().await;
    let account = proven(&world).await;
    let actor = world.operator();
    world.app.begin_rotation(&actor, ID).await.unwrap();
    let status = world.app.begin_removal(&actor, ID).await.unwrap();
    assert_eq!(status.doors.len(), 2, "{:?}", status.doors);
    world.aws.delete_role(&account.template_role());
    assert_eq!(said(&world).await, None);
    assert_eq!(newest(&world).await.receipt.tries.len(), 4);
}

#[tokio::test]
async fn an_account_that_nobody_ever_looked_at_has_nothing_to_try() {
    let world = world().await;
    world.register(ID).await.unwrap();
    world.aws.set_principal(None);
    assert_eq!(said(&world).await, None, "no identity is needed for it");
    let receipt = newest(&world).await.receipt;
    assert_eq!(receipt.verdict, ReceiptVerdict::NothingToTry);
    assert_eq!(receipt.tries, []);
}

#[tokio::test]
async fn a_removal_is_given_up_and_the_account_stays() {
    let world = world().await;
    proven(&world).await;
    let actor = world.operator();
    world.app.begin_removal(&actor, ID).await.unwrap();
    for _ in 0..2 {
        let status = world.app.cancel_removal(&actor, ID).await.unwrap();
        assert_eq!(status.removal, None);
    }
    let told = told(&world).await;
    let cancelled = told
        .iter()
        .filter(|line| line.starts_with("removal.cancelled"));
    assert_eq!(cancelled.count(), 1);
    let bob = reader(&world.workspace);
    let why = world.app.begin_removal(&bob, ID).await.unwrap_err();
    assert_eq!(why.code, ProblemCode::Forbidden);
}

#[tokio::test]
async fn each_method_says_what_to_delete() {
    let mut guides = String::new();
    for method in ["console_stack", "cli", "terraform", "role_arn"] {
        let world = world().await;
        world.register_by(ID, method).await.unwrap();
        let status = world.app.removal(&world.operator(), ID).await.unwrap();
        guides.push_str(&format!("{method}\n"));
        for step in status.guide {
            let more = [step.link, step.command];
            let more: Vec<String> = more.into_iter().flatten().collect();
            guides.push_str(&format!("- {}\n  {}\n", step.text, more.join("\n  ")));
        }
    }
    insta::assert_snapshot!(guides);
}

#[tokio::test]
async fn the_record_alone_is_removed_only_when_that_is_said() {
    let world = world().await;
    proven(&world).await;
    let actor = world.operator();
    let why = world
        .app
        .remove_account(&actor, ID, false)
        .await
        .unwrap_err();
    assert_eq!(why.code, ProblemCode::AccessRemains);
    assert!(world.app.account(&actor, ID).await.is_ok());
    let removed = world.app.remove_account(&actor, ID, true).await.unwrap();
    assert_eq!(removed.receipt.receipt.verdict, ReceiptVerdict::AccessLeft);
    assert_eq!(newest(&world).await, removed.receipt);

    world.register(ID).await.unwrap();
    let never = world.app.remove_account(&actor, ID, false).await.unwrap();
    assert_eq!(never.receipt.receipt.verdict, ReceiptVerdict::NothingToTry);
}

#[tokio::test]
async fn what_an_earlier_registration_left_is_found_and_forgotten_once_it_is_gone() {
    let world = world().await;
    let first = proven(&world).await;
    let actor = world.operator();
    world.app.remove_account(&actor, ID, true).await.unwrap();
    let second = world.register(ID).await.unwrap();
    let orphans = || async { world.app.orphans(&actor, ID).await.unwrap() };
    assert_eq!(orphans().await[0].state, OrphanState::Unknown);

    world.check(&second, Trigger::Person).await.unwrap();
    let found = orphans().await.remove(0);
    assert_eq!(found.role_arn, first.template_role());
    assert!(found.remedy().is_some());
    let neighbour = World::over(rows().await, "other", 2).await.unwrap();
    neighbour.register(ID).await.unwrap();
    assert!(
        neighbour
            .app
            .orphans(&neighbour.operator(), ID)
            .await
            .unwrap()
            .is_empty()
    );

    // The stack is updated with the new external id: the old one is refused from now on.
    world.launch(&second);
    world.check(&second, Trigger::Person).await.unwrap();
    assert!(matches!(
        orphans().await[0].state,
        OrphanState::Refused { .. }
    ));
    let later = world.app.now().plus(Duration::from_secs(60));
    world.clock.set(later);
    world.check(&second, Trigger::Person).await.unwrap();
    assert_eq!(orphans().await, []);
    let actions: Vec<String> = told(&world).await;
    for action in ["orphan.found", "orphan.gone"] {
        assert_eq!(
            actions
                .iter()
                .filter(|line| line.starts_with(action))
                .count(),
            1,
            "{action}"
        );
    }
    assert!(
        actions
            .iter()
            .all(|line| !line.contains(first.external_id.as_str()))
    );
}

#[tokio::test]
async fn a_role_of_ones_own_and_the_templates_are_both_tried() {
    let world = world().await;
    let account = proven(&world).await;
    let actor = world.operator();
    let own = account
        .template_role()
        .to_string()
        .replace("landfast-", "own-");
    world.app.set_role(&actor, ID, &own).await.unwrap();
    let edit = AccountEdit {
        method: Some("role_arn".to_owned()),
        ..AccountEdit::default()
    };
    world.app.edit_account(&actor, ID, &edit).await.unwrap();
    let status = world.app.removal(&actor, ID).await.unwrap();
    assert_eq!(status.doors.len(), 2, "{:?}", status.doors);
    let left = said(&world).await.unwrap();
    assert_eq!(left.removal.unwrap().state, RemovalState::StillAnswers);
}

#[tokio::test]
async fn an_account_on_its_way_out_does_not_drift() {
    let world = world().await;
    let account = proven(&world).await;
    let actor = world.operator();
    world.app.begin_removal(&actor, ID).await.unwrap();
    world.aws.delete_role(&account.template_role());
    let tomorrow = account.next_check_at.unwrap().plus(Duration::from_secs(1));
    world.clock.set(tomorrow);
    world.work().await.unwrap();
    let later = world.app.account(&actor, ID).await.unwrap();
    assert_eq!(outcome(&later), "passed | ");
    world.app.cancel_removal(&actor, ID).await.unwrap();
    world
        .clock
        .set(tomorrow.plus(Duration::from_secs(2 * 86_400)));
    world.work().await.unwrap();
    let later = world.app.account(&actor, ID).await.unwrap();
    assert_ne!(outcome(&later), "passed | ");
}

#[tokio::test]
async fn an_account_that_trusts_the_issuer_is_proven_gone_by_tokens() {
    let world = issuing().await;
    let account = world.register(ID).await.unwrap();
    world.launch_for_issuer(&account);
    world.check(&account, Trigger::Person).await.unwrap();
    let open = said(&world).await.unwrap();
    assert_eq!(open.removal.unwrap().state, RemovalState::StillAnswers);
    world.aws.delete_role(&account.template_role());
    assert_eq!(said(&world).await, None);
    assert_eq!(newest(&world).await.receipt.verdict, ReceiptVerdict::Gone);
}

/// Choosing another trust changes nothing about the role that is there.
#[tokio::test]
async fn a_role_that_trusts_what_was_chosen_before_is_tried_by_that_too() {
    let world = issuing().await;
    world
        .aws
        .set_principal(Some(landfast_test_kit::principal().unwrap()));
    let draft = landfast_app::AccountDraft {
        account_id: ID.to_owned(),
        method: "cli".to_owned(),
        trust: Some("role".to_owned()),
        ..landfast_app::AccountDraft::default()
    };
    let actor = world.operator();
    let account = world.app.register(&actor, &draft).await.unwrap();
    world.launch(&account);
    let proven = world.check(&account, Trigger::Person).await.unwrap();
    assert_eq!(outcome(&proven), "passed | ");
    let edit = AccountEdit {
        trust: Some("issuer".to_owned()),
        ..AccountEdit::default()
    };
    world.app.edit_account(&actor, ID, &edit).await.unwrap();
    let status = said(&world).await.unwrap();
    assert_eq!(status.removal.unwrap().state, RemovalState::StillAnswers);
    world.aws.delete_role(&account.template_role());
    assert_eq!(said(&world).await, None);
}
