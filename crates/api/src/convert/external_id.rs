use landfast_app::ports::Role;
use landfast_domain::{
    Account,
    account::{AnswersTo, Rotation},
};

use super::{action::action, time};
use crate::dto;

/// `role` is of whoever asks.
pub(crate) fn external_id_view(account: &Account, role: Role) -> dto::ExternalIdView {
    let actions = account.rotation_actions();
    dto::ExternalIdView {
        external_id: account.external_id.as_str().to_owned(),
        in_trust_policy: account.external_id.bound_to(&account.id),
        rotation: account
            .rotation
            .as_ref()
            .map(|rotation| rotation_view(account, rotation)),
        actions: actions
            .iter()
            .map(|one| action(one.name, one.why_not.as_deref(), role))
            .collect(),
    }
}

fn rotation_view(account: &Account, rotation: &Rotation) -> dto::RotationView {
    dto::RotationView {
        external_id: rotation.next.as_str().to_owned(),
        in_trust_policy: rotation.next.bound_to(&account.id),
        since: time(rotation.since),
        answers_to: rotation.seen.map(|seen| match seen.answers {
            AnswersTo::Old => dto::AnswersTo::Old,
            AnswersTo::Both => dto::AnswersTo::Both,
            AnswersTo::New => dto::AnswersTo::New,
        }),
        seen_at: rotation.seen.map(|seen| time(seen.at)),
    }
}
