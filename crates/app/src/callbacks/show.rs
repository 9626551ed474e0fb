use landfast_domain::callback::TopicArn;

use crate::{
    actor::Actor,
    app::App,
    error::{Error, Result},
    ports::CallbackState,
    problem::ProblemCode,
};

/// Whether stacks call back, and whether they are heard.
#[derive(Debug)]
pub struct CallbackView {
    /// `None` where the server has no callbacks: then polling alone sees what stacks do.
    pub topic: Option<TopicArn>,
    pub state: CallbackState,
    /// Why the queue cannot be read.
    pub problem: Option<Error>,
}

impl App {
    /// # Errors
    /// `unavailable`.
    pub async fn callback(&self, _: &Actor) -> Result<CallbackView> {
        let topic = self.settings.callback.as_ref().map(|one| one.topic.clone());
        let state = match topic {
            Some(_) => self.ports.store.callback_state().await?,
            None => CallbackState::default(),
        };
        let problem = state.trouble.clone().map(|detail| {
            Error::new(ProblemCode::CallbackUnreadable, detail)
                .hint("Stacks that were launched meanwhile wait five minutes for an answer, and are rolled back then. Mend the queue, or start the server without --callback-topic and give out new launch links.")
        });
        Ok(CallbackView {
            topic,
            state,
            problem,
        })
    }
}
