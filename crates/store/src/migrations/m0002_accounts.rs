//! Accounts, their steps and their checks.

use sea_orm_migration::{async_trait::async_trait, prelude::*};

use super::columns::{
    index, primary, references, table, text, text_or_null, unique, whole, whole_or_null,
};

pub(super) struct Accounts;

impl MigrationName for Accounts {
    fn name(&self) -> &'static str {
        "0002_accounts"
    }
}

#[async_trait]
impl MigrationTrait for Accounts {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [accounts(), steps(), checks()] {
            manager.create_table(table).await?;
        }
        for index in indexes() {
            manager.create_index(index).await?;
        }
        Ok(())
    }
}

/// A page of a filtered list is read along one of these, in the order of the account ids.
fn indexes() -> [IndexCreateStatement; 8] {
    [
        unique("accounts_name", "accounts", ["workspace_id", "name_folded"]),
        unique("accounts_external_id", "accounts", ["external_id"]),
        unique("accounts_proven_role", "accounts", ["proven_role_arn"]),
        index(
            "accounts_status",
            "accounts",
            ["workspace_id", "status", "id"],
        ),
        index("accounts_kind", "accounts", ["workspace_id", "kind", "id"]),
        index(
            "accounts_payer",
            "accounts",
            ["workspace_id", "payer_id", "id"],
        ),
        index("accounts_due", "accounts", ["next_check_at"]),
        index(
            "checks_newest",
            "checks",
            ["workspace_id", "account_id", "asked_at", "id"],
        ),
    ]
}

fn accounts() -> TableCreateStatement {
    table("accounts")
        .col(text("workspace_id"))
        .col(text("id"))
        .col(text("name"))
        .col(text("name_folded"))
        .col(text("region"))
        .col(text("method"))
        .col(text("external_id"))
        .col(text("role_name"))
        .col(text_or_null("candidate_role_arn"))
        .col(text_or_null("proven_role_arn"))
        .col(text_or_null("proven_role_id"))
        .col(text_or_null("proven_template"))
        .col(whole_or_null("proven_at"))
        .col(text_or_null("kind"))
        .col(text_or_null("payer_id"))
        .col(text_or_null("organization_id"))
        .col(text("status"))
        .col(whole("created_at"))
        .col(whole_or_null("confirmed_at"))
        .col(whole_or_null("last_check_at"))
        .col(whole_or_null("next_check_at"))
        .primary_key(&mut primary("accounts_pkey", ["workspace_id", "id"]))
        .foreign_key(&mut references(
            "accounts_workspace_fk",
            ["workspace_id"],
            "workspaces",
            ["id"],
        ))
        .take()
}

fn steps() -> TableCreateStatement {
    table("steps")
        .col(text("workspace_id"))
        .col(text("account_id"))
        .col(text("kind"))
        .col(text("state"))
        .col(text("data"))
        .col(whole("revision"))
        .col(whole_or_null("passed_at"))
        .col(whole_or_null("refused_since"))
        .col(text_or_null("report"))
        .primary_key(&mut primary(
            "steps_pkey",
            ["workspace_id", "account_id", "kind"],
        ))
        .foreign_key(&mut of_account("steps_account_fk"))
        .take()
}

fn checks() -> TableCreateStatement {
    table("checks")
        .col(text("workspace_id"))
        .col(text("id"))
        .col(text("account_id"))
        .col(text("step"))
        .col(whole("revision"))
        .col(text("asked_because"))
        .col(text("state"))
        .col(whole("asked_at"))
        .col(text_or_null("asked_by"))
        .col(whole("tries"))
        .col(whole_or_null("next_at"))
        .col(whole_or_null("patience_ends_at"))
        .col(whole_or_null("done_at"))
        .col(text_or_null("report"))
        .primary_key(&mut primary("checks_pkey", ["workspace_id", "id"]))
        .foreign_key(&mut of_account("checks_account_fk"))
        .take()
}

fn of_account(name: &'static str) -> ForeignKeyCreateStatement {
    references(
        name,
        ["workspace_id", "account_id"],
        "accounts",
        ["workspace_id", "id"],
    )
}
