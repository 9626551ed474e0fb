//! Deployments of the Terraform module.

use sea_orm_migration::{async_trait::async_trait, prelude::*};

use super::columns::{index, primary, references, table, text, text_or_null, whole, whole_or_null};

pub(super) struct Terraform;

impl MigrationName for Terraform {
    fn name(&self) -> &'static str {
        "0007_terraform"
    }
}

#[async_trait]
impl MigrationTrait for Terraform {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(deployments()).await?;
        let of_account = index(
            "deployments_account",
            "deployments",
            ["workspace_id", "account_id", "announced_at"],
        );
        manager.create_index(of_account).await
    }
}

/// `account_id` names no row of `accounts`: a deployment outlives the account's record, as its state
/// does on the other side.
fn deployments() -> TableCreateStatement {
    table("deployments")
        .col(text("workspace_id"))
        .col(text("id"))
        .col(text("account_id"))
        .col(text("template"))
        .col(text("choices"))
        .col(text("external_id"))
        .col(text("role_name"))
        .col(text("region"))
        .col(whole("announced_at"))
        .col(text_or_null("role_unique_id"))
        .col(text_or_null("fingerprint"))
        .col(whole_or_null("applied_at"))
        .primary_key(&mut primary("deployments_pkey", ["workspace_id", "id"]))
        .foreign_key(&mut references(
            "deployments_workspace_fk",
            ["workspace_id"],
            "workspaces",
            ["id"],
        ))
        .take()
}
