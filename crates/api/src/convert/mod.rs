//! From what the use cases give to what goes over the wire, and back where a request names a choice.

mod access_key;
mod account;
mod action;
mod activity;
mod bill_questions;
mod billing_export;
mod bills;
mod callback;
mod check;
mod commitment;
mod commitment_standing;
mod external_id;
mod identity;
mod instructions;
mod issuer;
mod organization;
mod owner_link;
mod people;
mod permissions;
mod permit;
mod problem;
mod removal;
mod rollout;
mod selected;
mod stack_run;
mod stack_set;
mod step;
mod terraform;
mod webhook;
mod work;

pub(crate) use access_key::{access_key_view, key_draft, methods_view};
pub(crate) use account::{account_view, kind_text, status_text};
pub(crate) use activity::{activity_view, verification_view};
pub(crate) use bill_questions::{
    answer_view, catalogue_view, export, lines_page, question, selection, table_view,
};
pub(crate) use billing_export::{billing_export_view, choice_draft, export_candidates};
pub(crate) use bills::bills_view;
pub(crate) use callback::callback_view;
pub(crate) use check::{check_view, trigger};
pub(crate) use commitment::{commitment_draft, commitment_list, commitment_view};
pub(crate) use commitment_standing::standing_view;
pub(crate) use external_id::external_id_view;
pub(crate) use identity::identity_view;
pub(crate) use issuer::issuer_view;
pub(crate) use organization::{member_view, organization_view, standing_asked};
pub(crate) use owner_link::{new_owner_link_view, owner_link_list, owner_step_view, owner_view};
pub(crate) use people::{
    new_token_view, new_user_view, role, session_view, token_view, user_view, workspace_view,
};
pub(crate) use permissions::permissions_view;
pub(crate) use permit::{permit_draft, permit_view};
pub use problem::kind_of;
pub(crate) use problem::problem_code;
pub(crate) use removal::{orphan_view, receipt_view, record_removed_view, removal_view};
pub(crate) use rollout::rollout_view;
pub(crate) use selected::{activated_asked, activated_view, activation_view};
pub(crate) use stack_set::stack_asked;
pub(crate) use step::step_view;
pub(crate) use terraform::{
    deployment_view, noted_state, problem_state, registration_state, stack_set_state,
};
pub(crate) use webhook::{
    delivery_view, new_webhook_view, webhook_draft, webhook_edit, webhook_list, webhook_view,
};
pub(crate) use work::{work_state, work_view};

use landfast_domain::Timestamp;

use crate::dto::Time;

fn time(at: Timestamp) -> Time {
    Time(at.to_string())
}
