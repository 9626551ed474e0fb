//! Answers to CloudFormation: what is put, and where none is.

use std::sync::Arc;

use landfast_app::ports::CallbackAnswers;
use landfast_domain::{
    Partition,
    callback::{Answered, CallbackSettings, ResponseUrl, SimulatedOrigin, StackId, TopicArn},
    webhook::Unreached,
};
use landfast_webhooks::{Answerer, Lookup};

use crate::receiver::*;

const KEY: &str =
    "cloudformation-custom-resource-response-useast1/arn%3Ax%7CCallback%7C1?X-Amz-Signature=ab%2Fc";
const BODY: &str = r#"{"Status":"SUCCESS"}"#;

fn settings(simulated: Option<&str>) -> CallbackSettings {
    let topic = format!("arn:{}:sns:us-east-1:012345678901:t", Partition::Aws);
    CallbackSettings {
        topic: TopicArn::parse(&topic).unwrap(),
        simulated: simulated.map(|text| SimulatedOrigin::parse(text).unwrap()),
    }
}

fn url(text: &str, settings: &CallbackSettings) -> ResponseUrl {
    let stack = format!(
        "arn:{}:cloudformation:us-east-1:012345678901:stack/s/1",
        Partition::Aws
    );
    let stack = StackId::parse(&stack).unwrap();
    ResponseUrl::parse(text, &stack, settings).ok().unwrap()
}

fn answerer(settings: &CallbackSettings, names: &Arc<Names>, allowed: &[&str]) -> Answerer {
    let names: Arc<dyn Lookup> = Arc::clone(names) as _;
    Answerer::new(settings, allowing(allowed).allowed, &names, limits()).unwrap()
}

fn s3() -> String {
    format!("https://s3.us-east-1.{}/{KEY}", Partition::Aws.dns_suffix())
}

/// At the simulation, which is the one place that a test can stand in for.
async fn put_at(receiver: &Receiver) -> Answered {
    let origin = format!("http://{}", receiver.address);
    let settings = settings(Some(&origin));
    let names = Names::always(&["8.8.8.8"]);
    let at = url(&format!("{origin}/{KEY}"), &settings);
    answerer(&settings, &names, &[]).put(&at, BODY).await
}

#[tokio::test]
async fn the_body_is_put_as_it_was_signed() {
    let receiver = Receiver::answering("200 OK", "").await;
    assert_eq!(put_at(&receiver).await, Answered::Status(200));
    let request = receiver.heard().remove(0);
    let (head, body) = request.split_once("\r\n\r\n").unwrap();
    assert!(
        head.starts_with(&format!("PUT /{KEY} HTTP/1.1\r\n")),
        "{head}"
    );
    assert!(
        !head.to_ascii_lowercase().contains("content-type"),
        "{head}"
    );
    assert_eq!(body, BODY);
}

#[tokio::test]
async fn what_comes_back_is_a_status_and_no_more() {
    let elsewhere = Receiver::answering("200 OK", "").await;
    let redirect = format!("Location: http://{}/\r\n", elsewhere.address);
    let rows = [
        (
            Receiver::answering("403 Forbidden", "").await,
            Answered::Status(403),
        ),
        (
            Receiver::answering("307 Temporary Redirect", &redirect).await,
            Answered::Status(307),
        ),
        (Receiver::start(Manner::Floods).await, Answered::Status(200)),
        (
            Receiver::start(Manner::Silent).await,
            Answered::Unreached(Unreached::Timeout),
        ),
        (
            Receiver::start(Manner::HangsUp).await,
            Answered::Unreached(Unreached::Broken),
        ),
    ];
    for (receiver, expected) in rows {
        assert_eq!(put_at(&receiver).await, expected);
        assert_eq!(receiver.heard().len(), 1);
    }
    assert!(elsewhere.heard().is_empty(), "no redirect is followed");
}

/// A name of S3 that leads inside leads nowhere, whatever the resolver says and also beside a
/// simulation.
#[tokio::test]
async fn hosts_of_s3_are_connected_to_at_public_addresses_only() {
    for simulated in [None, Some("http://127.0.0.1:4566")] {
        let settings = settings(simulated);
        for inside in [
            "127.0.0.1",
            "169.254.169.254",
            "10.0.0.1",
            "::1",
            "fd00:ec2::254",
        ] {
            let names = Names::always(&[inside]);
            let put = answerer(&settings, &names, &[])
                .put(&url(&s3(), &settings), BODY)
                .await;
            assert_eq!(put, Answered::Unreached(Unreached::Address), "{inside}");
        }
        let nowhere = answerer(&settings, &Names::always(&[]), &[]);
        let put = nowhere.put(&url(&s3(), &settings), BODY).await;
        assert_eq!(put, Answered::Unreached(Unreached::Name));
    }
}

/// Where a network has an endpoint of its own for S3, its address is private: whoever runs the server
/// has to allow it.
#[tokio::test]
async fn an_address_that_was_allowed_is_connected_to() {
    let settings = settings(None);
    let names = Names::always(&["127.0.0.1"]);
    let put = answerer(&settings, &names, &["127.0.0.1"])
        .put(&url(&s3(), &settings), BODY)
        .await;
    // Nobody has the port of https here; that it was tried is the point.
    let tried = [Unreached::Connect, Unreached::Tls, Unreached::Timeout].map(Answered::Unreached);
    assert!(tried.contains(&put), "{put:?}");
}

#[tokio::test]
async fn a_simulation_that_was_not_named_is_never_asked() {
    let receiver = Receiver::answering("200 OK", "").await;
    let origin = format!("http://{}", receiver.address);
    let at = url(&format!("{origin}/{KEY}"), &settings(Some(&origin)));
    let names = Names::always(&["127.0.0.1"]);
    let put = answerer(&settings(None), &names, &[]).put(&at, BODY).await;
    assert_eq!(put, Answered::Unreached(Unreached::Address));
    assert!(receiver.heard().is_empty());
}
