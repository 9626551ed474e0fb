//! The StackSet of a roll-out, read on the wire.

use landfast_app::ports::StackSetAt;
use landfast_domain::{
    Region,
    check::TroubleKind,
    organization::stack_set::{
        DetailedStatus, InstanceStatus, OperationAction, OperationStatus, StackSetReading,
    },
};

use crate::{
    replay::Next,
    world::{no, query_error, session, trouble, yes},
};

const SET: &str = "<PermissionModel>SERVICE_MANAGED</PermissionModel>\
    <AutoDeployment><Enabled>true</Enabled></AutoDeployment><ManagedExecution><Active>true</Active></ManagedExecution>\
    <TemplateBody>Resources: {}</TemplateBody><OrganizationalUnitIds><member>r-ab12</member></OrganizationalUnitIds>\
    <Parameters><member><ParameterKey>RoleName</ParameterKey><ParameterValue>landfast-x</ParameterValue></member></Parameters>";

fn at() -> StackSetAt {
    StackSetAt {
        name: "landfast-api-access".to_owned(),
        region: Region::parse("us-east-1").expect("a region"),
    }
}

fn answer(operation: &str, inside: &str) -> Next {
    Next::answer(
        200,
        format!(
            "<{operation}Response><{operation}Result>{inside}</{operation}Result></{operation}Response>"
        ),
    )
}

fn set() -> Next {
    answer("DescribeStackSet", &format!("<StackSet>{SET}</StackSet>"))
}

fn instances(all: &[(&str, &str, &str)], token: Option<&str>) -> Next {
    let members: String = all
        .iter()
        .map(|(account, status, rest)| {
            format!("<member><Account>{account}</Account><Region>us-east-1</Region><Status>{status}</Status>{rest}</member>")
        })
        .collect();
    let token = token.map(|token| format!("<NextToken>{token}</NextToken>"));
    let inside = format!(
        "<Summaries>{members}</Summaries>{}",
        token.unwrap_or_default()
    );
    answer("ListStackInstances", &inside)
}

fn operations() -> Next {
    answer(
        "ListStackSetOperations",
        "<Summaries><member><OperationId>op-2</OperationId><Action>CREATE</Action><Status>RUNNING</Status>\
         <CreationTimestamp>2026-11-21T02:00:00Z</CreationTimestamp>\
         <StatusDetails><FailedStackInstancesCount>1</FailedStackInstancesCount></StatusDetails></member></Summaries>",
    )
}

#[tokio::test]
async fn the_set_every_page_of_its_instances_and_its_operations() {
    let failed = "<StatusReason>Role with name x already exists</StatusReason>\
        <StackInstanceStatus><DetailedStatus>FAILED</DetailedStatus></StackInstanceStatus><LastOperationId>op-2</LastOperationId>";
    let (session, replay) = session([
        set(),
        instances(&[("200000000002", "CURRENT", "")], Some("t1")),
        instances(&[("300000000003", "OUTDATED", failed)], None),
        operations(),
    ])
    .await;
    let found = yes(session.stack_set(&at()).await);
    let set = found.set.expect("a StackSet");
    assert!(set.service_managed && set.auto_deployment && set.managed_execution);
    assert_eq!(set.template, "Resources: {}");
    assert_eq!(
        set.parameters.get("RoleName").map(String::as_str),
        Some("landfast-x")
    );
    assert_eq!(
        set.units
            .iter()
            .map(|unit| unit.as_str())
            .collect::<Vec<_>>(),
        ["r-ab12"]
    );
    let told: Vec<_> = found
        .instances
        .iter()
        .map(|one| {
            (
                one.account.as_str(),
                one.status,
                one.detailed,
                one.operation.as_deref(),
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            (
                "200000000002",
                InstanceStatus::Current,
                DetailedStatus::Unknown,
                None
            ),
            (
                "300000000003",
                InstanceStatus::Outdated,
                DetailedStatus::Failed,
                Some("op-2")
            ),
        ]
    );
    let operations = found.operations.expect("operations");
    let [one] = operations.as_slice() else {
        panic!("expected one operation, found {operations:?}");
    };
    assert_eq!(
        (one.action, one.status, one.failed),
        (OperationAction::Create, OperationStatus::Running, Some(1))
    );
    let asked = replay.asked();
    assert_eq!(
        asked[1].uri,
        "https://cloudformation.us-east-1.amazonaws.com/"
    );
    let said: Vec<_> = asked[1..]
        .iter()
        .map(|one| {
            (
                one.field("Action"),
                one.field("StackSetName"),
                one.field("NextToken"),
            )
        })
        .collect();
    let name = Some("landfast-api-access");
    assert_eq!(
        said,
        [
            (Some("DescribeStackSet"), name, None),
            (Some("ListStackInstances"), name, None),
            (Some("ListStackInstances"), name, Some("t1")),
            (Some("ListStackSetOperations"), name, None),
        ]
    );
}

#[tokio::test]
async fn there_may_be_none_of_that_name() {
    let (session, replay) =
        session([query_error(404, "StackSetNotFoundException", "not found")]).await;
    assert_eq!(
        yes(session.stack_set(&at()).await),
        StackSetReading::default()
    );
    assert_eq!(replay.asked().len(), 2, "nothing more is asked");
}

/// A list that breaks off is no list; a role that is older than the right to list operations still
/// shows the instances.
#[tokio::test]
async fn a_page_that_fails_makes_all_of_it_fail_but_for_operations_that_may_not_be_listed() {
    let first = || instances(&[("200000000002", "CURRENT", "")], Some("t1"));
    let denied = || query_error(403, "AccessDenied", "not authorized");
    let (broken, _) = session([set(), first(), denied()]).await;
    assert_eq!(no(broken.stack_set(&at()).await).code, "AccessDenied");
    let (strange, _) = session([set(), instances(&[("200000000002", "NEW", "")], None)]).await;
    let found = trouble(strange.stack_set(&at()).await);
    assert_eq!(found.kind, TroubleKind::Outage);
    assert!(found.detail.contains("Status"), "{}", found.detail);
    let last = instances(&[("200000000002", "CURRENT", "")], None);
    let (older, _) = session([set(), last, denied()]).await;
    let found = yes(older.stack_set(&at()).await);
    assert_eq!((found.instances.len(), found.operations), (1, None));
}
