//! Permits: asked for, open only when they are safe, and proven gone.

use std::time::Duration;

use landfast_app::{Error, PermitDraft, PermitStatus, ProblemCode};
use landfast_domain::{
    Account, Partition,
    activation::{PermitState, VALID_FOR},
    removal::RemovalState,
};
use landfast_test_kit::{Fault, IdRule, World, reader};

use crate::{
    organization::{PAYER, payer, read},
    support::world,
};

pub fn selected(accounts: &[&str]) -> PermitDraft {
    PermitDraft::Selected {
        account_ids: accounts.iter().map(|id| (*id).to_owned()).collect(),
        member_role: None,
    }
}

pub async fn ask(world: &World, draft: &PermitDraft) -> PermitStatus {
    let actor = world.operator();
    let asked = world.app.ask_for_permit(&actor, PAYER, draft);
    asked.await.unwrap()
}

pub async fn now(world: &World, id: &str) -> PermitStatus {
    world.work().await.unwrap();
    let actor = world.operator();
    let permit = world.app.permit(&actor, PAYER, id);
    permit.await.unwrap()
}

/// Says that the stack is deleted, and moves the clock until nothing goes on by itself.
pub async fn ended(world: &World, id: &str) -> PermitStatus {
    let actor = world.operator();
    let end = world.app.end_permit(&actor, PAYER, id);
    end.await.unwrap();
    loop {
        let status = now(world, id).await;
        let ending = status.permit.ending.as_ref();
        match ending.and_then(|ending| ending.next_at()) {
            Some(at) if status.permit.is_live() => world.clock.set(at),
            _ => return status,
        }
    }
}

async fn told(world: &World) -> Vec<String> {
    let log = world.app.activity(&world.operator(), None, 50, None).await;
    let of_permits = log.unwrap().items.into_iter();
    of_permits
        .filter(|row| row.action.starts_with("activation."))
        .map(|row| format!("{} {}", row.action, row.summary))
        .collect()
}

async fn asked() -> (World, Account, PermitStatus) {
    let world = world().await;
    let payer = payer(&world, 3).await;
    read(&world).await;
    let status = ask(&world, &selected(&["000000000002", "000000000001"])).await;
    (world, payer, status)
}

#[tokio::test]
async fn a_permit_is_open_once_it_answers_and_gone_once_it_is_refused_twice() {
    let (world, payer, status) = asked().await;
    let id = status.permit.id.to_string();
    let stack = status.stack.unwrap();
    assert_eq!(stack.stack_name, "landfast-activation");
    let url = stack.url.unwrap();
    assert!(
        url.contains("&param_AccountIds=000000000001%2C000000000002"),
        "{url}"
    );
    assert!(url.contains("&param_OrganizationId=o-exampleorg1"), "{url}");
    assert!(
        stack
            .command
            .contains("ParameterValue=000000000001\\,000000000002")
    );
    assert_eq!(now(&world, &id).await.permit.state, PermitState::Asked);

    world.launch_permit(&payer, &status.permit);
    world.clock.advance(Duration::from_secs(20));
    let open = now(&world, &id).await;
    assert!(open.permit.is_open(open.now), "{:?}", open.permit.state);
    let asked_of_aws = world.aws.journal();
    let role = status.permit.role_arn().to_string();
    let tries = asked_of_aws.iter().filter(|line| line.contains(&role));
    assert!(
        tries.clone().any(|line| line.ends_with("without id")),
        "{asked_of_aws:?}"
    );

    let still = ended(&world, &id).await;
    let ending = still.permit.ending.unwrap();
    assert_eq!(ending.state, RemovalState::StillAnswers);
    world.aws.delete_role(&status.permit.role_arn());
    let gone = ended(&world, &id).await;
    assert!(matches!(gone.permit.state, PermitState::Gone { .. }));
    let evidence = gone.permit.ending.unwrap().tries;
    assert_eq!(evidence.len(), 2, "of the last turn");
    let told = told(&world).await;
    let actions: Vec<&str> = told
        .iter()
        .filter_map(|line| line.split(' ').next())
        .collect();
    assert_eq!(
        actions,
        [
            "activation.permit_gone",
            "activation.permit_ended",
            "activation.permit_ended",
            "activation.permit_open",
            "activation.permit_asked",
        ]
    );
    assert!(told[0].contains("AWS request fake-request"), "{}", told[0]);
    let secret = status.permit.external_id.as_str();
    assert!(told.iter().all(|line| !line.contains(secret)));
}

#[tokio::test]
async fn a_role_that_lets_others_in_is_not_used() {
    for rule in [IdRule::None, IdRule::Any] {
        let (world, payer, status) = asked().await;
        world.launch_permit(&payer, &status.permit);
        world.aws.edit_role(&status.permit.role_arn(), |role| {
            role.external_id = rule.clone();
        });
        let seen = now(&world, status.permit.id.as_str()).await;
        assert!(
            matches!(seen.permit.state, PermitState::Unsafe { .. }),
            "{rule:?}: {:?}",
            seen.permit.state
        );
        assert!(!seen.permit.is_open(seen.now));
    }
}

