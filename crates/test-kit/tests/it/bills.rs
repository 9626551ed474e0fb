//! The step `billing-export` of a payer: the three ways, what is offered, what goes wrong, what waits.

use std::time::Duration;

use landfast_app::{ProblemCode, ports::Trigger};
use landfast_domain::{
    Account, AccountId,
    api_access::Membership,
    billing_export::{
        ChoiceDraft, Content, Destination, Export, ExportChoice, ExportId, FileFormat, Health,
        Selected,
    },
    check::{Outcome, Report},
    step::{Step, StepKind, StepState, WaitReason},
};
use landfast_test_kit::{FakeBills, FakeBucket, World, reader};

use crate::support::world;

const PAYER: &str = "210987654321";

/// A payer whose role is proven.
async fn payer(world: &World) -> Account {
    let account = world.register(PAYER).await.unwrap();
    world.launch(&account);
    let membership = Membership::Organization {
        id: "o-abcdefghij".into(),
        management_account: account.id.clone(),
    };
    world.aws.put_membership(&account.id, membership);
    world.check(&account, Trigger::Person).await.unwrap()
}

fn step(account: &Account) -> &Step {
    account.step(StepKind::BillingExport).unwrap()
}

fn mistakes(report: &Report) -> String {
    let all: Vec<_> = report.mistakes().map(|one| one.as_str()).collect();
    all.join(", ")
}

/// How the step stands, in one line.
fn said(account: &Account) -> String {
    let step = step(account);
    let found = step.report.as_ref().map(mistakes).unwrap_or_default();
    format!("{} | {found}", step.state.name())
}

async fn choice(world: &World) -> ExportChoice {
    let status = world.app.billing_export(&world.operator(), PAYER).await;
    status.unwrap().choice.unwrap()
}

async fn choose(world: &World, draft: ChoiceDraft, existing: Option<&str>) -> ExportChoice {
    let actor = world.operator();
    let status = world
        .app
        .choose_export(&actor, PAYER, &draft, existing)
        .await;
    status.unwrap().choice.unwrap()
}

fn draft(way: &str) -> ChoiceDraft {
    ChoiceDraft {
        way: way.to_owned(),
        ..ChoiceDraft::default()
    }
}

/// Asks for a check and lets it run once.
async fn look(world: &World) -> Account {
    let actor = world.operator();
    world
        .app
        .start_check(&actor, PAYER, "billing-export", Trigger::Person)
        .await
        .unwrap();
    world.work().await.unwrap();
    world.app.account(&actor, PAYER).await.unwrap()
}

#[tokio::test]
async fn a_new_export_from_nothing_to_delivered() {
    let world = world().await;
    let account = payer(&world).await;
    assert_eq!(said(&account), "open | ");
    let status = world
        .app
        .billing_export(&world.operator(), PAYER)
        .await
        .unwrap();
    assert!(status.chosen.is_none(), "by default, without a click");
    assert_eq!(status.stacks.len(), 1);
    let choice = status.choice.unwrap();
    world.launch_bills(&account, &choice);
    let waiting = look(&world).await;
    let StepState::Waiting { why, next_at, .. } = step(&waiting).state else {
        panic!("{}", said(&waiting));
    };
    assert_eq!(why, WaitReason::FirstDelivery);
    assert!(
        waiting.blockers().is_empty(),
        "nobody has to come back to confirm"
    );
    world
        .aws
        .edit_bills(&account.id, |bills| bills.deliver(&choice, world.app.now()));
    world.clock.set(next_at);
    world.work().await.unwrap();
    let proven = world.app.account(&world.operator(), PAYER).await.unwrap();
    assert_eq!(said(&proven), "passed | ");
    let removal = world.app.removal(&world.operator(), PAYER).await.unwrap();
    assert!(
        removal.guide[0].text.contains("landfast-billing-export"),
        "AWS deletes no role that has a policy on it"
    );
    let access = world.check(&account, Trigger::Person).await.unwrap();
    let first = access.step(StepKind::ApiAccess).unwrap();
    assert_eq!(
        first.state.name(),
        "passed",
        "the right to read is no edit of the role"
    );
}

#[tokio::test]
async fn with_the_bucket_in_another_region_there_are_two_stacks() {
    let world = world().await;
    let account = payer(&world).await;
    let other = ChoiceDraft {
        bucket_region: Some("eu-west-1".into()),
        format: Some("focus_1_2".into()),
        ..draft("new_other_region")
    };
    let choice = choose(&world, other, None).await;
    let status = world
        .app
        .billing_export(&world.operator(), PAYER)
        .await
        .unwrap();
    let stacks: Vec<_> = status
        .stacks
        .iter()
        .map(|stack| (stack.stack_name, stack.region.as_str()))
        .collect();
    assert_eq!(
        stacks,
        [
            ("landfast-billing-bucket", "eu-west-1"),
            ("landfast-billing-export", "us-east-1")
        ]
    );
    world.launch_bills(&account, &choice);
    world
        .aws
        .edit_bills(&account.id, |bills| bills.deliver(&choice, world.app.now()));
    let proven = world
        .check_step(&account, "billing-export", Trigger::Person)
        .await;
    assert_eq!(said(&proven.unwrap()), "passed | ");
}

