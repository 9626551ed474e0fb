use landfast_app::ports::{Sealed, SecretPlace};
use landfast_domain::{Timestamp, ids::WorkspaceId};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set, sea_query::OnConflict};

use crate::{
    codec::RowRef,
    entity::{
        seal_key,
        secret::{ActiveModel, Column, Entity, Model},
    },
    fault::{Result, fault, refused},
};

/// There is one key; a second one would be sealed under the next number.
pub(crate) const KEY_VERSION: u32 = 1;

pub(crate) async fn secret_find(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    place: &SecretPlace,
) -> Result<Option<Sealed>> {
    const DOING: &str = "read a sealed secret";
    if place.workspace.as_ref() != Some(workspace) {
        return Err(refused(DOING, "it is a secret of another workspace"));
    }
    let row = Entity::find()
        .filter(Column::WorkspaceId.eq(workspace.as_str()))
        .filter(Column::OfTable.eq(place.table))
        .filter(Column::RecordId.eq(place.record.as_str()))
        .filter(Column::Field.eq(place.field))
        .one(db)
        .await
        .map_err(fault(DOING))?;
    row.map(from_row).transpose()
}

/// In the place of the secret before.
pub(crate) async fn secret_put(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    place: &SecretPlace,
    sealed: &Sealed,
) -> Result<()> {
    const DOING: &str = "keep a sealed secret";
    if place.workspace.as_ref() != Some(workspace) {
        return Err(refused(DOING, "it is a secret of another workspace"));
    }
    let row = ActiveModel {
        workspace_id: Set(workspace.as_str().to_owned()),
        of_table: Set(place.table.to_owned()),
        record_id: Set(place.record.clone()),
        field: Set(place.field.to_owned()),
        key_version: Set(i64::from(sealed.key_version)),
        nonce: Set(sealed.nonce.to_vec()),
        ciphertext: Set(sealed.ciphertext.clone()),
    };
    let place = [
        Column::WorkspaceId,
        Column::OfTable,
        Column::RecordId,
        Column::Field,
    ];
    let replace = OnConflict::columns(place)
        .update_columns([Column::KeyVersion, Column::Nonce, Column::Ciphertext])
        .to_owned();
    Entity::insert(row)
        .on_conflict(replace)
        .exec_without_returning(db)
        .await
        .map_err(fault(DOING))?;
    Ok(())
}

/// All secrets of one record.
pub(crate) async fn secret_forget(
    db: &impl ConnectionTrait,
    workspace: &WorkspaceId,
    table: &str,
    record: &str,
) -> Result<()> {
    Entity::delete_many()
        .filter(Column::WorkspaceId.eq(workspace.as_str()))
        .filter(Column::OfTable.eq(table))
        .filter(Column::RecordId.eq(record))
        .exec(db)
        .await
        .map_err(fault("forget a sealed secret"))?;
    Ok(())
}

fn from_row(row: Model) -> Result<Sealed> {
    let at = RowRef {
        table: "secrets",
        key: &row.record_id,
    };
    let nonce = row.nonce.as_slice().try_into();
    Ok(Sealed {
        key_version: at.small("key_version", row.key_version)?,
        nonce: nonce.map_err(|_| at.bad("nonce", "expected 12 bytes"))?,
        ciphertext: row.ciphertext,
    })
}

/// The first one stays; whoever comes with another key is told the first.
pub(crate) async fn seal_key(
    db: &impl ConnectionTrait,
    proof: &[u8; 32],
    now: Timestamp,
) -> Result<[u8; 32]> {
    const DOING: &str = "remember the secret key in use";
    let row = seal_key::ActiveModel {
        version: Set(i64::from(KEY_VERSION)),
        proof: Set(proof.to_vec()),
        made_at: Set(now.unix_ms()),
    };
    let once = OnConflict::column(seal_key::Column::Version)
        .do_nothing()
        .to_owned();
    seal_key::Entity::insert(row)
        .on_conflict(once)
        .exec_without_returning(db)
        .await
        .map_err(fault(DOING))?;
    let known = seal_key_known(db).await?;
    known.ok_or_else(|| refused(DOING, "it was not there after it was written"))
}

pub(crate) async fn seal_key_known(db: &impl ConnectionTrait) -> Result<Option<[u8; 32]>> {
    let row = seal_key::Entity::find_by_id(i64::from(KEY_VERSION))
        .one(db)
        .await
        .map_err(fault("read which secret key is in use"))?;
    let at = RowRef {
        table: "seal_keys",
        key: "1",
    };
    row.map(|row| at.hash("proof", &row.proof)).transpose()
}
