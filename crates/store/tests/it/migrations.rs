//! The schema: forward from empty, safe to run twice, the same on both databases.

use std::{collections::BTreeMap, sync::Arc};

use landfast_app::ports::Store;
use landfast_store::Error;
use sea_orm::{ConnectionTrait, DatabaseConnection, Statement};

use crate::support::*;

const MIGRATIONS: u32 = 21;

on_disk!(every_migration_can_run_twice, a_newer_schema_is_refused);

/// Every column of every table, with whether it may be empty.
type Columns = BTreeMap<String, BTreeMap<String, bool>>;

async fn every_migration_can_run_twice(bench: &Bench) {
    bench
        .change(&ws(1), async |tx| {
            tx.account_insert(&account(1, 1)).await.unwrap()
        })
        .await;
    let (before, installation) = (
        columns(bench).await,
        bench.store.installation().await.unwrap(),
    );
    assert_eq!(bench.store.schema_version().await.unwrap(), MIGRATIONS);
    bench.store.migrate().await.unwrap();
    // As after a restore of everything but the table that says what was applied.
    bench.harm("DELETE FROM schema_migrations").await;
    assert_eq!(bench.store.schema_version().await.unwrap(), 0);
    bench.store.migrate().await.unwrap();
    assert_eq!(bench.store.schema_version().await.unwrap(), MIGRATIONS);
    assert_eq!(columns(bench).await, before);
    assert_eq!(bench.store.installation().await.unwrap(), installation);
    assert!(
        bench
            .at(&ws(1))
            .account_find(&acc(1))
            .await
            .unwrap()
            .is_some()
    );
}

async fn a_newer_schema_is_refused(bench: &Bench) {
    bench
        .harm("INSERT INTO schema_migrations (version, applied_at) VALUES ('0999_future', 0)")
        .await;
    let refusals = [
        bench.store.migrate().await.unwrap_err(),
        bench.store.schema_version().await.unwrap_err(),
        bench.beside().await.map(drop).unwrap_err(),
    ];
    for why in refusals {
        assert!(
            matches!(&why, Error::SchemaNewer { found, known } if found == "0999_future" && known == "0022_commitments"),
            "{why:?}"
        );
        assert!(why.to_string().contains("0999_future"), "{why}");
    }
}

#[tokio::test]
async fn an_empty_database_opens_and_says_so() {
    for backend in [Backend::Memory, Backend::File, Backend::Postgres] {
        let Some(bench) = Bench::empty(backend).await else {
            continue;
        };
        assert_eq!(bench.store.schema_version().await.unwrap(), 0);
        assert!(bench.store.installation().await.is_err());
        bench.clear().await;
    }
}

#[tokio::test]
async fn both_databases_have_the_same_tables_and_columns() {
    let mut all = Vec::new();
    for backend in [Backend::File, Backend::Postgres] {
        let Some(bench) = Bench::empty(backend).await else {
            return;
        };
        bench.store.migrate().await.unwrap();
        all.push(Arc::new(columns(&bench).await));
        bench.clear().await;
    }
    assert_eq!(all[0], all[1]);
    assert!(all[0].len() >= 14, "{:?}", all[0].keys());
}

async fn columns(bench: &Bench) -> Columns {
    let raw = bench.raw().await;
    let sql = match bench.backend {
        Backend::Postgres => {
            "SELECT table_name AS t, column_name AS c, is_nullable = 'YES' AS n FROM information_schema.columns WHERE table_schema = current_schema()"
        }
        _ => {
            "SELECT m.name AS t, i.name AS c, NOT i.\"notnull\" AS n FROM sqlite_master m JOIN pragma_table_info(m.name) i WHERE m.type = 'table'"
        }
    };
    let mut all = Columns::new();
    for row in query(&raw, sql).await {
        let get = |column: &str| row.try_get::<String>("", column).unwrap();
        all.entry(get("t"))
            .or_default()
            .insert(get("c"), row.try_get("", "n").unwrap());
    }
    all
}

async fn query(raw: &DatabaseConnection, sql: &str) -> Vec<sea_orm::QueryResult> {
    raw.query_all_raw(Statement::from_string(raw.get_database_backend(), sql))
        .await
        .unwrap()
}
