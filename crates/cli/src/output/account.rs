//! How accounts, steps and findings are written for people.

use landfast_api::dto::{
    AccountKind, AccountView, CheckOutcome, CheckView, DifferenceView, DriftReason, FindingView,
    Instructions, ReportView, StepState, StepView,
};

use super::{Table, data, word};

pub const fn kind(kind: Option<AccountKind>) -> &'static str {
    match kind {
        Some(AccountKind::Payer) => "payer",
        Some(AccountKind::Linked) => "linked",
        Some(AccountKind::Standalone) => "standalone",
        None => "not known yet",
    }
}

/// Payers first, each over its linked accounts; then everything else by id.
pub fn tree(accounts: &[AccountView]) -> Vec<(&AccountView, bool)> {
    let is_here = |id: &str| accounts.iter().any(|a| a.account_id == id);
    let under = |a: &AccountView| {
        a.payer
            .as_deref()
            .filter(|payer| is_here(payer))
            .map(str::to_owned)
    };
    let mut rows = Vec::new();
    for top in accounts.iter().filter(|a| under(a).is_none()) {
        rows.push((top, false));
        rows.extend(
            accounts
                .iter()
                .filter(|a| under(a).as_deref() == Some(&top.account_id))
                .map(|a| (a, true)),
        );
    }
    rows
}

pub fn list(accounts: &[AccountView]) {
    let mut table = Table::new(["ACCOUNT", "NAME", "KIND", "STATUS", "REGION", "LAST CHECK"]);
    for (account, linked) in tree(accounts) {
        let id = if linked {
            format!("  {}", account.account_id)
        } else {
            account.account_id.clone()
        };
        let last = account
            .last_check_at
            .as_ref()
            .map_or_else(|| "-".to_owned(), ToString::to_string);
        table.row([
            &id,
            &account.name,
            kind(account.kind),
            &word(&account.status),
            &account.region,
            &last,
        ]);
    }
    table.print();
}

pub fn account(account: &AccountView) {
    let line = |name: &str, value: &str| data(&format!("{name:<14}{value}"));
    line("Account", &account.account_id);
    line("Name", &account.name);
    line("Kind", kind(account.kind));
    if let Some(payer) = &account.payer {
        line(
            "Payer",
            &format!(
                "{payer}{}",
                if account.payer_registered {
                    ""
                } else {
                    " (not registered)"
                }
            ),
        );
    }
    line("Status", &word(&account.status));
    line("Region", &account.region);
    let capabilities = match account.capabilities.as_slice() {
        [] => "none".to_owned(),
        names => names.join(", "),
    };
    line("Capabilities", &capabilities);
    line("Tag access", account.tag_access.as_str());
    line("Role", account.role_arn.as_deref().unwrap_or("none proven"));
    for step in &account.steps {
        data(&format!("  {:<18}{}", step.step.as_str(), step.summary));
    }
    for blocker in &account.blockers {
        data(&format!("  still open: {blocker}"));
    }
}

pub fn step(step: &StepView) {
    data(&format!("{}: {}", step.title, state(&step.state)));
    if let Some(report_view) = &step.report {
        report(report_view);
    }
}

fn state(state: &StepState) -> String {
    match state {
        StepState::Locked { why, .. } => format!("locked ({why})"),
        StepState::Open => "open".to_owned(),
        StepState::Checking { .. } => "checking".to_owned(),
        StepState::Passed { at } => format!("passed at {at}"),
        StepState::Blocked { at } => format!("blocked since {at}"),
        StepState::Waiting { next_at, .. } => format!("waiting; looks again at {next_at}"),
        StepState::Drifted {
            found_at,
            why: DriftReason::Finding,
            ..
        } => format!("drifted, found at {found_at}"),
        StepState::Drifted { found_at, .. } => format!("update available since {found_at}"),
        StepState::Skipped { by, .. } => format!("skipped by {by}"),
    }
}