/// No probe of ours can be somebody else: the role's trust policy is read back.
#[tokio::test]
async fn a_role_that_trusts_somebody_else_too_is_not_used() {
    let (world, payer, status) = asked().await;
    world.launch_permit(&payer, &status.permit);
    let stranger = format!("arn:{}:iam::999999999998:role/stranger", Partition::Aws);
    world.aws.edit_role(&status.permit.role_arn(), |role| {
        role.also_trusts.push(stranger.clone());
    });
    let id = status.permit.id.as_str();
    let seen = now(&world, id).await;
    let PermitState::Unsafe { found } = &seen.permit.state else {
        panic!("{:?}", seen.permit.state)
    };
    assert!(found.contains(&stranger), "{found}");
    let told = told(&world).await;
    assert!(
        told[0].starts_with("activation.permit_refused") && told[0].contains(&stranger),
        "{told:?}"
    );
}

#[tokio::test]
async fn a_role_that_hides_whom_it_trusts_is_not_used_and_looked_at_again() {
    let (world, payer, status) = asked().await;
    world.launch_permit(&payer, &status.permit);
    let role = status.permit.role_arn();
    let get_role = "iam:GetRole".to_owned();
    world.aws.edit_role(&role, |role| {
        role.denied.insert(get_role.clone());
    });
    let id = status.permit.id.as_str();
    let seen = now(&world, id).await.permit;
    assert_eq!(seen.state, PermitState::Asked);
    assert!(seen.last.unwrap().contains("iam:GetRole on itself"));
    world.aws.edit_role(&role, |role| {
        role.denied.remove(&get_role);
    });
    world.clock.advance(Duration::from_secs(5));
    let seen = now(&world, id).await;
    assert!(seen.permit.is_open(seen.now), "{:?}", seen.permit.state);
}

#[tokio::test]
async fn trouble_says_nothing_and_is_tried_again() {
    let (world, payer, status) = asked().await;
    world.launch_permit(&payer, &status.permit);
    world.aws.fail_next([Fault::Throttle]);
    let id = status.permit.id.as_str();
    assert_eq!(now(&world, id).await.permit.state, PermitState::Asked);
    world.clock.advance(Duration::from_secs(5));
    assert!(matches!(
        now(&world, id).await.permit.state,
        PermitState::Open { .. }
    ));
}

#[tokio::test]
async fn one_permit_of_a_kind_at_a_time_and_none_after_its_time() {
    let (world, payer, first) = asked().await;
    let actor = world.operator();
    let again = world
        .app
        .ask_for_permit(&actor, PAYER, &selected(&["000000000003"]))
        .await;
    assert_eq!(again.unwrap_err().code, ProblemCode::ActionNotAllowed);
    let other = ask(&world, &PermitDraft::StackSet).await;
    assert_ne!(other.permit.role_arn(), first.permit.role_arn());
    let parameters = other.stack.unwrap().parameters;
    let prefix = parameters
        .iter()
        .find(|one| one.name == "TemplatePrefix")
        .unwrap();
    assert!(prefix.value.ends_with("/api-access-"), "{}", prefix.value);
    assert_eq!(world.app.permits(&actor, PAYER).await.unwrap().len(), 2);

    world.launch_permit(&payer, &first.permit);
    world.clock.advance(VALID_FOR);
    let id = first.permit.id.to_string();
    let over = now(&world, &id).await;
    assert!(!over.permit.is_open(over.now) && over.stack.is_none());
    let why = world
        .app
        .check_permit(&actor, PAYER, &id)
        .await
        .unwrap_err();
    assert_eq!(why.code, ProblemCode::ActionNotAllowed);
    // What ran out is tried too.
    world.aws.delete_role(&first.permit.role_arn());
    assert!(!ended(&world, &id).await.permit.is_live());
    ask(&world, &selected(&["000000000003"])).await;
}

/// A StackSet that Landfast makes takes its template from an address.
#[tokio::test]
async fn without_a_bucket_for_templates_there_is_no_permit_for_stack_sets() {
    let (world, _, _) = asked().await;
    let (app, actor) = (&world.app, world.operator());
    let before = ask(&world, &PermitDraft::StackSet).await;
    assert!(before.stack.is_some());
    world.aws.take_bucket();
    let shown = now(&world, before.permit.id.as_str()).await;
    assert!(shown.stack.is_none());
    let why = shown.why_not_ready.unwrap();
    assert!(why.contains("Expected a bucket"), "{why}");
    ended(&world, before.permit.id.as_str()).await;

    let refused = app.ask_for_permit(&actor, PAYER, &PermitDraft::StackSet);
    let refused = refused.await.unwrap_err();
    assert_eq!(refused.code, ProblemCode::ActionNotAllowed);
    assert!(refused.detail.contains("found none"), "{}", refused.detail);
    assert!(refused.hints[0].contains("--template-bucket"));
    // What is in nobody's way.
    let stack = ask_anew(&world).await.stack.unwrap();
    assert_eq!(stack.stack_name, "landfast-activation");
}

