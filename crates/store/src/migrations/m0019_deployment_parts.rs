//! What deployments of the Terraform module make beside the role.

use sea_orm_migration::{async_trait::async_trait, prelude::*};

use super::columns::{index, primary, references, table, text, text_or_null, whole, whole_or_null};

pub(super) struct DeploymentParts;

impl MigrationName for DeploymentParts {
    fn name(&self) -> &'static str {
        "0019_deployment_parts"
    }
}

#[async_trait]
impl MigrationTrait for DeploymentParts {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(parts()).await?;
        let of_account = index(
            "deployment_parts_account",
            "deployment_parts",
            ["workspace_id", "account_id", "deployment_id"],
        );
        manager.create_index(of_account).await
    }
}

/// A part belongs to its deployment, which outlives the account's record.
fn parts() -> TableCreateStatement {
    table("deployment_parts")
        .col(text("workspace_id"))
        .col(text("deployment_id"))
        .col(text("step"))
        .col(text("account_id"))
        .col(text("wish"))
        .col(whole("announced_at"))
        .col(text_or_null("fingerprint"))
        .col(whole_or_null("made_at"))
        .primary_key(&mut primary(
            "deployment_parts_pkey",
            ["workspace_id", "deployment_id", "step"],
        ))
        .foreign_key(&mut references(
            "deployment_parts_deployment_fk",
            ["workspace_id", "deployment_id"],
            "deployments",
            ["workspace_id", "id"],
        ))
        .take()
}
