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

/// What is due later only looks again at what was done.
const SOON: Duration = Duration::from_secs(30);

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

/// In this order: an account that is no longer due has its work in the queue, and what was at work
/// has left there what follows.
async fn is_done(database: &Database) -> Result<bool> {
    let store = &database.store;
    let due = store.accounts_due(SystemClock.now(), 1).await?;
    let before = nothing_soon(database).await?;
    let leased = store.work_counts().await?.leased;
    Ok(due.is_empty() && before && leased == 0 && nothing_soon(database).await?)
}

async fn nothing_soon(database: &Database) -> Result<bool> {
    let next = database.store.work_next_at().await?;
    let soon = SystemClock.now().plus(SOON);
    Ok(next.is_none_or(|at| at > soon))
}
