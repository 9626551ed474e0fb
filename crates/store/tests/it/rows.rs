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

async fn a_row_that_cannot_be_read_is_named(bench: &Bench) {
    fill(bench).await;
    read_all(bench).await.unwrap();
    let (account, work) = (acc(1).to_string(), wrk(1).to_string());
    let step = format!("{account}/api-access");
    let (check, token) = (chk(1).to_string(), tok(1).to_string());
    let cases = [
        (
            "accounts",
            "region",
            "'nowhere'",
            "'eu-central-1'",
            &account,
        ),
        ("accounts", "kind", "'queen'", "NULL", &account),
        (
            "accounts",
            "proven_role_arn",
            "'arn:aws:iam::000000000001:role/r'",
            "NULL",
            &account,
        ),
        ("accounts", "candidate_role_arn", "'arn'", "NULL", &account),
        ("steps", "state", "'passed'", "'open'", &step),
        (
            "steps",
            "data",
            "'{\"v\":2,\"state\":\"open\"}'",
            "'{\"v\":1,\"state\":\"open\"}'",
            &step,
        ),
        ("steps", "report", "'{'", "NULL", &step),
        ("steps", "revision", "-1", "1", &step),
        ("checks", "asked_because", "'whim'", "'person'", &check),
        ("checks", "step", "'dance'", "'api-access'", &check),
        ("work", "payload", "'{'", "'{}'", &work),
        ("work", "state", "'asleep'", "'ready'", &work),
        ("tokens", "role", "'king'", "'reader'", &token),
        (
            "installation",
            "role_name",
            "''",
            "'landfast-abcd2345'",
            &"1".to_owned(),
        ),
    ];
    for (table, column, bad, good, key) in cases {
        bench
            .harm(&format!("UPDATE {table} SET {column} = {bad}"))
            .await;
        match read_all(bench).await {
            Err(StoreError::Row {
                table: t,
                column: c,
                row,
                ..
            }) => assert_eq!((t, c, &row), (table, column, key)),
            other => panic!("{table}.{column}: {other:?}"),
        }
        bench
            .harm(&format!("UPDATE {table} SET {column} = {good}"))
            .await;
        read_all(bench).await.unwrap();
    }
}

async fn an_error_holds_no_external_id(bench: &Bench) {
    fill(bench).await;
    let secret = account(1, 1).external_id.as_str().to_owned();
    let mut tx = bench.at(&ws(1)).begin().await.unwrap();
    let taken = tx.account_insert(&account(2, 1)).await.unwrap_err();
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
