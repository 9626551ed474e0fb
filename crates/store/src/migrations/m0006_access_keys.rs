//! Access keys of accounts, sealed secrets, and which methods a workspace allows.

use sea_orm_migration::{async_trait::async_trait, prelude::*};

use super::columns::{
    bytes, hash, primary, references, table, text, text_or_null, unique, whole, whole_or_null,
};

pub(super) struct AccessKeys;

impl MigrationName for AccessKeys {
    fn name(&self) -> &'static str {
        "0006_access_keys"
    }
}

#[async_trait]
impl MigrationTrait for AccessKeys {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [
            switches(),
            seal_keys(),
            secrets(),
            access_keys(),
            rotations(),
        ] {
            manager.create_table(table).await?;
        }
        let one_each = unique(
            "access_keys_standing",
            "access_keys",
            ["workspace_id", "account_id", "standing"],
        );
        manager.create_index(one_each).await
    }
}

fn switches() -> TableCreateStatement {
    table("method_switches")
        .col(text("workspace_id"))
        .col(text("method"))
        .col(whole("is_on"))
        .col(text("changed_by"))
        .col(whole("changed_at"))
        .primary_key(&mut primary(
            "method_switches_pkey",
            ["workspace_id", "method"],
        ))
        .foreign_key(&mut of_workspace("method_switches_workspace_fk"))
        .take()
}

/// Never a key: a value by which two keys can be told apart.
fn seal_keys() -> TableCreateStatement {
    table("seal_keys")
        .col(whole("version"))
        .col(hash("proof"))
        .col(whole("made_at"))
        .primary_key(&mut primary("seal_keys_pkey", ["version"]))
        .take()
}

/// `record_id` names a row of `of_table`; whoever removes the row removes its secrets.
fn secrets() -> TableCreateStatement {
    table("secrets")
        .col(text("workspace_id"))
        .col(text("of_table"))
        .col(text("record_id"))
        .col(text("field"))
        .col(whole("key_version"))
        .col(bytes("nonce"))
        .col(bytes("ciphertext"))
        .primary_key(&mut primary(
            "secrets_pkey",
            ["workspace_id", "of_table", "record_id", "field"],
        ))
        .foreign_key(&mut of_workspace("secrets_workspace_fk"))
        .take()
}

fn access_keys() -> TableCreateStatement {
    table("access_keys")
        .col(text("workspace_id"))
        .col(text("id"))
        .col(text("account_id"))
        .col(text("access_key_id"))
        .col(text("standing"))
        .col(text_or_null("user_arn"))
        .col(text("saved_by"))
        .col(whole("saved_at"))
        .col(whole_or_null("created_at"))
        .col(whole_or_null("tested_at"))
        .col(whole_or_null("answered"))
        .primary_key(&mut primary("access_keys_pkey", ["workspace_id", "id"]))
        .foreign_key(&mut of_account("access_keys_account_fk"))
        .take()
}

fn rotations() -> TableCreateStatement {
    table("key_rotations")
        .col(text("workspace_id"))
        .col(text("account_id"))
        .col(text("id"))
        .col(text("old_key"))
        .col(text("old_last4"))
        .col(text("stage"))
        .col(text_or_null("problem"))
        .col(text("started_by"))
        .col(whole("started_at"))
        .col(whole("tries"))
        .col(whole_or_null("next_at"))
        .col(whole_or_null("trouble_since"))
        .primary_key(&mut primary(
            "key_rotations_pkey",
            ["workspace_id", "account_id"],
        ))
        .foreign_key(&mut of_account("key_rotations_account_fk"))
        .take()
}

fn of_workspace(name: &'static str) -> ForeignKeyCreateStatement {
    references(name, ["workspace_id"], "workspaces", ["id"])
}

fn of_account(name: &'static str) -> ForeignKeyCreateStatement {
    references(
        name,
        ["workspace_id", "account_id"],
        "accounts",
        ["workspace_id", "id"],
    )
}
