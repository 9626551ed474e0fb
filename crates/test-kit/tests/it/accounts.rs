use landfast_app::{AccountDraft, AccountEdit, Error, ProblemCode as P, ports::AccountQuery};
use landfast_test_kit::{World, reader};

use crate::support::world;

fn draft(account_id: &str, name: &str, method: &str, region: &str) -> AccountDraft {
    let given = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    AccountDraft {
        account_id: account_id.to_owned(),
        name: given(name),
        method: method.to_owned(),
        region: given(region),
        ..AccountDraft::default()
    }
}

async fn codes(world: &World, draft: &AccountDraft) -> Vec<(&'static str, P)> {
    let refused = world
        .app
        .register(&world.operator(), draft)
        .await
        .unwrap_err();
    refused
        .fields
        .iter()
        .map(|field| (field.path, field.code))
        .collect()
}

#[tokio::test]
async fn details_are_as_typed_and_left_out_ones_have_defaults() {
    let world = world().await;
    let account = world
        .app
        .register(
            &world.operator(),
            &draft(" 0123-4567-8901", "", "console_stack", ""),
        )
        .await
        .unwrap();
    assert_eq!(
        (
            account.id.as_str(),
            account.name.as_str(),
            account.region.as_str()
        ),
        ("012345678901", "012345678901", "us-east-1")
    );
    let again = world
        .app
        .account(&world.operator(), "012345678901")
        .await
        .unwrap();
    assert_eq!(
        again.external_id, account.external_id,
        "the external id is the same after a week"
    );
}

#[tokio::test]
async fn all_bad_fields_are_named_at_once_and_nothing_is_saved() {
    let world = world().await;
    let found = codes(
        &world,
        &draft("12345", &"x".repeat(101), "carrier_pigeon", "moon"),
    )
    .await;
    let wanted = [
        ("account_id", P::AccountIdInvalid),
        ("name", P::AccountNameInvalid),
        ("region", P::RegionInvalid),
        ("method", P::MethodUnknown),
    ];
    assert_eq!(found, wanted);
    assert_eq!(
        world
            .app
            .accounts(&world.operator(), &AccountQuery::default())
            .await
            .unwrap()
            .items,
        []
    );
}

#[tokio::test]
async fn a_taken_id_or_name_says_which() {
    let world = world().await;
    let first = draft("012345678901", "Acme", "console_stack", "");
    world.app.register(&world.operator(), &first).await.unwrap();
    assert_eq!(
        codes(&world, &draft("012345678901", "Other", "console_stack", "")).await,
        [("account_id", P::AccountIdTaken)]
    );
    assert_eq!(
        codes(&world, &draft("222222222222", "aCME", "console_stack", "")).await,
        [("name", P::AccountNameTaken)]
    );
    assert_eq!(
        world
            .app
            .accounts(&world.operator(), &AccountQuery::default())
            .await
            .unwrap()
            .items
            .len(),
        1
    );
}

#[tokio::test]
async fn the_same_account_in_two_workspaces_has_two_external_ids() {
    let world = world().await;
    let other = World::over(world.store.clone(), "other", 2).await.unwrap();
    let (ours, theirs) = (
        world.register("012345678901").await.unwrap(),
        other.register("012345678901").await.unwrap(),
    );
    assert_ne!(ours.external_id, theirs.external_id);
    world
        .app
        .remove_account(&world.operator(), "012345678901", true)
        .await
        .unwrap();
    assert!(
        other
            .app
            .account(&other.operator(), "012345678901")
            .await
            .is_ok()
    );
}

#[tokio::test]
async fn a_reader_changes_nothing() {
    let world = world().await;
    world.register("012345678901").await.unwrap();
    let (app, bob, id) = (&world.app, reader(&world.workspace), "012345678901");
    let edit = AccountEdit {
        name: Some("Mine".into()),
        ..AccountEdit::default()
    };
    let refusals: Vec<Error> = vec![
        app.register(&bob, &draft("222222222222", "", "cli", ""))
            .await
            .unwrap_err(),
        app.edit_account(&bob, id, &edit).await.unwrap_err(),
        app.set_role(&bob, id, "x").await.unwrap_err(),
        app.skip_step(&bob, id, "api-access").await.unwrap_err(),
        app.confirm(&bob, id).await.unwrap_err(),
        app.remove_account(&bob, id, true).await.unwrap_err(),
        app.start_check(&bob, id, "api-access", landfast_app::ports::Trigger::Person)
            .await
            .unwrap_err(),
    ];
    assert!(
        refusals.iter().all(|refusal| refusal.code == P::Forbidden),
        "{refusals:?}"
    );
    assert!(app.account(&bob, id).await.is_ok());
}

#[tokio::test]
async fn editing_the_region_opens_the_step_anew_and_the_partition_never_changes() {
    let world = world().await;
    world.register("012345678901").await.unwrap();
    let edit = |region: &str| AccountEdit {
        region: Some(region.to_owned()),
        ..AccountEdit::default()
    };
    let moved = world
        .app
        .edit_account(&world.operator(), "012345678901", &edit("eu-west-1"))
        .await
        .unwrap();
    assert_eq!(
        (
            moved.region.as_str(),
            crate::support::access(&moved).revision
        ),
        ("eu-west-1", 2)
    );
    let refused = world
        .app
        .edit_account(&world.operator(), "012345678901", &edit("cn-north-1"))
        .await
        .unwrap_err();
    assert_eq!(refused.code, P::RegionInvalid);
}
