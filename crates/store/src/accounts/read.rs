use std::collections::HashMap;

use landfast_domain::{Account, AccountId, ids::WorkspaceId};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, Iterable, QueryFilter, QuerySelect, Select,
    sea_query::Expr,
};

use super::{TABLE, row};
use crate::{
    codec::RowRef,
    entity::{account, step},
    fault::{Result, fault},
};

const DOING: &str = "read an account";

pub(crate) async fn find(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    id: &AccountId,
) -> Result<Option<Account>> {
    whole(db, workspace, one(workspace, id)).await
}

/// The same, held against other writers until the transaction ends. On SQLite the transaction holds
/// the whole database already.
pub(crate) async fn find_held(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    id: &AccountId,
) -> Result<Option<Account>> {
    whole(db, workspace, one(workspace, id).lock_exclusive()).await
}

/// Holds the row against other writers until the transaction ends, and reads nothing of it.
pub(crate) async fn hold(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    id: &AccountId,
) -> Result<()> {
    let _there: Option<String> = one(workspace, id)
        .select_only()
        .column(account::Column::Id)
        .lock_exclusive()
        .into_tuple()
        .one(db)
        .await
        .map_err(fault("hold an account"))?;
    Ok(())
}

/// Those of `ids` that are registered, and nothing else of them.
pub(crate) async fn known(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    ids: &[AccountId],
) -> Result<Vec<AccountId>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<String> = account::Entity::find()
        .select_only()
        .column(account::Column::Id)
        .filter(account::Column::WorkspaceId.eq(workspace.as_str()))
        .filter(account::Column::Id.is_in(ids.iter().map(AccountId::as_str)))
        .into_tuple()
        .all(db)
        .await
        .map_err(fault(DOING))?;
    rows.iter()
        .map(|id| {
            let at = RowRef {
                table: TABLE,
                key: id,
            };
            at.read("id", AccountId::parse(id))
        })
        .collect()
}

fn one(workspace: &WorkspaceId, id: &AccountId) -> Select<account::Entity> {
    account::Entity::find()
        .filter(account::Column::WorkspaceId.eq(workspace.as_str()))
        .filter(account::Column::Id.eq(id.as_str()))
}

async fn whole(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    query: Select<account::Entity>,
) -> Result<Option<Account>> {
    let rows: Vec<account::Model> = query
        .one(db)
        .await
        .map_err(fault(DOING))?
        .into_iter()
        .collect();
    let whole = step::Entity::find();
    Ok(with_steps(db, workspace, rows, whole).await?.pop())
}

/// Completes rows of one workspace with their steps. The reports stay where they are: they are most
/// of what is stored of an account, and no list shows them.
pub(super) async fn listed(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    rows: Vec<account::Model>,
) -> Result<Vec<Account>> {
    let others = step::Column::iter().filter(|column| !matches!(column, step::Column::Report));
    let without_reports = step::Entity::find()
        .select_only()
        .columns(others)
        .expr_as(Expr::cust("NULL"), "report");
    with_steps(db, workspace, rows, without_reports).await
}

async fn with_steps(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    rows: Vec<account::Model>,
    steps: Select<step::Entity>,
) -> Result<Vec<Account>> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let steps = steps
        .filter(step::Column::WorkspaceId.eq(workspace.as_str()))
        .filter(step::Column::AccountId.is_in(rows.iter().map(|row| row.id.as_str())))
        .all(db)
        .await
        .map_err(fault("read the steps of accounts"))?;
    let mut of: HashMap<String, Vec<step::Model>> = HashMap::new();
    for step in steps {
        of.entry(step.account_id.clone()).or_default().push(step);
    }
    rows.into_iter()
        .map(|row| {
            let steps = of.remove(&row.id).unwrap_or_default();
            row::from_rows(row, &steps)
        })
        .collect()
}
