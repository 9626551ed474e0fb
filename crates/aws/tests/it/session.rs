use landfast_aws::{Aws, Settings};
use landfast_domain::{
    AccountId, Partition, RoleArn,
    api_access::Membership,
    check::TroubleKind,
    organization::MemberState,
    permissions::{Manifest, PermissionId},
};

use crate::{
    replay::{Next, Replay},
    world::{
        CUSTOMER, HOME, arn, assumed, call, caller, environment, json_error, no, query_error, role,
        s3_error, session, trouble, yes,
    },
};

fn get_role(inside: &str) -> Next {
    Next::answer(
        200,
        format!(
            "<GetRoleResponse><GetRoleResult><Role><Path>/landfast/</Path><RoleName>landfast-access</RoleName>\
             <RoleId>AROA</RoleId><Arn>{}</Arn><CreateDate>2026-11-21T02:00:00Z</CreateDate>{inside}</Role>\
             </GetRoleResult></GetRoleResponse>",
            role()
        ),
    )
}

fn organization(json: &str) -> Next {
    Next::answer(200, json).with("content-type", "application/x-amz-json-1.1")
}

fn permission(text: &str) -> PermissionId {
    PermissionId::parse(text).expect("a permission")
}

#[tokio::test]
async fn the_caller_with_the_roles_unique_id_signed_by_the_session() {
    let resource = format!("sts::{CUSTOMER}:assumed-role/landfast-access/s");
    let (session, replay) = session([caller(CUSTOMER, &resource, "AROACUSTOMER:s")]).await;
    let found = yes(session.caller().await);
    assert_eq!(found.account.as_str(), CUSTOMER);
    assert_eq!(found.arn, arn(&resource));
    assert_eq!(found.role_unique_id, "AROACUSTOMER");
    let asked = &replay.asked()[1];
    let signature = asked.header("authorization").expect("a signature");
    assert!(signature.contains("Credential=ASIASESSION/"), "{signature}");
    assert!(asked.header("x-amz-security-token").is_some());
}

