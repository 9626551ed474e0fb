//! The organizations of payers with all their accounts.

use sea_orm_migration::{async_trait::async_trait, prelude::*};

use super::columns::{
    index, primary, references, table, text, text_or_null, unique, whole, whole_or_null,
};

pub(super) struct Organizations;

impl MigrationName for Organizations {
    fn name(&self) -> &'static str {
        "0011_organizations"
    }
}

#[async_trait]
impl MigrationTrait for Organizations {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [organizations(), members()] {
            manager.create_table(table).await?;
        }
        let by_unit = ["workspace_id", "payer_id", "unit_id"];
        manager
            .create_index(index(
                "organization_members_unit",
                "organization_members",
                by_unit,
            ))
            .await?;
        one_id_for_a_rollout(manager).await
    }
}

/// The accounts of one roll-out share the parameter `ExternalId`. What their roles demand is bound to
/// the account, and that is what must be unique.
async fn one_id_for_a_rollout(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let old = Index::drop()
        .name("accounts_external_id")
        .table("accounts")
        .if_exists()
        .to_owned();
    manager.drop_index(old).await?;
    let bound = ["external_id", "id"];
    manager
        .create_index(unique("accounts_bound_id", "accounts", bound))
        .await
}

fn organizations() -> TableCreateStatement {
    table("organizations")
        .col(text("workspace_id"))
        .col(text("payer_id"))
        .col(text("data"))
        .primary_key(&mut primary(
            "organizations_pkey",
            ["workspace_id", "payer_id"],
        ))
        .foreign_key(&mut of_payer("organizations_payer_fk"))
        .take()
}

fn members() -> TableCreateStatement {
    table("organization_members")
        .col(text("workspace_id"))
        .col(text("payer_id"))
        .col(text("account_id"))
        .col(text("name"))
        .col(text("name_folded"))
        .col(text("state"))
        .col(text_or_null("unit_id"))
        .col(whole_or_null("joined_at"))
        .col(whole("first_seen_at"))
        .col(whole_or_null("left_at"))
        .col(whole_or_null("left_out_at"))
        .col(whole_or_null("reached_at"))
        .col(text_or_null("refused"))
        .primary_key(&mut primary(
            "organization_members_pkey",
            ["workspace_id", "payer_id", "account_id"],
        ))
        .foreign_key(&mut of_payer("organization_members_payer_fk"))
        .take()
}

fn of_payer(name: &'static str) -> ForeignKeyCreateStatement {
    references(
        name,
        ["workspace_id", "payer_id"],
        "accounts",
        ["workspace_id", "id"],
    )
}
