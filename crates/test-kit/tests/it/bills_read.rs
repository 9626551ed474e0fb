//! Bringing in bills: what AWS delivered is seen, fetched and kept, month by month; what is good stays
//! until the next is good.

use std::time::Duration;

use landfast_app::{
    BillsOfPayer, ProblemCode,
    ports::{BillOf, Trigger},
};
use landfast_domain::{
    Account, AccountId,
    api_access::Membership,
    bill::{BillMonth, MonthState},
    billing_export::ExportChoice,
};
use landfast_test_kit::{BROKEN, FakeBills, Fault, World, reader};

use crate::support::world;

pub const PAYER: &str = "210987654321";

/// The month of the clock: its delivery is a manifest without a file, which proves the export.
const PROOF: &str = "2026-01";

/// A payer whose export delivers and is proven, with the choice.
pub async fn billed(world: &World) -> (Account, ExportChoice) {
    let account = world.register(PAYER).await.unwrap();
    world.launch(&account);
    let membership = Membership::Organization {
        id: "o-abcdefghij".into(),
        management_account: account.id.clone(),
    };
    world.aws.put_membership(&account.id, membership);
    let account = world.check(&account, Trigger::Person).await.unwrap();
    let actor = world.operator();
    let status = world.app.billing_export(&actor, PAYER).await.unwrap();
    let choice = status.choice.unwrap();
    world.launch_bills(&account, &choice);
    let now = world.app.now();
    world
        .aws
        .edit_bills(&account.id, |bills| bills.deliver(&choice, now));
    // What proves the export is a manifest only; the months of these tests come one by one.
    let asked = world
        .app
        .start_check(&actor, PAYER, "billing-export", Trigger::Person);
    asked.await.unwrap();
    (account, choice)
}

pub fn deliver(world: &World, choice: &ExportChoice, period: &str, files: &[(&str, &str)]) {
    let payer = AccountId::parse(PAYER).unwrap();
    let month = period.parse().unwrap();
    world.aws.edit_bills(&payer, |bills: &mut FakeBills| {
        bills.deliver_month(choice, month, files)
    });
}

pub async fn bills(world: &World) -> BillsOfPayer {
    world.app.bills(&world.operator(), PAYER).await.unwrap()
}

async fn month(world: &World, period: &str) -> BillMonth {
    let all = bills(world).await.months;
    let one = all.into_iter().find(|one| one.period.to_string() == period);
    one.unwrap()
}

fn said(month: &BillMonth) -> String {
    let rows = month.kept.as_ref().map(|kept| kept.ledger.rows);
    let state = match month.state() {
        MonthState::Good => "good",
        MonthState::Waiting => "waiting",
        MonthState::Reading => "reading",
        MonthState::Failed => "failed",
    };
    format!("{} {state} {rows:?}", month.period)
}

/// Every month in one line, the newest first, but for the one that only proved the export.
pub async fn months(world: &World) -> Vec<String> {
    let all = bills(world).await.months;
    let shown = all.iter().filter(|one| one.period.to_string() != PROOF);
    shown.map(said).collect()
}

async fn sync(world: &World) {
    world
        .app
        .sync_bills(&world.operator(), PAYER)
        .await
        .unwrap();
    world.work().await.unwrap();
}

fn of(world: &World, choice: &ExportChoice, period: &str) -> BillOf {
    BillOf {
        workspace: world.workspace.id.clone(),
        payer: AccountId::parse(PAYER).unwrap(),
        report: choice.name.to_string(),
        period: period.parse().unwrap(),
    }
}

#[tokio::test]
async fn every_month_that_was_delivered_is_read_once_the_export_is_proven() {
    let world = world().await;
    let (_, choice) = billed(&world).await;
    deliver(
        &world,
        &choice,
        "2026-09",
        &[("1.csv", "a\nb\n"), ("2.csv", "c\n")],
    );
    deliver(&world, &choice, "2026-10", &[("1.csv", "a\n")]);
    world.work().await.unwrap();
    assert_eq!(
        months(&world).await,
        ["2026-10 good Some(1)", "2026-09 good Some(3)"]
    );
    let september = month(&world, "2026-09").await;
    let kept = september.kept.as_ref().unwrap();
    assert_eq!((kept.files, kept.bytes), (2, 6));
    assert_eq!(
        world.keeper.kept(&of(&world, &choice, "2026-09")),
        Some(kept.version.clone())
    );
    assert_eq!(
        world.keeper.gathered(),
        0,
        "what was fetched does not lie around"
    );

    let taken = world.keeper.times_taken();
    sync(&world).await;
    assert_eq!(
        world.keeper.times_taken(),
        taken,
        "nothing new, nothing read"
    );
}

#[tokio::test]
async fn a_new_delivery_replaces_a_month_on_the_schedule() {
    let world = world().await;
    let (_, choice) = billed(&world).await;
    deliver(&world, &choice, "2026-10", &[("1.csv", "a\n")]);
    world.work().await.unwrap();
    deliver(&world, &choice, "2026-10", &[("1.csv", "a\nb\n")]);
    let look = bills(&world).await.look.unwrap();
    assert!(
        look.next_at.since(look.at) <= Duration::from_secs(7 * 3600),
        "at least every seven hours"
    );
    world.clock.set(look.next_at);
    world.work().await.unwrap();
    assert_eq!(months(&world).await, ["2026-10 good Some(2)"]);
}

