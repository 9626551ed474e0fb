use crate::{
    access::CheckWork,
    activation::{ActivateWork, PermitWork},
    app::App,
    bills::ReadBillWork,
    error::Result,
    keys::RotateWork,
    ports::{Delivery, WorkRow},
    removal::RemovalWork,
};

/// How many are told in one look.
const BATCH: u32 = 100;

impl App {
    /// Tells those who wait for work that gave up, each once; gives how many there were.
    ///
    /// # Errors
    /// `unavailable`.
    pub(crate) async fn tell_of_buried(&self) -> Result<usize> {
        let mut told = 0;
        for work in self.ports.store.work_buried(BATCH).await? {
            match self.tell_of(&work).await {
                Ok(()) => told += 1,
                Err(why) => {
                    tracing::warn!(work.id = %work.id, error = %why, "nobody could be told that this work gave up");
                }
            }
        }
        Ok(told)
    }

    async fn tell_of(&self, work: &WorkRow) -> Result<()> {
        if work.kind == CheckWork::KIND {
            return self.stop_check(work).await;
        }
        if work.kind == RotateWork::KIND {
            return self.stop_rotation(work).await;
        }
        if work.kind == Delivery::WORK {
            return self.stop_delivery(work).await;
        }
        if work.kind == PermitWork::KIND {
            return self.stop_permit(work).await;
        }
        if work.kind == ActivateWork::KIND {
            return self.stop_activate(work).await;
        }
        if work.kind == ReadBillWork::KIND {
            return self.stop_read_bill(work).await;
        }
        if work.kind == RemovalWork::KIND {
            return self.stop_removal(work).await;
        }
        let now = self.now();
        let mut tx = self.ports.store.workspace(&work.workspace).begin().await?;
        tx.work_told(&work.id, now).await?;
        Ok(tx.commit(now, Vec::new()).await?)
    }
}
