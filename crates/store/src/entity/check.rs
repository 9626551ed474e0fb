//! One run of the checks of one step.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "checks")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub workspace_id: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub account_id: String,
    pub step: String,
    pub revision: i64,
    pub asked_because: String,
    pub state: String,
    pub asked_at: i64,
    pub asked_by: Option<String>,
    pub tries: i64,
    pub next_at: Option<i64>,
    pub patience_ends_at: Option<i64>,
    pub done_at: Option<i64>,
    pub report: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
