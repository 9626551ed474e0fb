use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use async_trait::async_trait;
use landfast_app::ports::{CallbackAnswers, CallbackMessage, CallbackPorts, CallbackQueue, Clock};
use landfast_domain::{
    AccountId, Partition, Timestamp,
    callback::{Answered, CallbackSettings, RequestType, ResponseUrl, TopicArn},
    check::Trouble,
};
use serde_json::json;

use crate::{HandClock, Point};

/// How long a message that was read stays hidden, unless somebody says otherwise.
const HIDDEN: Duration = Duration::from_secs(45);

/// What reached CloudFormation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PutAnswer {
    pub url: String,
    pub body: String,
}

/// Called with the message's id, or with what was put.
type OnDelete = Arc<dyn Fn(&str) + Send + Sync>;
type OnAnswer = Arc<dyn Fn(&PutAnswer) + Send + Sync>;

/// A queue that gives out what is in it, at least once, and CloudFormation that takes answers.
#[derive(Clone)]
pub struct FakeCallbacks {
    inside: Arc<Mutex<Inside>>,
    clock: Arc<HandClock>,
    point: Point,
}

#[derive(Default)]
struct Inside {
    messages: Vec<Queued>,
    sent: u32,
    readings: u32,
    trouble: Option<Trouble>,
    put: Vec<PutAnswer>,
    answers: VecDeque<Answered>,
    always: Option<Answered>,
    on_delete: Option<OnDelete>,
    on_answer: Option<OnAnswer>,
}

struct Queued {
    id: String,
    body: String,
    sent_at: Timestamp,
    reads: u32,
    receipt: String,
    hidden_until: Timestamp,
}

impl FakeCallbacks {
    #[must_use]
    pub fn with(clock: &Arc<HandClock>, point: Point) -> Self {
        Self {
            inside: Arc::default(),
            clock: Arc::clone(clock),
            point,
        }
    }

    #[must_use]
    pub fn ports(&self) -> CallbackPorts {
        CallbackPorts {
            queue: Arc::new(self.clone()),
            answers: Arc::new(self.clone()),
        }
    }

    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts a body into the queue; gives the message's id.
    pub fn send(&self, body: impl Into<String>) -> String {
        let now = self.clock.now();
        let mut inside = self.inside();
        inside.sent += 1;
        let id = format!("m{}", inside.sent);
        inside.messages.push(Queued {
            id: id.clone(),
            body: body.into(),
            sent_at: now,
            reads: 0,
            receipt: String::new(),
            hidden_until: now,
        });
        id
    }

    /// The ids of what was not deleted.
    #[must_use]
    pub fn left(&self) -> Vec<String> {
        self.inside()
            .messages
            .iter()
            .map(|one| one.id.clone())
            .collect()
    }

    #[must_use]
    pub fn put(&self) -> Vec<PutAnswer> {
        self.inside().put.clone()
    }

    /// How the next answers are taken, one each.
    pub fn answer_next(&self, answers: impl IntoIterator<Item = Answered>) {
        self.inside().answers.extend(answers);
    }

    /// How answers are taken from now on; `None` for 200.
    pub fn answer_always(&self, answer: Option<Answered>) {
        self.inside().always = answer;
    }

    /// What keeps the queue from being read.
    pub fn set_trouble(&self, trouble: Option<Trouble>) {
        self.inside().trouble = trouble;
    }

    /// Is called when a message is deleted, and when an answer was put.
    pub fn watch(
        &self,
        on_delete: impl Fn(&str) + Send + Sync + 'static,
        on_answer: impl Fn(&PutAnswer) + Send + Sync + 'static,
    ) {
        let mut inside = self.inside();
        inside.on_delete = Some(Arc::new(on_delete));
        inside.on_answer = Some(Arc::new(on_answer));
    }
}

