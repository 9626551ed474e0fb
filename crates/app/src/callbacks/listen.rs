use std::{sync::Arc, time::Duration};

use landfast_domain::{Timestamp, callback::CallbackSettings};
use tokio::{sync::watch, task::JoinSet, time::sleep};

use crate::{
    app::App,
    ports::{CallbackMessage, CallbackPorts, CallbackState},
};

/// Pauses after readings that failed, in seconds: each failure in a row takes the next one.
const PAUSES: [u64; 4] = [1, 5, 15, 60];
/// How often it is written down that the queue was read and had nothing.
const NOTED_EVERY: Duration = Duration::from_secs(60);

/// Reads the queue of callbacks until told to stop; then finishes what it has in hand.
pub struct Listener {
    app: Arc<App>,
    stop: watch::Receiver<bool>,
}

impl Listener {
    #[must_use]
    pub const fn new(app: Arc<App>, stop: watch::Receiver<bool>) -> Self {
        Self { app, stop }
    }

    /// Runs until `stop` turns true (or its sender is gone). Returns at once where the server has no
    /// callbacks.
    pub async fn run(self) {
        let (mut stop, mut failures) = (self.stop.clone(), 0);
        while !*stop.borrow() {
            let read = tokio::select! {
                _ = stop.wait_for(|stopped| *stopped) => return,
                read = self.app.receive_callbacks() => read,
            };
            let Some(read) = read else { return };
            if let Ok(messages) = read {
                failures = 0;
                self.app.take_callbacks(messages).await;
                continue;
            }
            failures += 1;
            tokio::select! {
                _ = stop.wait_for(|stopped| *stopped) => return,
                () = sleep(pause(failures)) => {}
            }
        }
    }
}

fn pause(failures: usize) -> Duration {
    let place = failures.saturating_sub(1);
    let seconds = PAUSES.get(place).or(PAUSES.last()).copied().unwrap_or(60);
    Duration::from_secs(seconds)
}

impl App {
    fn callbacks(&self) -> Option<(&CallbackSettings, &CallbackPorts)> {
        self.settings
            .callback
            .as_ref()
            .zip(self.ports.callbacks.as_ref())
    }

    /// Reads the queue once and does what is in it. `false` where the server has no callbacks.
    ///
    /// # Errors
    /// What kept it from reading, for people. It is written down, too.
    pub async fn listen_once(self: &Arc<Self>) -> Result<bool, String> {
        match self.receive_callbacks().await {
            None => Ok(false),
            Some(Ok(messages)) => {
                self.take_callbacks(messages).await;
                Ok(true)
            }
            Some(Err(why)) => Err(why),
        }
    }

    async fn receive_callbacks(&self) -> Option<Result<Vec<CallbackMessage>, String>> {
        let (_, ports) = self.callbacks()?;
        let read = ports.queue.receive().await;
        let now = self.now();
        Some(match read {
            Ok(messages) => {
                let any = !messages.is_empty();
                let note = |state| worth(&state, any, now).then(|| state.read(any, now));
                self.note_callbacks(note).await;
                Ok(messages)
            }
            Err(trouble) => {
                tracing::warn!(error = %trouble.detail, "the callback queue cannot be read");
                let detail = trouble.detail.clone();
                self.note_callbacks(|state| Some(state.failed(detail, now)))
                    .await;
                Err(trouble.detail)
            }
        })
    }

    /// All at the same time: a slow answer holds up no other, and the next reading by the limit of
    /// one answer at most.
    async fn take_callbacks(self: &Arc<Self>, messages: Vec<CallbackMessage>) {
        let mut all = JoinSet::new();
        for message in messages {
            let app = Arc::clone(self);
            all.spawn(async move {
                if let Some((settings, ports)) = app.callbacks() {
                    app.take_callback(settings, ports, &message).await;
                }
            });
        }
        while all.join_next().await.is_some() {}
    }

    /// What could not be written down is no reason to leave stacks without an answer.
    async fn note_callbacks(&self, change: impl FnOnce(CallbackState) -> Option<CallbackState>) {
        let store = &self.ports.store;
        let noted = match store.callback_state().await.map(change) {
            Ok(Some(state)) => store.callback_state_put(&state).await,
            Ok(None) => Ok(()),
            Err(why) => Err(why),
        };
        if let Err(why) = noted {
            tracing::warn!(error = %why, "how the callback queue goes could not be written down");
        }
    }
}

/// Whether a reading that went well says anything new.
fn worth(state: &CallbackState, any: bool, now: Timestamp) -> bool {
    let stale = state.read_at.is_none_or(|at| now.since(at) >= NOTED_EVERY);
    any || stale || state.trouble.is_some()
}
