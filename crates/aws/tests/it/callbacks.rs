//! The queue of callbacks on the wire.

use std::{collections::HashMap, sync::Arc, time::Duration};

use landfast_app::ports::CallbackQueue;
use landfast_aws::{Aws, Settings, Timeouts};
use landfast_domain::{Partition, Region, Timestamp, check::TroubleKind};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    time::sleep,
};

use crate::{
    replay::{Next, Replay},
    world::{aws, json_error},
};

fn url() -> String {
    let suffix = Partition::Aws.dns_suffix();
    format!("https://sqs.us-east-1.{suffix}/111122223333/landfast-callback")
}

fn queue(replay: &Replay) -> Arc<dyn CallbackQueue> {
    let region = Region::parse("us-east-1").expect("a region");
    aws(replay).callback_queue(&url(), &region)
}

fn asked(replay: &Replay, action: &str) -> Value {
    let all = replay.asked();
    let last = all.last().expect("a call");
    assert_eq!(last.action(), action);
    // In the queue's region, whatever the server's own is.
    let host = format!("https://sqs.us-east-1.{}/", Partition::Aws.dns_suffix());
    assert_eq!(last.uri, host);
    serde_json::from_str(&last.body).expect("JSON")
}

fn ok(body: &Value) -> Next {
    Next::answer(200, body.to_string()).with("content-type", "application/x-amz-json-1.0")
}

#[tokio::test]
async fn messages_are_waited_for_and_read() {
    let answer = json!({ "Messages": [
        { "MessageId": "m1", "ReceiptHandle": "r1", "Body": "{}", "MD5OfBody": "99914b932bd37a50b983c5e7c90ae93b",
          "Attributes": { "SentTimestamp": "1700000000123", "ApproximateReceiveCount": "3" } },
        { "MessageId": "m2", "ReceiptHandle": "r2", "Attributes": { "SentTimestamp": "soon" } },
        { "MessageId": "m3", "Body": "nobody can delete this" },
    ]});
    let replay = Replay::of([ok(&answer)]);
    let messages = queue(&replay).receive().await.expect("messages");
    let read: Vec<_> = messages
        .iter()
        .map(|one| {
            (
                one.id.as_str(),
                one.receipt.as_str(),
                one.body.as_str(),
                one.sent_at,
                one.reads,
            )
        })
        .collect();
    let at = Timestamp::from_unix_ms(1_700_000_000_123);
    assert_eq!(
        read,
        [("m1", "r1", "{}", Some(at), 3), ("m2", "r2", "", None, 1)]
    );
    let request = asked(&replay, "ReceiveMessage");
    assert_eq!(
        request,
        json!({
            "QueueUrl": url(),
            "WaitTimeSeconds": 20,
            "MaxNumberOfMessages": 10,
            "VisibilityTimeout": 45,
            "MessageSystemAttributeNames": ["SentTimestamp", "ApproximateReceiveCount"],
        })
    );
}

#[tokio::test]
async fn an_empty_queue_is_no_trouble() {
    let replay = Replay::of([ok(&json!({}))]);
    assert!(queue(&replay).receive().await.expect("nothing").is_empty());
}

#[tokio::test]
async fn messages_are_deleted_and_put_off_by_their_receipt() {
    let replay = Replay::of([ok(&json!({})), ok(&json!({}))]);
    let queue = queue(&replay);
    queue.delete("r1").await.expect("deleted");
    let request = asked(&replay, "DeleteMessage");
    assert_eq!(request, json!({ "QueueUrl": url(), "ReceiptHandle": "r1" }));
    queue
        .again("r2", Duration::from_secs(20))
        .await
        .expect("put off");
    let request = asked(&replay, "ChangeMessageVisibility");
    assert_eq!(
        request,
        json!({ "QueueUrl": url(), "ReceiptHandle": "r2", "VisibilityTimeout": 20 })
    );
}

#[tokio::test]
async fn what_the_queue_refuses_is_trouble_of_ours() {
    for (answer, kind, words) in [
        (
            json_error(403, "AccessDeniedException"),
            TroubleKind::Ours,
            "sqs:ReceiveMessage",
        ),
        (
            json_error(400, "com.amazonaws.sqs#QueueDoesNotExist"),
            TroubleKind::Ours,
            "QueueDoesNotExist",
        ),
        (
            json_error(403, "RequestThrottled"),
            TroubleKind::Throttled,
            "",
        ),
        (Next::Broken, TroubleKind::Network, ""),
    ] {
        let replay = Replay::of([answer]);
        let Err(trouble) = queue(&replay).receive().await else {
            panic!("expected trouble");
        };
        assert_eq!(trouble.kind, kind, "{trouble:?}");
        assert!(trouble.detail.contains(words), "{}", trouble.detail);
        assert_eq!(
            replay.asked().len(),
            1,
            "the listener waits and reads again, not the SDK"
        );
    }
}

/// SQS on a loopback port, which is in no hurry; whatever else is asked gets an error at once.
async fn patient() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move {
        while let Ok((connection, _)) = listener.accept().await {
            tokio::spawn(serve(connection));
        }
    });
    format!("http://{address}")
}

async fn serve(mut connection: TcpStream) {
    let mut buffer = vec![0; 8192];
    while let Ok(read @ 1..) = connection.read(&mut buffer).await {
        let head = String::from_utf8_lossy(buffer.get(..read).unwrap_or_default()).into_owned();
        let status = if head.contains("AmazonSQS.ReceiveMessage") {
            sleep(SHORT * 4).await;
            "200 OK"
        } else {
            "403 Forbidden"
        };
        let text = format!(
            "HTTP/1.1 {status}\r\ncontent-type: application/x-amz-json-1.0\r\ncontent-length: 2\r\n\r\n{{}}"
        );
        if connection.write_all(text.as_bytes()).await.is_err() {
            return;
        }
    }
}

const SHORT: Duration = Duration::from_millis(200);

/// The queue keeps a call open for longer than any other call may take, also when those came first.
#[tokio::test]
async fn waiting_for_messages_is_no_timeout() {
    let endpoint = patient().await;
    let environment = HashMap::from(
        [
            ("AWS_ENDPOINT_URL", endpoint.as_str()),
            ("AWS_ACCESS_KEY_ID", "AKIAOWN"),
            ("AWS_SECRET_ACCESS_KEY", "s"),
            ("AWS_REGION", "us-east-1"),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned())),
    );
    let settings = Settings {
        timeouts: Timeouts {
            read: SHORT,
            operation: SHORT * 2,
            ..Timeouts::default()
        },
        ..Settings::default()
    };
    let aws = Aws::new(settings, environment).await;
    assert!(aws.identity().identity().await.is_err());
    let region = Region::parse("us-east-1").expect("a region");
    let read = aws.callback_queue(&url(), &region).receive().await;
    assert!(read.expect("an answer").is_empty());
}
