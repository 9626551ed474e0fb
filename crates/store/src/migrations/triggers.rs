//! The only SQL that is written by hand: neither SeaORM nor sea-query knows triggers.

use sea_orm_migration::sea_orm::DbBackend;

/// Statements that forbid to change or remove an audit entry; each can be run twice.
pub(super) const fn append_only(backend: DbBackend) -> &'static [&'static str] {
    match backend {
        DbBackend::Postgres => &POSTGRES,
        _ => &SQLITE,
    }
}

const SQLITE: [&str; 2] = [
    "CREATE TRIGGER IF NOT EXISTS audit_no_update BEFORE UPDATE ON audit \
     BEGIN SELECT RAISE(ABORT, 'the audit log can only grow'); END",
    "CREATE TRIGGER IF NOT EXISTS audit_no_delete BEFORE DELETE ON audit \
     BEGIN SELECT RAISE(ABORT, 'the audit log can only grow'); END",
];

/// TRUNCATE is no DELETE to PostgreSQL and fires triggers of its own, for the statement only.
const POSTGRES: [&str; 3] = [
    "CREATE OR REPLACE FUNCTION audit_only_grows() RETURNS trigger LANGUAGE plpgsql AS \
     $$ BEGIN RAISE EXCEPTION 'the audit log can only grow'; END $$",
    "CREATE OR REPLACE TRIGGER audit_no_change BEFORE UPDATE OR DELETE ON audit \
     FOR EACH ROW EXECUTE FUNCTION audit_only_grows()",
    "CREATE OR REPLACE TRIGGER audit_no_truncate BEFORE TRUNCATE ON audit \
     FOR EACH STATEMENT EXECUTE FUNCTION audit_only_grows()",
];
