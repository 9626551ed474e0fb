use landfast_app::ports::{Lease, StoreError};
use landfast_domain::Timestamp;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbErr, EntityTrait,
    QueryFilter, TransactionTrait,
};

use super::{DEAD, LEASED, find::due, row::to_lease};
use crate::{
    connect::WRITE,
    entity::work::{Column, Entity, Model},
    fault::{Result, fault, violates},
};

const DOING: &str = "take work";
/// How often another server may be quicker before this one looks again later.
const TRIES: u32 = 16;

/// Takes the next piece of work that is due.
pub(crate) async fn lease(
    reader: &DatabaseConnection,
    writer: &DatabaseConnection,
    now: Timestamp,
    until: Timestamp,
) -> Result<Option<Lease>> {
    for _ in 0..TRIES {
        // An idle worker asks often and must not stand in the way of those who write.
        if due(reader, now).await.map_err(fault(DOING))?.is_none() {
            return Ok(None);
        }
        match take(writer, now, until).await {
            Ok(taken) => return taken.map(to_lease).transpose(),
            // Two servers saw two rows of one concurrency key; the index let one of them through.
            Err(why) if violates(&why, "work_running_once", "work.concurrency_key") => {}
            Err(why) => return Err(fault(DOING)(why)),
        }
    }
    Ok(None)
}

async fn take(
    db: &DatabaseConnection,
    now: Timestamp,
    until: Timestamp,
) -> Result<Option<Model>, DbErr> {
    let tx = db.begin_with_options(WRITE).await?;
    let mut taken = None;
    while let Some(row) = due(&tx, now).await? {
        if row.attempts >= row.max_attempts {
            bury(&tx, row).await?;
            continue;
        }
        taken = hold(&tx, row, until).await?;
        break;
    }
    tx.commit().await?;
    Ok(taken)
}

/// Counts the attempt before it is made: work that kills its worker stops too.
async fn hold(
    tx: &DatabaseTransaction,
    row: Model,
    until: Timestamp,
) -> Result<Option<Model>, DbErr> {
    let held = Entity::update_many()
        .col_expr(Column::State, LEASED.into())
        .col_expr(Column::Attempts, row.attempts.saturating_add(1).into())
        .col_expr(Column::Lease, row.lease.saturating_add(1).into())
        .col_expr(Column::LeasedUntil, until.unix_ms().into())
        .filter(Column::Id.eq(row.id))
        .exec_with_returning(tx)
        .await?;
    Ok(held.into_iter().next())
}

async fn bury(tx: &DatabaseTransaction, row: Model) -> Result<(), DbErr> {
    let ending = format!("No worker finished it in {} attempts", row.max_attempts);
    let reason = match row.last_error {
        Some(before) => format!("{ending}; an earlier one ended with: {before}"),
        None => format!("{ending}: each of them died, or took longer than its lease."),
    };
    Entity::update_many()
        .col_expr(Column::State, DEAD.into())
        .col_expr(Column::LeasedUntil, Option::<i64>::None.into())
        .col_expr(Column::LastError, reason.into())
        .filter(Column::Id.eq(row.id))
        .exec(tx)
        .await?;
    Ok(())
}

/// Keeps the lease alive, even one that has run out, as long as nobody else has taken the work.
pub(crate) async fn extend(
    db: &impl ConnectionTrait,
    lease: &Lease,
    until: Timestamp,
) -> Result<()> {
    let kept = Entity::update_many()
        .col_expr(Column::LeasedUntil, until.unix_ms().into())
        .filter(Column::Id.eq(lease.work.id.as_str()))
        .filter(Column::State.eq(LEASED))
        .filter(Column::Lease.eq(i64::from(lease.attempt)))
        .exec(db)
        .await
        .map_err(fault("keep a lease alive"))?;
    if kept.rows_affected == 0 {
        Err(StoreError::LeaseLost)
    } else {
        Ok(())
    }
}
