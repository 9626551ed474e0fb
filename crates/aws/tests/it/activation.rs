//! From a permit into an account and its stack, on the wire.

use std::sync::Arc;

use landfast_app::ports::{EnterMember, MemberSession, NewStack, NewTemplate};
use landfast_domain::{Region, RoleArn, activation::StackSeen, check::TroubleKind};

use crate::{
    replay::{Next, Replay},
    world::{SESSION_SECRET, SESSION_TOKEN, arn, assumed, no, query_error, session, trouble, yes},
};

fn enter() -> EnterMember {
    let role = arn("iam::200000000002:role/OrganizationAccountAccessRole");
    EnterMember {
        role: RoleArn::parse(&role).expect("a role"),
        session_name: "landfast-activation-200000000002".to_owned(),
        policy: r#"{"Version":"2012-10-17"}"#.to_owned(),
        region: Region::parse("eu-west-1").expect("a region"),
    }
}

fn stack(template: NewTemplate) -> NewStack {
    NewStack {
        name: "landfast-api-access".to_owned(),
        template,
        parameters: vec![("ExternalId".to_owned(), "lf-x".to_owned())],
        token: "landfast-act-1".to_owned(),
    }
}

async fn member(answers: impl IntoIterator<Item = Next>) -> (Arc<dyn MemberSession>, Replay) {
    let (permit, replay) = session(std::iter::once(assumed()).chain(answers)).await;
    (yes(permit.enter_member(&enter()).await), replay)
}

fn answer(operation: &str, inside: &str) -> Next {
    Next::answer(
        200,
        format!(
            "<{operation}Response><{operation}Result>{inside}</{operation}Result></{operation}Response>"
        ),
    )
}

#[tokio::test]
async fn the_account_is_entered_with_what_the_stack_needs_and_no_more() {
    let id = "arn:x:stack/landfast-api-access/1";
    let made = answer("CreateStack", &format!("<StackId>{id}</StackId>"));
    let (member, replay) = member([made]).await;
    let url = NewTemplate::Url("https://bucket.example/api-access-1.yaml".to_owned());
    assert_eq!(yes(member.create_stack(&stack(url)).await), id);
    let asked = replay.asked();
    let [_, entered, created] = asked.as_slice() else {
        panic!("{asked:?}")
    };
    assert_eq!(entered.action(), "AssumeRole");
    assert_eq!(entered.field("DurationSeconds"), Some("900"));
    assert_eq!(
        entered.field("Policy"),
        Some("%7B%22Version%22%3A%222012-10-17%22%7D")
    );
    assert_eq!(entered.field("ExternalId"), None);
    // The session of the permit signs.
    assert_eq!(entered.header("x-amz-security-token"), Some(SESSION_TOKEN));
    assert!(
        created.uri.starts_with("https://cloudformation.eu-west-1."),
        "{}",
        created.uri
    );
    for (field, value) in [
        ("Action", "CreateStack"),
        ("ClientRequestToken", "landfast-act-1"),
        ("OnFailure", "DELETE"),
        ("Capabilities.member.1", "CAPABILITY_NAMED_IAM"),
        ("Parameters.member.1.ParameterKey", "ExternalId"),
        (
            "TemplateURL",
            "https%3A%2F%2Fbucket.example%2Fapi-access-1.yaml",
        ),
    ] {
        assert_eq!(created.field(field), Some(value), "{field}");
    }
    assert_eq!(created.field("TemplateBody"), None);
    assert!(!format!("{asked:?}").contains(SESSION_SECRET));
}

#[tokio::test]
async fn a_template_can_be_sent_along() {
    let made = answer("CreateStack", "<StackId>arn:x</StackId>");
    let (member, replay) = member([made]).await;
    let body = NewTemplate::Body("Resources".to_owned());
    yes(member.create_stack(&stack(body)).await);
    let asked = replay.asked();
    assert_eq!(asked[2].field("TemplateBody"), Some("Resources"));
    assert_eq!(asked[2].field("TemplateURL"), None);
}

