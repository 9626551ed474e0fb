use landfast_app::{NewOwnerLink, OwnerVisit, StepStatus, ports::Role};
use landfast_domain::{
    Account, Partition, Timestamp,
    owner_link::{Lifetime, OWNERS_ACTIONS, OwnerLink, Standing, why_no_link},
    permissions::{Manifest, explain},
};
use secrecy::ExposeSecret;

use super::{account::method, action::action, permissions, step::step_view, time};
use crate::dto;

/// The page of the console for whoever holds a link.
const PAGE: &str = "/owner";

pub(crate) fn owner_link_list(
    links: &[OwnerLink],
    account: &Account,
    role: Role,
    now: Timestamp,
) -> dto::OwnerLinkList {
    dto::OwnerLinkList {
        items: links
            .iter()
            .map(|link| owner_link_view(link, role, now))
            .collect(),
        actions: vec![action("make", why_no_link(account), role)],
        usual_days: Lifetime::USUAL_DAYS,
        most_days: Lifetime::MAX_DAYS,
    }
}

fn owner_link_view(link: &OwnerLink, role: Role, now: Timestamp) -> dto::OwnerLinkView {
    let (state, why_not) = match link.standing(now) {
        Standing::Works => (dto::OwnerLinkState::Works, None),
        Standing::Expired => (dto::OwnerLinkState::Expired, Some("It has expired.")),
        Standing::Revoked => (
            dto::OwnerLinkState::Revoked,
            Some("It was revoked already."),
        ),
    };
    let revoked = link.revoked.as_ref();
    dto::OwnerLinkView {
        link_id: link.id.to_string(),
        state,
        made_by: link.made_by.clone(),
        made_at: time(link.made_at),
        expires_at: time(link.expires_at),
        last_used_at: link.last_used_at.map(time),
        revoked_by: revoked.map(|one| one.by.clone()),
        revoked_at: revoked.map(|one| time(one.at)),
        actions: vec![action("revoke", why_not, role)],
    }
}

pub(crate) fn new_owner_link_view(
    new: &NewOwnerLink,
    role: Role,
    now: Timestamp,
    public_url: Option<&str>,
) -> dto::NewOwnerLinkView {
    let server = public_url.unwrap_or_default().trim_end_matches('/');
    dto::NewOwnerLinkView {
        link: dto::Secret::new(format!("{server}{PAGE}#{}", new.text.expose_secret())),
        view: owner_link_view(&new.link, role, now),
    }
}

pub(crate) fn owner_view(
    visit: &OwnerVisit,
    manifest: &Manifest,
    public_url: Option<&str>,
) -> dto::OwnerView {
    let account = &visit.account;
    dto::OwnerView {
        asked_by: visit.link.made_by.clone(),
        workspace: visit.workspace.name.clone(),
        expires_at: time(visit.link.expires_at),
        account_id: account.id.to_string(),
        name: account.name.to_string(),
        region: account.region.to_string(),
        partition: Partition::of(&account.region).to_string(),
        method: method(account.method),
        done: visit.done,
        why_nothing: visit.why_nothing.map(str::to_owned),
        steps: visit
            .steps
            .iter()
            .map(|status| owner_step_view(status, public_url))
            .collect(),
        grants: permissions::granted(manifest, &account.choices),
        cannot: explain::cannot_with(manifest, &account.choices)
            .iter()
            .map(|line| line.replace('`', ""))
            .collect(),
    }
}

/// A step with what a link allows. What people of the workspace do with it is left out, and so is the
/// call of the Terraform module that needs an API token.
pub(crate) fn owner_step_view(status: &StepStatus, public_url: Option<&str>) -> dto::StepView {
    let mut view = step_view(status, Role::Operator, public_url);
    view.actions.retain(|one| {
        OWNERS_ACTIONS
            .iter()
            .any(|allowed| allowed.as_str() == one.name)
    });
    if let Some(instructions) = &mut view.instructions {
        instructions.commands.terraform = None;
    }
    view
}
