use landfast_app::{
    AccountKeys, KeyDraft, MethodState,
    ports::{KeyRotation, Role, StoredKey},
};
use landfast_domain::{
    Method,
    access_key::{KeyAge, RotationProblem, StageName, WHY_ROLES_ARE_BETTER},
    own_access,
};
use secrecy::SecretString;

use super::{account::method, action::action, time};
use crate::dto;

/// `role` is of whoever asks.
pub(crate) fn access_key_view(keys: &AccountKeys, role: Role) -> dto::AccessKeyView {
    let key =
        |found: &Option<(StoredKey, KeyAge)>| found.as_ref().map(|(key, age)| key_view(key, *age));
    dto::AccessKeyView {
        account_id: keys.account.id.to_string(),
        current: key(&keys.current),
        candidate: key(&keys.candidate),
        rotation: keys.rotation.as_ref().map(rotation_view),
        policy: keys.policy.clone(),
        actions: vec![
            action("save", keys.why_not_save.as_deref(), role),
            action("rotate", keys.why_not_rotate.as_deref(), role),
        ],
    }
}

pub(crate) fn key_draft(draft: dto::AccessKeyDraft) -> KeyDraft {
    KeyDraft {
        access_key_id: draft.access_key_id.reveal().to_owned(),
        secret_access_key: SecretString::from(draft.secret_access_key),
    }
}

pub(crate) fn methods_view(methods: &[MethodState]) -> dto::MethodsView {
    let view = |one: &MethodState| dto::MethodView {
        method: method(one.method),
        enabled: one.on,
        switched_by: switched_by(one.method),
        changed_by: one.changed.as_ref().map(|(by, _)| by.clone()),
        changed_at: one.changed.as_ref().map(|(_, at)| time(*at)),
        why_roles_are_better: why_roles_are_better(one.method),
    };
    dto::MethodsView {
        items: methods.iter().map(view).collect(),
    }
}

fn why_roles_are_better(method: Method) -> Vec<String> {
    match method {
        Method::MachineIdentity => own_access::WHY_ROLES_ARE_BETTER.map(str::to_owned).into(),
        _ => WHY_ROLES_ARE_BETTER.map(str::to_owned).into(),
    }
}

const fn switched_by(method: Method) -> dto::MethodSwitcher {
    match method {
        Method::MachineIdentity => dto::MethodSwitcher::Server,
        _ => dto::MethodSwitcher::Workspace,
    }
}

fn key_view(key: &StoredKey, age: KeyAge) -> dto::KeyView {
    dto::KeyView {
        last4: key.key.last4().to_owned(),
        user_arn: key.user_arn.clone(),
        saved_by: key.saved_by.clone(),
        saved_at: time(key.saved_at),
        created_at: key.created_at.map(time),
        age_days: age.days,
        age_exact: age.exact,
        rotate_advised: age.rotate_advised,
        tested_at: key.tested_at.map(time),
        answered: key.answered,
    }
}

fn rotation_view(rotation: &KeyRotation) -> dto::KeyRotationView {
    let trouble = |problem: &RotationProblem| dto::KeyRotationTrouble {
        code: code(problem),
        what: problem.what(),
        remedy: problem.remedy(&rotation.old_last4),
    };
    dto::KeyRotationView {
        stage: stage(rotation.stage.name()),
        running: rotation.runs(),
        switched: rotation.stage.has_switched(),
        old_last4: rotation.old_last4.clone(),
        started_by: rotation.started_by.clone(),
        started_at: time(rotation.started_at),
        next_at: rotation.next_at.map(time),
        problem: rotation.problem.as_ref().map(trouble),
    }
}

const fn stage(name: StageName) -> dto::KeyRotationStage {
    match name {
        StageName::Create => dto::KeyRotationStage::Create,
        StageName::Wait => dto::KeyRotationStage::Wait,
        StageName::Deactivate => dto::KeyRotationStage::Deactivate,
        StageName::Delete => dto::KeyRotationStage::Delete,
        StageName::Done => dto::KeyRotationStage::Done,
    }
}

const fn code(problem: &RotationProblem) -> dto::KeyRotationProblem {
    match problem {
        RotationProblem::MayNotList => dto::KeyRotationProblem::MayNotList,
        RotationProblem::MayNotCreate => dto::KeyRotationProblem::MayNotCreate,
        RotationProblem::TwoKeys { .. } => dto::KeyRotationProblem::TwoKeys,
        RotationProblem::NewKeySilent => dto::KeyRotationProblem::NewKeySilent,
        RotationProblem::MayNotDeactivate => dto::KeyRotationProblem::MayNotDeactivate,
        RotationProblem::MayNotDelete => dto::KeyRotationProblem::MayNotDelete,
        RotationProblem::Trouble { .. } => dto::KeyRotationProblem::Trouble,
    }
}
