//! What is wanted of an account can change after its role was proven.

use sea_orm_migration::{async_trait::async_trait, prelude::*};

use super::columns::{add, text_or_null, unique, whole_or_null};

pub(super) struct Updates;

impl MigrationName for Updates {
    fn name(&self) -> &'static str {
        "0005_updates"
    }
}

#[async_trait]
impl MigrationTrait for Updates {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        add(manager, "steps", whole_or_null("found_at")).await?;
        add(manager, "steps", text_or_null("found_why")).await?;
        add(manager, "work", whole_or_null("told_at")).await?;
        for column in [
            // Empty for accounts from before there was a choice: they have the usual ones.
            text_or_null("choices"),
            text_or_null("deployed"),
            text_or_null("next_external_id"),
            whole_or_null("rotation_since"),
            text_or_null("rotation_seen"),
        ] {
            add(manager, "accounts", column).await?;
        }
        let once = unique(
            "accounts_next_external_id",
            "accounts",
            ["next_external_id"],
        );
        manager.create_index(once).await
    }
}
