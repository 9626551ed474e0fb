use landfast_app::ports::{Sealed, SecretPlace, StoredKey};
use landfast_domain::{
    AccountId, Timestamp,
    access_key::AccessKeyId,
    ids::{KeyId, WorkspaceId},
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Select, Set};

use super::{
    rotation::key_rotation_forget,
    secret::{secret_forget, secret_put},
};
use crate::{
    codec::{RowRef, Word, ms, time},
    entity::access_key::{ActiveModel, Column, Entity, Model},
    fault::{Result, fault, refused},
};

pub(crate) async fn all(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    account: &AccountId,
) -> Result<Vec<StoredKey>> {
    let rows = of_account(workspace, account)
        .order_by_asc(Column::Id)
        .all(db)
        .await
        .map_err(fault("read the access keys of an account"))?;
    rows.into_iter().map(from_row).collect()
}

/// Replaces the key of the same standing, and its secret.
pub(crate) async fn put(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    key: &StoredKey,
    secret: &Sealed,
) -> Result<()> {
    let before = all(db, workspace, &key.account).await?;
    for other in before.iter().filter(|one| one.standing == key.standing) {
        forget(db, workspace, &key.account, &other.id).await?;
    }
    Entity::insert(to_row(workspace, key))
        .exec_without_returning(db)
        .await
        .map_err(fault("keep an access key"))?;
    let place = SecretPlace {
        workspace: Some(workspace.clone()),
        table: StoredKey::TABLE,
        record: key.id.to_string(),
        field: StoredKey::SECRET,
    };
    secret_put(db, workspace, &place, secret).await
}

/// # Errors
/// `StoreError::Unavailable` when the key is not there.
pub(crate) async fn save(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    key: &StoredKey,
) -> Result<()> {
    const DOING: &str = "save an access key";
    let mut row = to_row(workspace, key);
    for fixed in [Column::WorkspaceId, Column::AccountId, Column::Id] {
        sea_orm::ActiveModelTrait::not_set(&mut row, fixed);
    }
    let saved = Entity::update_many()
        .set(row)
        .filter(Column::WorkspaceId.eq(workspace.as_str()))
        .filter(Column::AccountId.eq(key.account.as_str()))
        .filter(Column::Id.eq(key.id.as_str()))
        .exec(db)
        .await
        .map_err(fault(DOING))?;
    if saved.rows_affected == 0 {
        return Err(refused(DOING, "the account has no such key"));
    }
    Ok(())
}

pub(crate) async fn forget(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    account: &AccountId,
    id: &KeyId,
) -> Result<bool> {
    let gone = Entity::delete_many()
        .filter(Column::WorkspaceId.eq(workspace.as_str()))
        .filter(Column::AccountId.eq(account.as_str()))
        .filter(Column::Id.eq(id.as_str()))
        .exec(db)
        .await
        .map_err(fault("forget an access key"))?;
    if gone.rows_affected > 0 {
        secret_forget(db, workspace, StoredKey::TABLE, id.as_str()).await?;
    }
    Ok(gone.rows_affected > 0)
}

/// Everything about the keys of an account that is removed.
pub(crate) async fn forget_all(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    account: &AccountId,
) -> Result<()> {
    for key in all(db, workspace, account).await? {
        forget(db, workspace, account, &key.id).await?;
    }
    key_rotation_forget(db, workspace, account).await
}

fn of_account(workspace: &WorkspaceId, account: &AccountId) -> Select<Entity> {
    Entity::find()
        .filter(Column::WorkspaceId.eq(workspace.as_str()))
        .filter(Column::AccountId.eq(account.as_str()))
}

fn to_row(workspace: &WorkspaceId, key: &StoredKey) -> ActiveModel {
    ActiveModel {
        workspace_id: Set(workspace.as_str().to_owned()),
        id: Set(key.id.as_str().to_owned()),
        account_id: Set(key.account.as_str().to_owned()),
        access_key_id: Set(key.key.as_str().to_owned()),
        standing: Set(key.standing.word().to_owned()),
        user_arn: Set(key.user_arn.clone()),
        saved_by: Set(key.saved_by.clone()),
        saved_at: Set(key.saved_at.unix_ms()),
        created_at: Set(ms(key.created_at)),
        tested_at: Set(ms(key.tested_at)),
        answered: Set(key.answered.map(i64::from)),
    }
}

fn from_row(row: Model) -> Result<StoredKey> {
    let at = RowRef {
        table: StoredKey::TABLE,
        key: &row.id,
    };
    Ok(StoredKey {
        id: at.read("id", KeyId::parse(&row.id))?,
        account: at.read("account_id", AccountId::parse(&row.account_id))?,
        key: at.read("access_key_id", AccessKeyId::parse(&row.access_key_id))?,
        standing: at.read("standing", Word::of(&row.standing))?,
        saved_at: Timestamp::from_unix_ms(row.saved_at),
        created_at: time(row.created_at),
        tested_at: time(row.tested_at),
        answered: row.answered.map(|flag| flag != 0),
        user_arn: row.user_arn,
        saved_by: row.saved_by,
    })
}
