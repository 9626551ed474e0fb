//! Selected accounts of a payer, activated through a permit.

use std::time::Duration;

use landfast_app::{
    ActivationDraft, ActivationStatus, ProblemCode,
    ports::{ItemQuery, Trigger},
};
use landfast_domain::{
    Account,
    activation::{AT_ONCE, ActivationItem, FailReason, ItemState, PermitState, RunState},
    api_access::Membership,
    organization::MemberState,
    step::StepKind,
};
use landfast_test_kit::{FakeMember, Fault, IdRule, Refusal, World, reader};

use crate::{
    organization::{PAYER, id, payer, read, root},
    permits::ended,
    support::{outcome, world},
};

const STEP: Duration = Duration::from_secs(5);

/// What the linked accounts of a payer tell of their organization.
pub fn belong(world: &World, payer: &Account, linked: u64) {
    for number in 1..=linked {
        let membership = Membership::Organization {
            id: "o-exampleorg1".to_owned(),
            management_account: payer.id.clone(),
        };
        world.aws.put_membership(&id(number), membership);
    }
}

pub fn draft(numbers: impl IntoIterator<Item = u64>) -> ActivationDraft {
    ActivationDraft {
        account_ids: numbers.into_iter().map(|n| id(n).to_string()).collect(),
        member_role: None,
    }
}

/// An activation whose permit's stack is launched.
async fn begun(linked: u64, of: impl IntoIterator<Item = u64>) -> (World, Account, String) {
    let world = world().await;
    let payer = payer(&world, linked).await;
    read(&world).await;
    belong(&world, &payer, linked);
    let begun = world
        .app
        .activate(&world.operator(), PAYER, &draft(of))
        .await;
    let status = begun.unwrap();
    assert_eq!(status.activation.state, RunState::Waiting);
    world.launch_permit(&payer, &status.permit.unwrap().permit);
    (world, payer, status.activation.id.to_string())
}

pub async fn status(world: &World, run: &str) -> ActivationStatus {
    let found = world.app.activation(&world.operator(), PAYER, run).await;
    found.unwrap()
}

/// Moves the clock until the activation is over.
pub async fn to_the_end(world: &World, run: &str) -> ActivationStatus {
    for _ in 0..2_000 {
        world.work().await.unwrap();
        let now = status(world, run).await;
        if !now.activation.is_live() {
            return now;
        }
        assert!(now.counts.under_way <= AT_ONCE, "{:?}", now.counts);
        world.clock.advance(STEP);
    }
    panic!("{:?}", status(world, run).await);
}

pub async fn items(world: &World, run: &ActivationStatus) -> Vec<ActivationItem> {
    let (mut items, mut cursor) = (Vec::new(), None);
    loop {
        let query = ItemQuery {
            activation: run.activation.id.clone(),
            state: None,
            limit: 200,
            cursor,
        };
        let page = world
            .app
            .activation_items(&world.operator(), PAYER, query)
            .await
            .unwrap();
        items.extend(page.items);
        cursor = page.next;
        if cursor.is_none() {
            return items;
        }
    }
}

async fn reasons(world: &World, run: &ActivationStatus) -> Vec<(u64, String)> {
    let found = items(world, run).await.into_iter();
    found
        .map(|item| {
            let number = item.account.as_str().parse().unwrap();
            let said = match &item.state {
                ItemState::Failed { reason, .. } => reason.as_str().to_owned(),
                other => other.name().to_owned(),
            };
            (number, said)
        })
        .collect()
}

pub async fn account(world: &World, number: u64) -> Account {
    let (actor, id) = (world.operator(), id(number));
    world.app.account(&actor, id.as_str()).await.unwrap()
}

