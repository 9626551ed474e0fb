//! A row that cannot be read says which one it is, and never takes the server down.

use landfast_app::ports::{AccountQuery, NewWork, Store, StoreError, WorkFilter};

use crate::support::{Backend, *};

on_disk!(
    a_row_that_cannot_be_read_is_named,
    an_error_holds_no_external_id
);

async fn fill(bench: &Bench) {
    bench.store.user_insert(&user(1)).await.unwrap();
    bench
        .change(&ws(1), async |tx| {
            tx.account_insert(&account(1, 1)).await.unwrap();
            tx.check_insert(&check(1, 1)).await.unwrap();
            tx.work_insert(&NewWork {
                account: Some(acc(1)),
                ..work(1)
            })
            .await
            .unwrap();
            tx.token_insert(&token(1, 1)).await.unwrap();
        })
        .await;
}

/// Reads everything of the workspace until something cannot be read.
async fn read_all(bench: &Bench) -> Result<(), StoreError> {
    let rows = bench.at(&ws(1));
    rows.account_find(&acc(1)).await?;
    rows.accounts(&AccountQuery {
        limit: 9,
        ..AccountQuery::default()
    })
    .await?;
    rows.checks(&acc(1), 9, None).await?;
    rows.work(WorkFilter::default()).await?;
    rows.tokens().await?;
    bench.store.installation().await?;
    Ok(())
}

/// Table and column, a value that no version has written, and one that can be read.
const CASES: [(&str, &str, &str, &str); 14] = [
    ("accounts", "region", "'nowhere'", "'eu-central-1'"),
    ("accounts", "kind", "'queen'", "NULL"),
    (
        "accounts",
        "proven_role_arn",
        "'arn:aws:iam::000000000001:role/r'",
        "NULL",
    ),
    ("accounts", "candidate_role_arn", "'arn'", "NULL"),
    ("steps", "state", "'passed'", "'open'"),
    (
        "steps",
        "data",
        r#"'{"v":2,"state":"open"}'"#,
        r#"'{"v":1,"state":"open"}'"#,
    ),
    ("steps", "report", "'{'", "NULL"),
    ("steps", "revision", "-1", "1"),
    ("checks", "asked_because", "'whim'", "'person'"),
    ("checks", "step", "'dance'", "'api-access'"),
    ("work", "payload", "'{'", "'{}'"),
    ("work", "state", "'asleep'", "'ready'"),
    ("tokens", "role", "'king'", "'reader'"),
    ("installation", "role_name", "''", "'landfast-abcd2345'"),
];

fn key_of(table: &str) -> String {
    match table {
        "accounts" => acc(1).to_string(),
        "steps" => format!("{}/api-access", acc(1)),
        "checks" => chk(1).to_string(),
        "work" => wrk(1).to_string(),
        "tokens" => tok(1).to_string(),
        _ => "1".to_owned(),
    }
}

async fn a_row_that_cannot_be_read_is_named(bench: &Bench) {
    fill(bench).await;
    read_all(bench).await.unwrap();
    for (table, column, bad, good) in CASES {
        let set = async |value: &str| {
            bench
                .harm(&format!("UPDATE {table} SET {column} = {value}"))
                .await
        };
        set(bad).await;
        let why = read_all(bench).await.unwrap_err();
        let StoreError::Row {
            table: t,
            column: c,
            row,
            ..
        } = &why
        else {
            panic!("{table}.{column}: {why:?}")
        };
        assert_eq!((*t, *c, row), (table, column, &key_of(table)));
        set(good).await;
        read_all(bench).await.unwrap();
    }
}

async fn an_error_holds_no_external_id(bench: &Bench) {
    fill(bench).await;
    let secret = account(1, 1).external_id.as_str().to_owned();
    // Of another workspace: an id bound to an account is nobody else's.
    let mut tx = bench.at(&ws(2)).begin().await.unwrap();
    let taken = tx.account_insert(&account(1, 1)).await.unwrap_err();
    drop(tx);
    // A violation of this one makes PostgreSQL repeat the whole row in its details.
    let unknown = match bench.backend {
        Backend::Postgres => {
            "ALTER TABLE accounts ADD CONSTRAINT unknown CHECK (id <> '000000000003')"
        }
        _ => "CREATE UNIQUE INDEX unknown ON accounts (region)",
    };
    bench.harm(unknown).await;
    let mut tx = bench.at(&ws(1)).begin().await.unwrap();
    let unknown = tx.account_insert(&account(3, 3)).await.unwrap_err();
    assert!(matches!(unknown, StoreError::Unavailable { .. }));
    drop(tx);
    bench
        .harm("UPDATE accounts SET external_id = 'lf-not-an-id-of-ours'")
        .await;
    let odd = read_all(bench).await.unwrap_err();
    for error in [taken, unknown, odd] {
        let text = format!(
            "{error} {error:?} {:?}",
            std::error::Error::source(&error).map(ToString::to_string)
        );
        for word in [
            secret.as_str(),
            "not-an-id",
            account(3, 3).external_id.as_str(),
        ] {
            assert!(!text.contains(word), "{text}");
        }
    }
}
