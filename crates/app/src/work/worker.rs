use std::{sync::Arc, time::Duration};

use tokio::{
    sync::{Notify, watch},
    task::JoinSet,
    time::{sleep, timeout},
};

use super::run::longest;
use crate::{app::App, error::Error, ports::Lease};

#[derive(Debug, Clone, Copy)]
pub struct WorkerSettings {
    /// How many pieces of work run at the same time.
    pub at_once: usize,
    /// Longer than any body may run; a worker that died is noticed after it.
    pub lease_for: Duration,
    /// The longest sleep between two looks; hints wake earlier.
    pub idle: Duration,
}

impl Default for WorkerSettings {
    fn default() -> Self {
        Self {
            at_once: 8,
            lease_for: Duration::from_secs(120),
            idle: Duration::from_secs(5),
        }
    }
}

/// Takes work as it becomes due, until told to stop; then finishes what it has in hand.
pub struct Worker {
    app: Arc<App>,
    settings: WorkerSettings,
    wake: Arc<Notify>,
    stop: watch::Receiver<bool>,
}

impl Worker {
    #[must_use]
    pub const fn new(
        app: Arc<App>,
        settings: WorkerSettings,
        wake: Arc<Notify>,
        stop: watch::Receiver<bool>,
    ) -> Self {
        Self {
            app,
            settings,
            wake,
            stop,
        }
    }

    /// Runs until `stop` turns true (or its sender is gone) and the work in hand is done.
    pub async fn run(self) {
        let (mut running, mut stop) = (JoinSet::new(), self.stop.clone());
        while !*stop.borrow() {
            if self.start_what_is_due(&mut running).await {
                continue;
            }
            let hand_free = running.len() < self.settings.at_once;
            tokio::select! {
                _ = stop.wait_for(|stopped| *stopped) => break,
                Some(_) = running.join_next(), if !running.is_empty() => {}
                () = self.sleep(), if hand_free => {}
            }
        }
        while running.join_next().await.is_some() {}
    }

    /// Starts one piece of work; `false` when none is due or no hand is free.
    async fn start_what_is_due(&self, running: &mut JoinSet<()>) -> bool {
        if running.len() >= self.settings.at_once {
            return false;
        }
        if let Err(why) = self.app.schedule_due().await {
            tracing::warn!(error = %why, "the schedule could not be read");
        }
        let lease = match self.app.lease(self.settings.lease_for).await {
            Ok(Some(lease)) => lease,
            Ok(None) => return false,
            Err(why) => {
                tracing::warn!(error = %why, "no work could be taken");
                return false;
            }
        };
        let (app, lease_for) = (Arc::clone(&self.app), self.settings.lease_for);
        running.spawn(perform(app, lease, lease_for));
        true
    }

    async fn sleep(&self) {
        let idle = self.settings.idle;
        let due = self.app.next_work_at().await.ok().flatten();
        let wait = due.map_or(idle, |at| at.since(self.app.now()).min(idle));
        let _ = timeout(wait.max(Duration::from_millis(10)), self.wake.notified()).await;
    }
}

/// Does a piece of work. It is dropped at its limit, before its lease ends, and tried again from the
/// beginning; what may take longer than one lease has its own kept up while it goes on.
async fn perform(app: Arc<App>, lease: Lease, lease_for: Duration) {
    let longest = longest(&lease.work.kind).unwrap_or(lease_for.mul_f32(0.9));
    let work = timeout(longest, app.perform(&lease));
    let done = tokio::select! {
        done = work => done,
        why = keep_up(&app, &lease, lease_for) => {
            tracing::warn!(work.id = %lease.work.id, error = %why, "work lost its lease and is left to who has it now");
            return;
        }
    };
    match done {
        Ok(Ok(())) => {}
        Ok(Err(why)) => {
            tracing::warn!(work.id = %lease.work.id, error = %why, "work could not be settled");
        }
        Err(_) => {
            tracing::warn!(work.id = %lease.work.id, "work took too long and will be tried again");
        }
    }
}

/// Returns when the lease cannot be kept up any more.
async fn keep_up(app: &App, lease: &Lease, lease_for: Duration) -> Error {
    loop {
        sleep(lease_for / 3).await;
        if let Err(why) = app.extend(lease, lease_for).await {
            return why;
        }
    }
}
