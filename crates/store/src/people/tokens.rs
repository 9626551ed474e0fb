use landfast_app::ports::{Role, Token, Workspace};
use landfast_domain::{
    Timestamp,
    ids::{TokenId, WorkspaceId},
};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Set};

use crate::{
    codec::{RowRef, Word, time},
    entity::token::{ActiveModel, Column, Entity, Model},
    fault::{Result, fault, refused},
    workspaces,
};

pub(crate) async fn token_find(
    db: &impl ConnectionTrait,
    id: &TokenId,
    now: Timestamp,
) -> Result<Option<(Token, Workspace)>> {
    let row = Entity::find_by_id(id.as_str())
        .filter(Column::ExpiresAt.gt(now.unix_ms()))
        .one(db)
        .await
        .map_err(fault("read a token"))?;
    let Some(token) = row.map(from_row).transpose()? else {
        return Ok(None);
    };
    let workspace = workspaces::get(db, &token.workspace).await?;
    Ok(workspace.map(|workspace| (token, workspace)))
}

/// Moves forward only: two requests may come in the other order.
pub(crate) async fn token_used(
    db: &impl ConnectionTrait,
    id: &TokenId,
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
        .map_err(fault("note the use of a token"))?;
    Ok(())
}

/// Newest first.
pub(crate) async fn tokens(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
) -> Result<Vec<Token>> {
    let rows = Entity::find()
        .filter(Column::WorkspaceId.eq(workspace.as_str()))
        .order_by_desc(Column::CreatedAt)
        .order_by_desc(Column::Id)
        .all(db)
        .await
        .map_err(fault("list tokens"))?;
    rows.into_iter().map(from_row).collect()
}

pub(crate) async fn token_insert(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    token: &Token,
) -> Result<()> {
    const DOING: &str = "write a token";
    if token.workspace != *workspace {
        return Err(refused(DOING, "it is a token of another workspace"));
    }
    let row = ActiveModel {
        id: Set(token.id.as_str().to_owned()),
        workspace_id: Set(workspace.as_str().to_owned()),
        name: Set(token.name.clone()),
        role: Set(token.role.word().to_owned()),
        secret_hash: Set(token.secret_hash.to_vec()),
        created_by: Set(token.created_by.clone()),
        created_at: Set(token.created_at.unix_ms()),
        expires_at: Set(token.expires_at.unix_ms()),
        last_used_at: Set(token.last_used_at.map(Timestamp::unix_ms)),
    };
    Entity::insert(row)
        .exec_without_returning(db)
        .await
        .map_err(fault(DOING))?;
    Ok(())
}

pub(crate) async fn token_delete(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    id: &TokenId,
) -> Result<bool> {
    let gone = Entity::delete_many()
        .filter(Column::WorkspaceId.eq(workspace.as_str()))
        .filter(Column::Id.eq(id.as_str()))
        .exec(db)
        .await
        .map_err(fault("revoke a token"))?;
    Ok(gone.rows_affected > 0)
}

fn from_row(row: Model) -> Result<Token> {
    let at = RowRef {
        table: "tokens",
        key: &row.id,
    };
    Ok(Token {
        id: at.read("id", TokenId::parse(&row.id))?,
        workspace: at.read("workspace_id", WorkspaceId::parse(&row.workspace_id))?,
        role: at.read("role", <Role as Word>::of(&row.role))?,
        secret_hash: at.hash("secret_hash", &row.secret_hash)?,
        created_at: Timestamp::from_unix_ms(row.created_at),
        expires_at: Timestamp::from_unix_ms(row.expires_at),
        last_used_at: time(row.last_used_at),
        name: row.name,
        created_by: row.created_by,
    })
}
