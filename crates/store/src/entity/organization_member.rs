//! An account of a payer's organization, registered or not.

use sea_orm::entity::prelude::*;

use super::account;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "organization_members")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub workspace_id: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub payer_id: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: String,
    pub name: String,
    /// Lower case, for searches.
    pub name_folded: String,
    pub state: String,
    pub unit_id: Option<String>,
    pub joined_at: Option<i64>,
    pub first_seen_at: i64,
    pub left_at: Option<i64>,
    pub left_out_at: Option<i64>,
    /// When it was last tried to enter it, while it was not registered.
    pub reached_at: Option<i64>,
    /// Why that was refused; empty when it was not.
    pub refused: Option<String>,
    /// The roll-out's StackSet there; empty where it was never looked at.
    pub stack_state: Option<String>,
    pub stack_reason: Option<String>,
    /// AWS's words.
    pub stack_words: Option<String>,
    pub stack_operation: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter)]
pub enum Relation {
    /// Its registration in the same workspace; there may be none.
    Registration,
}

impl RelationTrait for Relation {
    fn def(&self) -> RelationDef {
        Entity::belongs_to(account::Entity)
            .from((Column::WorkspaceId, Column::AccountId))
            .to((account::Column::WorkspaceId, account::Column::Id))
            .into()
    }
}

impl ActiveModelBehavior for ActiveModel {}
