//! Links for the owners of single accounts.

use sea_orm_migration::{async_trait::async_trait, prelude::*};

use super::columns::{
    hash, index, primary, references, table, text, text_or_null, whole, whole_or_null,
};

pub(super) struct OwnerLinks;

impl MigrationName for OwnerLinks {
    fn name(&self) -> &'static str {
        "0013_owner_links"
    }
}

#[async_trait]
impl MigrationTrait for OwnerLinks {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(owner_links()).await?;
        manager
            .create_index(index(
                "owner_links_account",
                "owner_links",
                ["workspace_id", "account_id", "created_at"],
            ))
            .await
    }
}

fn owner_links() -> TableCreateStatement {
    table("owner_links")
        .col(text("id"))
        .col(text("workspace_id"))
        .col(text("account_id"))
        .col(hash("secret_hash"))
        .col(text("created_by"))
        .col(whole("created_at"))
        .col(whole("expires_at"))
        .col(whole_or_null("last_used_at"))
        .col(text_or_null("revoked_by"))
        .col(whole_or_null("revoked_at"))
        .primary_key(&mut primary("owner_links_pkey", ["id"]))
        .foreign_key(&mut references(
            "owner_links_account_fk",
            ["workspace_id", "account_id"],
            "accounts",
            ["workspace_id", "id"],
        ))
        .take()
}