#[tokio::test]
async fn a_stack_and_none() {
    let there = answer(
        "DescribeStacks",
        "<Stacks><member><StackId>arn:x</StackId><StackName>n</StackName>\
         <StackStatus>CREATE_IN_PROGRESS</StackStatus><CreationTime>2026-11-21T02:00:00Z</CreationTime>\
         <Parameters><member><ParameterKey>ExternalId</ParameterKey><ParameterValue>lf-x</ParameterValue></member>\
         </Parameters></member></Stacks>",
    );
    let none = query_error(400, "ValidationError", "Stack with id n does not exist");
    let other = query_error(400, "ValidationError", "1 validation error detected");
    let (member, _) = member([there, none, other]).await;
    let seen = StackSeen {
        id: "arn:x".to_owned(),
        status: "CREATE_IN_PROGRESS".to_owned(),
        external_id: Some("lf-x".to_owned()),
    };
    assert_eq!(yes(member.stack("n").await), Some(seen));
    assert_eq!(yes(member.stack("n").await), None);
    assert_eq!(no(member.stack("n").await).code, "ValidationError");
}

#[tokio::test]
async fn the_first_failure_is_the_oldest_that_says_why() {
    let event = |status: &str, kind: &str, why: &str| {
        format!(
            "<member><StackId>arn:x</StackId><EventId>e</EventId><StackName>n</StackName>\
             <Timestamp>2026-11-21T02:00:00Z</Timestamp><ResourceType>{kind}</ResourceType>\
             <ResourceStatus>{status}</ResourceStatus><ResourceStatusReason>{why}</ResourceStatusReason></member>"
        )
    };
    let page = |events: &[String], token: &str| {
        answer(
            "DescribeStackEvents",
            &format!("<StackEvents>{}</StackEvents>{token}", events.concat()),
        )
    };
    let policy = "AWS::IAM::RolePolicy";
    let (member, replay) = member([
        page(
            &[
                event(
                    "ROLLBACK_IN_PROGRESS",
                    "AWS::CloudFormation::Stack",
                    "It failed",
                ),
                event("CREATE_FAILED", policy, "Resource creation cancelled"),
            ],
            "<NextToken>t</NextToken>",
        ),
        page(
            &[
                event(
                    "CREATE_FAILED",
                    "AWS::IAM::Role",
                    "landfast-x already exists",
                ),
                event("CREATE_IN_PROGRESS", "AWS::IAM::Role", "begun"),
            ],
            "",
        ),
        page(&[], ""),
    ])
    .await;
    let found = yes(member.first_failure("arn:x").await);
    let wanted = (
        "AWS::IAM::Role".to_owned(),
        "landfast-x already exists".to_owned(),
    );
    assert_eq!(found, Some(wanted));
    assert_eq!(replay.asked()[3].field("NextToken"), Some("t"));
    assert_eq!(yes(member.first_failure("arn:x").await), None);
}

#[tokio::test]
async fn refusals_are_the_accounts_and_throttles_nobodys() {
    let scp = "x is not authorized to perform: sts:AssumeRole with an explicit deny in a service control policy";
    let (permit, _) = session([query_error(403, "AccessDenied", scp)]).await;
    let denial = no(permit.enter_member(&enter()).await);
    assert_eq!(denial.code, "AccessDenied");
    let (member, _) = member([
        query_error(403, "InvalidClientTokenId", "The security token is invalid"),
        query_error(400, "AlreadyExistsException", "Stack [n] already exists"),
        query_error(400, "Throttling", "Rate exceeded"),
    ])
    .await;
    let new = stack(NewTemplate::Body("Resources".to_owned()));
    assert_eq!(
        no(member.create_stack(&new).await).code,
        "InvalidClientTokenId"
    );
    assert_eq!(
        no(member.create_stack(&new).await).code,
        "AlreadyExistsException"
    );
    let throttled = trouble(member.create_stack(&new).await);
    assert_eq!(throttled.kind, TroubleKind::Throttled);
}
