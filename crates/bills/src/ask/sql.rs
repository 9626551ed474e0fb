//! Queries in SQL that people write: they read the table `bills`, and can do nothing else.

use datafusion::{
    execution::SendableRecordBatchStream,
    prelude::{SQLOptions, SessionContext},
};
use futures::TryStreamExt as _;
use landfast_domain::bill::ask::{Limits, Table};

use super::{
    cells,
    error::{Error, Result, of_query},
};

/// Begins a query. Nothing that makes, changes or copies passes, in a query or inside EXPLAIN; files
/// have no names here, and no function reads one.
pub async fn begin(session: &SessionContext, text: &str) -> Result<SendableRecordBatchStream> {
    let only_read = SQLOptions::new()
        .with_allow_ddl(false)
        .with_allow_dml(false)
        .with_allow_statements(false);
    let plan = session.sql_with_options(text, only_read).await;
    plan.map_err(of_query)?
        .execute_stream()
        .await
        .map_err(of_query)
}

/// All rows up to the limit, within the time.
pub async fn table(
    begin: impl Future<Output = Result<SendableRecordBatchStream>>,
    limits: &Limits,
) -> Result<Table> {
    let read = async {
        let mut batches = begin.await?;
        let mut found = Table {
            columns: cells::columns(&batches.schema()),
            rows: Vec::new(),
            is_cut: false,
        };
        while let Some(batch) = batches.try_next().await.map_err(of_query)? {
            let left = limits.rows - found.rows.len();
            found.is_cut = batch.num_rows() > left;
            let batch = batch.slice(0, left.min(batch.num_rows()));
            found.rows.extend(cells::rows(&batch)?);
            if found.is_cut {
                break;
            }
        }
        Ok(found)
    };
    match tokio::time::timeout(limits.time, read).await {
        Ok(done) => done,
        Err(_) => Err(Error::Time(limits.time)),
    }
}
