//! What was chosen for the bill of an account.

use sea_orm_migration::{async_trait::async_trait, prelude::*};

use super::columns::{primary, references, table, text};

pub(super) struct BillingExport;

impl MigrationName for BillingExport {
    fn name(&self) -> &'static str {
        "0012_billing_export"
    }
}

#[async_trait]
impl MigrationTrait for BillingExport {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let exports = table("billing_exports")
            .col(text("workspace_id"))
            .col(text("account_id"))
            .col(text("data"))
            .primary_key(&mut primary(
                "billing_exports_pkey",
                ["workspace_id", "account_id"],
            ))
            .foreign_key(&mut references(
                "billing_exports_account_fk",
                ["workspace_id", "account_id"],
                "accounts",
                ["workspace_id", "id"],
            ))
            .take();
        manager.create_table(exports).await
    }
}
