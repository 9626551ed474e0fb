//! The worker of `landfast serve`, until there is nothing left to do.

use std::{sync::Arc, time::Duration};

use landfast_app::{
    App,
    ports::{Clock, Store},
    work::{Worker, WorkerSettings},
};
use tokio::{
    sync::watch,
    time::{Instant, sleep},
};

use crate::{
    Result,
    ambient::{SystemClock, WakeUp},
    database::Database,
};

/// How often the benchmark looks whether the worker is done; rare, because it costs time too.
const LOOK: Duration = Duration::from_millis(100);
const LIMIT: Duration = Duration::from_secs(600);

/// Lets the worker run until no account is due and no work is left.
pub async fn work_off(database: &Database, app: Arc<App>, hints: WakeUp) -> Result<()> {
    let (stop, stopped) = watch::channel(false);
    let worker = Worker::new(app, WorkerSettings::default(), hints.0, stopped);
    let running = tokio::spawn(worker.run());
    let started = Instant::now();
    while !is_done(database).await? {
        if started.elapsed() > LIMIT {
            return Err(format!("the worker was not done after {} s", LIMIT.as_secs()).into());
        }
        sleep(LOOK).await;
    }
    stop.send(true)?;
    Ok(running.await?)
}

/// In this order: an account that is no longer due has its work in the queue.
async fn is_done(database: &Database) -> Result<bool> {
    let due = database.store.accounts_due(SystemClock.now(), 1).await?;
    Ok(due.is_empty() && database.store.work_next_at().await?.is_none())
}
