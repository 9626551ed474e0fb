use landfast_app::ports::{AccountQuery, Page};
use landfast_domain::{Account, AccountId, ids::WorkspaceId};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Select, sea_query::LikeExpr,
};

use super::read::listed;
use crate::{
    codec::{Keyset, Scope, page, page_size, unstorable},
    entity::account::{Column, Entity},
    fault::{Result, fault},
};

const DOING: &str = "list accounts";
/// Stands before a character of a search that LIKE would read as a wildcard.
const ESCAPE: char = '!';
/// Longer than every name and id; SQLite refuses patterns that are much longer.
const LONGEST_SEARCH: usize = 200;

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
    let after: Option<Key> = scope.read(query.cursor.as_ref())?;
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
        .fold(fitting, |rows, Key(last)| {
            rows.filter(Column::Id.gt(last.as_str()))
        })
        .order_by_asc(Column::Id)
        .limit(size.saturating_add(1))
        .all(db)
        .await
        .map_err(fault(DOING))?;
    let (rows, next) = page(rows, size, &scope, |row| Key(row.id.clone()));
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
        rows = rows.filter(contains(search)?);
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

fn contains(search: &str) -> Option<Condition> {
    if search.chars().count() > LONGEST_SEARCH || unstorable(search) {
        return None;
    }
    let literal: String = search
        .to_lowercase()
        .chars()
        .flat_map(|c| {
            ['%', '_', ESCAPE]
                .contains(&c)
                .then_some(ESCAPE)
                .into_iter()
                .chain([c])
        })
        .collect();
    let like = || LikeExpr::new(format!("%{literal}%")).escape(ESCAPE);
    Some(
        Condition::any()
            .add(Column::NameFolded.like(like()))
            .add(Column::Id.like(like())),
    )
}

/// The id of the last account of a page.
struct Key(String);

impl Keyset for Key {
    fn write(&self) -> String {
        self.0.clone()
    }

    fn parse(text: &str) -> Option<Self> {
        let id = AccountId::parse(text).ok()?;
        (id.as_str() == text).then(|| Self(text.to_owned()))
    }
}
