use landfast_app::ports::{AccountQuery, Page};
use landfast_domain::{Account, AccountId, ids::WorkspaceId};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Select,
};

use super::read::listed;
use crate::{
    codec::{AccountKey, Scope, contains, page, page_size, unstorable},
    entity::account::{Column, Entity},
    fault::{Result, fault},
};

const DOING: &str = "list accounts";

/// One page in the order of the account ids, with the number of all accounts that fit.
pub(crate) async fn list(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    query: &AccountQuery,
) -> Result<Page<Account>> {
    let scope = Scope::new(&[
        Some("accounts"),
        Some(workspace.as_str()),
        query.search.as_deref(),
        query.kind.as_deref(),
        query.status.as_deref(),
        query.payer.as_ref().map(AccountId::as_str),
    ]);
    let after: Option<AccountKey> = scope.read(query.cursor.as_ref())?;
    let Some(fitting) = fitting(workspace, query) else {
        return Ok(Page {
            items: Vec::new(),
            next: None,
            total: Some(0),
        });
    };
    let total = fitting.clone().count(db).await.map_err(fault(DOING))?;
    let size = page_size(query.limit);
    let rows = after
        .iter()
        .fold(fitting, |rows, key| rows.filter(Column::Id.gt(key.last())))
        .order_by_asc(Column::Id)
        .limit(size.saturating_add(1))
        .all(db)
        .await
        .map_err(fault(DOING))?;
    let (rows, next) = page(rows, size, &scope, |row| AccountKey::new(&row.id));
    Ok(Page {
        items: listed(db, workspace, rows).await?,
        next,
        total: Some(total),
    })
}

/// The accounts that a query asks for; `None` when its search can match nothing.
fn fitting(workspace: &WorkspaceId, query: &AccountQuery) -> Option<Select<Entity>> {
    let mut rows = Entity::find().filter(Column::WorkspaceId.eq(workspace.as_str()));
    if let Some(search) = query.search.as_deref().filter(|text| !text.is_empty()) {
        rows = rows.filter(contains(search, [Column::NameFolded, Column::Id])?);
    }
    for (column, wanted) in [
        (Column::Kind, query.kind.as_deref()),
        (Column::Status, query.status.as_deref()),
        (Column::PayerId, query.payer.as_ref().map(AccountId::as_str)),
    ] {
        if let Some(wanted) = wanted {
            rows = rows.filter(column.eq(Some(wanted).filter(|text| !unstorable(text))?));
        }
    }
    Some(rows)
}
