//! Webhooks and their deliveries.

use sea_orm_migration::{async_trait::async_trait, prelude::*};

use super::columns::{index, primary, references, table, text, text_or_null, whole, whole_or_null};

pub(super) struct Webhooks;

impl MigrationName for Webhooks {
    fn name(&self) -> &'static str {
        "0008_webhooks"
    }
}

#[async_trait]
impl MigrationTrait for Webhooks {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(webhooks()).await?;
        manager.create_table(deliveries()).await?;
        for index in [
            index(
                "webhook_deliveries_webhook",
                "webhook_deliveries",
                ["workspace_id", "webhook_id", "id"],
            ),
            index(
                "webhook_deliveries_age",
                "webhook_deliveries",
                ["workspace_id", "created_at"],
            ),
        ] {
            manager.create_index(index).await?;
        }
        Ok(())
    }
}

/// The URL and the signing secret are in `secrets`.
fn webhooks() -> TableCreateStatement {
    table("webhooks")
        .col(text("workspace_id"))
        .col(text("id"))
        .col(text("name"))
        .col(text("origin"))
        .col(text("last4"))
        .col(text("format"))
        .col(text("kinds"))
        .col(text("state"))
        .col(text("created_by"))
        .col(whole("created_at"))
        .col(whole_or_null("failing_since"))
        .primary_key(&mut primary("webhooks_pkey", ["workspace_id", "id"]))
        .foreign_key(&mut of_workspace("webhooks_workspace_fk"))
        .take()
}

/// `webhook_id` names no row of `webhooks`: whoever removes a webhook must not wait for a change that
/// is being written for it, nor that change for him.
fn deliveries() -> TableCreateStatement {
    table("webhook_deliveries")
        .col(text("workspace_id"))
        .col(text("id"))
        .col(text("webhook_id"))
        .col(text("event"))
        .col(text("state"))
        .col(whole("tries"))
        .col(whole("created_at"))
        .col(whole_or_null("last_try_at"))
        .col(whole_or_null("last_status"))
        .col(text_or_null("last_error"))
        .col(whole_or_null("next_at"))
        .primary_key(&mut primary(
            "webhook_deliveries_pkey",
            ["workspace_id", "id"],
        ))
        .foreign_key(&mut of_workspace("webhook_deliveries_workspace_fk"))
        .take()
}

fn of_workspace(name: &'static str) -> ForeignKeyCreateStatement {
    references(name, ["workspace_id"], "workspaces", ["id"])
}
