//! A deployment of the Terraform module.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "deployments")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub workspace_id: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub account_id: String,
    pub template: String,
    pub choices: String,
    pub external_id: String,
    pub role_name: String,
    pub region: String,
    pub announced_at: i64,
    /// This and the two below are there together, or none is.
    pub role_unique_id: Option<String>,
    pub fingerprint: Option<String>,
    pub applied_at: Option<i64>,
    pub trust: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
