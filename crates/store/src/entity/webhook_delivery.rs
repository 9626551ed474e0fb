//! One event on its way to one webhook.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "webhook_deliveries")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub workspace_id: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub webhook_id: String,
    /// What is sent, as JSON with its version.
    pub event: String,
    pub state: String,
    pub tries: i64,
    pub created_at: i64,
    pub last_try_at: Option<i64>,
    pub last_status: Option<i64>,
    pub last_error: Option<String>,
    pub next_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
