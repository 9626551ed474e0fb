use landfast_app::{
    RecordRemoved, RemovalStatus,
    ports::{Role, StoredReceipt},
};
use landfast_domain::removal::{
    Answer, DoorTry, GuideStep, Orphan, OrphanState, ReceiptVerdict, Removal, RemovalState,
};

use super::{account::method, action::action, time};
use crate::dto;

/// `role` is of whoever asks.
pub(crate) fn removal_view(status: &RemovalStatus, role: Role) -> dto::RemovalView {
    let removal = status.removal.as_ref();
    let (state, summary) = removal.map_or_else(not_begun, standing);
    dto::RemovalView {
        account_id: status.account.id.to_string(),
        state,
        summary,
        begun_by: removal.map(|one| one.begun_by.clone()),
        begun_at: removal.map(|one| time(one.begun_at)),
        next_at: removal.and_then(Removal::next_at).map(time),
        guide: status.guide.iter().map(guide_step).collect(),
        doors: status.doors.clone(),
        left_by_record_only: status.left_by_record_only.clone(),
        tries: removal.map_or_else(Vec::new, |one| one.tries.iter().map(door_try).collect()),
        actions: vec![
            action(
                "begin",
                removal.map(|_| "The removal is begun already."),
                role,
            ),
            action("look", status.why_not_look(), role),
            action("cancel", status.why_not_cancel(), role),
            action("record_only", None, role),
        ],
    }
}

fn not_begun() -> (dto::RemovalState, String) {
    let words = "Nobody has begun to take access back.";
    (dto::RemovalState::NotBegun, words.to_owned())
}

pub(super) fn standing(removal: &Removal) -> (dto::RemovalState, String) {
    use dto::RemovalState as S;
    match &removal.state {
        RemovalState::Begun => (
            S::Begun,
            "Delete in AWS what the guide names. Then every way in is tried.".to_owned(),
        ),
        RemovalState::Looking => (S::Looking, "Every way in is being tried.".to_owned()),
        RemovalState::Waiting { why, .. } => (S::Waiting, why.in_words()),
        RemovalState::StillAnswers => (
            S::StillAnswers,
            "Something still lets Landfast in, minutes after it was said to be deleted. Look below at what answered, delete it, and have it tried again.".to_owned(),
        ),
        RemovalState::GaveUp { detail } => (
            S::GaveUp,
            format!("Nothing could be said for too long: {detail} Have it tried again."),
        ),
    }
}

pub(super) fn guide_step(step: &GuideStep) -> dto::GuideStepView {
    dto::GuideStepView {
        text: step.text.clone(),
        command: step.command.clone(),
        link: step.link.clone(),
    }
}

pub(super) fn door_try(one: &DoorTry) -> dto::DoorTryView {
    let (answer, detail, request_id) = match &one.answer {
        Answer::LetIn => (dto::DoorAnswer::LetIn, None, None),
        Answer::Refused { code, request_id } => {
            (dto::DoorAnswer::Refused, Some(code), request_id.clone())
        }
        Answer::Trouble { detail, request_id } => {
            (dto::DoorAnswer::Trouble, Some(detail), request_id.clone())
        }
    };
    dto::DoorTryView {
        door: one.door.in_words(),
        answer,
        detail: detail.cloned(),
        request_id,
        at: time(one.at),
    }
}

pub(crate) fn record_removed_view(removed: &RecordRemoved) -> dto::RecordRemovedView {
    dto::RecordRemovedView {
        account_id: removed.account_id.to_string(),
        left_in_aws: removed.left_in_aws.clone(),
        receipt: receipt_view(&removed.receipt),
    }
}

pub(crate) fn receipt_view(stored: &StoredReceipt) -> dto::ReceiptView {
    let receipt = &stored.receipt;
    dto::ReceiptView {
        receipt_id: receipt.id.to_string(),
        account_id: receipt.account.to_string(),
        name: receipt.name.to_string(),
        method: method(receipt.method),
        role_arn: receipt.role_arn.as_ref().map(ToString::to_string),
        begun_by: receipt.begun_by.clone(),
        begun_at: time(receipt.begun_at),
        finished_by: receipt.finished_by.clone(),
        finished_at: time(receipt.finished_at),
        verdict: match receipt.verdict {
            ReceiptVerdict::Gone => dto::ReceiptVerdict::Gone,
            ReceiptVerdict::NothingToTry => dto::ReceiptVerdict::NothingToTry,
            ReceiptVerdict::AccessLeft => dto::ReceiptVerdict::AccessLeft,
            ReceiptVerdict::OwnIdentity => dto::ReceiptVerdict::OwnIdentity,
        },
        summary: receipt.verdict.in_words().to_owned(),
        tries: receipt.tries.iter().map(door_try).collect(),
        sha256: stored.sha256.clone(),
    }
}

pub(crate) fn orphan_view(orphan: &Orphan) -> dto::OrphanView {
    dto::OrphanView {
        role_arn: orphan.role_arn.to_string(),
        removed_by: orphan.removed_by.clone(),
        removed_at: time(orphan.removed_at),
        receipt_id: orphan.receipt.to_string(),
        state: match orphan.state {
            OrphanState::Unknown => dto::OrphanState::Unknown,
            OrphanState::Answers { .. } => dto::OrphanState::Answers,
            OrphanState::Refused { .. } => dto::OrphanState::Refused,
        },
        remedy: orphan.remedy(),
    }
}
