use landfast_app::ports::Pass;
use landfast_aws::{Aws, Settings};
use landfast_domain::{Partition, Region, RoleArn, check::TroubleKind};

use crate::{
    replay::{Next, Replay},
    world::{
        CUSTOMER, EXTERNAL_ID, arn, assumed, aws, call, caller, environment, no, query_error, role,
        trouble, yes,
    },
};

#[tokio::test]
async fn the_call_says_what_it_must_and_nothing_else() {
    let replay = Replay::of([assumed()]);
    yes(aws(&replay).probe().assume(&call()).await);
    let asked = replay.asked();
    assert_eq!(asked.len(), 1);
    let mut names: Vec<&str> = asked[0].form().into_iter().map(|(name, _)| name).collect();
    names.sort_unstable();
    assert_eq!(
        names,
        [
            "Action",
            "DurationSeconds",
            "ExternalId",
            "RoleArn",
            "RoleSessionName",
            "Version"
        ]
    );
    assert_eq!(asked[0].field("Action"), Some("AssumeRole"));
    assert_eq!(asked[0].field("DurationSeconds"), Some("900"));
    assert_eq!(
        asked[0].field("ExternalId"),
        Some(EXTERNAL_ID.replace(':', "%3A").as_str())
    );
    let session = format!("landfast-check-{CUSTOMER}");
    assert_eq!(asked[0].field("RoleSessionName"), Some(session.as_str()));
    let signer = asked[0].header("authorization").expect("a signature");
    assert!(signer.contains("Credential=AKIAOWN/"), "{signer}");
    let agent = asked[0].header("user-agent").expect("a user agent");
    assert!(agent.contains("app/landfast"), "{agent}");
}

#[tokio::test]
async fn without_an_external_id_there_is_no_such_parameter() {
    let replay = Replay::of([query_error(
        403,
        "AccessDenied",
        "User: x is not authorized",
    )]);
    let mut call = call();
    call.pass = Pass::ExternalId(None);
    no(aws(&replay).probe().assume(&call).await);
    assert_eq!(replay.asked()[0].field("ExternalId"), None);
}

#[tokio::test]
async fn sts_is_the_regional_one_of_the_home_region_or_of_the_setting() {
    for (region, sts_region, host) in [
        ("eu-central-1", None, "sts.us-east-1.amazonaws.com"),
        (
            "eu-central-1",
            Some("eu-central-1"),
            "sts.eu-central-1.amazonaws.com",
        ),
        ("us-gov-east-1", None, "sts.us-gov-west-1.amazonaws.com"),
        ("cn-north-1", None, "sts.cn-northwest-1.amazonaws.com.cn"),
    ] {
        let replay = Replay::of([assumed()]);
        let mut environment = environment();
        environment.insert("AWS_REGION".to_owned(), region.to_owned());
        let sts_region = sts_region.and_then(|region| Region::parse(region).ok());
        let settings = Settings {
            sts_region,
            ..Settings::default()
        };
        let partition = Partition::of(&Region::parse(region).expect("a region"));
        let mut call = call();
        call.role = RoleArn::parse(&format!("arn:{partition}:iam::{CUSTOMER}:role/landfast/x"))
            .expect("a role");
        yes(Aws::over(settings, environment, replay.client())
            .probe()
            .assume(&call)
            .await);
        assert_eq!(replay.asked()[0].uri, format!("https://{host}/"));
    }
}

#[tokio::test]
async fn the_sdks_own_variable_moves_every_call() {
    let replay = Replay::of([
        assumed(),
        caller(CUSTOMER, "sts::012345678901:assumed-role/x/s", "AROA:s"),
    ]);
    let mut environment = environment();
    environment.insert(
        "AWS_ENDPOINT_URL".to_owned(),
        "http://127.0.0.1:4566".to_owned(),
    );
    let aws = Aws::over(Settings::default(), environment, replay.client());
    let session = yes(aws.probe().assume(&call()).await);
    yes(session.caller().await);
    for asked in replay.asked() {
        assert_eq!(asked.uri, "http://127.0.0.1:4566/");
    }
}

#[tokio::test]
async fn another_partition_is_not_even_asked() {
    let replay = Replay::of([]);
    let mut call = call();
    call.role = RoleArn::parse(&format!("arn:{}:iam::{CUSTOMER}:role/x", Partition::AwsCn))
        .expect("a role");
    let trouble = trouble(aws(&replay).probe().assume(&call).await);
    assert_eq!(trouble.kind, TroubleKind::Ours);
    assert!(trouble.detail.contains("AWS_REGION"), "{}", trouble.detail);
}

#[tokio::test]
async fn every_session_is_a_new_one() {
    let replay = Replay::of([assumed(), assumed()]);
    let aws = aws(&replay);
    for _ in 0..2 {
        yes(aws.probe().assume(&call()).await);
    }
    assert_eq!(replay.actions(), ["AssumeRole", "AssumeRole"]);
}

#[tokio::test]
async fn a_refusal_keeps_its_request_id_and_is_asked_once() {
    let message = format!(
        "User: {} is not authorized to perform: sts:AssumeRole on resource: {}",
        arn("x"),
        role()
    );
    let replay = Replay::of([query_error(403, "AccessDenied", &message)]);
    let denial = no(aws(&replay).probe().assume(&call()).await);
    assert_eq!(denial.code, "AccessDenied");
    assert_eq!(denial.message, message);
    assert_eq!(
        denial.request_id.as_deref(),
        Some("7a62c49f-347e-4fc4-9331-6e8eEXAMPLE")
    );
}

#[tokio::test]
async fn an_answer_without_credentials_is_trouble_that_names_the_field() {
    let empty = "<AssumeRoleResponse><AssumeRoleResult></AssumeRoleResult></AssumeRoleResponse>";
    let replay = Replay::of([Next::answer(200, empty)]);
    let trouble = trouble(aws(&replay).probe().assume(&call()).await);
    assert_eq!(trouble.kind, TroubleKind::Outage);
    assert!(
        trouble
            .detail
            .contains("sts:AssumeRole has no usable Credentials"),
        "{}",
        trouble.detail
    );
}

#[tokio::test]
async fn an_external_id_that_aws_repeats_is_taken_out() {
    let message =
        format!("1 validation error detected: Value '{EXTERNAL_ID}' at 'externalId' failed");
    for code in ["ValidationError", "AccessDenied"] {
        let replay = Replay::of([query_error(400, code, &message)]);
        let said = format!("{:?}", aws(&replay).probe().assume(&call()).await.map(drop));
        assert!(
            said.contains("(the external id)") && !said.contains("canary"),
            "{said}"
        );
    }
}
