//! How activations are written for people.

use landfast_api::dto::{ActivatedState, ActivatedView, ActivationView};

use super::{data, permit, say, table::Table, word};

pub fn list(items: &[ActivationView]) {
    let mut table = Table::new([
        "ACTIVATION",
        "STATE",
        "ACCOUNTS",
        "DONE",
        "FAILED",
        "BEGUN BY",
    ]);
    for one in items {
        table.row([
            &one.activation_id,
            &word(&one.state),
            &one.counts.all.to_string(),
            &one.counts.done.to_string(),
            &one.counts.failed.to_string(),
            &one.begun_by,
        ]);
    }
    table.print();
}

pub fn activation(view: &ActivationView, accounts: &[ActivatedView]) {
    data(&format!("Activation     {}", view.activation_id));
    data(&format!("State          {}", word(&view.state)));
    data(&format!("By the role    {}", view.member_role));
    data(&view.summary);
    data("");
    let mut table = Table::new(["ACCOUNT", "NAME", "STATE", "REASON"]);
    for one in accounts {
        let reason = one
            .reason
            .map_or_else(|| "-".to_owned(), |reason| word(&reason));
        table.row([&one.account_id, &one.name, &word(&one.state), &reason]);
    }
    table.print();
    let failed = |one: &&ActivatedView| one.state == ActivatedState::Failed;
    for one in accounts.iter().filter(failed) {
        data(&format!("\n{} {}", one.account_id, one.name));
        for line in one.detail.iter().chain(&one.remedy) {
            data(&format!("  {line}"));
        }
    }
    if let Some(of) = &view.permit {
        say("");
        permit::permit(of);
    }
}
