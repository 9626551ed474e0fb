use landfast_app::ports::{NewWork, WorkRow};
use landfast_domain::{
    AccountId, Timestamp,
    ids::{WorkId, WorkspaceId},
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, ExprTrait, IntoActiveModel,
    QueryFilter, QuerySelect,
    sea_query::{CaseStatement, Expr, OnConflict},
};

use super::{DEAD, LEASED, READY, row::from_row};
use crate::{
    entity::work::{Column, Entity, Model},
    fault::{Result, fault},
};

pub(crate) async fn insert(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    work: &NewWork,
) -> Result<()> {
    let row = Model {
        id: work.id.as_str().to_owned(),
        workspace_id: workspace.as_str().to_owned(),
        kind: work.kind.to_owned(),
        payload: work.payload.to_string(),
        state: READY.to_owned(),
        attempts: 0,
        max_attempts: i64::from(work.max_attempts),
        lease: 0,
        run_at: work.run_at.unix_ms(),
        leased_until: None,
        account_id: work.account.as_ref().map(AccountId::to_string),
        dedup_key: work.dedup_key.clone(),
        concurrency_key: work.concurrency_key.clone(),
        last_error: None,
        told_at: None,
    };
    wait(db, row)
        .await
        .map_err(fault("put work into the queue"))?;
    Ok(())
}

/// Gives dead work its attempts back.
pub(crate) async fn retry(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    id: &WorkId,
    now: Timestamp,
) -> Result<Option<WorkRow>> {
    const DOING: &str = "retry work that gave up";
    let found = Entity::find_by_id(id.as_str())
        .filter(Column::WorkspaceId.eq(workspace.as_str()))
        .filter(Column::State.eq(DEAD))
        .lock_exclusive()
        .one(db)
        .await
        .map_err(fault(DOING))?;
    let Some(row) = found else { return Ok(None) };
    let again = Model {
        attempts: 0,
        run_at: now.unix_ms(),
        told_at: None,
        ..row
    };
    Ok(Some(from_row(
        wait_again(db, again).await.map_err(fault(DOING))?,
    )?))
}

/// Puts a row that is there already back among the ready ones.
pub(super) async fn wait_again(db: &impl ConnectionTrait, row: Model) -> Result<Model, DbErr> {
    // Taken out first: if the same work was asked for meanwhile, that one row is enough.
    Entity::delete_by_id(row.id.as_str()).exec(db).await?;
    wait(
        db,
        Model {
            state: READY.to_owned(),
            leased_until: None,
            ..row
        },
    )
    .await
}

/// Inserts a ready row, or brings the one forward that waits with the same key; gives the row that is there.
async fn wait(db: &impl ConnectionTrait, row: Model) -> Result<Model, DbErr> {
    let (has, new) = (
        || Expr::col((Entity, Column::RunAt)),
        || Expr::col(("excluded", Column::RunAt)),
    );
    let earlier = CaseStatement::new()
        .case(new().lt(has()), new())
        .finally(has());
    // The condition of the index work_waiting_once. As a bound value it would not be recognized.
    let waiting = Expr::col(Column::State).eq(Expr::cust(format!("'{READY}'")));
    let once = OnConflict::columns([Column::WorkspaceId, Column::DedupKey])
        .target_and_where(waiting)
        .value(Column::RunAt, earlier)
        .to_owned();
    Entity::insert(row.into_active_model().reset_all())
        .on_conflict(once)
        .exec_with_returning(db)
        .await
}

/// Removes the work of an account, but for what a worker has in hand: that finds the account gone.
pub(crate) async fn forget(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    account: &AccountId,
) -> Result<()> {
    Entity::delete_many()
        .filter(Column::WorkspaceId.eq(workspace.as_str()))
        .filter(Column::AccountId.eq(account.as_str()))
        .filter(Column::State.ne(LEASED))
        .exec(db)
        .await
        .map_err(fault("remove the waiting work of an account"))?;
    Ok(())
}
