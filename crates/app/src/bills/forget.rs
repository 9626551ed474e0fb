//! Deleting the bills of an account whose record was removed.

use landfast_domain::{
    AccountId, Timestamp,
    ids::{WorkId, WorkspaceId},
};
use serde_json::Value;

use super::work::ForgetBillsWork;
use crate::{
    app::App,
    error::{Error, Result},
    ports::NewWork,
    problem::ProblemCode,
};

impl App {
    /// The work belongs to no account: the record that it outlives takes its work along.
    pub(crate) fn forget_bills_work(
        &self,
        workspace: &WorkspaceId,
        payer: &AccountId,
        now: Timestamp,
    ) -> NewWork {
        NewWork {
            id: WorkId::new(now, self.random()),
            kind: ForgetBillsWork::KIND,
            payload: serde_json::json!({ "v": "1", "payer": payer }),
            run_at: now,
            max_attempts: ForgetBillsWork::MAX_ATTEMPTS,
            account: None,
            dedup_key: Some(format!("forget_bills:{workspace}:{payer}")),
            concurrency_key: Some(format!("bills:{workspace}:{payer}")),
        }
    }

    /// Whoever registered the account again meanwhile has bills of his own by now.
    pub(crate) async fn run_forget_bills(
        &self,
        workspace: &WorkspaceId,
        payload: &Value,
    ) -> Result<()> {
        let payer = ForgetBillsWork::read(payload)?;
        let rows = self.ports.store.workspace(workspace);
        if rows.account_find(&payer).await?.is_some() {
            return Ok(());
        }
        let forgotten = self.ports.bills.forget(workspace, &payer).await;
        forgotten.map_err(|why| {
            let what = format!("The bills of account {payer} could not be deleted: {why}");
            Error::new(ProblemCode::Unavailable, what)
        })
    }
}
