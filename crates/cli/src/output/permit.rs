//! How permits are written for people.

use landfast_api::dto::PermitView;

use super::{data, removal::tried, say, table::Table, word};

pub fn list(items: &[PermitView]) {
    let mut table = Table::new([
        "PERMIT",
        "WAY",
        "STATE",
        "ACCOUNTS",
        "VALID UNTIL",
        "ASKED BY",
    ]);
    for one in items {
        table.row([
            &one.permit_id,
            &word(&one.way),
            &word(&one.state),
            &one.account_ids.len().to_string(),
            &one.valid_until.to_string(),
            &one.asked_by,
        ]);
    }
    table.print();
}

pub fn permit(view: &PermitView) {
    data(&format!("Permit         {}", view.permit_id));
    data(&format!("Way            {}", word(&view.way)));
    data(&format!("State          {}", word(&view.state)));
    data(&format!("Role           {}", view.role_arn));
    data(&format!("Valid until    {}", view.valid_until));
    if !view.account_ids.is_empty() {
        data(&format!("Accounts       {}", view.account_ids.len()));
    }
    data(&view.summary);
    for more in view.last.iter().chain(&view.why_not_ready) {
        say(more);
    }
    for one in &view.tries {
        data(&format!("- {}", tried(one)));
    }
    let Some(stack) = &view.stack else {
        return guide(view);
    };
    data(&format!(
        "\n{} in {}: {}",
        stack.stack_name, stack.region, stack.about
    ));
    if let Some(url) = &stack.launch_url {
        data(url);
    }
    data(&stack.aws_cli);
    say(&format!(
        "\nThen: landfast account permit check {} {}",
        view.payer, view.permit_id
    ));
}

/// How to take it back, unless that is done.
fn guide(view: &PermitView) {
    if view.gone_at.is_some() {
        return;
    }
    say("To take it back:");
    for step in &view.guide {
        say(&format!("- {}", step.text));
        for text in step.link.iter().chain(step.command.as_ref()) {
            for line in text.lines() {
                say(&format!("    {line}"));
            }
        }
    }
    say(&format!(
        "Then: landfast account permit end {} {}",
        view.payer, view.permit_id
    ));
}
