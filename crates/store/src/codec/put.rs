use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, Insert, sea_query::OnConflict,
};

use crate::fault::{Result, fault};

/// Writes a row, or what is new of it: `changed` of the row that has the same `key`. `doing` completes
/// "while trying to …".
pub(crate) async fn put<A, C>(
    db: &impl ConnectionTrait,
    row: A,
    key: &[C],
    changed: &[C],
    doing: &'static str,
) -> Result<()>
where
    A: ActiveModelTrait,
    A::Entity: EntityTrait<Column = C>,
    C: ColumnTrait + Copy,
{
    let replace = OnConflict::columns(key.iter().copied())
        .update_columns(changed.iter().copied())
        .to_owned();
    Insert::one(row)
        .on_conflict(replace)
        .exec_without_returning(db)
        .await
        .map_err(fault(doing))?;
    Ok(())
}
