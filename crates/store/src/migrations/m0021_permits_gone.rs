//! Which permits are proven gone, so that the others are found however many there are.

use sea_orm_migration::{async_trait::async_trait, prelude::*};

use super::columns::{add, index, whole_or_null};

pub(super) struct PermitsGone;

impl MigrationName for PermitsGone {
    fn name(&self) -> &'static str {
        "0021_permits_gone"
    }
}

#[async_trait]
impl MigrationTrait for PermitsGone {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // Empty also where an older version wrote the row: it is read then, and its state decides.
        add(manager, "permits", whole_or_null("gone_at")).await?;
        let live = ["workspace_id", "payer_id", "gone_at"];
        manager
            .create_index(index("permits_live", "permits", live))
            .await
    }
}
