//! The key pairs of the issuer.

use landfast_app::ports::Sealed;
use landfast_domain::{
    Timestamp,
    oidc::{IssuerKey, Jwk},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Set,
    sea_query::{Expr, OnConflict},
};

use crate::{
    codec::{RowRef, ms, time},
    entity::issuer_key::{ActiveModel, Column, Entity, Model},
    fault::{Result, fault},
};

pub(crate) async fn all(db: &impl ConnectionTrait) -> Result<Vec<IssuerKey>> {
    let rows = Entity::find()
        .order_by_asc(Column::Number)
        .all(db)
        .await
        .map_err(fault("read the issuer's keys"))?;
    rows.into_iter().map(from_row).collect()
}

/// `false` when there is a key of this number already; it stays.
pub(crate) async fn insert(
    db: &impl ConnectionTrait,
    key: &IssuerKey,
    secret: &Sealed,
) -> Result<bool> {
    const DOING: &str = "keep a key of the issuer";
    let row = ActiveModel {
        number: Set(i64::from(key.number)),
        kid: Set(key.kid().to_string()),
        public_key: Set(key.jwk.to_text()),
        made_at: Set(key.made_at.unix_ms()),
        made_by: Set(key.made_by.clone()),
        published_at: Set(ms(key.published_at)),
        key_version: Set(i64::from(secret.key_version)),
        nonce: Set(secret.nonce.to_vec()),
        ciphertext: Set(secret.ciphertext.clone()),
    };
    let once = OnConflict::column(Column::Number).do_nothing().to_owned();
    Entity::insert(row)
        .on_conflict(once)
        .exec_without_returning(db)
        .await
        .map_err(fault(DOING))?;
    let there = find(db, key.number).await?;
    Ok(there.is_some_and(|row| row.kid == key.kid().as_str()))
}

pub(crate) async fn secret(db: &impl ConnectionTrait, number: u32) -> Result<Option<Sealed>> {
    let row = find(db, number).await?;
    row.map(|row| {
        let key = row.number.to_string();
        let at = at(&key);
        let nonce = row.nonce.as_slice().try_into();
        Ok(Sealed {
            key_version: at.small("key_version", row.key_version)?,
            nonce: nonce.map_err(|_| at.bad("nonce", "expected 12 bytes"))?,
            ciphertext: row.ciphertext,
        })
    })
    .transpose()
}

/// `false` when it was known to be out before.
pub(crate) async fn published(
    db: &impl ConnectionTrait,
    number: u32,
    when: Timestamp,
) -> Result<bool> {
    let done = Entity::update_many()
        .col_expr(Column::PublishedAt, Expr::value(when.unix_ms()))
        .filter(Column::Number.eq(i64::from(number)))
        .filter(Column::PublishedAt.is_null())
        .exec(db)
        .await
        .map_err(fault("note that a key of the issuer is out"))?;
    Ok(done.rows_affected == 1)
}

pub(crate) async fn forget(db: &impl ConnectionTrait, number: u32) -> Result<()> {
    Entity::delete_by_id(i64::from(number))
        .exec(db)
        .await
        .map_err(fault("forget a key of the issuer"))?;
    Ok(())
}

async fn find(db: &impl ConnectionTrait, number: u32) -> Result<Option<Model>> {
    Entity::find_by_id(i64::from(number))
        .one(db)
        .await
        .map_err(fault("read a key of the issuer"))
}

const fn at(key: &str) -> RowRef<'_> {
    let table = "issuer_keys";
    RowRef { table, key }
}

fn from_row(row: Model) -> Result<IssuerKey> {
    let key = row.number.to_string();
    let at = at(&key);
    Ok(IssuerKey {
        number: at.small("number", row.number)?,
        jwk: at.read("public_key", Jwk::parse(&row.public_key))?,
        made_at: Timestamp::from_unix_ms(row.made_at),
        made_by: row.made_by,
        published_at: time(row.published_at),
    })
}
