use std::time::Duration;

use landfast_domain::Timestamp;

use crate::{
    access::CheckWork,
    activation::{ActivateWork, PermitWork},
    app::App,
    bills::{ForgetBillsWork, LookBillsWork, ReadBillWork},
    callbacks::HintWork,
    error::{Error, Result},
    keys::RotateWork,
    organization::{DiscoverWork, ReachWork, RecheckWork, RunWork, WatchWork},
    ports::{Delivery, Lease, Topic},
    problem::ProblemCode,
    removal::RemovalWork,
    webhooks::TIDY,
};

const RETRY_STEPS: [u64; 4] = [1, 5, 30, 120];

impl App {
    /// Does one piece of work and tells the queue how it ended.
    ///
    /// # Errors
    /// What the queue says: a lost lease, or no database.
    pub async fn perform(&self, lease: &Lease) -> Result<()> {
        match self.body(lease).await {
            Ok(()) => self.ports.store.work_done(lease).await?,
            Err(why) => {
                tracing::warn!(work.id = %lease.work.id, work.kind = %lease.work.kind, attempt = lease.attempt, error = %Chain(&why), "work failed");
                let at = self.now().plus(retry_in(lease.work.attempts));
                self.ports.store.work_failed(lease, &why.detail, at).await?;
                self.hint(
                    &lease.work.workspace,
                    Topic::Work,
                    lease.work.account.as_ref(),
                );
            }
        }
        Ok(())
    }

    async fn body(&self, lease: &Lease) -> Result<()> {
        match lease.work.kind.as_str() {
            CheckWork::KIND => {
                self.run_check(&lease.work.workspace, &lease.work.payload)
                    .await
            }
            RotateWork::KIND => {
                self.run_rotation(&lease.work.workspace, &lease.work.payload)
                    .await
            }
            Delivery::WORK => {
                self.run_delivery(&lease.work.workspace, &lease.work.payload)
                    .await
            }
            ReachWork::KIND => {
                self.run_reach(&lease.work.workspace, &lease.work.payload)
                    .await
            }
            HintWork::KIND => {
                self.run_hint(&lease.work.workspace, &lease.work.payload)
                    .await
            }
            DiscoverWork::KIND => {
                self.run_discovery(&lease.work.workspace, &lease.work.payload)
                    .await
            }
            PermitWork::KIND => {
                self.run_permit(&lease.work.workspace, &lease.work.payload)
                    .await
            }
            RunWork::KIND => {
                self.run_stack_run(&lease.work.workspace, &lease.work.payload)
                    .await
            }
            RecheckWork::KIND => {
                self.run_recheck(&lease.work.workspace, &lease.work.payload)
                    .await
            }
            WatchWork::KIND => {
                self.run_watch(&lease.work.workspace, &lease.work.payload)
                    .await
            }
            ActivateWork::KIND => {
                self.run_activation(&lease.work.workspace, &lease.work.payload)
                    .await
            }
            TIDY => self.forget_old_deliveries(&lease.work.workspace).await,
            RemovalWork::KIND => {
                self.run_removal(&lease.work.workspace, &lease.work.payload)
                    .await
            }
            _ => self.body_of_bills(lease).await,
        }
    }

    async fn body_of_bills(&self, lease: &Lease) -> Result<()> {
        match lease.work.kind.as_str() {
            LookBillsWork::KIND => {
                self.run_look_at_bills(&lease.work.workspace, &lease.work.payload)
                    .await
            }
            ForgetBillsWork::KIND => {
                self.run_forget_bills(&lease.work.workspace, &lease.work.payload)
                    .await
            }
            ReadBillWork::KIND => {
                self.run_read_bill(&lease.work.workspace, &lease.work.payload)
                    .await
            }
            other => Err(Error::new(
                ProblemCode::Internal,
                format!("This version knows no work of kind {other}."),
            )),
        }
    }

    /// Takes the next piece of work that is due and does it. `false` when nothing is due.
    ///
    /// # Errors
    /// As [`App::perform`].
    pub async fn work_once(&self, lease_for: Duration) -> Result<bool> {
        let Some(lease) = self.lease(lease_for).await? else {
            return Ok(false);
        };
        self.perform(&lease).await?;
        Ok(true)
    }

    pub(super) async fn lease(&self, lease_for: Duration) -> Result<Option<Lease>> {
        let now = self.now();
        Ok(self
            .ports
            .store
            .work_lease(now, now.plus(lease_for))
            .await?)
    }

    pub(super) async fn extend(&self, lease: &Lease, lease_for: Duration) -> Result<()> {
        let until = self.now().plus(lease_for);
        Ok(self.ports.store.work_extend(lease, until).await?)
    }

    pub(super) async fn next_work_at(&self) -> Result<Option<Timestamp>> {
        Ok(self.ports.store.work_next_at().await?)
    }
}

/// How long work of a kind may take that takes longer than a lease.
pub(super) fn longest(kind: &str) -> Option<Duration> {
    (kind == ReadBillWork::KIND).then_some(ReadBillWork::LONGEST)
}

fn retry_in(attempt: u32) -> Duration {
    let place = usize::try_from(attempt.saturating_sub(1)).unwrap_or(usize::MAX);
    Duration::from_secs(
        RETRY_STEPS
            .get(place)
            .or(RETRY_STEPS.last())
            .copied()
            .unwrap_or(60),
    )
}

/// An error with everything that caused it, for the log.
struct Chain<'a>(&'a dyn std::error::Error);

impl std::fmt::Display for Chain<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0)?;
        let mut next = self.0.source();
        while let Some(cause) = next {
            write!(f, ": {cause}")?;
            next = cause.source();
        }
        Ok(())
    }
}
