//! The installation, its workspaces, and who may enter them.

use sea_orm_migration::{async_trait::async_trait, prelude::*};

use super::columns::{
    hash, index, primary, references, table, text, text_or_null, unique, whole, whole_or_null,
};

pub(super) struct People;

impl MigrationName for People {
    fn name(&self) -> &'static str {
        "0001_people"
    }
}

#[async_trait]
impl MigrationTrait for People {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = [
            installation(),
            workspaces(),
            users(),
            memberships(),
            invitations(),
            sessions(),
            tokens(),
        ];
        for table in tables {
            manager.create_table(table).await?;
        }
        for index in [
            unique("workspaces_name", "workspaces", ["name_folded"]),
            unique("users_email", "users", ["email"]),
            index("memberships_user", "memberships", ["user_id"]),
            unique("sessions_secret", "sessions", ["secret_hash"]),
            index("sessions_user", "sessions", ["user_id"]),
            index("sessions_expiry", "sessions", ["expires_at"]),
            index("invitations_user", "invitations", ["user_id"]),
            index("tokens_workspace", "tokens", ["workspace_id", "id"]),
        ] {
            manager.create_index(index).await?;
        }
        Ok(())
    }
}

/// One row: the check on its id says so.
fn installation() -> TableCreateStatement {
    table("installation")
        .col(
            ColumnDef::new("id")
                .integer()
                .not_null()
                .check(Expr::col("id").eq(1)),
        )
        .col(text("role_name"))
        .col(whole("created_at"))
        .primary_key(&mut primary("installation_pkey", ["id"]))
        .take()
}

fn workspaces() -> TableCreateStatement {
    table("workspaces")
        .col(text("id"))
        .col(text("name"))
        .col(text("name_folded"))
        .col(whole("created_at"))
        .primary_key(&mut primary("workspaces_pkey", ["id"]))
        .take()
}

fn users() -> TableCreateStatement {
    table("users")
        .col(text("id"))
        .col(text("email"))
        .col(text_or_null("password_hash"))
        .col(whole("created_at"))
        .primary_key(&mut primary("users_pkey", ["id"]))
        .take()
}

fn memberships() -> TableCreateStatement {
    table("memberships")
        .col(text("workspace_id"))
        .col(text("user_id"))
        .col(text("role"))
        .col(ColumnDef::new("accepted").boolean().not_null())
        .primary_key(&mut primary(
            "memberships_pkey",
            ["workspace_id", "user_id"],
        ))
        .foreign_key(&mut references(
            "memberships_workspace_fk",
            ["workspace_id"],
            "workspaces",
            ["id"],
        ))
        .foreign_key(&mut references(
            "memberships_user_fk",
            ["user_id"],
            "users",
            ["id"],
        ))
        .take()
}

fn invitations() -> TableCreateStatement {
    table("invitations")
        .col(hash("secret_hash"))
        .col(text_or_null("user_id"))
        .col(text_or_null("workspace_id"))
        .col(whole("expires_at"))
        .primary_key(&mut primary("invitations_pkey", ["secret_hash"]))
        .foreign_key(&mut references(
            "invitations_workspace_fk",
            ["workspace_id"],
            "workspaces",
            ["id"],
        ))
        .foreign_key(&mut references(
            "invitations_user_fk",
            ["user_id"],
            "users",
            ["id"],
        ))
        .take()
}

fn sessions() -> TableCreateStatement {
    table("sessions")
        .col(text("id"))
        .col(hash("secret_hash"))
        .col(text("user_id"))
        .col(whole("created_at"))
        .col(whole("expires_at"))
        .primary_key(&mut primary("sessions_pkey", ["id"]))
        .foreign_key(&mut references(
            "sessions_user_fk",
            ["user_id"],
            "users",
            ["id"],
        ))
        .take()
}

fn tokens() -> TableCreateStatement {
    table("tokens")
        .col(text("id"))
        .col(text("workspace_id"))
        .col(text("name"))
        .col(text("role"))
        .col(hash("secret_hash"))
        .col(text("created_by"))
        .col(whole("created_at"))
        .col(whole("expires_at"))
        .col(whole_or_null("last_used_at"))
        .primary_key(&mut primary("tokens_pkey", ["id"]))
        .foreign_key(&mut references(
            "tokens_workspace_fk",
            ["workspace_id"],
            "workspaces",
            ["id"],
        ))
        .take()
}
