use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use async_trait::async_trait;
use landfast_app::ports::{Parcel, WebhookSender};
use landfast_domain::webhook::Answer;
use secrecy::ExposeSecret;

use crate::Point;

/// What arrived at a receiver.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrived {
    pub url: String,
    pub secret: String,
    pub id: String,
    pub body: String,
}

/// Called with everything that arrives.
type Arrival = Arc<dyn Fn(&Arrived) + Send + Sync>;

/// A receiver of webhooks that answers what it is told to; 204 otherwise.
#[derive(Clone)]
pub struct FakeReceiver {
    inside: Arc<Mutex<Inside>>,
    point: Point,
}

#[derive(Default)]
struct Inside {
    arrived: Vec<Arrived>,
    answers: VecDeque<Answer>,
    always: Option<Answer>,
    arrival: Option<Arrival>,
}

impl Default for FakeReceiver {
    fn default() -> Self {
        Self::with(Arc::new(|_| {}))
    }
}

impl FakeReceiver {
    #[must_use]
    pub fn with(point: Point) -> Self {
        Self {
            inside: Arc::default(),
            point,
        }
    }

    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next answers, one each.
    pub fn answer_next(&self, answers: impl IntoIterator<Item = Answer>) {
        self.inside().answers.extend(answers);
    }

    /// What it answers from now on; `None` for 204.
    pub fn answer_always(&self, answer: Option<Answer>) {
        self.inside().always = answer;
    }

    /// Is called with everything that arrives, before the answer.
    pub fn on_arrival(&self, arrival: impl Fn(&Arrived) + Send + Sync + 'static) {
        self.inside().arrival = Some(Arc::new(arrival));
    }

    #[must_use]
    pub fn arrived(&self) -> Vec<Arrived> {
        self.inside().arrived.clone()
    }
}

#[async_trait]
impl WebhookSender for FakeReceiver {
    async fn send(&self, parcel: &Parcel) -> Answer {
        (self.point)("before a webhook");
        let arrived = Arrived {
            url: parcel.url.expose_secret().to_owned(),
            secret: parcel.secret.expose_secret().to_owned(),
            id: parcel.id.to_string(),
            body: parcel.body.clone(),
        };
        let (answer, arrival) = {
            let mut inside = self.inside();
            inside.arrived.push(arrived.clone());
            let answer = inside.answers.pop_front().or_else(|| inside.always.clone());
            (answer, inside.arrival.clone())
        };
        if let Some(arrival) = arrival {
            arrival(&arrived);
        }
        (self.point)("after a webhook");
        answer.unwrap_or(Answer::Status {
            code: 204,
            retry_after: None,
        })
    }
}
