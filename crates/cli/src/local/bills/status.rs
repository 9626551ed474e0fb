use super::{existing, store_failed};
use crate::{
    args::{BillsStore, Output},
    exit::{Exit, Failure},
    output::bills as shown,
};

/// The ledgers of all months that count.
pub async fn status(args: &BillsStore, output: Output) -> Result<Exit, Failure> {
    let mut records = Vec::new();
    if let Some(store) = existing(args).await? {
        let currents = store.currents().await.map_err(|why| store_failed(&why))?;
        for current in &currents {
            let record = store.record(current).await;
            records.push(record.map_err(|why| store_failed(&why))?);
        }
    }
    shown::imports(&records, output);
    Ok(Exit::Done)
}
