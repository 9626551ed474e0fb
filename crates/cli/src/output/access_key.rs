//! How access keys and the switches of methods are written for people.

use landfast_api::dto::{AccessKeyView, KeyRotationView, KeyView, MethodsView};

use super::{data, say, word};

pub fn keys(view: &AccessKeyView) {
    let line = |name: &str, value: &str| data(&format!("{name:<12}{value}"));
    line("Account", &view.account_id);
    match &view.current {
        Some(key) => line("In use", &key_line(key)),
        None => line("In use", "none is proven yet"),
    }
    if let Some(key) = &view.candidate {
        line("In test", &key_line(key));
    }
    if let Some(rotation) = &view.rotation {
        line("Rotation", &rotation_line(rotation));
        if let Some(problem) = &rotation.problem {
            data(&format!("{:<12}{}", "", problem.what));
            data(&format!("{:<12}{}", "", problem.remedy));
        }
    }
    if view.current.is_none() {
        say("Policy for the key's user:");
        say(&view.policy);
    }
}

fn key_line(key: &KeyView) -> String {
    let at_least = if key.age_exact { "" } else { "at least " };
    let advice = if key.rotate_advised {
        "; older than 90 days: rotate it"
    } else {
        ""
    };
    let tested = match (&key.tested_at, key.answered) {
        (Some(at), Some(true)) => format!("answered at {at}"),
        (Some(at), _) => format!("did not answer at {at}"),
        (None, _) => "not tested yet".to_owned(),
    };
    format!(
        "…{}, {at_least}{} days old{advice}; {tested}; saved by {} at {}",
        key.last4, key.age_days, key.saved_by, key.saved_at
    )
}

fn rotation_line(rotation: &KeyRotationView) -> String {
    let how = match (rotation.running, &rotation.problem) {
        (true, _) => "under way",
        (false, Some(_)) => "stopped",
        (false, None) => "done",
    };
    format!(
        "of …{}: {how}, stage {}, started by {} at {}",
        rotation.old_last4,
        word(&rotation.stage),
        rotation.started_by,
        rotation.started_at
    )
}

pub fn methods(view: &MethodsView) {
    for one in &view.items {
        let state = if one.enabled { "on" } else { "off" };
        let by = match (&one.changed_by, &one.changed_at) {
            (Some(by), Some(at)) => format!(" (by {by} at {at})"),
            _ => String::new(),
        };
        data(&format!("{:<18}{state}{by}", word(&one.method)));
        say("A role is better:");
        for why in &one.why_roles_are_better {
            say(&format!("- {why}"));
        }
    }
}
