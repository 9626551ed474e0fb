//! The StackSet of a roll-out, looked at beside our own probes.

use std::time::Duration;

use landfast_app::{OrganizationStatus, RolloutDraft};
use landfast_domain::{
    AccountId, Region,
    organization::{
        MemberStanding,
        stack_set::{
            DetailedStatus, FlawKind, InstanceSeen, InstanceStatus, Operation, OperationAction,
            OperationStatus, StackReason, StackSetReading, StackSetSeen, StackState,
        },
    },
    permissions::Capability,
};
use landfast_test_kit::{Fault, World};

use crate::{
    organization::{PAYER, id, payer, read, rows},
    rollout::deploy,
    support::world,
};

fn payer_id() -> AccountId {
    AccountId::parse(PAYER).unwrap()
}

fn instance(number: u64, status: InstanceStatus, detailed: DetailedStatus) -> InstanceSeen {
    InstanceSeen {
        account: id(number),
        region: Region::parse("us-east-1").unwrap(),
        status,
        detailed,
        reason: String::new(),
        operation: Some("op-1".to_owned()),
    }
}

fn current(number: u64) -> InstanceSeen {
    instance(number, InstanceStatus::Current, DetailedStatus::Succeeded)
}

fn operation(status: OperationStatus) -> Operation {
    Operation {
        id: "op-1".to_owned(),
        action: OperationAction::Create,
        status,
        created_at: None,
        ended_at: None,
        failed: None,
        reason: None,
    }
}

/// A payer that has begun a roll-out, with the StackSet that its page asks for.
async fn begun(world: &World, linked: u64) {
    payer(world, linked).await;
    read(world).await;
    let plan = world
        .app
        .plan_rollout(&world.operator(), PAYER, &RolloutDraft::default())
        .await
        .unwrap();
    let wanted = plan.launch.unwrap().wanted(&world.app.template().body);
    let set = StackSetSeen {
        service_managed: true,
        auto_deployment: true,
        managed_execution: true,
        template: wanted.template,
        parameters: wanted.parameters,
        units: Vec::new(),
    };
    put(world, |reading| {
        reading.set = Some(set);
        reading.operations = Some(vec![operation(OperationStatus::Running)]);
    });
}

fn put(world: &World, change: impl FnOnce(&mut StackSetReading)) {
    world
        .aws
        .edit_organization(&payer_id(), |one| change(&mut one.stack_set));
}

async fn look(world: &World) -> OrganizationStatus {
    world.app.discover(&world.operator(), PAYER).await.unwrap();
    read(world).await
}

async fn told(world: &World) -> Vec<String> {
    let log = world
        .app
        .activity(&world.operator(), None, 50, None)
        .await
        .unwrap();
    let of_set = log
        .items
        .iter()
        .filter(|row| row.action.starts_with("organization.stack_set"));
    of_set.map(|row| row.summary.clone()).collect()
}

/// Our own probes count; what StackSets say decides what is next for the others.
#[tokio::test]
async fn stack_set_and_probes_stand_side_by_side() {
    let world = world().await;
    begun(&world, 5).await;
    deploy(&world, 1).await;
    let mut failed = instance(3, InstanceStatus::Outdated, DetailedStatus::Failed);
    failed.reason = "Role with name x already exists".to_owned();
    let pending = instance(4, InstanceStatus::Outdated, DetailedStatus::Pending);
    put(&world, |reading| {
        reading.instances = vec![current(1), current(2), failed, pending];
    });
    let found = look(&world).await;
    let all = rows(&world, None).await;
    let told_of: Vec<_> = all[..5]
        .iter()
        .map(|row| {
            let instance = row.member.instance.clone().unwrap();
            (row.standing(), instance.state, instance.reason)
        })
        .collect();
    use MemberStanding as M;
    use StackState as S;
    assert_eq!(
        told_of,
        [
            (M::Active, S::Current, None),
            (M::Unanswered, S::Current, None),
            (M::NotReached, S::Failed, Some(StackReason::RoleNameTaken)),
            (M::NotReached, S::Pending, None),
            (M::NotReached, S::None, None),
        ]
    );
    assert_eq!(all[5].member.id, payer_id());
    assert_eq!(
        all[5].member.instance, None,
        "no StackSet reaches the payer"
    );
    assert_eq!(found.stacks.get(&S::Current), Some(&2));
    let seen = found.organization.stack_set.look.unwrap();
    assert!(seen.exists && seen.flaws.is_empty(), "{:?}", seen.flaws);
    assert_eq!(
        told(&world).await,
        [
            format!(
                "The StackSet of the roll-out of payer {PAYER} failed in accounts: 1 role_name_taken."
            ),
            format!("The StackSet of the roll-out of payer {PAYER} was found."),
        ]
    );
    look(&world).await;
    assert_eq!(told(&world).await.len(), 2, "nothing is told twice");
}

