use landfast_app::{
    ProblemCode,
    ports::{Published, Trigger},
};
use landfast_domain::{AccountId, AccountKind, RoleArn, api_access::Membership, step::StepKind};
use landfast_test_kit::FakeRole;

use crate::support::{access, outcome, world};

fn organization(payer: &str) -> Membership {
    Membership::Organization {
        id: "o-abcdefghij".into(),
        management_account: AccountId::parse(payer).unwrap(),
    }
}

#[tokio::test]
async fn a_standalone_account_from_nothing_to_confirmed() {
    let world = world().await;
    let account = world.register("012345678901").await.unwrap();
    let early = world
        .app
        .confirm(&world.operator(), "012345678901")
        .await
        .unwrap_err();
    assert_eq!(early.code, ProblemCode::ActionNotAllowed);
    world.launch(&account);
    let proven = world.check(&account, Trigger::Person).await.unwrap();
    assert_eq!(outcome(&proven), "passed | ");
    assert_eq!(proven.kind, Some(AccountKind::Standalone));
    assert_eq!(proven.proven.as_ref().unwrap().arn, account.template_role());
    let confirmed = world
        .app
        .confirm(&world.operator(), "012345678901")
        .await
        .unwrap();
    let again = world
        .app
        .confirm(&world.operator(), "012345678901")
        .await
        .unwrap();
    assert_eq!(
        confirmed.confirmed_at, again.confirmed_at,
        "a second click changes nothing"
    );
}

#[tokio::test]
async fn payer_and_linked_are_told_apart_and_a_payer_shows_what_is_coming() {
    let world = world().await;
    let (payer, linked) = (
        world.register("210987654321").await.unwrap(),
        world.register("012345678901").await.unwrap(),
    );
    for account in [&payer, &linked] {
        world.launch(account);
        world
            .aws
            .put_membership(&account.id, organization("210987654321"));
    }
    let payer = world.check(&payer, Trigger::Person).await.unwrap();
    let linked = world.check(&linked, Trigger::Person).await.unwrap();
    assert_eq!(payer.kind, Some(AccountKind::Payer));
    assert_eq!(
        linked.kind.as_ref().and_then(AccountKind::payer),
        Some(&payer.id)
    );
    let steps: Vec<_> = payer
        .steps
        .iter()
        .map(|step| (step.kind, step.state.name()))
        .collect();
    assert_eq!(
        steps,
        [
            (StepKind::ApiAccess, "passed"),
            (StepKind::BillingExport, "open"),
            (StepKind::LinkedAccounts, "open")
        ]
    );
    assert_eq!(linked.steps.len(), 1);
    let known = world
        .app
        .payers_registered(&world.operator(), std::slice::from_ref(&linked))
        .await
        .unwrap();
    assert_eq!(known, [payer.id.clone()].into());
    let actor = world.operator();
    assert!(
        world.app.confirm(&actor, "210987654321").await.is_ok(),
        "what nobody has begun blocks nobody"
    );
}