#[async_trait]
impl CallbackQueue for FakeCallbacks {
    async fn receive(&self) -> Result<Vec<CallbackMessage>, Trouble> {
        (self.point)("before a reading");
        let now = self.clock.now();
        let mut inside = self.inside();
        if let Some(trouble) = &inside.trouble {
            return Err(trouble.clone());
        }
        inside.readings += 1;
        let reading = inside.readings;
        let due = inside
            .messages
            .iter_mut()
            .filter(|one| one.hidden_until <= now);
        let given = due.take(10).map(|one| {
            one.reads += 1;
            one.hidden_until = now.plus(HIDDEN);
            one.receipt = format!("{}-{reading}", one.id);
            CallbackMessage {
                id: one.id.clone(),
                body: one.body.clone(),
                receipt: one.receipt.clone(),
                sent_at: Some(one.sent_at),
                reads: one.reads,
            }
        });
        Ok(given.collect())
    }

    async fn delete(&self, receipt: &str) -> Result<(), Trouble> {
        (self.point)("before a deletion");
        let (gone, on_delete) = {
            let mut inside = self.inside();
            let place = inside
                .messages
                .iter()
                .position(|one| one.receipt == receipt);
            let gone = place.map(|place| inside.messages.remove(place).id);
            (gone, inside.on_delete.clone())
        };
        if let (Some(id), Some(tell)) = (gone, on_delete) {
            tell(&id);
        }
        (self.point)("after a deletion");
        Ok(())
    }

    async fn again(&self, receipt: &str, pause: Duration) -> Result<(), Trouble> {
        let at = self.clock.now().plus(pause);
        let mut inside = self.inside();
        let found = inside
            .messages
            .iter_mut()
            .find(|one| one.receipt == receipt);
        if let Some(message) = found {
            message.hidden_until = at;
        }
        Ok(())
    }
}

#[async_trait]
impl CallbackAnswers for FakeCallbacks {
    async fn put(&self, at: &ResponseUrl, body: &str) -> Answered {
        (self.point)("before an answer");
        let put = PutAnswer {
            url: at.expose().to_owned(),
            body: body.to_owned(),
        };
        let (answer, tell) = {
            let mut inside = self.inside();
            let answer = inside.answers.pop_front().or(inside.always);
            inside.put.push(put.clone());
            (answer, inside.on_answer.clone())
        };
        let answer = answer.unwrap_or(Answered::Status(200));
        if let (Some(tell), Answered::Status(200)) = (tell, answer) {
            tell(&put);
        }
        (self.point)("after an answer");
        answer
    }
}

/// The callback of a server in us-east-1.
///
/// # Errors
/// Never, in fact: the text is fixed.
pub fn callback() -> Result<CallbackSettings, Box<dyn std::error::Error + Send + Sync>> {
    let topic = format!(
        "arn:{}:sns:us-east-1:111122223333:landfast-callback",
        Partition::Aws
    );
    Ok(CallbackSettings {
        topic: TopicArn::parse(&topic)?,
        simulated: None,
    })
}

/// The body of a message as SNS puts it into a queue: CloudFormation's `number`th request.
#[must_use]
pub fn callback_message(kind: RequestType, account: &AccountId, number: u32) -> String {
    let (partition, suffix) = (Partition::Aws, Partition::Aws.dns_suffix());
    let stack = format!(
        "arn:{partition}:cloudformation:us-east-1:{account}:stack/landfast-api-access/0a1b"
    );
    let url = format!(
        "https://cloudformation-custom-resource-response-useast1.s3.us-east-1.{suffix}/{number}?X-Amz-Signature=ab"
    );
    let request = json!({
        "RequestType": kind.as_str(),
        "ResponseURL": url,
        "StackId": stack,
        "RequestId": format!("request-{number}"),
        "LogicalResourceId": "Callback",
        "ResourceType": "Custom::LandfastCallback",
        "ResourceProperties": { "RoleArn": "anything" },
    });
    json!({ "Type": "Notification", "MessageId": "1", "Message": request.to_string() }).to_string()
}
