use landfast_app::{
    OrganizationStatus,
    ports::{MemberRow, Role},
};
use landfast_domain::{
    AccountId,
    organization::{Coverage, MemberStanding, MemberState, Tree, UnitCoverage},
};

use super::{
    account::status,
    action::action,
    stack_set::{reason_view, stack_set_view, stack_view},
    time,
};
use crate::dto;

/// `role` is of whoever asks.
pub(crate) fn organization_view(found: &OrganizationStatus, role: Role) -> dto::OrganizationView {
    let organization = &found.organization;
    let why_not = (!found.payer.was_proven())
        .then_some("Access to the payer was never proven. Finish its API access first.");
    dto::OrganizationView {
        payer: found.payer.id.to_string(),
        organization_id: found.payer.organization_id.clone(),
        read_at: organization.read_at.map(time),
        looked_at: organization.looked_at.map(time),
        trouble: organization.trouble.clone(),
        coverage: coverage(&found.coverage),
        units: found.units.iter().map(unit).collect(),
        stack_set: stack_set_view(organization, &found.stacks),
        actions: vec![action("discover", why_not, role)],
    }
}

fn unit(one: &UnitCoverage) -> dto::UnitView {
    dto::UnitView {
        unit_id: one.unit.id.to_string(),
        name: one.unit.name.clone(),
        depth: u32::try_from(one.depth).unwrap_or(u32::MAX),
        coverage: coverage(&one.coverage),
    }
}

fn coverage(found: &Coverage) -> dto::CoverageView {
    let count = |(standing, accounts): (&MemberStanding, &u64)| dto::StandingCount {
        standing: standing_view(*standing),
        accounts: *accounts,
    };
    dto::CoverageView {
        covered: found.covered(),
        wanted: found.wanted(),
        per_cent: found.per_cent(),
        by_standing: found
            .by_standing
            .iter()
            .filter(|(_, accounts)| **accounts > 0)
            .map(count)
            .collect(),
    }
}

pub(crate) fn member_view(
    row: &MemberRow,
    payer: &AccountId,
    tree: &Tree,
    role: Role,
) -> dto::MemberView {
    let member = &row.member;
    let standing = row.standing();
    let instance = member.instance.as_ref();
    let failed = instance.and_then(|one| one.reason);
    let tried = member.reached.as_ref().filter(|_| row.registered.is_none());
    dto::MemberView {
        account_id: member.id.to_string(),
        name: member.name.clone(),
        state: state(member.state),
        unit: member.unit.as_ref().map(|unit| tree.path(unit)),
        unit_id: member.unit.as_ref().map(ToString::to_string),
        joined_at: member.joined_at.map(time),
        first_seen_at: time(member.first_seen_at),
        left_at: member.left_at.map(time),
        standing: standing_view(standing),
        next: standing.next(instance).map(str::to_owned),
        stack: instance.map(|one| stack_view(one.state)),
        stack_reason: failed.map(reason_view),
        stack_why: failed.map(|reason| reason.in_words().to_owned()),
        stack_words: instance.and_then(|one| one.words.clone()),
        refused: tried.and_then(|tried| tried.why_not.clone()),
        tried_at: tried.map(|tried| time(tried.at)),
        registered: row.registered.map(status),
        proven_at: row.proven_at.map(time),
        activate: action("activate", row.why_not_activate(payer), role),
    }
}

const fn state(state: MemberState) -> dto::MemberState {
    match state {
        MemberState::PendingActivation => dto::MemberState::PendingActivation,
        MemberState::Active => dto::MemberState::Active,
        MemberState::Suspended => dto::MemberState::Suspended,
        MemberState::PendingClosure => dto::MemberState::PendingClosure,
        MemberState::Closed => dto::MemberState::Closed,
    }
}

const fn standing_view(standing: MemberStanding) -> dto::MemberStanding {
    match standing {
        MemberStanding::NotActivated => dto::MemberStanding::NotActivated,
        MemberStanding::NotReached => dto::MemberStanding::NotReached,
        MemberStanding::Unanswered => dto::MemberStanding::Unanswered,
        MemberStanding::Activating => dto::MemberStanding::Activating,
        MemberStanding::Active => dto::MemberStanding::Active,
        MemberStanding::UpdateAvailable => dto::MemberStanding::UpdateAvailable,
        MemberStanding::Attention => dto::MemberStanding::Attention,
        MemberStanding::Unavailable => dto::MemberStanding::Unavailable,
        MemberStanding::Left => dto::MemberStanding::Left,
    }
}

/// The standing as the query of the use case has it.
pub(crate) const fn standing_asked(standing: dto::MemberStanding) -> MemberStanding {
    match standing {
        dto::MemberStanding::NotActivated => MemberStanding::NotActivated,
        dto::MemberStanding::NotReached => MemberStanding::NotReached,
        dto::MemberStanding::Unanswered => MemberStanding::Unanswered,
        dto::MemberStanding::Activating => MemberStanding::Activating,
        dto::MemberStanding::Active => MemberStanding::Active,
        dto::MemberStanding::UpdateAvailable => MemberStanding::UpdateAvailable,
        dto::MemberStanding::Attention => MemberStanding::Attention,
        dto::MemberStanding::Unavailable => MemberStanding::Unavailable,
        dto::MemberStanding::Left => MemberStanding::Left,
    }
}