#[tokio::test]
async fn the_role_with_its_policy_decoded() {
    let inside = "<AssumeRolePolicyDocument>%7B%22Version%22%3A%222012-10-17%22%7D</AssumeRolePolicyDocument>\
                  <PermissionsBoundary><PermissionsBoundaryType>Policy</PermissionsBoundaryType>\
                  <PermissionsBoundaryArn>boundary</PermissionsBoundaryArn></PermissionsBoundary>\
                  <Tags><member><Key>landfast:template-version</Key><Value>abc</Value></member></Tags>";
    let (session, replay) = session([get_role(inside)]).await;
    let found = yes(session.role(&role()).await);
    assert_eq!(found.trust_policy, r#"{"Version":"2012-10-17"}"#);
    assert_eq!(found.permissions_boundary.as_deref(), Some("boundary"));
    assert_eq!(
        found
            .tags
            .get("landfast:template-version")
            .map(String::as_str),
        Some("abc")
    );
    let asked = &replay.asked()[1];
    assert_eq!(asked.uri, "https://iam.amazonaws.com/");
    assert_eq!(asked.field("RoleName"), Some("landfast-access"));
}

#[tokio::test]
async fn every_page_of_the_organizations_accounts() {
    let (session, replay) = session([
        organization(
            r#"{"Accounts":[{"Id":"100000000001","Name":"Payer","Status":"ACTIVE","JoinedTimestamp":1.7e9}],"NextToken":"t1"}"#,
        ),
        organization(r#"{"Accounts":[],"NextToken":"t2"}"#),
        organization(
            r#"{"Accounts":[{"Id":"200000000002","Name":"Shop","Status":"SUSPENDED","State":"CLOSED"}]}"#,
        ),
    ])
    .await;
    let found = yes(session.members().await);
    let told: Vec<(&str, &str, MemberState)> = found
        .iter()
        .map(|one| (one.id.as_str(), one.name.as_str(), one.state))
        .collect();
    let expected = [
        ("100000000001", "Payer", MemberState::Active),
        ("200000000002", "Shop", MemberState::Closed),
    ];
    assert_eq!(told, expected);
    let asked: Vec<String> = replay.asked()[1..]
        .iter()
        .map(|one| one.body.clone())
        .collect();
    assert!(
        asked.iter().all(|body| body.contains("\"MaxResults\":20")),
        "{asked:?}"
    );
    assert!(asked[2].contains("t2"), "{asked:?}");
}

/// A list that breaks off in the middle is no list.
#[tokio::test]
async fn a_page_that_fails_makes_all_of_it_fail() {
    let (session, _) = session([
        organization(r#"{"Accounts":[{"Id":"100000000001","Name":"Payer","State":"ACTIVE"}],"NextToken":"t1"}"#),
        json_error(400, "AccessDeniedException"),
    ])
    .await;
    assert_eq!(no(session.members().await).code, "AccessDeniedException");
}

#[tokio::test]
async fn the_tree_with_who_stands_where() {
    let (session, _) = session([
        organization(r#"{"Roots":[{"Id":"r-ab12","Name":"Root"}]}"#),
        organization(r#"{"OrganizationalUnits":[{"Id":"ou-ab12-00000001","Name":"Workloads"}]}"#),
        organization(r#"{"Accounts":[{"Id":"100000000001","Name":"Payer"}]}"#),
        organization(r#"{"OrganizationalUnits":[]}"#),
        organization(r#"{"Accounts":[{"Id":"200000000002","Name":"Shop"}]}"#),
    ])
    .await;
    let found = yes(session.tree().await);
    let placed: Vec<String> = found
        .placed
        .iter()
        .map(|(account, unit)| format!("{account} {}", found.tree.path(unit)))
        .collect();
    assert_eq!(placed, ["100000000001 Root", "200000000002 Workloads"]);
}

#[tokio::test]
async fn fields_that_are_missing_are_named() {
    for (answer, field) in [
        (get_role(""), "AssumeRolePolicyDocument"),
        (
            get_role("<AssumeRolePolicyDocument>%zz</AssumeRolePolicyDocument>"),
            "AssumeRolePolicyDocument",
        ),
    ] {
        let (session, _) = session([answer]).await;
        let found = trouble(session.role(&role()).await);
        assert_eq!(found.kind, TroubleKind::Outage);
        assert!(found.detail.contains(field), "{}", found.detail);
    }
    for (json, field) in [
        ("{}", "Organization"),
        (r#"{"Organization":{"Id":"o-1"}}"#, "MasterAccountId"),
        (
            r#"{"Organization":{"Id":"o-1","MasterAccountId":"12"}}"#,
            "MasterAccountId",
        ),
        (
            r#"{"Organization":{"MasterAccountId":"111122223333"}}"#,
            "Id",
        ),
    ] {
        let (session, _) = session([organization(json)]).await;
        let found = trouble(session.membership().await);
        assert!(
            found.detail.contains(&format!("no usable {field}.")),
            "{}",
            found.detail
        );
    }
    let (session, _) = session([caller(CUSTOMER, "x", "")]).await;
    assert!(trouble(session.caller().await).detail.contains("UserId"));
}

#[tokio::test]
async fn a_member_a_standalone_account_and_a_refusal() {
    let json = format!(r#"{{"Organization":{{"Id":"o-acme","MasterAccountId":"{HOME}"}}}}"#);
    let answers = [
        organization(&json),
        json_error(400, "AWSOrganizationsNotInUseException"),
        json_error(400, "AccessDeniedException"),
    ];
    let (session, replay) = session(answers).await;
    let management_account = AccountId::parse(HOME).expect("an account");
    let id = "o-acme".to_owned();
    assert_eq!(
        yes(session.membership().await),
        Membership::Organization {
            id,
            management_account
        }
    );
    assert_eq!(yes(session.membership().await), Membership::None);
    assert_eq!(no(session.membership().await).code, "AccessDeniedException");
    assert_eq!(
        replay.asked()[1].uri,
        "https://organizations.us-east-1.amazonaws.com/"
    );
}

#[tokio::test]
async fn global_services_are_asked_where_their_partition_has_them() {
    for (partition, region, iam, organizations) in [
        (
            Partition::AwsUsGov,
            "us-gov-west-1",
            "iam.us-gov.amazonaws.com",
            "organizations.us-gov-west-1.amazonaws.com",
        ),
        (
            Partition::AwsCn,
            "cn-north-1",
            "iam.cn-north-1.amazonaws.com.cn",
            "organizations.cn-northwest-1.amazonaws.com.cn",
        ),
    ] {
        let replay = Replay::of([
            assumed(),
            query_error(403, "AccessDenied", ""),
            json_error(400, "AccessDeniedException"),
        ]);
        let mut environment = environment();
        environment.insert("AWS_REGION".to_owned(), region.to_owned());
        let mut call = call();
        call.role = RoleArn::parse(&format!("arn:{partition}:iam::{CUSTOMER}:role/landfast/x"))
            .expect("a role");
        let aws = Aws::over(Settings::default(), environment, replay.client());
        let session = yes(aws.probe().assume(&call).await);
        no(session.role(&call.role).await);
        no(session.membership().await);
        let uris: Vec<String> = replay
            .asked()
            .into_iter()
            .skip(1)
            .map(|asked| asked.uri)
            .collect();
        assert_eq!(
            uris,
            [
                format!("https://{iam}/"),
                format!("https://{organizations}/")
            ]
        );
    }
}

#[tokio::test]
async fn each_permission_is_tried_by_its_own_read() {
    let manifest = Manifest::embedded().expect("a manifest");
    let safe = manifest
        .permissions()
        .filter(|permission| permission.probe.is_safe());
    for permission in safe {
        let action = permission.action();
        let (denied, asked) = match action.service() {
            "iam" => (query_error(403, "AccessDenied", "no"), action.name()),
            "s3" => (
                s3_error(403, "AccessDenied"),
                "GET ?x-id=ListBuckets&max-buckets=1",
            ),
            _ => (json_error(400, "AccessDeniedException"), action.name()),
        };
        let (session, replay) = session([denied]).await;
        no(session.try_permission(&permission.id, &role()).await);
        assert_eq!(replay.actions()[1], asked);
    }
}

#[tokio::test]
async fn permissions_that_are_there() {
    let aliases = "<ListAccountAliasesResponse><ListAccountAliasesResult><AccountAliases/><IsTruncated>false\
                   </IsTruncated></ListAccountAliasesResult></ListAccountAliasesResponse>";
    let answers = [
        Next::answer(200, aliases),
        json_error(400, "AWSOrganizationsNotInUseException"),
        organization(r#"{"Accounts":[]}"#),
    ];
    let (session, replay) = session(answers).await;
    for id in [
        "permission.identity.iam:ListAccountAliases",
        "permission.organization.organizations:DescribeOrganization",
        "permission.organization.organizations:ListAccounts",
    ] {
        yes(session.try_permission(&permission(id), &role()).await);
    }
    assert_eq!(replay.asked()[1].field("MaxItems"), Some("1"));
    assert_eq!(replay.asked()[3].body, r#"{"MaxResults":1}"#);
}

/// IAM says that a policy is not there only to those who may read one of that name.
#[tokio::test]
async fn a_policy_that_is_not_there_proves_that_it_could_be_read() {
    let ids = ["GetRolePolicy", "GetPolicy", "GetPolicyVersion"];
    let answers = ids.map(|_| query_error(404, "NoSuchEntity", "no such policy"));
    let (session, replay) = session(answers).await;
    for id in ids {
        let id = permission(&format!("permission.identity.iam:{id}"));
        yes(session.try_permission(&id, &role()).await);
    }
    let own = format!("arn%3Aaws%3Aiam%3A%3A{CUSTOMER}%3Apolicy%2Flandfast%2Flandfast-none");
    assert_eq!(replay.asked()[2].field("PolicyArn"), Some(own.as_str()));
}

#[tokio::test]
async fn regional_services_are_asked_in_the_home_region_of_the_account() {
    for (id, host) in [
        (
            "permission.inventory.tag:GetResources",
            "tagging.eu-west-1.amazonaws.com",
        ),
        (
            "permission.inventory.s3:ListAllMyBuckets",
            "s3.eu-west-1.amazonaws.com",
        ),
        (
            "permission.billing.cur:DescribeReportDefinitions",
            "cur.us-east-1.amazonaws.com",
        ),
        (
            "permission.billing.bcm-data-exports:ListExports",
            "bcm-data-exports.us-east-1.api.aws",
        ),
        (
            "permission.recommendations.cost-optimization-hub:ListEnrollmentStatuses",
            "cost-optimization-hub.us-east-1.amazonaws.com",
        ),
    ] {
        let (session, replay) = session([json_error(400, "AccessDeniedException")]).await;
        let _ = session.try_permission(&permission(id), &role()).await;
        let uri = replay.asked()[1].uri.clone();
        assert!(uri.starts_with(&format!("https://{host}/")), "{uri}");
    }
}

#[tokio::test]
async fn an_unknown_permission_is_not_asked_for() {
    let (session, replay) = session([]).await;
    let found = trouble(
        session
            .try_permission(&permission("permission.identity.iam:GetUser"), &role())
            .await,
    );
    assert_eq!(found.kind, TroubleKind::Ours);
    assert_eq!(replay.asked().len(), 1);
}
