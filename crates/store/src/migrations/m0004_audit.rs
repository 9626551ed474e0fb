//! The audit log, which can only grow.

use sea_orm_migration::{async_trait::async_trait, prelude::*};

use super::{
    columns::{hash, index, primary, references, table, text, text_or_null, whole},
    triggers,
};

pub(super) struct Audit;

impl MigrationName for Audit {
    fn name(&self) -> &'static str {
        "0004_audit"
    }
}

#[async_trait]
impl MigrationTrait for Audit {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(entries()).await?;
        manager.create_table(heads()).await?;
        manager
            .create_index(index(
                "audit_account",
                "audit",
                ["workspace_id", "account_id", "sequence"],
            ))
            .await?;
        for statement in triggers::append_only(manager.get_database_backend()) {
            manager
                .get_connection()
                .execute_unprepared(statement)
                .await?;
        }
        Ok(())
    }
}

/// `account_id` names no row of `accounts`: the log outlives what it tells of.
fn entries() -> TableCreateStatement {
    table("audit")
        .col(text("workspace_id"))
        .col(whole("sequence"))
        .col(whole("at"))
        .col(text("actor"))
        .col(text("action"))
        .col(text_or_null("account_id"))
        .col(text("summary"))
        .col(text_or_null("request_id"))
        .col(hash("hash"))
        .primary_key(&mut primary("audit_pkey", ["workspace_id", "sequence"]))
        .foreign_key(&mut references(
            "audit_workspace_fk",
            ["workspace_id"],
            "workspaces",
            ["id"],
        ))
        .take()
}

fn heads() -> TableCreateStatement {
    table("audit_heads")
        .col(text("workspace_id"))
        .col(whole("sequence"))
        .col(hash("hash"))
        .primary_key(&mut primary("audit_heads_pkey", ["workspace_id"]))
        .foreign_key(&mut references(
            "audit_heads_workspace_fk",
            ["workspace_id"],
            "workspaces",
            ["id"],
        ))
        .take()
}
