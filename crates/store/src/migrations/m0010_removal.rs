//! Removals under way, receipts of those that ended, and roles that were left behind.

use sea_orm_migration::{async_trait::async_trait, prelude::*};

use super::columns::{index, primary, references, table, text};

pub(super) struct Removal;

impl MigrationName for Removal {
    fn name(&self) -> &'static str {
        "0010_removal"
    }
}

#[async_trait]
impl MigrationTrait for Removal {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(removals()).await?;
        for (name, column) in [("receipts", "content"), ("orphans", "data")] {
            manager.create_table(of_account(name, column)).await?;
        }
        for (name, on) in [
            ("receipts_account", "receipts"),
            ("orphans_account", "orphans"),
        ] {
            let of_account = index(name, on, ["workspace_id", "account_id", "id"]);
            manager.create_index(of_account).await?;
        }
        Ok(())
    }
}

fn removals() -> TableCreateStatement {
    table("removals")
        .col(text("workspace_id"))
        .col(text("account_id"))
        .col(text("data"))
        .primary_key(&mut primary(
            "removals_pkey",
            ["workspace_id", "account_id"],
        ))
        .foreign_key(&mut references(
            "removals_account_fk",
            ["workspace_id", "account_id"],
            "accounts",
            ["workspace_id", "id"],
        ))
        .take()
}

/// `account_id` names no row of `accounts`: both outlive the account's record.
fn of_account(name: &'static str, column: &'static str) -> TableCreateStatement {
    let key = if name == "receipts" {
        "receipts_pkey"
    } else {
        "orphans_pkey"
    };
    let workspace = if name == "receipts" {
        "receipts_workspace_fk"
    } else {
        "orphans_workspace_fk"
    };
    table(name)
        .col(text("workspace_id"))
        .col(text("id"))
        .col(text("account_id"))
        .col(text(column))
        .primary_key(&mut primary(key, ["workspace_id", "id"]))
        .foreign_key(&mut references(
            workspace,
            ["workspace_id"],
            "workspaces",
            ["id"],
        ))
        .take()
}
