//! How removals and receipts are written for people.

use landfast_api::dto::{DoorTryView, ReceiptView, RemovalView};

use super::{data, say, table::Table, word};

pub fn guide(view: &RemovalView) {
    say(&format!(
        "To take access to account {} back:",
        view.account_id
    ));
    for step in &view.guide {
        say(&format!("- {}", step.text));
        for line in step.link.iter().chain(step.command.as_ref()) {
            for line in line.lines() {
                say(&format!("    {line}"));
            }
        }
    }
    if view.doors.is_empty() {
        say("No way in is known that could be tried.");
        return;
    }
    say("Then every way in is tried, and must be refused:");
    for door in &view.doors {
        say(&format!("- {door}"));
    }
}

pub fn standing(view: &RemovalView) {
    data(&view.summary);
    for one in &view.tries {
        data(&format!("- {}", tried(one)));
    }
}

pub(super) fn tried(one: &DoorTryView) -> String {
    let more = [&one.detail, &one.request_id];
    let more: Vec<&str> = more.into_iter().flatten().map(String::as_str).collect();
    let more = if more.is_empty() {
        String::new()
    } else {
        format!(" ({})", more.join(", "))
    };
    format!("{} {}: {}{more}", one.at, one.door, word(&one.answer))
}

pub fn receipts(items: &[ReceiptView]) {
    let mut table = Table::new(["RECEIPT", "ACCOUNT", "NAME", "FINISHED", "BY", "VERDICT"]);
    for one in items {
        table.row([
            &one.receipt_id,
            &one.account_id,
            &one.name,
            &one.finished_at.to_string(),
            &one.finished_by,
            &word(&one.verdict),
        ]);
    }
    table.print();
}
