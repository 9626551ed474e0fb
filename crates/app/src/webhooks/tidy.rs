use std::time::Duration;

use landfast_domain::{
    Timestamp,
    ids::{WorkId, WorkspaceId},
};

use crate::{app::App, error::Result, ports::NewWork};

/// The kind of the work that forgets old deliveries.
pub(crate) const TIDY: &str = "webhook_tidy";

/// How long a delivery is kept.
const KEPT: Duration = Duration::from_secs(14 * 24 * 60 * 60);

const A_DAY: Duration = Duration::from_secs(24 * 60 * 60);

impl App {
    /// Forgets the deliveries whose time is over, and comes back for the oldest that is left.
    pub(crate) async fn forget_old_deliveries(&self, workspace: &WorkspaceId) -> Result<()> {
        let now = self.now();
        let before = i64::try_from(KEPT.as_millis()).unwrap_or(i64::MAX);
        let before = Timestamp::from_unix_ms(now.unix_ms().saturating_sub(before));
        let mut tx = self.ports.store.workspace(workspace).begin().await?;
        if let Some(oldest) = tx.deliveries_forget(before).await? {
            // One that still waits stays however old it is: it is come back to a day later.
            let earliest = before.plus(A_DAY);
            let work = tidy_work(workspace, oldest.max(earliest), self.random());
            tx.work_insert(&work).await?;
        }
        Ok(tx.commit(now, Vec::new()).await?)
    }
}

/// The work that forgets a delivery made at `created_at`. One piece waits for a whole workspace: the
/// earliest time wins.
pub(super) fn tidy_work(
    workspace: &WorkspaceId,
    created_at: Timestamp,
    random: [u8; 10],
) -> NewWork {
    let run_at = created_at.plus(KEPT).plus(Duration::from_millis(1));
    NewWork {
        id: WorkId::new(run_at, random),
        kind: TIDY,
        payload: serde_json::json!({ "v": 1 }),
        run_at,
        max_attempts: 5,
        account: None,
        dedup_key: Some(TIDY.to_owned()),
        concurrency_key: Some(format!("{TIDY}:{workspace}")),
    }
}
