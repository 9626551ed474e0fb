use landfast_domain::webhook::{Answer, Reach, Unreached};

use crate::receiver::*;

const REFUSED: Answer = Answer::Unreached(Unreached::Address);

#[tokio::test]
async fn an_address_in_the_url_is_judged_at_every_delivery() {
    let receiver = Receiver::answering("200 OK", "").await;
    let port = receiver.address.port();
    for host in [
        "127.0.0.1",
        "169.254.169.254",
        "10.0.0.1",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[fd00:ec2::254]",
        "[64:ff9b::7f00:1]",
    ] {
        let closed = sender(Reach::default(), Names::always(&["127.0.0.1"]));
        for scheme in ["http", "https"] {
            let url = format!("{scheme}://{host}:{port}/");
            assert_eq!(send(&closed, &url).await, REFUSED, "{url}");
        }
    }
    assert!(receiver.heard().is_empty());
}

#[tokio::test]
async fn a_name_that_leads_inside_leads_nowhere() {
    let receiver = Receiver::answering("200 OK", "").await;
    let port = receiver.address.port();
    for inside in [
        "127.0.0.1",
        "169.254.169.254",
        "::1",
        "::ffff:127.0.0.1",
        "0.0.0.0",
    ] {
        let closed = sender(Reach::default(), Names::always(&[inside]));
        let url = format!("https://hooks.example.com:{port}/");
        assert_eq!(send(&closed, &url).await, REFUSED, "{inside}");
    }
    let nowhere = sender(Reach::default(), Names::always(&[]));
    let url = "https://hooks.example.com/";
    assert_eq!(
        send(&nowhere, url).await,
        Answer::Unreached(Unreached::Name)
    );
    assert!(receiver.heard().is_empty());
}

/// By http nothing but what was allowed, also when the name leads to a public address.
#[tokio::test]
async fn http_goes_to_allowed_addresses_only() {
    let receiver = Receiver::answering("200 OK", "").await;
    let url = format!("http://receiver.internal:{}/", receiver.address.port());
    let both = sender(
        allowing(&["127.0.0.1"]),
        Names::always(&["8.8.8.8", "127.0.0.1"]),
    );
    assert!(matches!(
        send(&both, &url).await,
        Answer::Status { code: 200, .. }
    ));
    let public = sender(allowing(&["127.0.0.1"]), Names::always(&["8.8.8.8"]));
    assert_eq!(send(&public, &url).await, REFUSED);
    let nothing_allowed = sender(Reach::default(), Names::always(&["127.0.0.1"]));
    assert_eq!(send(&nothing_allowed, &url).await, REFUSED);
    assert_eq!(receiver.heard().len(), 1);
}

/// A name that leads to an allowed address at one question and to another at the next: each
/// delivery connects to what was judged in its own question, and asks once.
#[tokio::test]
async fn a_name_that_changes_its_mind_is_judged_each_time() {
    let allowed = Receiver::answering("200 OK", "").await;
    let url = format!("http://flips.example.com:{}/", allowed.address.port());
    let here: &[&str] = &["127.0.0.1"];
    let inside: &[&str] = &["127.0.0.2", "169.254.169.254"];
    let names = Names::in_turn(&[here, inside, here, inside]);
    let flips = sender(allowing(here), names.clone());
    for turn in 0..2 {
        let answer = send(&flips, &url).await;
        assert!(
            matches!(answer, Answer::Status { code: 200, .. }),
            "{turn}: {answer:?}"
        );
        assert_eq!(send(&flips, &url).await, REFUSED, "{turn}");
    }
    assert_eq!(allowed.heard().len(), 2);
    assert_eq!(
        names.0.lock().unwrap().len(),
        1,
        "one question for each delivery"
    );
}