/// While AWS is at work it is looked at again without anybody's doing, and whoever it has come to is
/// tried at once, also when it was refused before.
#[tokio::test]
async fn an_operation_is_followed_until_it_ends() {
    let world = world().await;
    begun(&world, 1).await;
    put(&world, |reading| {
        reading.instances = vec![instance(
            1,
            InstanceStatus::Outdated,
            DetailedStatus::Running,
        )];
    });
    look(&world).await;
    // Long after the last try that somebody's click had asked for.
    for _ in 0..8 {
        world.clock.advance(Duration::from_secs(301));
        read(&world).await;
    }
    assert_eq!(
        rows(&world, None).await[0].standing(),
        MemberStanding::NotReached
    );
    deploy(&world, 1).await;
    put(&world, |reading| {
        reading.instances = vec![current(1)];
        reading.operations = Some(vec![operation(OperationStatus::Succeeded)]);
    });
    world.clock.advance(Duration::from_secs(301));
    read(&world).await;
    assert_eq!(
        rows(&world, None).await[0].standing(),
        MemberStanding::Active
    );
    let looks = |world: &World| {
        let journal = world.aws.journal();
        let describes = journal
            .iter()
            .filter(|line| line.contains("DescribeStackSet"));
        describes.count()
    };
    let before = looks(&world);
    world.clock.advance(Duration::from_secs(301));
    read(&world).await;
    assert_eq!(looks(&world), before, "nothing is left to look at");
}

#[tokio::test]
async fn what_may_not_be_looked_at_is_said_and_is_no_failure() {
    let world = world().await;
    begun(&world, 1).await;
    put(&world, |reading| reading.instances = vec![current(1)]);
    look(&world).await;
    let role = {
        let payer = world.app.account(&world.operator(), PAYER).await.unwrap();
        payer.proven.unwrap().arn
    };
    world.aws.edit_role(&role, |role| {
        role.denied
            .insert("cloudformation:DescribeStackSet".to_owned());
    });
    let refused = look(&world).await.organization.stack_set;
    let why = refused.not_looked.unwrap();
    assert!(why.because.contains("AWS refused"), "{}", why.because);
    assert!(why.remedy.is_some());
    assert!(refused.look.is_some(), "what was seen before stays");
    let instance = rows(&world, None).await[0].member.instance.clone().unwrap();
    assert_eq!(instance.state, StackState::Current);
    world.aws.edit_role(&role, |role| {
        role.denied.clear();
    });
    world.app.discover(&world.operator(), PAYER).await.unwrap();
    // Into the payer and two lists; then the look at the StackSet and the account itself, whichever
    // comes first.
    world.aws.fail_after(3, Fault::Throttle);
    world.aws.fail_next([Fault::Throttle]);
    let troubled = read(&world).await.organization.stack_set;
    assert_eq!(troubled.not_looked.unwrap().remedy, None);
    world.clock.advance(Duration::from_secs(61));
    assert_eq!(read(&world).await.organization.stack_set.not_looked, None);
    let payer = world.app.account(&world.operator(), PAYER).await.unwrap();
    assert!(payer.choices.has(Capability::Activation));
}

#[tokio::test]
async fn a_stack_set_that_rolls_out_something_else_is_found() {
    let world = world().await;
    begun(&world, 1).await;
    put(&world, |reading| {
        if let Some(set) = &mut reading.set {
            set.template.push_str("\n# more");
            set.parameters
                .insert("ExternalId".to_owned(), "lf-another".to_owned());
            set.auto_deployment = false;
        }
    });
    let flaws = look(&world)
        .await
        .organization
        .stack_set
        .look
        .unwrap()
        .flaws;
    let kinds: Vec<FlawKind> = flaws.iter().map(|flaw| flaw.kind).collect();
    assert_eq!(
        kinds,
        [
            FlawKind::OtherTemplate,
            FlawKind::WrongParameter,
            FlawKind::NoAutoDeployment
        ]
    );
    assert!(!format!("{flaws:?}").contains("lf-another"));
    assert_eq!(told(&world).await.len(), 2);
}