#[tokio::test]
async fn selected_accounts_are_registered_deployed_proven_and_confirmed() {
    let (world, _, run) = begun(4, [1, 3, 2]).await;
    let done = to_the_end(&world, &run).await;
    assert!(matches!(done.activation.state, RunState::Done { .. }));
    assert_eq!((done.counts.done, done.counts.failed), (3, 0), "{done:?}");
    for number in 1..=3 {
        let account = account(&world, number).await;
        assert_eq!(outcome(&account), "passed | ", "{number}");
        assert!(account.confirmed_at.is_some(), "{number}");
        assert_eq!(account.name.as_str(), format!("Team {number}"));
    }
    let missing = world.app.account(&world.operator(), id(4).as_str()).await;
    assert_eq!(missing.unwrap_err().code, ProblemCode::AccountNotFound);
    let mut stacks = world.aws.members.stacks();
    stacks.sort_by(|a, b| a.account.cmp(&b.account));
    let made: Vec<&str> = stacks.iter().map(|one| one.account.as_str()).collect();
    assert_eq!(made, [id(1).as_str(), id(2).as_str(), id(3).as_str()]);
    // Nothing of it is left in the payer, once its owner deleted the stack.
    let permit = done.permit.unwrap().permit;
    assert_eq!(permit.state, PermitState::Ending);
    world.aws.delete_role(&permit.role_arn());
    let gone = ended(&world, permit.id.as_str()).await;
    assert!(matches!(gone.permit.state, PermitState::Gone { .. }));
    let log = world.app.activity(&world.operator(), None, 50, None).await;
    let told: Vec<String> = log
        .unwrap()
        .items
        .into_iter()
        .map(|row| row.action)
        .collect();
    let count = |action: &str| told.iter().filter(|one| *one == action).count();
    assert_eq!(count("account.registered"), 4, "with the payer: {told:?}");
    assert_eq!(count("account.confirmed"), 3);
    for action in [
        "activation.begun",
        "activation.ended",
        "activation.permit_gone",
    ] {
        assert_eq!(count(action), 1, "{action}: {told:?}");
    }
}

const SCP: &str =
    "x is not authorized to perform: y with an explicit deny in a service control policy";

fn odd() -> Vec<(FakeMember, FailReason)> {
    use FailReason as R;
    let plain = FakeMember::default;
    let entry = |message| FakeMember {
        entry: Some(("AccessDenied", message)),
        ..plain()
    };
    let create = |refusal: Refusal| FakeMember {
        create: Some(refusal),
        ..plain()
    };
    let fails = |why| FakeMember {
        fails: Some(("AWS::IAM::Role", why)),
        ..plain()
    };
    vec![
        (entry("not authorized"), R::MemberRoleMissing),
        (entry(SCP), R::RefusedByScp),
        (create(("AccessDenied", SCP)), R::RefusedByScp),
        (
            create(("AccessDenied", "because no identity-based policy allows it")),
            R::MemberRoleLacksRights,
        ),
        (
            FakeMember {
                foreign: Some("ROLLBACK_COMPLETE"),
                ..plain()
            },
            R::StackNameTaken,
        ),
        (
            FakeMember {
                foreign: Some("CREATE_COMPLETE"),
                ..plain()
            },
            R::StackNameTaken,
        ),
        (
            create(("InvalidClientTokenId", "The token is invalid")),
            R::RegionClosed,
        ),
        (
            create(("LimitExceededException", "Too many stacks")),
            R::StackFailed,
        ),
        (fails("landfast-x already exists"), R::RoleNameTaken),
        (fails(SCP), R::RefusedByScp),
        (fails("No room"), R::StackFailed),
        (
            FakeMember {
                unsafe_role: true,
                ..plain()
            },
            R::NotProven,
        ),
        (
            FakeMember {
                stuck: true,
                ..plain()
            },
            R::GaveUp,
        ),
    ]
}

