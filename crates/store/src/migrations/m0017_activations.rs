//! Activations of selected accounts, with a row for every account.

use sea_orm_migration::{async_trait::async_trait, prelude::*};

use super::columns::{index, primary, references, table, text, whole};

pub(super) struct Activations;

impl MigrationName for Activations {
    fn name(&self) -> &'static str {
        "0017_activations"
    }
}

#[async_trait]
impl MigrationTrait for Activations {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [activations(), items()] {
            manager.create_table(table).await?;
        }
        let of_payer = ["workspace_id", "payer_id", "id"];
        let by_state = ["workspace_id", "activation_id", "state", "position"];
        for made in [
            index("activations_payer", "activations", of_payer),
            index("activation_items_state", "activation_items", by_state),
        ] {
            manager.create_index(made).await?;
        }
        Ok(())
    }
}

fn activations() -> TableCreateStatement {
    table("activations")
        .col(text("workspace_id"))
        .col(text("id"))
        .col(text("payer_id"))
        .col(text("data"))
        .primary_key(&mut primary("activations_pkey", ["workspace_id", "id"]))
        .foreign_key(&mut references(
            "activations_payer_fk",
            ["workspace_id", "payer_id"],
            "accounts",
            ["workspace_id", "id"],
        ))
        .take()
}

fn items() -> TableCreateStatement {
    table("activation_items")
        .col(text("workspace_id"))
        .col(text("activation_id"))
        .col(text("account_id"))
        .col(whole("position"))
        .col(text("state"))
        .col(text("data"))
        .primary_key(&mut primary(
            "activation_items_pkey",
            ["workspace_id", "activation_id", "account_id"],
        ))
        .foreign_key(&mut references(
            "activation_items_activation_fk",
            ["workspace_id", "activation_id"],
            "activations",
            ["workspace_id", "id"],
        ))
        .take()
}
