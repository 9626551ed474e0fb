//! Callbacks of stacks: how reading their queue goes, and when accounts were last hurried by them.

use sea_orm_migration::{async_trait::async_trait, prelude::*};

use super::columns::{index, primary, references, table, text, text_or_null, whole, whole_or_null};

pub(super) struct Callbacks;

impl MigrationName for Callbacks {
    fn name(&self) -> &'static str {
        "0016_callbacks"
    }
}

#[async_trait]
impl MigrationTrait for Callbacks {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(state()).await?;
        manager.create_table(hurried()).await?;
        // A callback names an account and no workspace.
        manager
            .create_index(index("accounts_id", "accounts", ["id"]))
            .await?;
        let (name, table) = ("organization_members_account", "organization_members");
        manager
            .create_index(index(name, table, ["account_id"]))
            .await
    }
}

/// One row at most.
fn state() -> TableCreateStatement {
    table("callback_state")
        .col(whole("id"))
        .col(whole_or_null("read_at"))
        .col(whole_or_null("message_at"))
        .col(text_or_null("trouble"))
        .col(whole_or_null("trouble_since"))
        .primary_key(&mut primary("callback_state_pkey", ["id"]))
        .take()
}

/// The account need not be registered: those of an organization call back before they are.
fn hurried() -> TableCreateStatement {
    table("callback_hurried")
        .col(text("workspace_id"))
        .col(text("account_id"))
        .col(whole("due"))
        .primary_key(&mut primary(
            "callback_hurried_pkey",
            ["workspace_id", "account_id"],
        ))
        .foreign_key(&mut references(
            "callback_hurried_workspace_fk",
            ["workspace_id"],
            "workspaces",
            ["id"],
        ))
        .take()
}