#[tokio::test]
async fn what_cannot_be_read_is_said_and_what_was_good_stays() {
    let world = world().await;
    let (_, choice) = billed(&world).await;
    deliver(&world, &choice, "2026-10", &[("1.csv", "a\n")]);
    world.work().await.unwrap();
    deliver(&world, &choice, "2026-10", &[("1.csv", BROKEN)]);
    sync(&world).await;
    let month = month(&world, "2026-10").await;
    assert_eq!(said(&month), "2026-10 failed Some(1)");
    let failure = month.failure.unwrap().detail;
    assert!(
        failure.contains("1.csv is broken") && failure.contains("Wait for AWS"),
        "{failure}"
    );

    let taken = world.keeper.times_taken();
    world.clock.set(bills(&world).await.look.unwrap().next_at);
    world.work().await.unwrap();
    assert_eq!(
        world.keeper.times_taken(),
        taken,
        "the schedule does not try what is broken again"
    );
    deliver(&world, &choice, "2026-10", &[("1.csv", "a\nb\nc\n")]);
    sync(&world).await;
    assert_eq!(months(&world).await, ["2026-10 good Some(3)"]);
}

#[tokio::test]
async fn a_missing_file_and_a_manifest_of_something_else_are_told_apart() {
    let world = world().await;
    let (account, choice) = billed(&world).await;
    let (bucket, root) = (choice.bucket.to_string(), choice.root());
    let manifest = |period: &str| {
        format!(
            "{root}metadata/BILLING_PERIOD={period}/{}-Manifest.json",
            choice.name
        )
    };
    for (period, listed) in [
        ("2026-08", format!("s3://{bucket}/{root}data/none.csv")),
        ("2026-09", "s3://somebody-elses/x.csv".to_owned()),
        ("2026-10", format!("s3://{bucket}/{root}../secret.csv")),
    ] {
        let text = format!(r#"{{"dataFiles":["{listed}"]}}"#);
        world.aws.edit_bills(&account.id, |bills| {
            let objects = &mut bills.buckets.get_mut(&bucket).unwrap().objects;
            objects.insert(manifest(period), text);
        });
    }
    world.work().await.unwrap();
    let all = bills(&world).await.months;
    let why = |period: &str| {
        let month = all
            .iter()
            .find(|one| one.period.to_string() == period)
            .unwrap();
        month.failure.as_ref().unwrap().detail.clone()
    };
    assert!(
        why("2026-08").contains("is not there: "),
        "{}",
        why("2026-08")
    );
    assert!(
        why("2026-09").contains("found somebody-elses"),
        "{}",
        why("2026-09")
    );
    assert!(
        why("2026-10").contains("../secret.csv"),
        "{}",
        why("2026-10")
    );
    assert!(
        !world
            .aws
            .journal()
            .iter()
            .any(|call| call.contains("secret"))
    );
}

#[tokio::test]
async fn trouble_and_a_full_disk_are_tried_again_and_blame_nobody() {
    let world = world().await;
    let (_, choice) = billed(&world).await;
    deliver(&world, &choice, "2026-10", &[("1.csv", "a\n")]);
    world.keeper.fill(true);
    world.work().await.unwrap();
    assert_eq!(months(&world).await, ["2026-10 waiting None"]);
    let trouble = bills(&world).await.look.unwrap().trouble.unwrap();
    assert!(trouble.contains("No space left"), "{trouble}");

    world.keeper.fill(false);
    world.aws.fail_next([Fault::Throttle]);
    world.clock.advance(Duration::from_secs(400));
    world.work().await.unwrap();
    world.clock.advance(Duration::from_secs(400));
    world.work().await.unwrap();
    assert_eq!(months(&world).await, ["2026-10 good Some(1)"]);
}

#[tokio::test]
async fn who_may_not_and_when_there_is_nothing() {
    let world = world().await;
    let account = world.register(PAYER).await.unwrap();
    let refused = world
        .app
        .sync_bills(&world.operator(), PAYER)
        .await
        .unwrap_err();
    assert_eq!(refused.code, ProblemCode::ActionNotAllowed);
    let nothing = bills(&world).await;
    assert!(nothing.look.is_none() && nothing.months.is_empty() && nothing.why_not.is_some());
    let refused = world
        .app
        .sync_bills(&reader(&world.workspace), PAYER)
        .await
        .unwrap_err();
    assert_eq!(refused.code, ProblemCode::Forbidden);
    drop(account);
}

#[tokio::test]
async fn with_the_record_its_bills_go() {
    let world = world().await;
    let (_, choice) = billed(&world).await;
    deliver(&world, &choice, "2026-10", &[("1.csv", "a\n")]);
    world.work().await.unwrap();
    let october = of(&world, &choice, "2026-10");
    assert!(world.keeper.kept(&october).is_some());
    let actor = world.operator();
    world.app.remove_account(&actor, PAYER, true).await.unwrap();
    world.work().await.unwrap();
    assert!(world.keeper.kept(&october).is_none());
    world.register(PAYER).await.unwrap();
    let again = bills(&world).await;
    assert!(again.months.is_empty() && again.look.is_none());
}
