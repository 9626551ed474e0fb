use std::time::Duration;

use landfast_api::dto::{CheckOutcome, CheckState, CheckView, Verdict};

use crate::{
    Client,
    error::{Error, Result},
};

/// How often and how long to look at a check that runs.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// Between two looks.
    pub every: Duration,
    /// In all; counted in looks, so that a slow server is asked as often as a fast one.
    pub at_most: Duration,
}

impl Default for Patience {
    /// Every second for three minutes: a new role is given two.
    fn default() -> Self {
        Self {
            every: Duration::from_secs(1),
            at_most: Duration::from_secs(180),
        }
    }
}

impl Client {
    /// Looks at a check until it is done, and gives it with its report. `progress` sees every look.
    ///
    /// # Errors
    /// [`Error::StillChecking`] when patience ends; what the calls say.
    pub async fn wait_for_check(
        &self,
        account_id: &str,
        check_id: &str,
        patience: Patience,
        mut progress: impl FnMut(&CheckView),
    ) -> Result<CheckView> {
        let mut waited = Duration::ZERO;
        loop {
            let check = self.check(account_id, check_id).await?;
            progress(&check);
            if check.state == CheckState::Done || waits_for_delivery(&check) {
                return Ok(check);
            }
            if waited >= patience.at_most {
                return Err(Error::StillChecking {
                    account_id: account_id.to_owned(),
                    check_id: check_id.to_owned(),
                });
            }
            let pause = patience.every.max(Duration::from_millis(1));
            Self::pause(pause).await;
            waited += pause;
        }
    }
}

/// AWS delivers a new export within a day; nobody waits for that at a terminal.
fn waits_for_delivery(check: &CheckView) -> bool {
    let report = check.report.as_ref();
    check.state == CheckState::Waiting
        && report.is_some_and(|report| {
            report.verdict == Verdict::TryLater
                && report
                    .checks
                    .iter()
                    .filter(|finding| finding.outcome == CheckOutcome::Unknown)
                    .all(|finding| finding.code == "first_delivery")
        })
}
