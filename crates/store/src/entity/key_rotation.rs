//! The last rotation of an account's access key.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "key_rotations")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub workspace_id: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: String,
    pub id: String,
    pub old_key: String,
    pub old_last4: String,
    pub stage: String,
    pub problem: Option<String>,
    pub started_by: String,
    pub started_at: i64,
    pub tries: i64,
    pub next_at: Option<i64>,
    pub trouble_since: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