fn report(name: &str) -> Export {
    Export {
        id: ExportId::Report { name: name.into() },
        name: name.into(),
        content: Content::LegacyCur,
        granularity: landfast_domain::billing_export::Granularity::parse("DAILY"),
        resource_ids: Some(false),
        manual_discounts: false,
        files: FileFormat::CsvGzip,
        overwrite: landfast_domain::billing_export::Overwrite::InPlace,
        selected: Selected::Everything,
        destination: Destination {
            bucket: "company-billing".into(),
            prefix: "cur".into(),
            region: "eu-west-1".into(),
            owner: None,
        },
        health: Health::Healthy,
        refreshes_closed: true,
        created_at: None,
        last_delivery: None,
    }
}

fn company(account: &AccountId) -> FakeBills {
    let bucket = FakeBucket {
        owner: account.clone(),
        region: landfast_domain::Region::parse("eu-west-1").unwrap(),
        policy: None,
        objects: Default::default(),
    };
    FakeBills {
        reports: vec![
            Export {
                refreshes_closed: false,
                ..report("old")
            },
            report("company-cur"),
        ],
        buckets: [("company-billing".to_owned(), bucket)].into(),
        ..FakeBills::default()
    }
}

#[tokio::test]
async fn one_that_was_there_is_offered_and_adopted() {
    let world = world().await;
    let account = payer(&world).await;
    world.aws.put_bills(&account.id, company(&account.id));
    let offer = world
        .app
        .export_candidates(&world.operator(), PAYER)
        .await
        .unwrap();
    let fit: Vec<_> = offer
        .candidates
        .iter()
        .map(|one| {
            (
                one.export.name.as_str(),
                one.pick.is_some(),
                one.misfits.len(),
                one.notes.len(),
            )
        })
        .collect();
    assert_eq!(fit, [("company-cur", true, 0, 2), ("old", false, 1, 2)]);
    let actor = world.operator();
    for (existing, why) in [
        (Some("report:old"), "delivered again"),
        (Some("report:none"), "has no report"),
        (None, "one of the candidates"),
    ] {
        let refused = world
            .app
            .choose_export(&actor, PAYER, &draft("existing"), existing)
            .await
            .unwrap_err();
        assert_eq!(refused.code, ProblemCode::ChoicesInvalid);
        assert!(refused.detail.contains(why), "{}", refused.detail);
    }
    let choice = choose(&world, draft("existing"), Some("report:company-cur")).await;
    assert_eq!(choice.root(), "cur/company-cur/");
    let blocked = world
        .check_step(&account, "billing-export", Trigger::Person)
        .await
        .unwrap();
    assert_eq!(said(&blocked), "blocked | reading_not_granted");
    world.grant_reading(&account, &choice);
    let blocked = look(&world).await;
    assert_eq!(said(&blocked), "blocked | bucket_policy_missing");
    let launched = FakeBills::launched(&account, &choice, world.app.now());
    let policy = launched.buckets["company-billing"].policy.clone();
    let now = world.app.now();
    world.aws.edit_bills(&account.id, |bills| {
        bills.buckets.get_mut("company-billing").unwrap().policy = policy;
        bills.deliver(&choice, now);
    });
    assert_eq!(said(&look(&world).await), "passed | ");
}

/// Nothing there is waited for two minutes, then said; the click after that is answered at once.
#[tokio::test]
async fn what_was_not_launched_is_waited_for_and_then_said() {
    let world = world().await;
    let account = payer(&world).await;
    let early = look(&world).await;
    assert_eq!(step(&early).state.name(), "waiting");
    let late = world
        .check_step(&account, "billing-export", Trigger::Person)
        .await
        .unwrap();
    assert_eq!(said(&late), "blocked | export_missing");
    assert_eq!(said(&look(&world).await), "blocked | export_missing");
}

#[tokio::test]
async fn a_bucket_of_somebody_else_is_told_from_one_that_may_not_be_read() {
    let world = world().await;
    let account = payer(&world).await;
    let choice = choice(&world).await;
    world.launch_bills(&account, &choice);
    world.aws.edit_bills(&account.id, |bills| {
        let bucket = bills.buckets.get_mut(choice.bucket.as_str()).unwrap();
        bucket.owner = AccountId::parse("999999999999").unwrap();
    });
    let found = world
        .check_step(&account, "billing-export", Trigger::Person)
        .await
        .unwrap();
    assert_eq!(said(&found), "blocked | bucket_of_other");
}

