//! An AWS account in one workspace. Its steps are rows of their own.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "accounts")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub workspace_id: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub name: String,
    /// Lower case; unique in the workspace.
    pub name_folded: String,
    pub region: String,
    pub method: String,
    pub external_id: String,
    pub role_name: String,
    pub candidate_role_arn: Option<String>,
    pub proven_role_arn: Option<String>,
    pub proven_role_id: Option<String>,
    pub proven_template: Option<String>,
    pub proven_at: Option<i64>,
    pub kind: Option<String>,
    pub payer_id: Option<String>,
    pub organization_id: Option<String>,
    /// Derived from the steps with every save, so that lists can filter.
    pub status: String,
    pub created_at: i64,
    pub confirmed_at: Option<i64>,
    pub last_check_at: Option<i64>,
    pub next_check_at: Option<i64>,
    pub choices: Option<String>,
    pub deployed: Option<String>,
    pub next_external_id: Option<String>,
    pub rotation_since: Option<i64>,
    pub rotation_seen: Option<String>,
    pub trust: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
