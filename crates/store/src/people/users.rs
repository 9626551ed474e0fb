use landfast_app::ports::User;
use landfast_domain::{Timestamp, ids::UserId};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseConnection, EntityTrait, PaginatorTrait, QueryFilter,
    Set, TransactionTrait,
};

use crate::{
    codec::{RowRef, unstorable},
    connect::WRITE,
    entity::{
        session,
        user::{ActiveModel, Column, Entity, Model},
    },
    fault::{Result, fault, refused},
};

pub(crate) async fn any_user(db: &impl ConnectionTrait) -> Result<bool> {
    let count = Entity::find()
        .filter(Column::PasswordHash.is_not_null())
        .count(db)
        .await
        .map_err(fault("look for users"))?;
    Ok(count > 0)
}

pub(crate) async fn user_insert(db: &impl ConnectionTrait, user: &User) -> Result<()> {
    let row = ActiveModel {
        id: Set(user.id.as_str().to_owned()),
        email: Set(user.email.clone()),
        password_hash: Set(user.password_hash.clone()),
        created_at: Set(user.created_at.unix_ms()),
    };
    Entity::insert(row)
        .exec_without_returning(db)
        .await
        .map_err(fault("write a user"))?;
    Ok(())
}

pub(crate) async fn user_find(db: &impl ConnectionTrait, email: &str) -> Result<Option<User>> {
    if unstorable(email) {
        return Ok(None);
    }
    let row = Entity::find()
        .filter(Column::Email.eq(email))
        .one(db)
        .await
        .map_err(fault("read a user"))?;
    row.map(from_row).transpose()
}

pub(crate) async fn user_get(db: &impl ConnectionTrait, id: &UserId) -> Result<Option<User>> {
    let row = Entity::find_by_id(id.as_str())
        .one(db)
        .await
        .map_err(fault("read a user"))?;
    row.map(from_row).transpose()
}

/// # Errors
/// `StoreError::Unavailable` when there is no such user.
pub(crate) async fn user_set_password(
    db: &DatabaseConnection,
    id: &UserId,
    password_hash: &str,
) -> Result<()> {
    const DOING: &str = "set a password";
    let tx = db.begin_with_options(WRITE).await.map_err(fault(DOING))?;
    let changed = Entity::update_many()
        .col_expr(Column::PasswordHash, password_hash.into())
        .filter(Column::Id.eq(id.as_str()))
        .exec(&tx)
        .await
        .map_err(fault(DOING))?;
    if changed.rows_affected == 0 {
        return Err(refused(DOING, "there is no such user"));
    }
    session::Entity::delete_many()
        .filter(session::Column::UserId.eq(id.as_str()))
        .exec(&tx)
        .await
        .map_err(fault(DOING))?;
    tx.commit().await.map_err(fault(DOING))
}

pub(super) fn from_row(row: Model) -> Result<User> {
    let at = RowRef {
        table: "users",
        key: &row.id,
    };
    Ok(User {
        id: at.read("id", UserId::parse(&row.id))?,
        created_at: Timestamp::from_unix_ms(row.created_at),
        email: row.email,
        password_hash: row.password_hash,
    })
}