/// Each reason, its remedy, and that a retry ends well once it is mended.
#[tokio::test]
async fn every_failure_says_why_and_can_be_retried() {
    let odd = odd();
    let (last, well) = (odd.len() as u64 + 1, odd.len() as u64 + 2);
    let (world, payer, run) = begun(well, 1..=well).await;
    for ((member, _), number) in odd.iter().zip(1..) {
        world.aws.members.put(&id(number), member.clone());
    }
    let suspend = |state| {
        world.aws.edit_organization(&payer.id, |organization| {
            organization.put(&id(last), "Suspended", state, &root());
        });
    };
    suspend(MemberState::Suspended);
    let (app, actor) = (&world.app, world.operator());
    app.discover(&actor, PAYER).await.unwrap();
    let done = to_the_end(&world, &run).await;
    let found = reasons(&world, &done).await;
    let mut wanted: Vec<(u64, String)> = (1..)
        .zip(&odd)
        .map(|(number, (_, reason))| (number, reason.as_str().to_owned()))
        .collect();
    wanted.push((last, "account_unavailable".to_owned()));
    wanted.push((well, "done".to_owned()));
    assert_eq!(found, wanted);
    let told = items(&world, &done).await;
    for item in &told {
        if let ItemState::Failed { reason, detail, .. } = &item.state {
            assert!(!detail.is_empty() && reason.remedy().len() > 10, "{item:?}");
        }
    }
    // Mended, and tried again.
    suspend(MemberState::Active);
    app.discover(&actor, PAYER).await.unwrap();
    for number in 1..=well {
        world.aws.members.mend(&id(number));
        if let Ok(account) = app.account(&actor, id(number).as_str()).await {
            let bound = account.external_id.bound_to(&account.id);
            world.aws.edit_role(&account.template_role(), |role| {
                role.external_id = IdRule::Exactly(bound);
            });
        }
    }
    let other = [id(well).to_string()];
    let why = app
        .retry_activation(&actor, PAYER, &run, Some(&other))
        .await;
    assert_eq!(why.unwrap_err().code, ProblemCode::AccountIdsInvalid);
    let one = [id(1).to_string()];
    app.retry_activation(&actor, PAYER, &run, Some(&one))
        .await
        .unwrap();
    let again = to_the_end(&world, &run).await;
    assert_eq!(again.counts.done, 2, "{:?}", again.counts);
    app.retry_activation(&actor, PAYER, &run, None)
        .await
        .unwrap();
    let again = to_the_end(&world, &run).await;
    assert_eq!(
        again.counts.failed,
        0,
        "{:?}",
        reasons(&world, &again).await
    );
    assert_eq!(u64::from(again.counts.done), well);
    let why = app.retry_activation(&actor, PAYER, &run, None).await;
    assert_eq!(why.unwrap_err().code, ProblemCode::ActionNotAllowed);
}

/// A permit that is taken back in the middle fails the accounts that are left; a retry asks for another one.
#[tokio::test]
async fn without_its_permit_nothing_goes_on() {
    let (world, payer, run) = begun(3, 1..=3).await;
    let permit = status(&world, &run).await.permit.unwrap().permit;
    for number in 1..=3 {
        let stuck = FakeMember {
            stuck: true,
            ..FakeMember::default()
        };
        world.aws.members.put(&id(number), stuck);
    }
    world.clock.advance(Duration::from_secs(20));
    world.work().await.unwrap();
    assert_eq!(status(&world, &run).await.counts.under_way, 3);
    world.aws.delete_role(&permit.role_arn());
    let done = to_the_end(&world, &run).await;
    assert_eq!(done.counts.failed, 3);
    for (_, reason) in reasons(&world, &done).await {
        assert_eq!(reason, "permit_ended");
    }
    (1..=3).for_each(|number| world.aws.members.mend(&id(number)));
    ended(&world, permit.id.as_str()).await;
    let (app, actor) = (&world.app, world.operator());
    let again = app
        .retry_activation(&actor, PAYER, &run, None)
        .await
        .unwrap();
    let next = again.permit.unwrap().permit;
    assert_ne!(next.id, permit.id);
    assert_eq!(again.activation.state, RunState::Waiting);
    world.launch_permit(&payer, &next);
    let done = to_the_end(&world, &run).await;
    assert_eq!((done.counts.done, done.counts.failed), (3, 0));
    // The stacks of the first time were taken up.
    assert_eq!(world.aws.members.stacks().len(), 3);
}

