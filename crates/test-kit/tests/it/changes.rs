//! More, less or something else is wanted of an account after its role was proven.

use landfast_app::{AccountDraft, AccountEdit, ProblemCode as P, ports::Trigger};
use landfast_domain::{
    Account, Method,
    account::AccountStatus,
    permissions::{Choices, TagAccess},
};
use landfast_test_kit::World;

use crate::support::{outcome, world};

const ID: &str = "012345678901";

async fn edit(world: &World, edit: AccountEdit) -> Account {
    world
        .app
        .edit_account(&world.operator(), ID, &edit)
        .await
        .unwrap()
}

async fn proven(world: &World) -> Account {
    let account = world.register(ID).await.unwrap();
    world.launch(&account);
    world.check(&account, Trigger::Person).await.unwrap()
}

fn tags(access: &str) -> AccountEdit {
    AccountEdit {
        tag_access: Some(access.to_owned()),
        ..AccountEdit::default()
    }
}

#[tokio::test]
async fn other_choices_wait_for_the_stack_to_be_updated() {
    let world = world().await;
    let before = proven(&world).await;
    assert_eq!(before.choices, Choices::default());
    let wanted = edit(&world, tags("write")).await;
    assert_eq!(wanted.choices.tag_access(), TagAccess::Write);
    assert_eq!(outcome(&wanted), "drifted | ");
    assert_eq!(wanted.status(), AccountStatus::UpdateAvailable);
    assert_eq!(wanted.proven, before.proven, "the role goes on being used");

    world.work().await.unwrap();
    let seen = world.app.account(&world.operator(), ID).await.unwrap();
    assert_eq!(outcome(&seen), "drifted | template_current: choices_differ");
    assert_eq!(seen.status(), AccountStatus::UpdateAvailable);

    world.launch(&seen);
    let updated = world.check(&seen, Trigger::Person).await.unwrap();
    assert_eq!(outcome(&updated), "passed | ");
}

#[tokio::test]
async fn taking_a_choice_back_needs_no_update() {
    let world = world().await;
    proven(&world).await;
    edit(&world, tags("write")).await;
    let back = edit(&world, tags("read")).await;
    let checked = world.check(&back, Trigger::Person).await.unwrap();
    assert_eq!(outcome(&checked), "passed | ");
    let same = edit(&world, tags("read")).await;
    assert_eq!(outcome(&same), "passed | ", "nothing changed");
}

#[tokio::test]
async fn choices_are_understood_or_refused_at_their_field() {
    let world = world().await;
    let register = async |capabilities: Option<&[&str]>, access: Option<&str>| {
        let draft = AccountDraft {
            account_id: ID.to_owned(),
            method: "cli".to_owned(),
            capabilities: capabilities.map(|names| names.iter().map(|n| (*n).to_owned()).collect()),
            tag_access: access.map(str::to_owned),
            ..AccountDraft::default()
        };
        world.app.register(&world.operator(), &draft).await
    };
    for (capabilities, access, path) in [
        (Some(&["bills"][..]), None, "capabilities"),
        (Some(&["identity"][..]), None, "capabilities"),
        (Some(&["tag-writing"][..]), None, "capabilities"),
        (None, Some("all"), "tag_access"),
    ] {
        let refused = register(capabilities, access).await.unwrap_err();
        let fields: Vec<_> = refused.fields.iter().map(|f| (f.path, f.code)).collect();
        assert_eq!(fields, [(path, P::ChoicesInvalid)], "{refused}");
    }
    let narrow = register(Some(&[]), Some("none")).await.unwrap();
    assert_eq!(narrow.choices, Choices::narrowest());
}

#[tokio::test]
async fn a_role_of_ones_own_gives_way_to_the_templates_once_that_is_proven() {
    let world = world().await;
    let account = world.register(ID).await.unwrap();
    world.launch(&account);
    let own = account
        .template_role()
        .to_string()
        .replace("role/landfast/landfast-", "role/our-own-");
    let template = world.aws.role(&account.template_role()).unwrap();
    world
        .aws
        .put_role(&landfast_domain::RoleArn::parse(&own).unwrap(), template);
    world.aws.delete_role(&account.template_role());
    world
        .app
        .set_role(&world.operator(), ID, &own)
        .await
        .unwrap();
    let method = |text: &str| AccountEdit {
        method: Some(text.to_owned()),
        ..AccountEdit::default()
    };
    edit(&world, method("role_arn")).await;
    let by_own = world.check(&account, Trigger::Person).await.unwrap();
    assert_eq!(by_own.proven.as_ref().unwrap().arn.to_string(), own);

    let changed = edit(&world, method("console_stack")).await;
    assert_eq!(changed.method, Method::ConsoleStack);
    assert_eq!(outcome(&changed), "open | ");
    assert_eq!(changed.proven.as_ref().unwrap().arn.to_string(), own);
    assert_eq!(changed.role_to_try(), changed.template_role());

    world.launch(&changed);
    let moved = world.check(&changed, Trigger::Person).await.unwrap();
    assert_eq!(outcome(&moved), "passed | ");
    assert_eq!(moved.proven.unwrap().arn, changed.template_role());
}
