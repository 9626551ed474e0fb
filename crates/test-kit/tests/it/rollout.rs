//! Whoever a payer's StackSet has reached, and what then holds for it.

use std::time::Duration;

use landfast_app::{AccountEdit, ProblemCode, RolloutDraft, ports::Clock};
use landfast_domain::{
    Account, Method,
    api_access::Membership,
    organization::{MemberStanding, UnitId},
};
use landfast_test_kit::{Fault, IdRule, World};

use crate::{
    organization::{PAYER, id, payer, read, rows},
    support::world,
};

/// What the StackSet of the roll-out leaves in an account.
pub async fn deploy(world: &World, number: u64) -> Account {
    let status = world.app.rollout(&world.operator(), PAYER).await.unwrap();
    let rollout = status.rollout.unwrap();
    let all = rows(world, None).await;
    let member = all
        .into_iter()
        .find(|row| row.member.id == id(number))
        .unwrap()
        .member;
    let [name, _] = landfast_domain::organization::names(&member);
    let role_name = status.payer.role_name.clone();
    let account = rollout.registers(&member, name, role_name, world.clock.now());
    world.launch(&account);
    let membership = Membership::Organization {
        id: "o-exampleorg1".to_owned(),
        management_account: status.payer.id.clone(),
    };
    world.aws.put_membership(&account.id, membership);
    account
}

async fn standings(world: &World) -> Vec<(String, MemberStanding)> {
    let all = rows(world, None).await;
    all.iter()
        .map(|row| (row.member.name.clone(), row.standing()))
        .collect()
}

#[tokio::test]
async fn whoever_the_roll_out_reaches_is_registered_and_proven() {
    let world = world().await;
    payer(&world, 3).await;
    read(&world).await;
    let plan = world
        .app
        .plan_rollout(&world.operator(), PAYER, &RolloutDraft::default())
        .await
        .unwrap();
    let launch = plan.launch.unwrap();
    assert_eq!(launch.root.as_ref().map(UnitId::as_str), Some("r-ab12"));
    let external_id = plan.rollout.unwrap().external_id;
    deploy(&world, 1).await;
    deploy(&world, 2).await;
    // The name of one is taken by somebody else.
    let taken = world.register("900000000009").await.unwrap();
    let edit = AccountEdit {
        name: Some("Team 2".to_owned()),
        ..AccountEdit::default()
    };
    world
        .app
        .edit_account(&world.operator(), taken.id.as_str(), &edit)
        .await
        .unwrap();
    world.app.discover(&world.operator(), PAYER).await.unwrap();
    use MemberStanding as M;
    let found: Vec<MemberStanding> = standings(&world)
        .await
        .into_iter()
        .map(|(_, s)| s)
        .collect();
    assert_eq!(found, [M::Active, M::Active, M::NotReached, M::Activating]);
    let first = world
        .app
        .account(&world.operator(), id(1).as_str())
        .await
        .unwrap();
    assert_eq!(
        (first.name.as_str(), first.method),
        ("Team 1", Method::StackSet)
    );
    assert!(first.confirmed_at.is_some());
    assert_eq!(first.external_id, external_id);
    let second = world
        .app
        .account(&world.operator(), id(2).as_str())
        .await
        .unwrap();
    assert_eq!(second.name.as_str(), format!("Team 2 ({})", id(2)));
    // Nobody answers there until the StackSet has come; the page looks on by itself.
    let late = rows(&world, None).await;
    let refused = late.iter().find(|row| row.member.id == id(3)).unwrap();
    let why = refused
        .member
        .reached
        .as_ref()
        .and_then(|tried| tried.why_not.clone());
    assert!(why.unwrap().starts_with("AWS refused (AccessDenied)"));
    deploy(&world, 3).await;
    world.clock.advance(Duration::from_secs(20));
    let (name, standing) = standings(&world).await.remove(2);
    assert_eq!((name.as_str(), standing), ("Team 3", M::Active));
    assert_eq!(read(&world).await.coverage.covered(), 3);
}

/// A changed choice keeps the external id; an account that trusts everybody is not taken for proven.
#[tokio::test]
async fn a_roll_out_is_planned_once_and_unsafe_roles_are_found() {
    let world = world().await;
    payer(&world, 2).await;
    read(&world).await;
    let plan = |draft: RolloutDraft| {
        let (app, actor) = (world.app.clone(), world.operator());
        async move {
            app.plan_rollout(&actor, PAYER, &draft)
                .await
                .unwrap()
                .rollout
                .unwrap()
        }
    };
    let first = plan(RolloutDraft::default()).await;
    let tags = RolloutDraft {
        tag_access: Some("none".to_owned()),
        ..RolloutDraft::default()
    };
    let second = plan(tags).await;
    assert_eq!(first.external_id, second.external_id);
    assert_ne!(first.choices, second.choices);
    let account = deploy(&world, 1).await;
    world.aws.edit_role(&account.template_role(), |role| {
        role.external_id = IdRule::None;
    });
    world.app.discover(&world.operator(), PAYER).await.unwrap();
    assert_eq!(standings(&world).await[0].1, MemberStanding::Attention);
}

