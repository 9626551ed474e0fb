//! How far the StackSet of a roll-out is in each account of an organization.

use sea_orm_migration::{async_trait::async_trait, prelude::*};

use super::columns::{add, text_or_null};

pub(super) struct StackInstances;

impl MigrationName for StackInstances {
    fn name(&self) -> &'static str {
        "0015_stack_instances"
    }
}

#[async_trait]
impl MigrationTrait for StackInstances {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in [
            // Empty where the StackSet was never looked at.
            text_or_null("stack_state"),
            text_or_null("stack_reason"),
            text_or_null("stack_words"),
            text_or_null("stack_operation"),
        ] {
            add(manager, "organization_members", column).await?;
        }
        Ok(())
    }
}
