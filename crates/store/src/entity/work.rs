//! A piece of work to be done later.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "work")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub workspace_id: String,
    pub kind: String,
    pub payload: String,
    pub state: String,
    /// Attempts used up; back to zero when somebody retries dead work.
    pub attempts: i64,
    pub max_attempts: i64,
    /// Number of the last lease; only ever grows, so that it fences.
    pub lease: i64,
    pub run_at: i64,
    pub leased_until: Option<i64>,
    pub account_id: Option<String>,
    pub dedup_key: Option<String>,
    pub concurrency_key: Option<String>,
    pub last_error: Option<String>,
    /// When whoever waits for it was told that it is dead.
    pub told_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
