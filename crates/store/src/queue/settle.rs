use landfast_app::ports::{Lease, StoreError};
use landfast_domain::Timestamp;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseConnection, DatabaseTransaction, EntityTrait,
    QueryFilter, QuerySelect, TransactionTrait,
};

use super::{DEAD, LEASED, enqueue::wait_again};
use crate::{
    codec::storable,
    connect::WRITE,
    entity::work::{Column, Entity, Model},
    fault::{Result, fault},
};

pub(crate) async fn done(db: &impl ConnectionTrait, lease: &Lease) -> Result<()> {
    let gone = Entity::delete_many()
        .filter(Column::Id.eq(lease.work.id.as_str()))
        .filter(Column::State.eq(LEASED))
        .filter(Column::Lease.eq(i64::from(lease.attempt)))
        .exec(db)
        .await
        .map_err(fault("finish work"))?;
    if gone.rows_affected == 0 {
        Err(StoreError::LeaseLost)
    } else {
        Ok(())
    }
}

/// Puts the work back for `run_at`, or to the dead when no attempt is left.
pub(crate) async fn failed(
    db: &DatabaseConnection,
    lease: &Lease,
    error: &str,
    run_at: Timestamp,
) -> Result<()> {
    const DOING: &str = "put failed work back";
    let tx = db.begin_with_options(WRITE).await.map_err(fault(DOING))?;
    let row = Model {
        last_error: Some(storable(error).into_owned()),
        ..in_hand(&tx, lease).await?
    };
    if row.attempts >= row.max_attempts {
        bury(&tx, &row).await?;
    } else {
        wait_again(
            &tx,
            Model {
                run_at: run_at.unix_ms(),
                ..row
            },
        )
        .await
        .map_err(fault(DOING))?;
    }
    tx.commit().await.map_err(fault(DOING))
}

async fn in_hand(tx: &DatabaseTransaction, lease: &Lease) -> Result<Model> {
    let row = Entity::find_by_id(lease.work.id.as_str())
        .filter(Column::State.eq(LEASED))
        .filter(Column::Lease.eq(i64::from(lease.attempt)))
        .lock_exclusive()
        .one(tx)
        .await
        .map_err(fault("find work in hand"))?;
    row.ok_or(StoreError::LeaseLost)
}

async fn bury(tx: &DatabaseTransaction, row: &Model) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::State, DEAD.into())
        .col_expr(Column::LeasedUntil, Option::<i64>::None.into())
        .col_expr(Column::LastError, row.last_error.clone().into())
        .filter(Column::Id.eq(row.id.as_str()))
        .exec(tx)
        .await
        .map_err(fault("bury work that gave up"))?;
    Ok(())
}
