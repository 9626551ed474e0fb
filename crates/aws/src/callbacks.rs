//! The queue that stacks call back by.

use std::{str::FromStr, sync::Arc, time::Duration};

use async_trait::async_trait;
use aws_sdk_sqs::types::{Message, MessageSystemAttributeName};
use landfast_app::ports::{CallbackMessage, CallbackQueue};
use landfast_domain::{Region, Timestamp, check::Trouble};

use crate::{
    classify::{Call, classify},
    config::Clients,
};

const RECEIVE: Call = Call::own("sqs:ReceiveMessage");
const DELETE: Call = Call::own("sqs:DeleteMessage");
const AGAIN: Call = Call::own("sqs:ChangeMessageVisibility");

/// Seconds; the longest that SQS takes (SQS API Reference, `ReceiveMessage`).
const WAIT: i32 = 20;
/// The most that SQS gives at once.
const AT_ONCE: i32 = 10;
/// Seconds until a message that was read and not deleted is given out again: longer than an answer
/// and its hint may take, and much shorter than a stack waits.
const HIDDEN: i32 = 45;

/// [`CallbackQueue`] over SQS.
pub(crate) struct SqsQueue {
    client: aws_sdk_sqs::Client,
    url: String,
}

impl SqsQueue {
    pub fn new(clients: &Arc<Clients>, url: String, region: &Region) -> Self {
        Self {
            client: clients.own_sqs(region),
            url,
        }
    }
}

#[async_trait]
impl CallbackQueue for SqsQueue {
    async fn receive(&self) -> Result<Vec<CallbackMessage>, Trouble> {
        let answer = self
            .client
            .receive_message()
            .queue_url(&self.url)
            .wait_time_seconds(WAIT)
            .max_number_of_messages(AT_ONCE)
            .visibility_timeout(HIDDEN)
            .message_system_attribute_names(MessageSystemAttributeName::SentTimestamp)
            .message_system_attribute_names(MessageSystemAttributeName::ApproximateReceiveCount)
            .send()
            .await
            .map_err(|error| classify(RECEIVE, &error).into_trouble(RECEIVE.action))?;
        Ok(answer
            .messages
            .unwrap_or_default()
            .into_iter()
            .filter_map(read)
            .collect())
    }

    async fn delete(&self, receipt: &str) -> Result<(), Trouble> {
        let delete = self.client.delete_message().queue_url(&self.url);
        let done = delete.receipt_handle(receipt).send().await;
        done.map(drop)
            .map_err(|error| classify(DELETE, &error).into_trouble(DELETE.action))
    }

    async fn again(&self, receipt: &str, pause: Duration) -> Result<(), Trouble> {
        let seconds = i32::try_from(pause.as_secs()).unwrap_or(i32::MAX);
        let change = self.client.change_message_visibility().queue_url(&self.url);
        let change = change.receipt_handle(receipt).visibility_timeout(seconds);
        let done = change.send().await;
        done.map(drop)
            .map_err(|error| classify(AGAIN, &error).into_trouble(AGAIN.action))
    }
}

/// A message without a receipt can be neither deleted nor put off: it comes again by itself.
fn read(message: Message) -> Option<CallbackMessage> {
    let number = |name| number::<i64>(&message, &name);
    let sent_at = number(MessageSystemAttributeName::SentTimestamp);
    let reads = number(MessageSystemAttributeName::ApproximateReceiveCount);
    Some(CallbackMessage {
        id: message.message_id.clone().unwrap_or_default(),
        receipt: message.receipt_handle.clone()?,
        sent_at: sent_at.map(Timestamp::from_unix_ms),
        reads: reads
            .and_then(|reads| u32::try_from(reads).ok())
            .unwrap_or(1),
        body: message.body.unwrap_or_default(),
    })
}

fn number<T: FromStr>(message: &Message, name: &MessageSystemAttributeName) -> Option<T> {
    message.attributes()?.get(name)?.parse().ok()
}
