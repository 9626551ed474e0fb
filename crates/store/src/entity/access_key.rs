//! An access key of an account, without its secret.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "access_keys")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub workspace_id: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub account_id: String,
    pub access_key_id: String,
    pub standing: String,
    pub user_arn: Option<String>,
    pub saved_by: String,
    pub saved_at: i64,
    pub created_at: Option<i64>,
    pub tested_at: Option<i64>,
    /// 0 or 1.
    pub answered: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
