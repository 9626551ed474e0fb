//! Contracts whose commitments bills are compared with.

use sea_orm_migration::{async_trait::async_trait, prelude::*};

use super::columns::{primary, references, table, text, unique, whole};

pub(super) struct Commitments;

impl MigrationName for Commitments {
    fn name(&self) -> &'static str {
        "0022_commitments"
    }
}

#[async_trait]
impl MigrationTrait for Commitments {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let workspace = ["workspace_id"];
        let commitments = table("commitments")
            .col(text("workspace_id"))
            .col(text("id"))
            .col(text("name_folded"))
            .col(text("data"))
            .col(whole("created_at"))
            .col(whole("updated_at"))
            .primary_key(&mut primary("commitments_pkey", ["workspace_id", "id"]))
            .foreign_key(&mut references(
                "commitments_workspace_fk",
                workspace,
                "workspaces",
                ["id"],
            ))
            .take();
        manager.create_table(commitments).await?;
        let name = ["workspace_id", "name_folded"];
        manager
            .create_index(unique("commitments_name", "commitments", name))
            .await
    }
}
