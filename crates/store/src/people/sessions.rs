use landfast_app::ports::Session;
use landfast_domain::{
    Timestamp,
    ids::{SessionId, UserId},
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};

use crate::{
    codec::RowRef,
    entity::session::{ActiveModel, Column, Entity, Model},
    fault::{Result, fault},
};

/// Expired sessions go on this occasion.
pub(crate) async fn session_insert(db: &impl ConnectionTrait, session: &Session) -> Result<()> {
    const DOING: &str = "write a session";
    Entity::delete_many()
        .filter(Column::ExpiresAt.lte(session.created_at.unix_ms()))
        .exec(db)
        .await
        .map_err(fault(DOING))?;
    let row = ActiveModel {
        id: Set(session.id.as_str().to_owned()),
        secret_hash: Set(session.secret_hash.to_vec()),
        user_id: Set(session.user.as_str().to_owned()),
        created_at: Set(session.created_at.unix_ms()),
        expires_at: Set(session.expires_at.unix_ms()),
    };
    Entity::insert(row)
        .exec_without_returning(db)
        .await
        .map_err(fault(DOING))?;
    Ok(())
}

pub(crate) async fn session_find(
    db: &impl ConnectionTrait,
    secret_hash: &[u8; 32],
    now: Timestamp,
) -> Result<Option<Session>> {
    let row = Entity::find()
        .filter(Column::SecretHash.eq(secret_hash.to_vec()))
        .filter(Column::ExpiresAt.gt(now.unix_ms()))
        .one(db)
        .await
        .map_err(fault("read a session"))?;
    row.map(from_row).transpose()
}

pub(crate) async fn session_delete(db: &impl ConnectionTrait, id: &SessionId) -> Result<()> {
    Entity::delete_by_id(id.as_str())
        .exec(db)
        .await
        .map_err(fault("end a session"))?;
    Ok(())
}

fn from_row(row: Model) -> Result<Session> {
    let at = RowRef {
        table: "sessions",
        key: &row.id,
    };
    Ok(Session {
        id: at.read("id", SessionId::parse(&row.id))?,
        secret_hash: at.hash("secret_hash", &row.secret_hash)?,
        user: at.read("user_id", UserId::parse(&row.user_id))?,
        created_at: Timestamp::from_unix_ms(row.created_at),
        expires_at: Timestamp::from_unix_ms(row.expires_at),
    })
}
