//! The process is killed at every point of a permit's life, from the first look for its stack to the proof that
//! its role is gone. It is opened once, ended once and proven gone once, and no work is left.
//!
//! Killed as `killed.rs` says. The role is there until somebody has said that its stack is deleted.

use std::{path::Path, sync::Arc, time::Duration};

use landfast_app::{PermitStatus, ports::WorkFilter};
use landfast_domain::{activation::PermitState, removal::Answer};
use landfast_store::Location;
use landfast_test_kit::{HandClock, Point, World};

use crate::{
    killed::{at_every_point, live},
    organization::{PAYER, payer, read},
    permits::{ask, ended, now, selected},
    support::rows_at,
};

const WORKER: &str = "permit_crash::worker";

/// A world over the files of a folder, `life` times five minutes after the beginning.
async fn world_in(folder: &Path, life: u32, point: Point) -> World {
    let store = rows_at(Location::SqliteFile(folder.join("landfast.db"))).await;
    let seed = u64::from(life) + 100;
    let world = World::with_points(store, "main", seed, point)
        .await
        .unwrap();
    let since = Duration::from_secs(300) * life;
    world.clock.set(HandClock::START.plus(since));
    world
}

async fn prepare(folder: &Path) {
    let world = world_in(folder, 0, Arc::new(|_| {})).await;
    payer(&world, 2).await;
    read(&world).await;
    ask(&world, &selected(&["000000000001"])).await;
}

async fn permit(world: &World) -> PermitStatus {
    let all = world.app.permits(&world.operator(), PAYER).await.unwrap();
    let [one] = all.as_slice() else {
        panic!("{all:?}")
    };
    one.clone()
}

#[test]
#[ignore = "the child process of the test below"]
fn worker() {
    live(async |folder, life, point| {
        let world = world_in(folder, life, point).await;
        let mut one = permit(&world).await;
        let id = one.permit.id.to_string();
        if one.permit.ending.is_none() {
            let account = world.app.account(&world.operator(), PAYER).await.unwrap();
            world.launch_permit(&account, &one.permit);
            while !one.permit.is_open(one.now) {
                one = now(&world, &id).await;
                world.clock.advance(Duration::from_secs(20));
            }
            world.aws.delete_role(&one.permit.role_arn());
            ended(&world, &id).await;
        }
        // What a death has left is done by the work that was written, and by nobody's second click.
        to_the_end(&world, &id).await;
    });
}

async fn to_the_end(world: &World, id: &str) {
    loop {
        let status = now(world, id).await;
        let next = status.permit.ending.as_ref();
        match next.and_then(|ending| ending.next_at()) {
            Some(at) if status.permit.is_live() => world.clock.set(at),
            _ => return,
        }
    }
}

/// Everything that must come out the same, as text.
async fn end(folder: &Path) -> String {
    let world = world_in(folder, 9, Arc::new(|_| {})).await;
    let actor = world.operator();
    let one = permit(&world).await.permit;
    let gone = matches!(one.state, PermitState::Gone { .. });
    let tries = one.ending.map(|ending| ending.tries).unwrap_or_default();
    let refused = |answer: &Answer| matches!(answer, Answer::Refused { .. });
    let refusals = tries.iter().filter(|one| refused(&one.answer)).count();
    let activity = world.app.activity(&actor, None, 50, None).await.unwrap();
    let actions: Vec<&str> = activity
        .items
        .iter()
        .map(|row| row.action.as_str())
        .filter(|action| action.starts_with("activation."))
        .collect();
    let chain = world.app.verify_activity(&actor).await.unwrap().broken_at;
    let work = world.app.work(&actor, WorkFilter::default()).await.unwrap();
    let left = work.iter().filter(|row| row.kind == "permit").count();
    format!(
        "gone {gone}; seen twice {}; {actions:?}; broken {chain:?}; {left} work left",
        refusals >= 2
    )
}

#[test]
fn killed_at_every_point_a_permit_is_opened_ended_and_proven_gone_once() {
    let begins = r#"gone true; seen twice true; ["activation.permit_gone", "activation.permit_ended", "activation.permit_open", "activation.permit_asked"]; broken None; 0 work left"#;
    at_every_point(WORKER, prepare, end, begins, 15);
}
