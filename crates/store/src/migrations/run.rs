use std::sync::Arc;

use landfast_app::ports::{Clock, Random};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, EntityTrait, Set,
    TransactionTrait,
    sea_query::{Func, OnConflict, Order, Query},
};
use sea_orm_migration::{IntoSchemaManagerConnection, MigratorTrait, SchemaManager};

use super::{Migrator, TABLE};
use crate::{connect::WRITE, entity::installation, error::Error};

/// Any number that nobody else uses: only one server migrates a PostgreSQL database at a time.
const LOCK: i64 = 0x6c61_6e64_6661_7374;
/// Characters of the role name's random part; 40 bits keep two installations apart.
const SUFFIX: usize = 8;

/// Brings the schema to this version, all in one transaction, and makes the installation's row.
pub(crate) async fn migrate(
    db: &DatabaseConnection,
    clock: &Arc<dyn Clock>,
    random: &Arc<dyn Random>,
) -> Result<(), Error> {
    let failed = |why: DbErr| Error::unavailable("migrate the database", &why);
    let tx = db.begin_with_options(WRITE).await.map_err(failed)?;
    only_one(&tx).await.map_err(failed)?;
    version(&tx).await?;
    Migrator::up(&tx, None).await.map_err(failed)?;
    make_installation(&tx, clock, random)
        .await
        .map_err(failed)?;
    tx.commit().await.map_err(failed)
}

async fn only_one(tx: &DatabaseTransaction) -> Result<(), DbErr> {
    if tx.get_database_backend() == DbBackend::Postgres {
        let lock = Func::cust("pg_advisory_xact_lock").arg(LOCK);
        tx.query_one(Query::select().expr(lock)).await?;
    }
    Ok(())
}

async fn make_installation(
    tx: &DatabaseTransaction,
    clock: &Arc<dyn Clock>,
    random: &Arc<dyn Random>,
) -> Result<(), DbErr> {
    let row = installation::ActiveModel {
        id: Set(1),
        role_name: Set(format!("landfast-{}", suffix(random))),
        created_at: Set(clock.now().unix_ms()),
    };
    let once = OnConflict::column(installation::Column::Id)
        .do_nothing()
        .to_owned();
    installation::Entity::insert(row)
        .on_conflict(once)
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// Base32 in small letters (RFC 4648), which IAM allows in a role name.
fn suffix(random: &Arc<dyn Random>) -> String {
    let mut bytes = [0; SUFFIX * 5 / 8];
    random.fill(&mut bytes);
    data_encoding::BASE32_NOPAD.encode(&bytes).to_lowercase()
}

/// The number of the newest migration in the database; 0 when it is empty.
///
/// # Errors
/// [`Error::SchemaNewer`] when a newer Landfast has migrated it.
pub(crate) async fn version<'c>(db: impl IntoSchemaManagerConnection<'c>) -> Result<u32, Error> {
    let failed = |why: DbErr| Error::unavailable("read the schema's version", &why);
    let applied = applied(&SchemaManager::new(db)).await.map_err(failed)?;
    let known: Vec<String> = Migrator::migrations()
        .iter()
        .map(|one| one.name().to_owned())
        .collect();
    let newest_known = known.last().cloned().unwrap_or_default();
    match applied.iter().find(|name| !known.contains(name)) {
        Some(found) => Err(Error::SchemaNewer {
            found: found.clone(),
            known: newest_known,
        }),
        None => Ok(u32::try_from(applied.len()).unwrap_or(u32::MAX)),
    }
}

async fn applied(manager: &SchemaManager<'_>) -> Result<Vec<String>, DbErr> {
    if !manager.has_table(TABLE).await? {
        return Ok(Vec::new());
    }
    let names = Query::select()
        .column("version")
        .from(TABLE)
        .order_by("version", Order::Asc)
        .to_owned();
    let rows = manager.get_connection().query_all(&names).await?;
    rows.iter().map(|row| row.try_get("", "version")).collect()
}
