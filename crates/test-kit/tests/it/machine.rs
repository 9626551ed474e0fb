//! The method of the machine's identity: the account that the server runs in, as the server itself.

use std::{sync::Arc, time::Duration};

use landfast_app::{AccountDraft, AccountEdit, App, Error, ProblemCode, ports::Trigger};
use landfast_domain::{Account, AccountKind, Method, RoleArn};
use landfast_test_kit::{FakeRole, Fault, World, principal};

use crate::support::{access, outcome, rows};

/// Where the server of the test kit runs.
const HOME: &str = "111122223333";

async fn world(allowed_for: Option<&str>) -> World {
    let settings = landfast_app::Settings {
        machine_identity_for: allowed_for.map(str::to_owned),
        ..landfast_app::Settings::default()
    };
    let world = World::over(rows().await, "main", 1).await.unwrap();
    world.with_settings(settings).unwrap()
}

async fn register(world: &World, id: &str) -> Result<Account, Error> {
    let draft = AccountDraft {
        account_id: id.to_owned(),
        method: "machine_identity".to_owned(),
        ..AccountDraft::default()
    };
    world.app.register(&world.operator(), &draft).await
}

/// Gives the server's own role what a template's role would have.
fn permit(world: &World, account: &Account) {
    let principal = principal().unwrap();
    let role = FakeRole::of_template(account, &principal, &world.app.template().version);
    world.aws.put_role(&own_role(), role);
}

fn own_role() -> RoleArn {
    RoleArn::parse(&principal().unwrap().to_string()).unwrap()
}

#[tokio::test]
async fn the_method_is_for_the_workspace_that_the_server_names() {
    for (allowed_for, on) in [(None, false), (Some("other"), false), (Some("main"), true)] {
        let world = world(allowed_for).await;
        let methods = world.app.methods(&world.operator()).await.unwrap();
        let found = methods
            .iter()
            .find(|one| one.method == Method::MachineIdentity);
        assert_eq!(found.unwrap().on, on, "{allowed_for:?}");
        match register(&world, HOME).await {
            Ok(account) => assert!(on && account.method == Method::MachineIdentity),
            Err(why) => {
                assert!(!on);
                assert_eq!(why.code, ProblemCode::MethodDisabled);
                assert!(
                    why.hints
                        .iter()
                        .any(|hint| hint.contains("--machine-identity-for"))
                );
            }
        }
    }
}

#[tokio::test]
async fn the_own_account_is_proven_without_a_role_and_without_a_refusal_to_try() {
    let world = world(Some("main")).await;
    let account = register(&world, HOME).await.unwrap();
    permit(&world, &account);
    let checked = world.check(&account, Trigger::Person).await.unwrap();
    assert_eq!(outcome(&checked), "passed | ");
    assert_eq!(checked.kind, Some(AccountKind::Standalone));
    assert_eq!(checked.proven, None);
    let report = access(&checked).report.clone().unwrap();
    assert_eq!(report.role_arn, "the server's own identity");
    assert!(
        !world
            .aws
            .journal()
            .iter()
            .any(|call| call.starts_with("AssumeRole"))
    );
    let status = world
        .app
        .step(&world.operator(), HOME, "api-access")
        .await
        .unwrap();
    let policy = status.instructions.unwrap().server_policy.unwrap();
    assert!(policy.contains("organizations:DescribeOrganization"));

    // It is looked at daily; a permission that is taken away is drift.
    world.aws.edit_role(&own_role(), |role| {
        role.denied
            .insert("cur:DescribeReportDefinitions".to_owned());
    });
    let again = world.check(&checked, Trigger::Schedule).await.unwrap();
    assert_eq!(
        outcome(&again),
        "drifted | permission.billing.cur:DescribeReportDefinitions: permission_missing"
    );
}

#[tokio::test]
async fn another_account_is_refused_and_trouble_blames_nobody() {
    let world = world(Some("main")).await;
    let other = register(&world, "012345678901").await.unwrap();
    permit(&world, &other);
    let checked = world.check(&other, Trigger::Person).await.unwrap();
    assert_eq!(
        outcome(&checked),
        "blocked | account_matches: machine_of_other_account"
    );

    let own = register(&world, HOME).await.unwrap();
    permit(&world, &own);
    world.aws.fail_next([Fault::Outage]);
    let status = world
        .app
        .start_check(&world.operator(), HOME, "api-access", Trigger::Person)
        .await
        .unwrap();
    world.app.work_once(Duration::from_secs(60)).await.unwrap();
    assert_eq!(status.account.as_str(), HOME);
    let waiting = world.app.account(&world.operator(), HOME).await.unwrap();
    assert_eq!(access(&waiting).state.name(), "waiting");
}

#[tokio::test]
async fn what_the_server_no_longer_allows_is_not_used() {
    let world = world(Some("main")).await;
    let account = register(&world, HOME).await.unwrap();
    permit(&world, &account);
    let proven = world.check(&account, Trigger::Person).await.unwrap();
    let world = world
        .with_settings(landfast_app::Settings::default())
        .unwrap();
    let calls = world.aws.journal().len();
    let later = world.check(&proven, Trigger::Person).await.unwrap();
    assert_eq!(world.aws.journal().len(), calls);
    assert_eq!(access(&later).state.name(), "waiting");
    let report = access(&later).report.clone().unwrap();
    let said = report.trouble().unwrap().detail.clone();
    assert!(said.contains("--machine-identity-for"), "{said}");
}

#[tokio::test]
async fn the_method_changes_to_a_role_and_back() {
    let world = world(Some("main")).await;
    let account = register(&world, HOME).await.unwrap();
    permit(&world, &account);
    world.check(&account, Trigger::Person).await.unwrap();
    let by_stack = change(&world.app, &world, "console_stack").await;
    assert_eq!(access(&by_stack).state.name(), "open");
    world.launch(&by_stack);
    let proven = world.check(&by_stack, Trigger::Person).await.unwrap();
    assert_eq!(outcome(&proven), "passed | ");
    assert_eq!(proven.proven.as_ref().unwrap().arn, proven.template_role());

    let back = change(&world.app, &world, "machine_identity").await;
    assert_eq!(access(&back).state.name(), "open");
    let again = world.check(&back, Trigger::Person).await.unwrap();
    assert_eq!(outcome(&again), "passed | ");
    assert_eq!(again.proven, None);
}

async fn change(app: &Arc<App>, world: &World, method: &str) -> Account {
    let edit = AccountEdit {
        method: Some(method.to_owned()),
        ..AccountEdit::default()
    };
    app.edit_account(&world.operator(), HOME, &edit)
        .await
        .unwrap()
}
