use std::collections::BTreeMap;

use landfast_domain::{AccountId, ids::WorkspaceId};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use super::TABLE;
use crate::{
    codec::RowRef,
    entity::{account, organization_member},
    fault::{Result, fault},
};

const DOING: &str = "read names of accounts";
/// Ids in one statement: fewer than SQLite's limit of variables (SQLite, "Implementation Limits").
const AT_ONCE: usize = 500;

/// What accounts are called: where they are registered, else in their organization.
pub(crate) async fn names(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    ids: &[AccountId],
) -> Result<Vec<(AccountId, String)>> {
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    for some in ids.chunks(AT_ONCE) {
        let members: Vec<(String, String)> = organization_member::Entity::find()
            .select_only()
            .column(organization_member::Column::AccountId)
            .column(organization_member::Column::Name)
            .filter(organization_member::Column::WorkspaceId.eq(workspace.as_str()))
            .filter(
                organization_member::Column::AccountId.is_in(some.iter().map(AccountId::as_str)),
            )
            .into_tuple()
            .all(db)
            .await
            .map_err(fault(DOING))?;
        found.extend(members);
        let registered: Vec<(String, String)> = account::Entity::find()
            .select_only()
            .column(account::Column::Id)
            .column(account::Column::Name)
            .filter(account::Column::WorkspaceId.eq(workspace.as_str()))
            .filter(account::Column::Id.is_in(some.iter().map(AccountId::as_str)))
            .into_tuple()
            .all(db)
            .await
            .map_err(fault(DOING))?;
        found.extend(registered);
    }
    let read = found.into_iter().map(|(id, name)| {
        let at = RowRef {
            table: TABLE,
            key: &id,
        };
        Ok((at.read("id", AccountId::parse(&id))?, name))
    });
    read.collect()
}