/// Trouble of AWS's or ours says nothing about an account, and registers nobody.
#[tokio::test]
async fn trouble_while_reaching_is_tried_again() {
    let world = world().await;
    payer(&world, 1).await;
    read(&world).await;
    world
        .app
        .plan_rollout(&world.operator(), PAYER, &RolloutDraft::default())
        .await
        .unwrap();
    deploy(&world, 1).await;
    world.app.discover(&world.operator(), PAYER).await.unwrap();
    // Into the payer and two lists; then the account itself and the look at the StackSet, whichever
    // comes first.
    world.aws.fail_after(3, Fault::Outage);
    world.aws.fail_next([Fault::Outage]);
    assert_eq!(standings(&world).await[0].1, MemberStanding::NotActivated);
    world.clock.advance(Duration::from_secs(61));
    assert_eq!(standings(&world).await[0].1, MemberStanding::Active);
}

#[tokio::test]
async fn nobody_chooses_the_method_of_a_roll_out() {
    let world = world().await;
    let refused = world
        .register_by("000000000001", "stack_set")
        .await
        .unwrap_err();
    assert_eq!(refused.code, ProblemCode::MethodUnknown);
    let early = world.register("000000000001").await.unwrap();
    let edit = AccountEdit {
        method: Some("stack_set".to_owned()),
        ..AccountEdit::default()
    };
    let refused = world
        .app
        .edit_account(&world.operator(), early.id.as_str(), &edit)
        .await;
    assert_eq!(refused.unwrap_err().code, ProblemCode::MethodUnknown);
}

/// Whoever takes an account out of the register does not get it back by the next day's reading.
#[tokio::test]
async fn what_was_removed_comes_back_only_when_somebody_asks() {
    let world = world().await;
    payer(&world, 1).await;
    read(&world).await;
    let (app, actor) = (&world.app, world.operator());
    let usual = RolloutDraft::default();
    app.plan_rollout(&actor, PAYER, &usual).await.unwrap();
    deploy(&world, 1).await;
    app.discover(&actor, PAYER).await.unwrap();
    assert_eq!(standings(&world).await[0].1, MemberStanding::Active);
    app.remove_account(&actor, id(1).as_str(), true)
        .await
        .unwrap();
    world.clock.advance(Duration::from_secs(27 * 60 * 60));
    assert_eq!(standings(&world).await[0].1, MemberStanding::NotActivated);
    app.discover(&actor, PAYER).await.unwrap();
    assert_eq!(standings(&world).await[0].1, MemberStanding::Active);
}

/// One StackSet has one set of parameters: nothing of the role is changed for one account alone.
#[tokio::test]
async fn an_account_of_a_roll_out_changes_with_the_others_only() {
    let world = world().await;
    payer(&world, 1).await;
    read(&world).await;
    let (app, actor) = (&world.app, world.operator());
    let usual = RolloutDraft::default();
    let first = app.plan_rollout(&actor, PAYER, &usual).await.unwrap();
    deploy(&world, 1).await;
    app.discover(&actor, PAYER).await.unwrap();
    read(&world).await;
    let linked = id(1);
    let refused = app
        .begin_rotation(&actor, linked.as_str())
        .await
        .unwrap_err();
    assert_eq!(refused.code, ProblemCode::ActionNotAllowed);
    let edit = AccountEdit {
        tag_access: Some("none".to_owned()),
        ..AccountEdit::default()
    };
    let refused = app
        .edit_account(&actor, linked.as_str(), &edit)
        .await
        .unwrap_err();
    assert_eq!(refused.code, ProblemCode::ActionNotAllowed);
    let name = AccountEdit {
        name: Some("Renamed".to_owned()),
        ..AccountEdit::default()
    };
    app.edit_account(&actor, linked.as_str(), &name)
        .await
        .unwrap();
    let tags = RolloutDraft {
        tag_access: Some("none".to_owned()),
        ..RolloutDraft::default()
    };
    let refused = app.plan_rollout(&actor, PAYER, &tags).await.unwrap_err();
    assert_eq!(refused.code, ProblemCode::ActionNotAllowed);
    // A payer that is registered anew goes on with the StackSet that is there.
    app.remove_account(&actor, PAYER, true).await.unwrap();
    payer(&world, 1).await;
    read(&world).await;
    let again = app.plan_rollout(&actor, PAYER, &usual).await.unwrap();
    assert_eq!(
        again.rollout.map(|one| one.external_id),
        first.rollout.map(|one| one.external_id)
    );
}
