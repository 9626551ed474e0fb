use landfast_app::ports::{ItemQuery, Page};
use landfast_domain::{
    AccountId,
    activation::{ActivationItem, Counts},
    ids::{ActivationId, WorkspaceId},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Select, Set, sea_query::OnConflict,
};

use crate::{
    codec::{Keyset, RowRef, Scope, pack, page, page_size, unpack},
    entity::activation_item::{ActiveModel, Column, Entity, Model},
    fault::{Result, fault, refused},
};

/// Rows of one statement; SQLite takes 32,766 values at most.
const BATCH: usize = 500;

fn of(workspace: &WorkspaceId, id: &ActivationId) -> Select<Entity> {
    Entity::find()
        .filter(Column::WorkspaceId.eq(workspace.as_str()))
        .filter(Column::ActivationId.eq(id.as_str()))
}

pub(crate) async fn find(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    id: &ActivationId,
    account: &AccountId,
) -> Result<Option<ActivationItem>> {
    let row = of(workspace, id)
        .filter(Column::AccountId.eq(account.as_str()))
        .one(db)
        .await
        .map_err(fault("read an account of an activation"))?;
    row.as_ref().map(from_row).transpose()
}

/// The database counts.
pub(crate) async fn counts(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    id: &ActivationId,
) -> Result<Counts> {
    let rows: Vec<(String, i64)> = of(workspace, id)
        .select_only()
        .column(Column::State)
        .column_as(Column::AccountId.count(), "of_state")
        .group_by(Column::State)
        .into_tuple()
        .all(db)
        .await
        .map_err(fault("count the accounts of an activation"))?;
    let counted = rows
        .iter()
        .map(|(name, count)| (name.as_str(), u32::try_from(*count).unwrap_or(u32::MAX)));
    Ok(Counts::of(counted))
}

/// Those of one state, in their order.
pub(crate) async fn of_state(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    id: &ActivationId,
    state: &str,
    limit: u32,
) -> Result<Vec<ActivationItem>> {
    let rows = of(workspace, id)
        .filter(Column::State.eq(state))
        .order_by_asc(Column::Position)
        .limit(u64::from(limit))
        .all(db)
        .await
        .map_err(fault("read accounts of an activation"))?;
    rows.iter().map(from_row).collect()
}

/// The position of the last account of a page.
struct Place(i64);

impl Keyset for Place {
    fn write(&self) -> String {
        self.0.to_string()
    }

    fn parse(text: &str) -> Option<Self> {
        text.parse().ok().map(Self)
    }
}

/// One page in their order, with the number of all that fit.
pub(crate) async fn list(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    query: &ItemQuery,
) -> Result<Page<ActivationItem>> {
    const DOING: &str = "list the accounts of an activation";
    let scope = Scope::new(&[
        Some("activation_items"),
        Some(workspace.as_str()),
        Some(query.activation.as_str()),
        query.state,
    ]);
    let after: Option<Place> = scope.read(query.cursor.as_ref())?;
    let mut fitting = of(workspace, &query.activation);
    if let Some(state) = query.state {
        fitting = fitting.filter(Column::State.eq(state));
    }
    let total = fitting.clone().count(db).await.map_err(fault(DOING))?;
    if let Some(Place(position)) = after {
        fitting = fitting.filter(Column::Position.gt(position));
    }
    let size = page_size(query.limit);
    let rows = fitting
        .order_by_asc(Column::Position)
        .limit(size.saturating_add(1))
        .all(db)
        .await
        .map_err(fault(DOING))?;
    let (rows, next) = page(rows, size, &scope, |row: &Model| Place(row.position));
    Ok(Page {
        items: rows.iter().map(from_row).collect::<Result<_>>()?,
        next,
        total: Some(total),
    })
}

pub(crate) async fn put(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    id: &ActivationId,
    items: &[ActivationItem],
) -> Result<()> {
    const DOING: &str = "write the accounts of an activation";
    let key = [Column::WorkspaceId, Column::ActivationId, Column::AccountId];
    let replace = OnConflict::columns(key)
        .update_columns([Column::State, Column::Data])
        .to_owned();
    for some in items.chunks(BATCH) {
        let rows = some
            .iter()
            .map(|item| {
                Ok(ActiveModel {
                    workspace_id: Set(workspace.as_str().to_owned()),
                    activation_id: Set(id.to_string()),
                    account_id: Set(item.account.to_string()),
                    position: Set(i64::from(item.position)),
                    state: Set(item.state.name().to_owned()),
                    data: Set(pack(item).map_err(|_| refused(DOING, "it has no JSON form"))?),
                })
            })
            .collect::<Result<Vec<_>>>()?;
        Entity::insert_many(rows)
            .on_conflict(replace.clone())
            .exec_without_returning(db)
            .await
            .map_err(fault(DOING))?;
    }
    Ok(())
}

fn from_row(row: &Model) -> Result<ActivationItem> {
    let at = RowRef {
        table: "activation_items",
        key: &row.account_id,
    };
    at.read("data", unpack(&row.data))
}
