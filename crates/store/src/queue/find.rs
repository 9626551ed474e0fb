use landfast_app::ports::{WorkCounts, WorkFilter, WorkRow, WorkState};
use landfast_domain::{Timestamp, ids::WorkspaceId};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, ExprTrait, QueryFilter,
    QueryOrder, QuerySelect,
    sea_query::{Alias, Expr, Query},
};

use super::{LEASED, READY, row::from_row};
use crate::{
    codec::Word,
    entity::work::{Column, Entity, Model},
    fault::{Result, fault},
};

/// Rows that one look at the queue shows at most.
const MOST: u64 = 500;

/// The work of a workspace, the next first.
pub(crate) async fn list(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    filter: WorkFilter,
) -> Result<Vec<WorkRow>> {
    let mut rows = Entity::find().filter(Column::WorkspaceId.eq(workspace.as_str()));
    if let Some(state) = filter.state {
        rows = rows.filter(Column::State.eq(state.word()));
    }
    let rows = rows
        .order_by_asc(Column::RunAt)
        .order_by_asc(Column::Id)
        .limit(MOST)
        .all(db)
        .await
        .map_err(fault("list work"))?;
    rows.into_iter().map(from_row).collect()
}

/// When there is something to take next. Work that waits for another piece with its concurrency key
/// does not count: the end of that lease does.
pub(crate) async fn next_at(db: &impl ConnectionTrait) -> Result<Option<Timestamp>> {
    let doing = fault("look when the next work is due");
    let ready = first(
        db,
        Column::RunAt,
        Condition::all()
            .add(Column::State.eq(READY))
            .add(not_blocked()),
    )
    .await
    .map_err(&doing)?;
    let leased = first(
        db,
        Column::LeasedUntil,
        Condition::all().add(Column::State.eq(LEASED)),
    )
    .await
    .map_err(&doing)?;
    Ok(ready
        .into_iter()
        .chain(leased)
        .min()
        .map(Timestamp::from_unix_ms))
}

/// How much work there is, over all workspaces.
pub(crate) async fn counts(db: &impl ConnectionTrait) -> Result<WorkCounts> {
    let rows: Vec<(String, i64)> = Entity::find()
        .select_only()
        .column(Column::State)
        .column_as(Column::Id.count(), "of_state")
        .group_by(Column::State)
        .into_tuple()
        .all(db)
        .await
        .map_err(fault("count work"))?;
    let of = |state: WorkState| {
        let row = rows.iter().find(|(text, _)| text == state.word());
        row.map_or(0, |(_, count)| count.unsigned_abs())
    };
    Ok(WorkCounts {
        ready: of(WorkState::Ready),
        leased: of(WorkState::Leased),
        dead: of(WorkState::Dead),
    })
}

async fn first(
    db: &impl ConnectionTrait,
    column: Column,
    of: Condition,
) -> Result<Option<i64>, DbErr> {
    let earliest = Entity::find()
        .select_only()
        .column(column)
        .filter(of)
        .order_by_asc(column)
        .limit(1);
    Ok(earliest
        .into_tuple::<Option<i64>>()
        .one(db)
        .await?
        .flatten())
}

/// The oldest row that may be taken at `now`, held; rows that others hold are passed by.
pub(super) async fn due(db: &impl ConnectionTrait, now: Timestamp) -> Result<Option<Model>, DbErr> {
    use sea_orm::sea_query::{LockBehavior, LockType};
    let ready = Condition::all()
        .add(Column::State.eq(READY))
        .add(Column::RunAt.lte(now.unix_ms()))
        .add(not_blocked());
    let run_out = Condition::all()
        .add(Column::State.eq(LEASED))
        .add(Column::LeasedUntil.lte(now.unix_ms()));
    Entity::find()
        .filter(Condition::any().add(ready).add(run_out))
        .order_by_asc(Column::RunAt)
        .order_by_asc(Column::Id)
        .limit(1)
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
        .one(db)
        .await
}

/// No other row with the same concurrency key is leased, not even one whose lease has run out: that
/// one is taken again first.
fn not_blocked() -> Expr {
    let other = || Alias::new("other");
    let running = Query::select()
        .expr(Expr::val(1))
        .from_as(Entity, other())
        .and_where(
            Expr::col((other(), Column::ConcurrencyKey)).equals((Entity, Column::ConcurrencyKey)),
        )
        .and_where(Expr::col((other(), Column::State)).eq(LEASED))
        .take();
    Expr::not_exists(running)
}
