use std::sync::{Arc, PoisonError, RwLock};

use landfast_app::ports::{Hint, Hints};
use tokio::sync::broadcast;

/// How many hints a slow listener may be behind; after that it is told to look at everything again.
const BEHIND: usize = 256;

/// Hands the hints of the use cases to the pages that are open.
#[derive(Debug, Clone)]
pub struct Events {
    sender: Arc<RwLock<Option<broadcast::Sender<Hint>>>>,
}

impl Default for Events {
    fn default() -> Self {
        let (sender, _) = broadcast::channel(BEHIND);
        Self {
            sender: Arc::new(RwLock::new(Some(sender))),
        }
    }
}

impl Events {
    /// Ends every stream, so that the server can stop. Later hints go nowhere.
    pub fn close(&self) {
        self.sender
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
    }

    /// `None` once the server stops.
    pub(crate) fn listen(&self) -> Option<broadcast::Receiver<Hint>> {
        self.sender
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .as_ref()
            .map(broadcast::Sender::subscribe)
    }
}

impl Hints for Events {
    fn send(&self, hint: Hint) {
        if let Some(sender) = self
            .sender
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .as_ref()
        {
            // Nobody listens: nobody has to look again.
            let _ = sender.send(hint);
        }
    }
}
