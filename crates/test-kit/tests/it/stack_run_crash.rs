//! The process is killed at every point of a run. The end is the same: one StackSet, every operation
//! begun once.
//!
//! Killed as `killed.rs` says. AWS outlives Landfast: what it has is written down at every point, and the
//! next child's AWS begins with that.

use std::{
    collections::BTreeMap,
    path::Path,
    sync::{Arc, OnceLock},
    time::Duration,
};

use landfast_app::{RunDraft, ports::WorkFilter};
use landfast_domain::{
    AccountId,
    api_access::Membership,
    organization::{
        MemberState,
        stack_run::{RunOutcome, RunState},
        stack_set::{Operation, StackSetSeen},
    },
};
use landfast_store::Location;
use landfast_test_kit::{FakeAws, HandClock, Point, World};

use crate::{
    killed::{at_every_point, live},
    organization::{PAYER, id, root},
    stack_run::{finish, permitted, run, start},
    support::rows_at,
};

const WORKER: &str = "stack_run_crash::worker";
const LINKED: u64 = 2;

/// The addresses of templates that StackSets were made from, its parameters, its operations.
type Kept = (Vec<String>, BTreeMap<String, String>, Vec<Operation>);

fn payer() -> AccountId {
    AccountId::parse(PAYER).unwrap()
}

fn keep(aws: &FakeAws, file: &Path) {
    aws.edit_organization(&payer(), |one| {
        let set = one.stack_set.set.as_ref();
        let parameters = set.map(|set| set.parameters.clone());
        let operations = one.stack_set.operations.clone();
        let kept: Kept = (
            one.made.clone(),
            parameters.unwrap_or_default(),
            operations.unwrap_or_default(),
        );
        std::fs::write(file, serde_json::to_vec(&kept).unwrap()).unwrap();
    });
}

/// A world over the files of a folder, with the AWS that the lives before have left.
async fn world_in(folder: &Path, life: u32, point: Point) -> World {
    let store = rows_at(Location::SqliteFile(folder.join("landfast.db"))).await;
    let aws: Arc<OnceLock<FakeAws>> = Arc::default();
    let (known, file) = (Arc::clone(&aws), folder.join("aws.json"));
    let kept = file.clone();
    let watched: Point = Arc::new(move |label: &str| {
        if let Some(aws) = known.get() {
            if label.contains("Stack") {
                keep(aws, &kept);
            }
            // A hint follows every commit, and a call has a point on either side.
            if label.contains("Stack") || label == "hint" {
                point(label);
            }
        }
    });
    let seed = u64::from(life) + 100;
    let world = World::with_points(store, "main", seed, watched)
        .await
        .unwrap();
    let since = Duration::from_secs(900) * life;
    world.clock.set(HandClock::START.plus(since));
    if let Ok(kept) = std::fs::read(&file) {
        restore(&world, serde_json::from_slice(&kept).unwrap()).await;
    }
    aws.set(world.aws.clone()).ok().unwrap();
    world
}

async fn restore(world: &World, (made, parameters, operations): Kept) {
    let actor = world.operator();
    let account = world.app.account(&actor, PAYER).await.unwrap();
    world.launch(&account);
    let membership = Membership::Organization {
        id: "o-exampleorg1".to_owned(),
        management_account: account.id.clone(),
    };
    world.aws.put_membership(&account.id, membership);
    for status in world.app.permits(&actor, PAYER).await.unwrap() {
        world.launch_permit(&account, &status.permit);
    }
    let template = world.app.template().body.clone();
    world.aws.edit_organization(&account.id, |one| {
        one.tree.tree = [root()].into_iter().collect();
        one.put(&account.id, "Payer", MemberState::Active, &root());
        for number in 1..=LINKED {
            one.put(
                &id(number),
                &format!("Team {number}"),
                MemberState::Active,
                &root(),
            );
        }
        one.stack_set.set = (!made.is_empty()).then(|| StackSetSeen {
            service_managed: true,
            auto_deployment: true,
            managed_execution: true,
            template: template.clone(),
            parameters,
            units: Vec::new(),
        });
        one.stack_set.operations = Some(operations);
        one.template = template;
        one.made = made;
    });
}

async fn prepare(folder: &Path) {
    let world = world_in(folder, 0, Arc::new(|_| {})).await;
    permitted(&world, LINKED).await;
    start(&world, &RunDraft::default()).await;
    keep(&world.aws, &folder.join("aws.json"));
}

async fn to_the_end(world: &World) {
    for _ in 0..30 {
        let walked = run(world).await;
        if matches!(walked.state, RunState::Ended { .. }) {
            return;
        }
        finish(world, &[]);
        world.clock.advance(Duration::from_secs(61));
    }
}

#[test]
#[ignore = "the child process of the test below"]
fn worker() {
    live(async |folder, life, point| {
        let world = world_in(folder, life, point).await;
        to_the_end(&world).await;
        keep(&world.aws, &folder.join("aws.json"));
    });
}

/// Everything that must come out the same, as text.
async fn end(folder: &Path) -> String {
    let kept = std::fs::read(folder.join("aws.json")).unwrap();
    let (made, _, operations): Kept = serde_json::from_slice(&kept).unwrap();
    let world = world_in(folder, 9, Arc::new(|_| {})).await;
    let actor = world.operator();
    let status = world.app.rollout(&actor, PAYER).await.unwrap();
    let walked = status.run.unwrap();
    assert!(
        matches!(
            &walked.state,
            RunState::Ended {
                outcome: RunOutcome::Done,
                ..
            }
        ),
        "{walked:?}"
    );
    let activity = world.app.activity(&actor, None, 50, None).await.unwrap();
    let mut actions: Vec<&str> = activity
        .items
        .iter()
        .map(|row| row.action.as_str())
        .filter(|action| action.starts_with("organization.run"))
        .collect();
    actions.sort_unstable();
    let work = world.app.work(&actor, WorkFilter::default()).await.unwrap();
    let runs = work.iter().filter(|one| one.kind == "stack_run").count();
    let ids: Vec<&str> = operations.iter().map(|one| one.id.as_str()).collect();
    format!(
        "{} made; {ids:?}; {actions:?}; {runs} runs left",
        made.len()
    )
}

#[test]
fn a_run_that_is_killed_at_any_point_makes_one_stack_set_and_begins_everything_once() {
    at_every_point(WORKER, prepare, end, "1 made", 8);
}
