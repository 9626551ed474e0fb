use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
use landfast_api::dto::{CheckState, CheckView};

/// A line that says what is waited for; nothing when nobody looks.
pub struct Progress(ProgressBar);

impl Progress {
    pub fn start() -> Self {
        let bar = ProgressBar::new_spinner().with_message("Checking");
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg}") {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(200));
        Self(bar)
    }

    pub fn show(&self, check: &CheckView) {
        let message = match (check.state, &check.patience_ends_at) {
            (CheckState::Waiting, Some(end)) => format!(
                "A new role takes a moment; try {}, waiting until {end}",
                check.tries
            ),
            (CheckState::Waiting, None) => {
                format!("Could not be checked; try {}, trying again", check.tries)
            }
            _ => "Checking".to_owned(),
        };
        self.0.set_message(message);
    }

    pub fn say(&self, line: &str) {
        self.0.set_message(line.to_owned());
    }

    pub fn end(&self) {
        self.0.finish_and_clear();
    }
}