#[tokio::test]
async fn the_schedule_looks_every_day_and_says_what_changed() {
    let world = world().await;
    let account = payer(&world).await;
    let choice = choice(&world).await;
    world.launch_bills(&account, &choice);
    let deliver = || {
        let now = world.app.now();
        world
            .aws
            .edit_bills(&account.id, |bills| bills.deliver(&choice, now));
    };
    deliver();
    assert_eq!(said(&look(&world).await), "passed | ");
    world.clock.advance(Duration::from_secs(26 * 60 * 60));
    deliver();
    world.work().await.unwrap();
    let actor = world.operator();
    let same = world.app.account(&actor, PAYER).await.unwrap();
    assert_eq!(said(&same), "passed | ");
    world.aws.edit_bills(&account.id, |bills| {
        bills.exports[0].health = Health::NotPermitted;
    });
    world.clock.advance(Duration::from_secs(26 * 60 * 60));
    world.work().await.unwrap();
    let drifted = world.app.account(&actor, PAYER).await.unwrap();
    assert_eq!(said(&drifted), "drifted | delivery_not_permitted");
    let told: Vec<String> = world
        .app
        .activity(&actor, Some(PAYER), 50, None)
        .await
        .unwrap()
        .items
        .into_iter()
        .map(|row| row.action)
        .filter(|action| action.starts_with("billing"))
        .collect();
    assert_eq!(told, ["billing.drifted", "billing.proven"]);
}

#[tokio::test]
async fn another_choice_opens_the_step_again_and_the_same_one_changes_nothing() {
    let world = world().await;
    let account = payer(&world).await;
    let before = choose(&world, draft("new"), None).await;
    world.launch_bills(&account, &before);
    world
        .aws
        .edit_bills(&account.id, |bills| bills.deliver(&before, world.app.now()));
    assert_eq!(said(&look(&world).await), "passed | ");
    let actor = world.operator();
    choose(&world, draft("new"), None).await;
    let same = world.app.account(&actor, PAYER).await.unwrap();
    assert_eq!(said(&same), "passed | ");
    let legacy = ChoiceDraft {
        format: Some("legacy_cur".into()),
        ..draft("new")
    };
    choose(&world, legacy, None).await;
    let again = world.app.account(&actor, PAYER).await.unwrap();
    assert_eq!(said(&again), "open | ");
}

#[tokio::test]
async fn who_may_not_and_where_there_is_nothing() {
    let world = world().await;
    let account = payer(&world).await;
    let nobody = reader(&world.workspace);
    let denied = world
        .app
        .choose_export(&nobody, PAYER, &draft("new"), None)
        .await;
    assert_eq!(denied.unwrap_err().code, ProblemCode::Forbidden);
    assert!(world.app.billing_export(&nobody, PAYER).await.is_ok());
    let skipped = world
        .app
        .skip_step(&world.operator(), PAYER, "billing-export")
        .await;
    assert_eq!(skipped.unwrap().step.state.name(), "skipped");
    assert!(world.app.confirm(&world.operator(), PAYER).await.is_ok());
    world.aws.delete_role(&account.template_role());
    let refused = world.app.export_candidates(&world.operator(), PAYER).await;
    assert_eq!(refused.unwrap_err().code, ProblemCode::Unavailable);
    let linked = world.register("012345678901").await.unwrap();
    world.launch(&linked);
    world.check(&linked, Trigger::Person).await.unwrap();
    let none = world
        .app
        .billing_export(&world.operator(), "012345678901")
        .await;
    assert_eq!(none.unwrap_err().code, ProblemCode::StepNotApplicable);
}

#[tokio::test]
async fn trouble_is_tried_again_and_never_a_finding() {
    let world = world().await;
    let account = payer(&world).await;
    let choice = choice(&world).await;
    world.launch_bills(&account, &choice);
    world
        .aws
        .edit_bills(&account.id, |bills| bills.deliver(&choice, world.app.now()));
    for calls in 0..6 {
        world
            .aws
            .fail_after(calls, landfast_test_kit::Fault::Throttle);
        let seen = look(&world).await;
        let report = step(&seen).report.clone().unwrap();
        let not_met = report
            .findings
            .iter()
            .any(|one| matches!(one.outcome, Outcome::NotMet { .. }));
        assert!(!not_met, "call {calls}: {}", said(&seen));
        world.aws.forget_faults();
        let done = world
            .check_step(&account, "billing-export", Trigger::Person)
            .await
            .unwrap();
        assert_eq!(said(&done), "passed | ", "call {calls}");
    }
}