#[tokio::test]
async fn a_stop_leaves_what_was_not_begun() {
    let (world, _, run) = begun(20, 1..=20).await;
    world.clock.advance(Duration::from_secs(20));
    let (app, actor) = (&world.app, world.operator());
    while status(&world, &run).await.counts.under_way == 0 {
        assert!(app.work_once(Duration::from_secs(60)).await.unwrap());
    }
    app.stop_activation(&actor, PAYER, &run).await.unwrap();
    let stopped = to_the_end(&world, &run).await;
    assert!(matches!(stopped.activation.state, RunState::Stopped { .. }));
    assert_eq!((stopped.counts.queued, stopped.counts.done), (12, 8));
    assert_eq!(stopped.why_not_retry(), None);
    app.retry_activation(&actor, PAYER, &run, None)
        .await
        .unwrap();
    assert_eq!(to_the_end(&world, &run).await.counts.done, 20);
    assert_eq!(world.aws.members.stacks().len(), 20);
}

#[tokio::test]
async fn what_is_there_is_not_made_again() {
    let world = world().await;
    let payer = payer(&world, 3).await;
    read(&world).await;
    belong(&world, &payer, 3);
    let proven = world.register(id(1).as_str()).await.unwrap();
    world.launch(&proven);
    world.check(&proven, Trigger::Person).await.unwrap();
    world
        .register_by(id(2).as_str(), "terraform")
        .await
        .unwrap();
    // Begun by hand, with the stack still to come.
    let begun = world.register(id(3).as_str()).await.unwrap();
    let run = world
        .app
        .activate(&world.operator(), PAYER, &draft(1..=3))
        .await
        .unwrap();
    world.launch_permit(&payer, &run.permit.unwrap().permit);
    let done = to_the_end(&world, run.activation.id.as_str()).await;
    assert_eq!((done.counts.skipped, done.counts.done), (2, 1), "{done:?}");
    let after = account(&world, 3).await;
    assert_eq!(after.external_id, begun.external_id);
    assert!(after.step(StepKind::ApiAccess).is_some());
    assert_eq!(world.aws.members.stacks().len(), 1);
}

/// Throttles and outages only take time.
#[tokio::test]
async fn trouble_is_no_failure() {
    let (world, _, run) = begun(3, 1..=3).await;
    world.aws.fail_after(6, Fault::Throttle);
    for good in [2, 3, 1, 4, 2] {
        world.aws.fail_after(good, Fault::Throttle);
        world.aws.fail_after(good, Fault::Outage);
    }
    let done = to_the_end(&world, &run).await;
    assert_eq!((done.counts.done, done.counts.failed), (3, 0), "{done:?}");
    assert_eq!(world.aws.members.stacks().len(), 3);
}

#[tokio::test]
async fn five_hundred_at_once() {
    let (world, _, run) = begun(501, 1..=500).await;
    let done = to_the_end(&world, &run).await;
    assert_eq!((done.counts.done, done.counts.failed), (500, 0), "{done:?}");
    let mut made: Vec<_> = world.aws.members.stacks();
    made.sort_by(|a, b| a.account.cmp(&b.account));
    made.dedup_by(|a, b| a.account == b.account);
    assert_eq!(made.len(), 500);
    assert_eq!(world.aws.members.stacks().len(), 500, "one each");
}

#[tokio::test]
async fn what_cannot_be_begun() {
    let (world, _, _) = begun(3, [1]).await;
    let (app, actor) = (&world.app, world.operator());
    use ProblemCode as P;
    let code = |draft: ActivationDraft| async {
        let draft = draft;
        app.activate(&actor, PAYER, &draft).await.unwrap_err().code
    };
    assert_eq!(code(draft([2])).await, P::ActionNotAllowed, "one goes on");
    assert_eq!(code(draft(1..=501)).await, P::AccountIdsInvalid);
    assert_eq!(code(draft([])).await, P::AccountIdsInvalid);
    assert_eq!(code(draft([77])).await, P::AccountIdsInvalid, "a stranger");
    let bob = reader(&world.workspace);
    let why = app.activate(&bob, PAYER, &draft([2])).await.unwrap_err();
    assert_eq!(why.code, P::Forbidden);
    let why = app.activation(&actor, PAYER, "act_x").await.unwrap_err();
    assert_eq!(why.code, P::ActivationNotFound);
    assert_eq!(app.activations(&actor, PAYER).await.unwrap().len(), 1);
}
