//! The months of bills, and how the last look at a payer's went.

use sea_orm_migration::{async_trait::async_trait, prelude::*};

use super::columns::{primary, table, text};

pub(super) struct Bills;

impl MigrationName for Bills {
    fn name(&self) -> &'static str {
        "0020_bills"
    }
}

#[async_trait]
impl MigrationTrait for Bills {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let months = table("bill_months")
            .col(text("workspace_id"))
            .col(text("payer_id"))
            .col(text("report"))
            .col(text("period"))
            .col(text("data"))
            .primary_key(&mut primary(
                "bill_months_pkey",
                ["workspace_id", "payer_id", "report", "period"],
            ))
            .take();
        manager.create_table(months).await?;
        let looks = table("bill_looks")
            .col(text("workspace_id"))
            .col(text("payer_id"))
            .col(text("data"))
            .primary_key(&mut primary(
                "bill_looks_pkey",
                ["workspace_id", "payer_id"],
            ))
            .take();
        manager.create_table(looks).await
    }
}
