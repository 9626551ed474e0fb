//! The server as an OIDC issuer, and whom the roles of accounts trust.

use sea_orm_migration::{async_trait::async_trait, prelude::*};

use super::columns::{add, bytes, primary, table, text, text_or_null, whole, whole_or_null};

pub(super) struct Issuer;

impl MigrationName for Issuer {
    fn name(&self) -> &'static str {
        "0009_issuer"
    }
}

#[async_trait]
impl MigrationTrait for Issuer {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(issuer_keys()).await?;
        // Empty for rows from before there was a choice: they trust a role.
        add(manager, "accounts", text_or_null("trust")).await?;
        add(manager, "deployments", text_or_null("trust")).await
    }
}

/// Keys belong to the installation and to no workspace, so that their private halves are kept here
/// and not among the secrets of workspaces.
fn issuer_keys() -> TableCreateStatement {
    table("issuer_keys")
        .col(whole("number"))
        .col(text("kid"))
        .col(text("public_key"))
        .col(whole("made_at"))
        .col(text("made_by"))
        .col(whole_or_null("published_at"))
        .col(whole("key_version"))
        .col(bytes("nonce"))
        .col(bytes("ciphertext"))
        .primary_key(&mut primary("issuer_keys_pkey", ["number"]))
        .take()
}
