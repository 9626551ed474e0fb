use std::time::Duration;

use data_encoding::BASE64;
use landfast_domain::webhook::{Answer, Unreached};
use landfast_webhooks::{Sender, SystemLookup};
use sha2::{Digest, Sha256};

use crate::receiver::*;

const HERE: &[&str] = &["127.0.0.1"];

fn here() -> Sender {
    sender(allowing(HERE), std::sync::Arc::new(SystemLookup))
}

fn status(code: u16, seconds: Option<u64>) -> Answer {
    Answer::Status {
        code,
        retry_after: seconds.map(Duration::from_secs),
    }
}

/// HMAC-SHA256 by its definition (RFC 2104), apart from the code that signs.
fn hmac(key: &[u8], message: &[u8]) -> Vec<u8> {
    let pad = |byte: u8| {
        (0..64)
            .map(|place| key.get(place).unwrap_or(&0) ^ byte)
            .collect::<Vec<u8>>()
    };
    let inner = Sha256::digest([pad(0x36), message.to_vec()].concat());
    Sha256::digest([pad(0x5c), inner.to_vec()].concat()).to_vec()
}

#[tokio::test]
async fn a_receiver_gets_the_body_and_can_verify_it() {
    let receiver = Receiver::answering("204 No Content", "").await;
    let url = format!("http://{}/in?key=1", receiver.address);
    assert_eq!(send(&here(), &url).await, status(204, None));
    let request = receiver.heard().remove(0);
    let (head, body) = request.split_once("\r\n\r\n").unwrap();
    let header = |name: &str| {
        let line = head
            .lines()
            .find_map(|line| line.strip_prefix(&format!("{name}: ")));
        line.unwrap_or_else(|| panic!("no {name} in {head}"))
            .to_owned()
    };
    assert!(head.starts_with("POST /in?key=1 HTTP/1.1\r\n"), "{head}");
    assert_eq!(header("content-type"), "application/json");
    assert!(header("user-agent").starts_with("landfast/"));
    let (id, timestamp) = (header("webhook-id"), header("webhook-timestamp"));
    assert_eq!(
        (id.as_str(), timestamp.as_str()),
        (parcel(&url).id.as_str(), "1614265330")
    );
    assert_eq!(body, parcel(&url).body);
    let key = BASE64.decode(b"MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
    let signed = hmac(&key, format!("{id}.{timestamp}.{body}").as_bytes());
    assert_eq!(
        header("webhook-signature"),
        format!("v1,{}", BASE64.encode(&signed))
    );
}

#[tokio::test]
async fn what_answers_mean() {
    for (line, headers, answer) in [
        ("200 OK", "", status(200, None)),
        ("500 Oops", "Retry-After: 9\r\n", status(500, None)),
        ("410 Gone", "", status(410, None)),
        ("429 Slow", "Retry-After: 9\r\n", status(429, Some(9))),
        ("503 Later", "Retry-After: soon\r\n", status(503, None)),
        // Ten seconds after the time of the try.
        (
            "503 Later",
            "Retry-After: Thu, 25 Feb 2021 15:02:20 GMT\r\n",
            Answer::Status {
                code: 503,
                retry_after: Some(Duration::from_millis(9_001)),
            },
        ),
    ] {
        let receiver = Receiver::answering(line, headers).await;
        let url = format!("http://{}/", receiver.address);
        assert_eq!(send(&here(), &url).await, answer, "{line} {headers}");
    }
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let elsewhere = Receiver::answering("200 OK", "").await;
    let to = format!("Location: http://{}/stolen\r\n", elsewhere.address);
    for line in ["301 Moved", "302 Found", "307 Temporary", "308 Permanent"] {
        let receiver = Receiver::answering(line, &to).await;
        let url = format!("http://{}/", receiver.address);
        let code = line[..3].parse().unwrap();
        assert_eq!(send(&here(), &url).await, status(code, None));
    }
    assert!(elsewhere.heard().is_empty());
}

#[tokio::test]
async fn nobody_is_waited_for_without_an_end() {
    let receiver = Receiver::start(Manner::Silent).await;
    let quick = Sender::new(allowing(HERE), std::sync::Arc::new(SystemLookup), limits()).unwrap();
    let url = format!("http://{}/", receiver.address);
    assert_eq!(
        send(&quick, &url).await,
        Answer::Unreached(Unreached::Timeout)
    );
    assert_eq!(receiver.heard().len(), 1);
}

#[tokio::test]
async fn a_body_without_an_end_is_cut() {
    let receiver = Receiver::start(Manner::Floods).await;
    let url = format!("http://{}/", receiver.address);
    let here = here();
    let answer = tokio::time::timeout(Duration::from_secs(5), send(&here, &url));
    assert_eq!(answer.await.unwrap(), status(200, None));
}

#[tokio::test]
async fn no_answer_has_its_reason() {
    let gone = {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        listener.local_addr().unwrap()
    };
    let hangs_up = Receiver::start(Manner::HangsUp).await;
    let plain = Receiver::answering("200 OK", "").await;
    for (url, why) in [
        (format!("http://{gone}/"), Unreached::Connect),
        (format!("http://{}/", hangs_up.address), Unreached::Broken),
        (format!("https://{}/", plain.address), Unreached::Tls),
        ("no url".to_owned(), Unreached::Url),
    ] {
        assert_eq!(send(&here(), &url).await, Answer::Unreached(why), "{url}");
    }
}

#[tokio::test]
async fn a_secret_that_is_none_signs_nothing() {
    let receiver = Receiver::answering("200 OK", "").await;
    let mut odd = parcel(&format!("http://{}/", receiver.address));
    odd.secret = "hunter2".into();
    let answer = landfast_app::ports::WebhookSender::send(&here(), &odd).await;
    assert_eq!(answer, Answer::Unreached(Unreached::Secret));
    assert!(receiver.heard().is_empty());
}
