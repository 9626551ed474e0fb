use std::time::Duration;

use landfast_app::ports::{StoredOwnerLink, Workspace};
use landfast_domain::{
    AccountId, Timestamp,
    ids::{OwnerLinkId, WorkspaceId},
    owner_link::{OwnerLink, Revoked},
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set,
};

use crate::{
    codec::{RowRef, ms, time},
    entity::owner_link::{ActiveModel, Column, Entity, Model},
    fault::{Result, fault, refused},
    workspaces,
};

/// How long one that ended is still listed.
const KEPT: Duration = Duration::from_secs(90 * 24 * 60 * 60);

/// By its public part, in whatever workspace it is, however it stands.
pub(crate) async fn owner_link_find(
    db: &impl ConnectionTrait,
    id: &OwnerLinkId,
) -> Result<Option<(StoredOwnerLink, Workspace)>> {
    let row = Entity::find_by_id(id.as_str())
        .one(db)
        .await
        .map_err(fault("read an owner's link"))?;
    let Some(row) = row else {
        return Ok(None);
    };
    let at = RowRef {
        table: "owner_links",
        key: &row.id,
    };
    let secret_hash = at.hash("secret_hash", &row.secret_hash)?;
    let workspace = at.read("workspace_id", WorkspaceId::parse(&row.workspace_id))?;
    let link = from_row(row)?;
    let workspace = workspaces::get(db, &workspace).await?;
    Ok(workspace.map(|workspace| (StoredOwnerLink { link, secret_hash }, workspace)))
}

/// Moves forward only: two requests may come in the other order.
pub(crate) async fn owner_link_used(
    db: &impl ConnectionTrait,
    id: &OwnerLinkId,
    at: Timestamp,
) -> Result<()> {
    let earlier = Condition::any()
        .add(Column::LastUsedAt.is_null())
        .add(Column::LastUsedAt.lt(at.unix_ms()));
    Entity::update_many()
        .col_expr(Column::LastUsedAt, at.unix_ms().into())
        .filter(Column::Id.eq(id.as_str()))
        .filter(earlier)
        .exec(db)
        .await
        .map_err(fault("note the use of an owner's link"))?;
    Ok(())
}

/// Of one account, newest first.
pub(crate) async fn owner_links(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    account: &AccountId,
) -> Result<Vec<OwnerLink>> {
    let rows = Entity::find()
        .filter(Column::WorkspaceId.eq(workspace.as_str()))
        .filter(Column::AccountId.eq(account.as_str()))
        .order_by_desc(Column::CreatedAt)
        .order_by_desc(Column::Id)
        .all(db)
        .await
        .map_err(fault("list owners' links"))?;
    rows.into_iter().map(from_row).collect()
}

/// The link, held against other writers until the end of the transaction.
pub(crate) async fn owner_link_held(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    id: &OwnerLinkId,
) -> Result<Option<OwnerLink>> {
    let row = Entity::find_by_id(id.as_str())
        .filter(Column::WorkspaceId.eq(workspace.as_str()))
        .lock_exclusive()
        .one(db)
        .await
        .map_err(fault("read an owner's link"))?;
    row.map(from_row).transpose()
}

/// Those of the workspace that ended long ago go on this occasion.
pub(crate) async fn owner_link_insert(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    StoredOwnerLink { link, secret_hash }: &StoredOwnerLink,
) -> Result<()> {
    const DOING: &str = "write an owner's link";
    let long_ago = link
        .made_at
        .unix_ms()
        .saturating_sub(i64::try_from(KEPT.as_millis()).unwrap_or(i64::MAX));
    Entity::delete_many()
        .filter(Column::WorkspaceId.eq(workspace.as_str()))
        .filter(Column::ExpiresAt.lt(long_ago))
        .exec(db)
        .await
        .map_err(fault(DOING))?;
    let row = ActiveModel {
        id: Set(link.id.as_str().to_owned()),
        workspace_id: Set(workspace.as_str().to_owned()),
        account_id: Set(link.account.as_str().to_owned()),
        secret_hash: Set(secret_hash.to_vec()),
        created_by: Set(link.made_by.clone()),
        created_at: Set(link.made_at.unix_ms()),
        expires_at: Set(link.expires_at.unix_ms()),
        last_used_at: Set(ms(link.last_used_at)),
        revoked_by: Set(link.revoked.as_ref().map(|one| one.by.clone())),
        revoked_at: Set(ms(link.revoked.as_ref().map(|one| one.at))),
    };
    Entity::insert(row)
        .exec_without_returning(db)
        .await
        .map_err(fault(DOING))?;
    Ok(())
}

/// Notes that it was revoked; everything else about a link stays as it was made.
pub(crate) async fn owner_link_revoke(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    id: &OwnerLinkId,
    revoked: &Revoked,
) -> Result<()> {
    const DOING: &str = "revoke an owner's link";
    let done = Entity::update_many()
        .col_expr(Column::RevokedBy, revoked.by.clone().into())
        .col_expr(Column::RevokedAt, revoked.at.unix_ms().into())
        .filter(Column::WorkspaceId.eq(workspace.as_str()))
        .filter(Column::Id.eq(id.as_str()))
        .exec(db)
        .await
        .map_err(fault(DOING))?;
    if done.rows_affected == 0 {
        return Err(refused(DOING, "it is not in this workspace"));
    }
    Ok(())
}

/// Every link of an account whose record goes.
pub(crate) async fn owner_links_forget(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    account: &AccountId,
) -> Result<()> {
    Entity::delete_many()
        .filter(Column::WorkspaceId.eq(workspace.as_str()))
        .filter(Column::AccountId.eq(account.as_str()))
        .exec(db)
        .await
        .map_err(fault("end an account's links"))?;
    Ok(())
}

fn from_row(row: Model) -> Result<OwnerLink> {
    let at = RowRef {
        table: "owner_links",
        key: &row.id,
    };
    let revoked = row.revoked_by.zip(time(row.revoked_at));
    Ok(OwnerLink {
        id: at.read("id", OwnerLinkId::parse(&row.id))?,
        account: at.read("account_id", AccountId::parse(&row.account_id))?,
        made_by: row.created_by,
        made_at: Timestamp::from_unix_ms(row.created_at),
        expires_at: Timestamp::from_unix_ms(row.expires_at),
        last_used_at: time(row.last_used_at),
        revoked: revoked.map(|(by, at)| Revoked { by, at }),
    })
}
