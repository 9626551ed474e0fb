//! One message: answer CloudFormation, pass on the hint, delete.

use std::time::Duration;

use landfast_domain::callback::{
    CallbackSettings, NextStep, Request, RequestType, answer, next_step, read,
};

use crate::{
    app::App,
    ports::{CallbackMessage, CallbackPorts},
};

/// When a message is taken up again whose hint could not be written.
const AFTER_NO_HINT: Duration = Duration::from_secs(30);

impl App {
    /// Never fails: what goes wrong is in the log, and the queue gives the message out again.
    pub(super) async fn take_callback(
        &self,
        settings: &CallbackSettings,
        ports: &CallbackPorts,
        message: &CallbackMessage,
    ) {
        let id = &message.id;
        let request = match read(&message.body, settings) {
            Ok(request) => request,
            Err(why) => {
                tracing::warn!(message.id = %id, %why, "a message of the callback queue was dropped");
                return delete(ports, message).await;
            }
        };
        match self.answer_callback(ports, message, &request).await {
            NextStep::Done => {}
            NextStep::Over => {
                tracing::warn!(message.id = %id, aws.stack = %request.stack, "CloudFormation does not wait for this answer any more");
            }
            // The stack's resources are there already, whoever the answer did not reach.
            NextStep::Again(pause) => {
                self.hint_of(&request, message).await;
                return again(ports, message, pause).await;
            }
        }
        if self.hint_of(&request, message).await {
            delete(ports, message).await;
        } else {
            again(ports, message, AFTER_NO_HINT).await;
        }
    }

    async fn answer_callback(
        &self,
        ports: &CallbackPorts,
        message: &CallbackMessage,
        request: &Request,
    ) -> NextStep {
        let answered = ports.answers.put(&request.response, &answer(request)).await;
        let next = next_step(answered, message.reads, message.sent_at, self.now());
        tracing::info!(
            message.id = %message.id, aws.stack = %request.stack, request = request.kind.as_str(),
            answered = ?answered, next = ?next, "a stack called back"
        );
        next
    }

    /// Whether the hint was taken, or there was none to take.
    async fn hint_of(&self, request: &Request, message: &CallbackMessage) -> bool {
        // What is gone is noticed by the schedule, and needs no hurry.
        if request.kind == RequestType::Delete {
            return true;
        }
        let account = request.stack.account();
        match self.hint_account(account).await {
            Ok(()) => true,
            Err(why) => {
                tracing::warn!(message.id = %message.id, aws.account = %account, error = %why, "the hint of a callback could not be kept");
                false
            }
        }
    }
}

async fn delete(ports: &CallbackPorts, message: &CallbackMessage) {
    if let Err(trouble) = ports.queue.delete(&message.receipt).await {
        tracing::warn!(message.id = %message.id, error = %trouble.detail, "a message stays in the callback queue");
    }
}

async fn again(ports: &CallbackPorts, message: &CallbackMessage, pause: Duration) {
    if let Err(trouble) = ports.queue.again(&message.receipt, pause).await {
        tracing::warn!(message.id = %message.id, error = %trouble.detail, "a message could not be put off");
    }
}
