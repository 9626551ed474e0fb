//! Changing a StackSet, on the wire: the id of every call, what it targets, and what an answer means.

use std::collections::BTreeSet;

use landfast_app::ports::{Answered, StackSetAt, StackSetChange};
use landfast_domain::{
    AccountId, Region,
    organization::{UnitId, stack_run::Targets, stack_set::OperationStatus},
};

use crate::{
    replay::Next,
    world::{no, query_error, session, yes},
};

const URL: &str = "https://templates.example.com/api-access-0123456789abcdef.yaml";

/// The same as a form has it.
const SENT: &str = "https%3A%2F%2Ftemplates.example.com%2Fapi-access-0123456789abcdef.yaml";

fn at() -> StackSetAt {
    StackSetAt {
        name: "landfast-api-access".to_owned(),
        region: Region::parse("us-east-1").expect("a region"),
    }
}

fn done(operation: &str) -> Next {
    Next::answer(
        200,
        format!("<{operation}Response><{operation}Result/></{operation}Response>"),
    )
}

fn targets(accounts: &[&str]) -> Targets {
    Targets {
        units: vec![UnitId::parse("r-ab12").expect("a unit")],
        accounts: accounts
            .iter()
            .map(|id| AccountId::parse(id).expect("an account"))
            .collect::<BTreeSet<_>>(),
    }
}

fn deploy(accounts: &[&str]) -> StackSetChange {
    StackSetChange::Deploy {
        operation: "run-1-deploy".to_owned(),
        targets: targets(accounts),
    }
}

#[tokio::test]
async fn a_stack_set_is_made_service_managed_with_its_token() {
    let (session, replay) = session([done("CreateStackSet")]).await;
    let create = StackSetChange::Create {
        token: "run-1-make".to_owned(),
        template_url: URL.to_owned(),
        parameters: vec![("RoleName".to_owned(), "landfast-x".to_owned())],
    };
    assert_eq!(
        yes(session.change_stack_set(&at(), &create).await),
        Answered::Taken
    );
    let asked = &replay.asked()[1];
    for (field, value) in [
        ("Action", "CreateStackSet"),
        ("ClientRequestToken", "run-1-make"),
        ("TemplateURL", SENT),
        ("PermissionModel", "SERVICE_MANAGED"),
        ("AutoDeployment.Enabled", "true"),
        ("ManagedExecution.Active", "true"),
        ("Capabilities.member.1", "CAPABILITY_NAMED_IAM"),
        ("Parameters.member.1.ParameterValue", "landfast-x"),
    ] {
        assert_eq!(asked.field(field), Some(value), "{field}");
    }
}

#[tokio::test]
async fn picked_accounts_are_an_intersection_and_everybody_is_none() {
    let (session, replay) = session([
        done("CreateStackInstances"),
        done("CreateStackInstances"),
        done("UpdateStackInstances"),
    ])
    .await;
    let redo = StackSetChange::Redo {
        operation: "run-1-redo".to_owned(),
        targets: targets(&["300000000003"]),
    };
    for change in [deploy(&[]), deploy(&["200000000002"]), redo] {
        assert_eq!(
            yes(session.change_stack_set(&at(), &change).await),
            Answered::Taken
        );
    }
    let asked = replay.asked();
    let told: Vec<_> = asked[1..]
        .iter()
        .map(|one| {
            (
                one.field("OperationId"),
                one.field("DeploymentTargets.OrganizationalUnitIds.member.1"),
                one.field("DeploymentTargets.Accounts.member.1"),
                one.field("DeploymentTargets.AccountFilterType"),
                one.field("OperationPreferences.FailureTolerancePercentage"),
            )
        })
        .collect();
    let (root, all, only) = (Some("r-ab12"), Some("100"), Some("INTERSECTION"));
    assert_eq!(
        told,
        [
            (Some("run-1-deploy"), root, None, None, all),
            (Some("run-1-deploy"), root, Some("200000000002"), only, all),
            (Some("run-1-redo"), root, Some("300000000003"), only, all),
        ]
    );
}

