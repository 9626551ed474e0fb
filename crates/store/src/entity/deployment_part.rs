//! What a deployment of the Terraform module makes beside the role.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "deployment_parts")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub workspace_id: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub deployment_id: String,
    /// The step that the part is about.
    #[sea_orm(primary_key, auto_increment = false)]
    pub step: String,
    pub account_id: String,
    /// What is made, as versioned JSON.
    pub wish: String,
    pub announced_at: i64,
    /// This and the one below are there together, or neither is.
    pub fingerprint: Option<String>,
    pub made_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
