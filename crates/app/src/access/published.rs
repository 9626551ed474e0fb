//! Whether what people are sent to launch is really in the bucket. Asked when somebody looks at the
//! instructions, and remembered for a moment.

use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use landfast_domain::{Timestamp, permissions::cloudformation::Template};
use tokio::time::timeout;

use crate::{app::App, ports::Published};

/// A page must not wait longer for the bucket; not knowing keeps nobody from launching.
const PATIENCE: Duration = Duration::from_secs(2);
/// For how long a template that was there is taken to be there still.
const FRESH: Duration = Duration::from_secs(10 * 60);
/// For how long a bucket that gave no answer is not asked again.
const SILENT: Duration = Duration::from_secs(60);

/// The last looks at the bucket that were worth remembering, by file.
#[derive(Debug, Default)]
pub(crate) struct PublishedLook(Mutex<BTreeMap<String, Timestamp>>);

impl PublishedLook {
    fn holds(&self, file: &str, now: Timestamp) -> bool {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(file).is_some_and(|until| now < *until)
    }

    fn hold(&self, file: &str, until: Timestamp) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.insert(file.to_owned(), until);
    }
}

impl App {
    /// Why nobody should launch the template now; `None` when it is there, or cannot be seen.
    pub(crate) async fn why_not_published(&self, template: &Template) -> Option<&'static str> {
        let file = template.file_name.as_str();
        if self.published.holds(file, self.now()) {
            return None;
        }
        let templates = &self.ports.templates;
        let look = templates.published(&template.file_name, &template.body);
        match timeout(PATIENCE, look).await {
            Ok(Ok(Published::Same)) => {
                self.published.hold(file, self.now().plus(FRESH));
                None
            }
            Ok(Ok(Published::Nothing)) => Some(
                "The template of this version of Landfast is not in the bucket yet. Run \"landfast templates publish\", or start the server with --publish-templates.",
            ),
            Ok(Ok(Published::Other)) => Some(
                "Other bytes than the template's are in the bucket under its name. Nothing should be launched from them: look at who wrote them, delete the object, and run \"landfast templates publish\".",
            ),
            Ok(Err(_)) | Err(_) => {
                self.published.hold(file, self.now().plus(SILENT));
                None
            }
        }
    }
}