/// The order of the calls is a promise: nothing negative before the positive one succeeded.
#[tokio::test]
async fn the_calls_of_a_check_in_their_order() {
    let world = world().await;
    let account = world.register("012345678901").await.unwrap();
    world.launch(&account);
    world.check(&account, Trigger::Person).await.unwrap();
    let journal = world
        .aws
        .journal()
        .join("\n")
        .replace(&account.template_role().to_string(), "ROLE");
    insta::assert_snapshot!(journal, @r"
    AssumeRole ROLE with id
    sts:GetCallerIdentity ROLE
    AssumeRole ROLE without id
    AssumeRole ROLE with id
    iam:GetRole ROLE
    iam:GetRolePolicy ROLE
    organizations:DescribeOrganization ROLE
    iam:GetRole ROLE
    iam:ListRolePolicies ROLE
    iam:GetRolePolicy ROLE
    iam:ListAttachedRolePolicies ROLE
    iam:GetPolicy ROLE
    iam:GetPolicyVersion ROLE
    iam:ListAccountAliases ROLE
    organizations:DescribeOrganization ROLE
    cur:DescribeReportDefinitions ROLE
    bcm-data-exports:ListExports ROLE
    cost-optimization-hub:ListEnrollmentStatuses ROLE
    s3:ListAllMyBuckets ROLE
    tag:GetResources ROLE
    tag:GetTagKeys ROLE
    ");
}

#[tokio::test]
async fn a_role_of_ones_own_is_taken_when_it_is_as_safe() {
    let world = world().await;
    let account = world.register("012345678901").await.unwrap();
    let own = account
        .template_role()
        .to_string()
        .replace("landfast/landfast-", "ops/own-");
    let arn = RoleArn::parse(&own).unwrap();
    let principal = world.app.identity().await.unwrap().principal;
    let mut role = FakeRole::of_template(&account, &principal, &world.app.template().version);
    role.tags.clear();
    world.aws.put_role(&arn, role);
    let status = world
        .app
        .set_role(&world.operator(), account.id.as_str(), &format!(" {own}\n"))
        .await
        .unwrap();
    assert_eq!(status.account.candidate, Some(arn.clone()));
    assert_eq!(
        status.account.proven, None,
        "nothing is trusted until a check passes"
    );
    let proven = world.check(&account, Trigger::Person).await.unwrap();
    assert_eq!(
        (outcome(&proven), proven.proven.unwrap().arn),
        ("passed | ".to_owned(), arn)
    );
    assert_eq!(proven.candidate, None);
}

#[tokio::test]
async fn pasted_arns_that_cannot_be_right_are_refused_at_once() {
    let world = world().await;
    let account = world.register("012345678901").await.unwrap();
    let good = account.template_role().to_string();
    for (arn, code) in [
        ("role".to_owned(), ProblemCode::RoleArnInvalid),
        (
            good.replace("012345678901", "222222222222"),
            ProblemCode::RoleArnOtherAccount,
        ),
        (
            good.replace(":aws:", ":aws-cn:"),
            ProblemCode::RoleArnOtherPartition,
        ),
    ] {
        let refused = world
            .app
            .set_role(&world.operator(), "012345678901", &arn)
            .await
            .unwrap_err();
        assert_eq!((refused.code, refused.hints.len()), (code, 1), "{arn}");
    }
    assert_eq!(
        world
            .app
            .account(&world.operator(), "012345678901")
            .await
            .unwrap()
            .candidate,
        None
    );
}

#[tokio::test]
async fn skip_and_resume() {
    let world = world().await;
    world.register("012345678901").await.unwrap();
    let (app, actor, id) = (&world.app, world.operator(), "012345678901");
    let skipped = app.skip_step(&actor, id, "api-access").await.unwrap();
    assert_eq!(skipped.step.state.name(), "skipped");
    assert_eq!(
        app.start_check(&actor, id, "api-access", Trigger::Person)
            .await
            .unwrap_err()
            .code,
        ProblemCode::ActionNotAllowed
    );
    assert_eq!(
        app.skip_step(&actor, id, "api-access")
            .await
            .unwrap_err()
            .code,
        ProblemCode::ActionNotAllowed
    );
    assert_eq!(
        app.resume_step(&actor, id, "api-access")
            .await
            .unwrap()
            .step
            .state
            .name(),
        "open"
    );
    assert_eq!(
        app.step(&actor, id, "billing-export")
            .await
            .unwrap_err()
            .code,
        ProblemCode::StepNotApplicable
    );
    assert_eq!(
        app.step(&actor, id, "coffee").await.unwrap_err().code,
        ProblemCode::StepNotFound
    );
}

#[tokio::test]
async fn a_second_click_gives_the_same_check() {
    let world = world().await;
    let account = world.register("012345678901").await.unwrap();
    let ask = || async {
        world
            .app
            .start_check(
                &world.operator(),
                "012345678901",
                "api-access",
                Trigger::Person,
            )
            .await
            .unwrap()
    };
    let (first, second) = (ask().await, ask().await);
    assert_eq!(first.id, second.id);
    world.launch(&account);
    world.work().await.unwrap();
    let account = world
        .app
        .account(&world.operator(), "012345678901")
        .await
        .unwrap();
    assert_eq!(access(&account).state.name(), "passed");
    assert_eq!(
        world
            .app
            .checks(&world.operator(), "012345678901", 10, None)
            .await
            .unwrap()
            .items
            .len(),
        1
    );
}

#[tokio::test]
async fn removing_leaves_the_role_and_says_so() {
    let world = world().await;
    let account = world.register("012345678901").await.unwrap();
    world.launch(&account);
    world.check(&account, Trigger::Person).await.unwrap();
    world
        .app
        .start_check(
            &world.operator(),
            "012345678901",
            "api-access",
            Trigger::Person,
        )
        .await
        .unwrap();
    let calls = world.aws.journal().len();
    let removal = world
        .app
        .remove_account(&world.operator(), "012345678901", true)
        .await
        .unwrap();
    assert!(removal.left_in_aws[0].contains(&account.template_role().to_string()));
    world.work().await.unwrap();
    assert_eq!(
        world.aws.journal().len(),
        calls,
        "no call to AWS after the record is gone"
    );
    assert!(
        world.register("012345678901").await.is_ok(),
        "it can be registered again"
    );
}

#[tokio::test]
async fn nobody_is_sent_to_launch_what_is_not_in_the_bucket() {
    let world = world().await;
    world.register("012345678901").await.unwrap();
    let (app, actor) = (&world.app, world.operator());
    let instructions = async || {
        let step = app
            .step(&actor, "012345678901", "api-access")
            .await
            .unwrap();
        step.instructions.unwrap()
    };
    for (found, why) in [
        (Published::Nothing, "not in the bucket yet"),
        (Published::Other, "Other bytes than the template's"),
    ] {
        world.aws.put_bucket(found);
        let not_ready = instructions().await;
        assert!(not_ready.launch.is_none());
        let said = not_ready.why_not_ready.unwrap();
        assert!(said.contains(why), "{said}");
    }
    world.app.publish_templates().await.unwrap();
    assert!(instructions().await.launch.is_some());
}
