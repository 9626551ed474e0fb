use std::time::Duration;

use landfast_api::dto::{CheckState, CheckView};

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
            if check.state == CheckState::Done {
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
