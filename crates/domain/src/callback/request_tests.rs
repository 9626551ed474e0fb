use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::{
    Partition,
    callback::{MAX_ANSWER, PHYSICAL_ID, TopicArn, answer},
};

fn settings() -> CallbackSettings {
    let topic = format!("arn:{}:sns:us-east-1:999999999999:t", Partition::Aws);
    CallbackSettings {
        topic: TopicArn::parse(&topic).unwrap(),
        simulated: None,
    }
}

fn stack() -> String {
    let aws = Partition::Aws;
    format!("arn:{aws}:cloudformation:us-east-1:012345678901:stack/landfast-api-access/0a1b-2c")
}

fn url() -> String {
    let suffix = Partition::Aws.dns_suffix();
    format!(
        "https://cloudformation-custom-resource-response-useast1.s3.us-east-1.{suffix}/key%7C1?X-Amz-Signature=ab"
    )
}

fn document() -> Value {
    json!({
        "RequestType": "Create",
        "ServiceToken": settings().topic.as_str(),
        "ResponseURL": url(),
        "StackId": stack(),
        "RequestId": "5478764a-8a2c-44f1-b95e-2b6a54a1f0e2",
        "LogicalResourceId": "Callback",
        "ResourceType": "Custom::LandfastCallback",
        "ResourceProperties": { "ServiceToken": "x", "TemplateVersion": "0123456789ab" },
    })
}

fn enveloped(message: &str) -> String {
    json!({
        "Type": "Notification",
        "MessageId": "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324",
        "TopicArn": settings().topic.as_str(),
        "Subject": "AWS CloudFormation custom resource request",
        "Message": message,
        "Timestamp": "2026-11-21T12:00:00.000Z",
        "SignatureVersion": "1",
    })
    .to_string()
}

fn with(name: &str, value: Value) -> String {
    let mut document = document();
    document[name] = value;
    enveloped(&document.to_string())
}

fn why(body: &str) -> Option<NoRequest> {
    read(body, &settings()).err()
}

#[test]
fn a_request_in_its_envelope_and_without() {
    let text = document().to_string();
    for body in [enveloped(&text), text] {
        let request = read(&body, &settings()).ok().unwrap();
        assert_eq!(request.kind, RequestType::Create);
        assert_eq!(request.stack.account().as_str(), "012345678901");
        assert_eq!(request.physical_id, None);
        let told: Value = serde_json::from_str(&answer(&request)).unwrap();
        assert_eq!(
            told,
            json!({
                "Status": "SUCCESS",
                "PhysicalResourceId": PHYSICAL_ID,
                "StackId": stack(),
                "RequestId": "5478764a-8a2c-44f1-b95e-2b6a54a1f0e2",
                "LogicalResourceId": "Callback",
            })
        );
    }
}

#[test]
fn the_name_of_the_resource_stays_what_it_was() {
    for (given, told) in [
        (json!("made-up-by-a-rollback"), "made-up-by-a-rollback"),
        (json!(null), PHYSICAL_ID),
        (json!(""), PHYSICAL_ID),
        (json!("x".repeat(1_025)), PHYSICAL_ID),
        // In JSON each of them has six bytes.
        (json!("\u{1}".repeat(1_024)), PHYSICAL_ID),
    ] {
        let body = with("PhysicalResourceId", given);
        let text = answer(&read(&body, &settings()).ok().unwrap());
        assert!(text.len() <= MAX_ANSWER);
        let answer: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(answer["PhysicalResourceId"], told);
    }
}

#[test]
fn what_is_no_request() {
    use NoRequest as N;
    let long = "x".repeat(MAX_MESSAGE);
    let rows = [
        (String::new(), N::Form),
        ("[]".to_owned(), N::Form),
        ("{}".to_owned(), N::Form),
        ("\u{0}".to_owned(), N::Form),
        (enveloped("{}"), N::Form),
        (enveloped("Successfully validated SNS topic."), N::Form),
        (enveloped(&enveloped(&document().to_string())), N::Form),
        (with("ResponseURL", json!(7)), N::Form),
        (with("RequestType", json!("create")), N::Type),
        (with("RequestType", json!("Drop")), N::Type),
        (with("StackId", json!("arn")), N::Stack),
        (with("RequestId", json!("")), N::Id),
        (with("RequestId", json!("a\nb")), N::Id),
        (with("RequestId", json!("a".repeat(129))), N::Id),
        (with("LogicalResourceId", json!("a b")), N::Id),
        (with("LogicalResourceId", json!("a".repeat(256))), N::Id),
        (
            with(
                "ResponseURL",
                json!("https://evil.example/?X-Amz-Signature=a"),
            ),
            N::Response(MalformedResponseUrl::Host),
        ),
        (with("ResourceProperties", json!(long)), N::TooLong),
    ];
    for (body, expected) in rows {
        assert_eq!(
            why(&body),
            Some(expected),
            "{}",
            body.chars().take(200).collect::<String>()
        );
    }
}

#[test]
fn unknown_fields_are_not_looked_at() {
    for odd in [
        json!(null),
        json!([1, { "a": [] }]),
        json!("x"),
        json!(1e300),
    ] {
        for name in [
            "ResourceProperties",
            "OldResourceProperties",
            "ResourceType",
            "ServiceToken",
            "New",
        ] {
            assert_eq!(why(&with(name, odd.clone())), None, "{name} {odd}");
        }
    }
    let deep = format!("{}{}", "[".repeat(30_000), "]".repeat(30_000));
    let body = document().to_string().replace("\"x\"", &deep);
    assert_eq!(why(&body), None, "skipped without recursion");
}

fn strings() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        Just(url()),
        Just(stack()),
        "https://[a-z0-9.:@/-]{0,60}(s3[.-]us-east-1\\.amazonaws\\.com)?[a-z0-9.:@/?#=-]{0,40}",
        Just("Create".to_owned()),
    ]
}

proptest! {
    #[test]
    fn any_bytes_are_read_without_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..2_000)) {
        let text = String::from_utf8_lossy(&bytes);
        prop_assert!(why(&text).is_some());
        prop_assert!(why(&enveloped(&text)).is_some());
    }

    /// Whatever stands in the fields: what would be answered is an address of S3 in the stack's
    /// partition, and the answer fits.
    #[test]
    fn only_s3_is_ever_answered(
        kind in strings(),
        response in strings(),
        id in strings(),
        stack in strings(),
        physical in proptest::option::of(strings()),
    ) {
        let mut document = document();
        for (name, value) in [("RequestType", kind), ("ResponseURL", response), ("RequestId", id), ("StackId", stack)] {
            // One in a few stays as it is, so that some get through.
            if value.len() % 3 != 0 {
                document[name] = json!(value);
            }
        }
        document["PhysicalResourceId"] = json!(physical);
        if let Ok(request) = read(&enveloped(&document.to_string()), &settings()) {
            let suffix = format!(".{}", request.stack.partition().dns_suffix());
            let front = request.response.host().strip_suffix(&suffix);
            prop_assert!(front.is_some_and(|front| front.split('.').any(|part| part.starts_with("s3"))));
            prop_assert!(!request.response.is_simulated());
            prop_assert!(answer(&request).len() <= MAX_ANSWER);
        }
    }
}
