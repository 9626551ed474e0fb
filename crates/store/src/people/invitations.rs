use landfast_app::ports::Invitation;
use landfast_domain::{
    Timestamp,
    ids::{UserId, WorkspaceId},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbErr, EntityTrait,
    QueryFilter, QueryOrder, QuerySelect, Set, TransactionTrait,
};

use crate::{
    codec::RowRef,
    connect::WRITE,
    entity::invitation::{ActiveModel, Column, Entity, Model},
    fault::{Result, fault},
};

/// Expired links go on this occasion.
pub(crate) async fn invitation_insert(
    db: &impl ConnectionTrait,
    invitation: &Invitation,
    now: Timestamp,
) -> Result<()> {
    const DOING: &str = "write an invitation";
    Entity::delete_many()
        .filter(Column::ExpiresAt.lte(now.unix_ms()))
        .exec(db)
        .await
        .map_err(fault(DOING))?;
    let into = invitation.into.as_ref();
    let row = ActiveModel {
        secret_hash: Set(invitation.secret_hash.to_vec()),
        user_id: Set(into.map(|(user, _)| user.to_string())),
        workspace_id: Set(into.map(|(_, workspace)| workspace.to_string())),
        expires_at: Set(invitation.expires_at.unix_ms()),
    };
    Entity::insert(row)
        .exec_without_returning(db)
        .await
        .map_err(fault(DOING))?;
    Ok(())
}

pub(crate) async fn invitation_find(
    db: &impl ConnectionTrait,
    secret_hash: &[u8; 32],
    now: Timestamp,
) -> Result<Option<Invitation>> {
    let row = Entity::find()
        .filter(Column::SecretHash.eq(secret_hash.to_vec()))
        .filter(Column::ExpiresAt.gt(now.unix_ms()))
        .one(db)
        .await
        .map_err(fault("read an invitation"))?;
    row.map(from_row).transpose()
}

pub(crate) async fn invitation_consume(
    db: &DatabaseConnection,
    secret_hash: &[u8; 32],
) -> Result<bool> {
    const DOING: &str = "use an invitation";
    let tx = db.begin_with_options(WRITE).await.map_err(fault(DOING))?;
    let consumed = consume(&tx, secret_hash).await.map_err(fault(DOING))?;
    tx.commit().await.map_err(fault(DOING))?;
    Ok(consumed)
}

async fn consume(tx: &DatabaseTransaction, secret_hash: &[u8; 32]) -> Result<bool, DbErr> {
    let Some(row) = Entity::find_by_id(secret_hash.to_vec()).one(tx).await? else {
        return Ok(false);
    };
    if row.user_id.is_some() {
        return Ok(Entity::delete_by_id(row.secret_hash)
            .exec(tx)
            .await?
            .rows_affected
            > 0);
    }
    // All of them, in one order: of two people with two links, one sets the installation up.
    let held = Entity::find()
        .filter(Column::UserId.is_null())
        .order_by_asc(Column::SecretHash)
        .lock_exclusive()
        .all(tx)
        .await?;
    if !held.contains(&row) {
        return Ok(false);
    }
    Entity::delete_many()
        .filter(Column::UserId.is_null())
        .exec(tx)
        .await?;
    Ok(true)
}

fn from_row(row: Model) -> Result<Invitation> {
    let at = RowRef {
        table: "invitations",
        key: "by hash of its secret",
    };
    let user = at.read_some("user_id", row.user_id.as_deref(), UserId::parse)?;
    let workspace = at.read_some(
        "workspace_id",
        row.workspace_id.as_deref(),
        WorkspaceId::parse,
    )?;
    Ok(Invitation {
        secret_hash: at.hash("secret_hash", &row.secret_hash)?,
        into: user.zip(workspace),
        expires_at: Timestamp::from_unix_ms(row.expires_at),
    })
}
