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
        let receipts = of_account(
            ["receipts", "receipts_pkey", "receipts_workspace_fk"],
            "content",
        );
        let orphans = of_account(["orphans", "orphans_pkey", "orphans_workspace_fk"], "data");
        manager.create_table(receipts).await?;
        manager.create_table(orphans).await?;
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
fn of_account(
    [name, key, workspace]: [&'static str; 3],
    column: &'static str,
) -> TableCreateStatement {
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