/// A permit for selected accounts, after the one of the same kind is gone.
async fn ask_anew(world: &World) -> PermitStatus {
    let all = world.app.permits(&world.operator(), PAYER).await.unwrap();
    for live in all.iter().filter(|one| one.permit.is_live()) {
        ended(world, live.permit.id.as_str()).await;
    }
    ask(world, &selected(&["000000000001"])).await
}

#[tokio::test]
async fn what_cannot_be_asked_for() {
    let world = world().await;
    payer(&world, 3).await;
    read(&world).await;
    let alone = world.register("900000000009").await.unwrap();
    let (app, actor) = (&world.app, world.operator());
    let many: Vec<String> = (1..=501).map(|n| format!("{n:012}")).collect();
    let many = PermitDraft::Selected {
        account_ids: many,
        member_role: None,
    };
    let bad_role = PermitDraft::Selected {
        account_ids: vec!["000000000001".to_owned()],
        member_role: Some("path/to".to_owned()),
    };
    use ProblemCode as P;
    for (payer, draft, code) in [
        (PAYER, selected(&[]), P::AccountIdsInvalid),
        (PAYER, selected(&["12"]), P::AccountIdsInvalid),
        (PAYER, selected(&[PAYER]), P::AccountIdsInvalid),
        (PAYER, many, P::AccountIdsInvalid),
        (PAYER, bad_role, P::MemberRoleInvalid),
        (PAYER, selected(&["000000000004"]), P::AccountIdsInvalid),
        (
            alone.id.as_str(),
            PermitDraft::StackSet,
            P::StepNotApplicable,
        ),
    ] {
        let why = app.ask_for_permit(&actor, payer, &draft).await.unwrap_err();
        assert_eq!(why.code, code, "{draft:?}");
    }
    let bob = reader(&world.workspace);
    let why = app
        .ask_for_permit(&bob, PAYER, &PermitDraft::StackSet)
        .await;
    assert_eq!(why.unwrap_err().code, P::Forbidden);
    let list = ["000000000001".to_owned()];
    let refused = |why: Result<PermitDraft, Error>| {
        let why = why.unwrap_err();
        (why.code, why.fields[0].path)
    };
    assert_eq!(
        refused(PermitDraft::stack_set(Some(&list), None)),
        (P::AccountIdsInvalid, "account_ids")
    );
    assert_eq!(
        refused(PermitDraft::stack_set(
            None,
            Some("AWSControlTowerExecution")
        )),
        (P::MemberRoleInvalid, "member_role")
    );
    let why = app.permit(&actor, PAYER, "prm_x").await.unwrap_err();
    assert_eq!(why.code, P::PermitNotFound);
}

#[tokio::test]
async fn removing_the_record_alone_names_the_permits_that_stay_behind() {
    let (world, _, selected) = asked().await;
    let set = ask(&world, &PermitDraft::StackSet).await;
    let (app, actor) = (&world.app, world.operator());
    ended(&world, set.permit.id.as_str()).await;
    let before = app.removal(&actor, PAYER).await.unwrap();
    let removed = app.remove_account(&actor, PAYER, true).await.unwrap();
    assert_eq!(before.left_by_record_only, removed.left_in_aws);
    let [_, permit] = removed.left_in_aws.as_slice() else {
        panic!("{:?}", removed.left_in_aws)
    };
    for part in [
        "The stack landfast-activation in us-east-1",
        &selected.permit.role_arn().to_string(),
        &format!("valid until {}", selected.permit.valid_until),
    ] {
        assert!(permit.contains(part), "{permit}");
    }
}

/// A payer's own permits are ways into it.
#[tokio::test]
async fn a_payer_is_not_proven_gone_while_a_permit_answers() {
    let (world, payer, status) = asked().await;
    world.launch_permit(&payer, &status.permit);
    world.aws.delete_role(&payer.template_role());
    let actor = world.operator();
    let removal = world.app.look_at_removal(&actor, PAYER).await.unwrap();
    assert_eq!(removal.doors.len(), 2, "{:?}", removal.doors);
    loop {
        world.work().await.unwrap();
        let seen = world.app.removal(&actor, PAYER).await.unwrap();
        let Some(at) = seen.removal.as_ref().and_then(|one| one.next_at()) else {
            assert_eq!(seen.removal.unwrap().state, RemovalState::StillAnswers);
            break;
        };
        world.clock.set(at);
    }
}
