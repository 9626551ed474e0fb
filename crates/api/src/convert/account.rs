use std::collections::BTreeSet;

use landfast_app::ports::Role;
use landfast_domain::{
    Account, AccountId, AccountKind, Method, Partition,
    account::{AccountStatus, Trust},
    permissions::{Capability, TagAccess},
};

use super::{action::action, step::step_summary, time};
use crate::dto;

/// `payers` are those that are registered in the workspace; `role` is of whoever asks.
pub(crate) fn account_view(
    account: &Account,
    payers: &BTreeSet<AccountId>,
    role: Role,
) -> dto::AccountView {
    let actions = account.actions();
    let payer = account.kind.as_ref().and_then(AccountKind::payer);
    dto::AccountView {
        account_id: account.id.to_string(),
        name: account.name.to_string(),
        region: account.region.to_string(),
        partition: Partition::of(&account.region).to_string(),
        method: method(account.method),
        trust: trust(account.trust),
        capabilities: names(account.choices.capabilities()),
        tag_access: tag_access(account.choices.tag_access()),
        kind: account.kind.as_ref().map(kind),
        payer: payer.map(ToString::to_string),
        payer_registered: payer.is_some_and(|payer| payers.contains(payer)),
        organization_id: account.organization_id.clone(),
        status: status(account.status()),
        role_arn: account.proven.as_ref().map(|role| role.arn.to_string()),
        created_at: time(account.created_at),
        confirmed_at: account.confirmed_at.map(time),
        last_check_at: account.last_check_at.map(time),
        steps: account.steps.iter().map(step_summary).collect(),
        actions: actions
            .iter()
            .map(|one| action(one.name, one.why_not.as_deref(), role))
            .collect(),
        blockers: account.blockers(),
    }
}

/// The kind as the query of the use case spells it.
pub(crate) fn kind_text(kind: dto::AccountKind) -> &'static str {
    match kind {
        dto::AccountKind::Payer => AccountKind::Payer.as_str(),
        dto::AccountKind::Linked => "linked",
        dto::AccountKind::Standalone => AccountKind::Standalone.as_str(),
    }
}

/// The status as the query of the use case spells it.
pub(crate) const fn status_text(status: dto::AccountStatus) -> &'static str {
    match status {
        dto::AccountStatus::Registering => AccountStatus::Registering.as_str(),
        dto::AccountStatus::Active => AccountStatus::Active.as_str(),
        dto::AccountStatus::Attention => AccountStatus::Attention.as_str(),
        dto::AccountStatus::Waiting => AccountStatus::Waiting.as_str(),
        dto::AccountStatus::UpdateAvailable => AccountStatus::UpdateAvailable.as_str(),
    }
}

pub(super) fn names(capabilities: &BTreeSet<Capability>) -> Vec<String> {
    capabilities.iter().map(ToString::to_string).collect()
}

pub(super) const fn tag_access(access: TagAccess) -> dto::TagAccess {
    match access {
        TagAccess::None => dto::TagAccess::None,
        TagAccess::Read => dto::TagAccess::Read,
        TagAccess::Write => dto::TagAccess::Write,
    }
}

const fn kind(kind: &AccountKind) -> dto::AccountKind {
    match kind {
        AccountKind::Payer => dto::AccountKind::Payer,
        AccountKind::Linked { .. } => dto::AccountKind::Linked,
        AccountKind::Standalone => dto::AccountKind::Standalone,
    }
}

pub(crate) const fn trust(trust: Trust) -> dto::Trust {
    match trust {
        Trust::Role => dto::Trust::Role,
        Trust::Issuer => dto::Trust::Issuer,
    }
}

pub(super) const fn method(method: Method) -> dto::Method {
    match method {
        Method::ConsoleStack => dto::Method::ConsoleStack,
        Method::Cli => dto::Method::Cli,
        Method::RoleArn => dto::Method::RoleArn,
        Method::Terraform => dto::Method::Terraform,
        Method::StackSet => dto::Method::StackSet,
        Method::AccessKeys => dto::Method::AccessKeys,
        Method::MachineIdentity => dto::Method::MachineIdentity,
    }
}

pub(super) const fn status(status: AccountStatus) -> dto::AccountStatus {
    match status {
        AccountStatus::Registering => dto::AccountStatus::Registering,
        AccountStatus::Active => dto::AccountStatus::Active,
        AccountStatus::Attention => dto::AccountStatus::Attention,
        AccountStatus::Waiting => dto::AccountStatus::Waiting,
        AccountStatus::UpdateAvailable => dto::AccountStatus::UpdateAvailable,
    }
}
