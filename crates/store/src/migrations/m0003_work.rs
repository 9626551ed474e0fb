//! The queue.

use sea_orm_migration::{async_trait::async_trait, prelude::*};

use super::columns::{
    index, primary, references, table, text, text_or_null, unique, whole, whole_or_null,
};

pub(super) struct Work;

impl MigrationName for Work {
    fn name(&self) -> &'static str {
        "0003_work"
    }
}

#[async_trait]
impl MigrationTrait for Work {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(work()).await?;
        for index in [
            // What may happen once only is the database's to say, over all servers.
            unique("work_waiting_once", "work", ["workspace_id", "dedup_key"])
                .and_where(Expr::col("state").eq("ready"))
                .take(),
            unique("work_running_once", "work", ["concurrency_key"])
                .and_where(Expr::col("state").eq("leased"))
                .take(),
            index("work_due", "work", ["state", "run_at"]),
            index("work_account", "work", ["workspace_id", "account_id"]),
        ] {
            manager.create_index(index).await?;
        }
        Ok(())
    }
}

/// `account_id` names no row of `accounts`: work in hand outlives an account that is removed.
fn work() -> TableCreateStatement {
    table("work")
        .col(text("id"))
        .col(text("workspace_id"))
        .col(text("kind"))
        .col(text("payload"))
        .col(text("state"))
        .col(whole("attempts"))
        .col(whole("max_attempts"))
        .col(whole("lease"))
        .col(whole("run_at"))
        .col(whole_or_null("leased_until"))
        .col(text_or_null("account_id"))
        .col(text_or_null("dedup_key"))
        .col(text_or_null("concurrency_key"))
        .col(text_or_null("last_error"))
        .primary_key(&mut primary("work_pkey", ["id"]))
        .foreign_key(&mut references(
            "work_workspace_fk",
            ["workspace_id"],
            "workspaces",
            ["id"],
        ))
        .take()
}
