//! The two kinds of work: a look at what lies in the bucket, and the reading of one month.

use std::time::Duration;

use landfast_domain::{
    AccountId, Timestamp,
    bill::Period,
    ids::{WorkId, WorkspaceId},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    app::App,
    error::{Error, Result},
    ports::NewWork,
    problem::ProblemCode,
};

/// AWS delivers a month "up to three times a day" (AWS CUR User Guide, "What are AWS Cost and Usage
/// Reports").
pub(super) const EVERY: Duration = Duration::from_secs(6 * 60 * 60);

/// Payload of the work of kind `look_bills`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "v")]
pub(crate) enum LookBillsWork {
    #[serde(rename = "1")]
    V1 {
        payer: AccountId,
        /// What failed for what is in it is tried again.
        #[serde(default)]
        again: bool,
    },
}

/// Payload of the work of kind `read_bill`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "v")]
pub(crate) enum ReadBillWork {
    #[serde(rename = "1")]
    V1 {
        payer: AccountId,
        report: String,
        period: Period,
    },
}

/// Payload of the work of kind `forget_bills`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "v")]
pub(crate) enum ForgetBillsWork {
    #[serde(rename = "1")]
    V1 { payer: AccountId },
}

impl ForgetBillsWork {
    pub const KIND: &str = "forget_bills";
    pub(super) const MAX_ATTEMPTS: u32 = 10;

    pub(super) fn read(payload: &Value) -> Result<AccountId> {
        let Self::V1 { payer } = parsed(payload)?;
        Ok(payer)
    }
}

impl LookBillsWork {
    pub const KIND: &str = "look_bills";
    const MAX_ATTEMPTS: u32 = 5;

    pub(super) fn read(payload: &Value) -> Result<(AccountId, bool)> {
        let Self::V1 { payer, again } = parsed(payload)?;
        Ok((payer, again))
    }
}

impl ReadBillWork {
    pub const KIND: &str = "read_bill";
    /// Attempts are used up by dying only: whatever else goes wrong is noted at the month.
    const MAX_ATTEMPTS: u32 = 5;
    /// How long a month may take. A worker that died is noticed long before: leases are kept up.
    pub const LONGEST: Duration = Duration::from_secs(4 * 60 * 60);

    pub(super) fn read(payload: &Value) -> Result<(AccountId, String, Period)> {
        let Self::V1 {
            payer,
            report,
            period,
        } = parsed(payload)?;
        Ok((payer, report, period))
    }
}

fn parsed<T: for<'a> Deserialize<'a>>(payload: &Value) -> Result<T> {
    serde_json::from_value(payload.clone()).map_err(|why| {
        let what = "The payload of work on a bill could not be read.";
        Error::new(ProblemCode::Internal, what).caused_by(why)
    })
}

impl App {
    /// A look at `run_at`. There is one at a time of those that are due now, and one of those to come.
    pub(crate) fn look_bills_work(
        &self,
        workspace: &WorkspaceId,
        payer: &AccountId,
        run_at: Timestamp,
        again: bool,
    ) -> NewWork {
        let when = if run_at > self.now() { "later" } else { "now" };
        NewWork {
            id: WorkId::new(run_at, self.random()),
            kind: LookBillsWork::KIND,
            payload: serde_json::json!({ "v": "1", "payer": payer, "again": again }),
            run_at,
            max_attempts: LookBillsWork::MAX_ATTEMPTS,
            account: Some(payer.clone()),
            dedup_key: Some(format!("look_bills:{workspace}:{payer}:{when}:{again}")),
            concurrency_key: Some(format!("bills:{workspace}:{payer}")),
        }
    }

    /// The reading of a month. Months of one payer are read one after the other.
    pub(super) fn read_bill_work(
        &self,
        workspace: &WorkspaceId,
        payer: &AccountId,
        report: &str,
        period: Period,
        run_at: Timestamp,
    ) -> NewWork {
        NewWork {
            id: WorkId::new(run_at, self.random()),
            kind: ReadBillWork::KIND,
            payload: serde_json::json!({ "v": "1", "payer": payer, "report": report, "period": period }),
            run_at,
            max_attempts: ReadBillWork::MAX_ATTEMPTS,
            account: Some(payer.clone()),
            dedup_key: Some(format!("read_bill:{workspace}:{payer}:{report}:{period}")),
            concurrency_key: Some(format!("bills:{workspace}:{payer}")),
        }
    }
}