#[tokio::test]
async fn an_update_names_its_template_and_keeps_the_parameters() {
    let (session, replay) = session([done("UpdateStackSet")]).await;
    let update = StackSetChange::Update {
        operation: "run-1-update".to_owned(),
        template_url: URL.to_owned(),
        keep: vec!["ExternalId".to_owned()],
        give: vec![("Inventory".to_owned(), "on".to_owned())],
    };
    assert_eq!(
        yes(session.change_stack_set(&at(), &update).await),
        Answered::Taken
    );
    let asked = &replay.asked()[1];
    assert_eq!(asked.field("TemplateURL"), Some(SENT));
    assert_eq!(
        asked.field("Parameters.member.1.UsePreviousValue"),
        Some("true")
    );
    assert_eq!(asked.field("Parameters.member.1.ParameterValue"), None);
    assert_eq!(
        asked.field("Parameters.member.2.ParameterValue"),
        Some("on")
    );
}

#[tokio::test]
async fn what_answers_mean() {
    let busy = |code: &str| Answered::Busy {
        said: code.to_owned(),
    };
    for (status, code, expected) in [
        (409, "OperationIdAlreadyExistsException", Answered::Taken),
        (409, "NameAlreadyExistsException", Answered::Taken),
        (
            409,
            "OperationInProgressException",
            busy("OperationInProgressException"),
        ),
        (
            400,
            "LimitExceededException",
            busy("LimitExceededException"),
        ),
    ] {
        let (session, _) = session([query_error(status, code, "said AWS")]).await;
        assert_eq!(
            yes(session.change_stack_set(&at(), &deploy(&[])).await),
            expected,
            "{code}"
        );
    }
    let (session, _) = session([query_error(403, "AccessDenied", "not authorized")]).await;
    assert_eq!(
        no(session.change_stack_set(&at(), &deploy(&[])).await).code,
        "AccessDenied"
    );
}

#[tokio::test]
async fn what_is_stopped_may_have_ended_meanwhile() {
    let stop = StackSetChange::Stop {
        operation: "run-1-deploy".to_owned(),
    };
    let over = query_error(400, "InvalidOperationException", "not running");
    let (session, replay) = session([done("StopStackSetOperation"), over]).await;
    for _ in 0..2 {
        assert_eq!(
            yes(session.change_stack_set(&at(), &stop).await),
            Answered::Taken
        );
    }
    assert_eq!(replay.asked()[1].field("OperationId"), Some("run-1-deploy"));
}

#[tokio::test]
async fn the_operation_of_a_run_and_none_of_its_id() {
    let set = || {
        let inside = "<StackSet><PermissionModel>SERVICE_MANAGED</PermissionModel></StackSet>";
        Next::answer(
            200,
            format!(
                "<DescribeStackSetResponse><DescribeStackSetResult>{inside}</DescribeStackSetResult></DescribeStackSetResponse>"
            ),
        )
    };
    let running = "<DescribeStackSetOperationResponse><DescribeStackSetOperationResult><StackSetOperation>\
        <OperationId>op</OperationId><Action>CREATE</Action><Status>QUEUED</Status></StackSetOperation>\
        </DescribeStackSetOperationResult></DescribeStackSetOperationResponse>";
    let (session, _) = session([
        set(),
        Next::answer(200, running),
        set(),
        query_error(404, "OperationNotFoundException", "not found"),
        query_error(404, "StackSetNotFoundException", "not found"),
    ])
    .await;
    let (_, found) = yes(session.stack_set_operation(&at(), Some("op")).await);
    assert_eq!(found.map(|one| one.status), Some(OperationStatus::Queued));
    let (seen, found) = yes(session.stack_set_operation(&at(), Some("op")).await);
    assert!(seen.is_some() && found.is_none());
    assert_eq!(
        yes(session.stack_set_operation(&at(), Some("op")).await),
        (None, None)
    );
}
