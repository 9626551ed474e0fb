//! Permits: roles in payers for one activation.

use sea_orm_migration::{async_trait::async_trait, prelude::*};

use super::columns::{index, primary, references, table, text};

pub(super) struct Permits;

impl MigrationName for Permits {
    fn name(&self) -> &'static str {
        "0014_permits"
    }
}

#[async_trait]
impl MigrationTrait for Permits {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let permits = table("permits")
            .col(text("workspace_id"))
            .col(text("id"))
            .col(text("payer_id"))
            .col(text("data"))
            .primary_key(&mut primary("permits_pkey", ["workspace_id", "id"]))
            .foreign_key(&mut references(
                "permits_payer_fk",
                ["workspace_id", "payer_id"],
                "accounts",
                ["workspace_id", "id"],
            ))
            .take();
        manager.create_table(permits).await?;
        let of_payer = ["workspace_id", "payer_id", "id"];
        manager
            .create_index(index("permits_payer", "permits", of_payer))
            .await
    }
}
