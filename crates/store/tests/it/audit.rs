//! The log has no gaps, and whoever touches it behind the store's back is found out.

use landfast_app::ports::{AuditEntry, AuditVerification};
use sea_orm::ConnectionTrait;

use crate::support::{Backend, *};

mod kept {
    use super::*;
    contract!(
        entries_are_numbered_and_come_newest_first,
        a_long_chain_is_walked_in_pages,
        odd_texts_are_kept
    );
}

mod touched {
    use super::*;
    on_disk!(
        the_database_itself_refuses,
        an_edit_is_found,
        a_hole_is_found,
        a_swap_is_found,
        a_cut_end_is_found,
        a_lost_head_is_found
    );
}

async fn write(bench: &Bench, count: u32) {
    let mut tx = bench.at(&ws(1)).begin().await.unwrap();
    tx.account_find(&acc(1)).await.unwrap();
    let entries = (0..count)
        .map(|number| entry("test.written", (number % 2 == 0).then_some(1)))
        .collect();
    tx.commit(at(NOW + 1), entries).await.unwrap();
}

async fn verified(bench: &Bench) -> AuditVerification {
    bench.at(&ws(1)).activity_verify().await.unwrap()
}

async fn entries_are_numbered_and_come_newest_first(bench: &Bench) {
    write(bench, 3).await;
    write(bench, 2).await;
    let rows = bench.at(&ws(1));
    let page = rows.activity(None, 4, None).await.unwrap();
    let numbers = |items: &[landfast_app::ports::AuditRow]| {
        items.iter().map(|row| row.sequence).collect::<Vec<_>>()
    };
    assert_eq!(numbers(&page.items), [6, 5, 4, 3]);
    let rest = rows.activity(None, 4, page.next.as_ref()).await.unwrap();
    assert_eq!((numbers(&rest.items), rest.next), (vec![2, 1], None));
    let of_account = rows.activity(Some(&acc(1)), 9, None).await.unwrap();
    assert_eq!(numbers(&of_account.items), [5, 4, 2]);
    let newest = &page.items[0];
    assert_eq!(
        (newest.actor.as_str(), newest.action.as_str(), newest.at),
        ("u1@example.com", "test.written", at(NOW + 1))
    );
    assert_eq!(
        (newest.request_id.as_deref(), newest.account.clone()),
        (Some("req"), None)
    );
    assert_ne!(newest.hash, page.items[1].hash);
    assert_eq!(
        verified(bench).await,
        AuditVerification {
            entries: 6,
            broken_at: None
        }
    );
    let other = bench.at(&ws(2)).activity_verify().await.unwrap();
    assert_eq!(
        other,
        AuditVerification {
            entries: 1,
            broken_at: None
        },
        "each workspace counts for itself"
    );
}

async fn a_long_chain_is_walked_in_pages(bench: &Bench) {
    write(bench, 600).await;
    write(bench, 600).await;
    assert_eq!(
        verified(bench).await,
        AuditVerification {
            entries: 1201,
            broken_at: None
        }
    );
}

async fn odd_texts_are_kept(bench: &Bench) {
    let odd = AuditEntry {
        actor: "a\0b".into(),
        summary: "\u{1f512} \"'\\".into(),
        ..entry("test.odd", None)
    };
    let tx = bench.at(&ws(1)).begin().await.unwrap();
    tx.commit(at(NOW), vec![odd]).await.unwrap();
    let row = bench
        .at(&ws(1))
        .activity(None, 1, None)
        .await
        .unwrap()
        .items
        .remove(0);
    assert_eq!(
        (row.actor.as_str(), row.summary.as_str()),
        ("a\u{fffd}b", "\u{1f512} \"'\\")
    );
    assert_eq!(verified(bench).await.broken_at, None);
}

async fn the_database_itself_refuses(bench: &Bench) {
    write(bench, 1).await;
    let raw = bench.raw().await;
    let mut statements = vec![
        "UPDATE audit SET actor = 'x'",
        "DELETE FROM audit",
        "DELETE FROM audit WHERE sequence = 2",
    ];
    if bench.backend == Backend::Postgres {
        statements.push("TRUNCATE audit");
    }
    for statement in statements {
        let why = raw
            .execute_unprepared(statement)
            .await
            .unwrap_err()
            .to_string();
        assert!(
            why.contains("the audit log can only grow"),
            "{statement}: {why}"
        );
    }
    assert_eq!(
        verified(bench).await,
        AuditVerification {
            entries: 2,
            broken_at: None
        }
    );
}

/// What somebody can do who owns the database.
async fn disarm(bench: &Bench) {
    let statements: &[&str] = match bench.backend {
        Backend::Postgres => &[
            "DROP TRIGGER audit_no_change ON audit",
            "DROP TRIGGER audit_no_truncate ON audit",
        ],
        _ => &[
            "DROP TRIGGER audit_no_update",
            "DROP TRIGGER audit_no_delete",
        ],
    };
    for statement in statements {
        bench.harm(statement).await;
    }
}

fn first(condition: &str) -> String {
    format!("workspace_id = '{}' AND {condition}", ws(1))
}

async fn broken_by(bench: &Bench, statements: &[String]) -> Option<i64> {
    write(bench, 5).await;
    disarm(bench).await;
    for statement in statements {
        bench.harm(statement).await;
    }
    verified(bench).await.broken_at
}

async fn an_edit_is_found(bench: &Bench) {
    let edit = format!(
        "UPDATE audit SET actor = 'somebody else' WHERE {}",
        first("sequence = 3")
    );
    assert_eq!(broken_by(bench, &[edit]).await, Some(3));
}

async fn a_hole_is_found(bench: &Bench) {
    let delete = format!("DELETE FROM audit WHERE {}", first("sequence = 4"));
    assert_eq!(broken_by(bench, &[delete]).await, Some(4));
}

async fn a_swap_is_found(bench: &Bench) {
    let swap = [(2, 99), (3, 2), (99, 3)].map(|(from, to)| {
        format!(
            "UPDATE audit SET sequence = {to} WHERE {}",
            first(&format!("sequence = {from}"))
        )
    });
    assert_eq!(broken_by(bench, &swap).await, Some(2));
}

async fn a_cut_end_is_found(bench: &Bench) {
    let cut = format!("DELETE FROM audit WHERE {}", first("sequence >= 5"));
    assert_eq!(broken_by(bench, &[cut]).await, Some(5));
}

async fn a_lost_head_is_found(bench: &Bench) {
    let lose = format!("DELETE FROM audit_heads WHERE {}", first("1 = 1"));
    assert_eq!(broken_by(bench, &[lose]).await, Some(7));
}