/// What an update would change, a line each.
fn difference(difference: &DifferenceView) {
    data("Rights that an update would change:");
    for (sign, rights) in [("+", &difference.added), ("-", &difference.removed)] {
        for right in rights {
            let why = right
                .reason
                .as_deref()
                .unwrap_or("not asked for by Landfast");
            data(&format!(
                "  {sign} {} on {}: {why}",
                right.action, right.resource
            ));
        }
    }
}

pub fn report(report: &ReportView) {
    if let Some(found) = &report.difference {
        difference(found);
    }
    let mut table = Table::new(["CHECK", "OUTCOME", "FOUND"]);
    for finding in &report.checks {
        table.row([
            &finding.code,
            outcome(finding.outcome),
            finding.found.as_deref().unwrap_or("-"),
        ]);
    }
    table.print();
    for finding in report
        .checks
        .iter()
        .filter(|f| matches!(f.outcome, CheckOutcome::NotMet))
    {
        cure(finding);
    }
}

fn cure(finding: &FindingView) {
    data(&format!("\n{}", finding.title));
    for (name, text) in [
        ("expected", &finding.expected),
        ("found", &finding.found),
        ("remedy", &finding.remedy),
    ] {
        if let Some(text) = text {
            data(&format!("  {name:<9} {text}"));
        }
    }
    for cause in &finding.causes {
        data(&format!("  - {}\n    {}", cause.title, cause.cure));
    }
}

const fn outcome(outcome: CheckOutcome) -> &'static str {
    match outcome {
        CheckOutcome::Met => "met",
        CheckOutcome::NotMet => "NOT MET",
        CheckOutcome::Unknown => "unknown",
        CheckOutcome::NotRun => "not run",
    }
}

pub fn check_line(check: &CheckView) -> String {
    let when = check
        .next_at
        .as_ref()
        .map_or_else(String::new, |at| format!(", looks again at {at}"));
    format!("check {} is {}{when}", check.check_id, word(&check.state))
}

pub fn instructions(view: &Instructions) {
    if let Some(policy) = &view.server_policy {
        data(&format!(
            "Landfast must run in this account, as a role or a user that has this policy:\n{policy}"
        ));
        return;
    }
    if let Some(why) = &view.why_not_ready {
        data(&format!("Not ready: {why}"));
    }
    match (&view.update, &view.launch_url) {
        (Some(update), _) => data(&format!(
            "The stack is there. To update it, open this link, signed in to the account:\n  {}\n",
            update.url
        )),
        (None, Some(url)) => data(&format!(
            "Open this link, signed in to the account, and create the stack:\n  {url}\n"
        )),
        (None, None) => {}
    }
    if let (None, Some(upload)) = (&view.update, &view.upload_url) {
        data(&format!(
            "Take the template from this server, {}, and hand it over on this page, signed in to the account:\n  {upload}\n",
            view.template_download.as_deref().unwrap_or_default()
        ));
    }
    let mut table = Table::new(["PARAMETER", "VALUE", "CHANGE"]);
    for parameter in &view.parameters {
        table.row([
            &parameter.name,
            &parameter.value,
            if parameter.editable { "may" } else { "do not" },
        ]);
    }
    table.print();
    let commands = view.update.as_ref().map(|update| update.aws_cli.as_str());
    data(&format!(
        "\nOr in a shell that is signed in to the account:\n{}",
        commands.unwrap_or(&view.commands.aws_cli)
    ));
    if let Some(call) = &view.commands.terraform {
        data(&format!(
            "\nOr by Terraform, with an operator's API token in the variable TF_HTTP_PASSWORD:\n{call}"
        ));
    }
    data(&format!(
        "\nTemplate {}, SHA-256 {}",
        view.template_version, view.template_sha256
    ));
    data(&format!(
        "The role will be {}; its trust policy demands {}",
        view.role_arn, view.external_id_in_trust
    ));
    if let Some(trust) = &view.token_trust {
        data(&format!(
            "A role of your own needs this trust policy:\n{}",
            trust.policy
        ));
    }
}
