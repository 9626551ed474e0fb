//! How organizations are written for people.

use landfast_api::dto::{CoverageView, MemberView, OrganizationView, RolloutView, StackSetView};

use super::{data, say, table::Table, word};

pub fn members(organization: &OrganizationView, items: &[MemberView]) {
    heading(organization);
    if items.is_empty() {
        say("No account fits.");
        return;
    }
    let mut table = Table::new([
        "ACCOUNT", "NAME", "UNIT", "IN AWS", "STANDING", "STACKSET", "PROVEN",
    ]);
    for one in items {
        let unit = one.unit.clone().unwrap_or_default();
        let proven = one.proven_at.as_ref().map(ToString::to_string);
        table.row([
            &one.account_id,
            &one.name,
            &unit,
            &word(&one.state),
            &word(&one.standing),
            &stack(one),
            &proven.unwrap_or_default(),
        ]);
    }
    table.print();
}

/// With the reason where it failed.
fn stack(one: &MemberView) -> String {
    let state = one.stack.as_ref().map(word).unwrap_or_default();
    let reason = one.stack_reason.as_ref().map(word);
    reason.map_or(state.clone(), |reason| format!("{state}: {reason}"))
}

pub fn units(organization: &OrganizationView) {
    heading(organization);
    if organization.units.is_empty() {
        say(
            "The units are not known. Landfast reads them where the payer's capability \"activation\" is on.",
        );
        return;
    }
    let mut table = Table::new(["UNIT", "ID", "COVERED", "WANTED", "PER CENT"]);
    for unit in &organization.units {
        let indent = "  ".repeat(usize::try_from(unit.depth).unwrap_or_default());
        table.row([
            &format!("{indent}{}", unit.name),
            &unit.unit_id,
            &unit.coverage.covered.to_string(),
            &unit.coverage.wanted.to_string(),
            &unit.coverage.per_cent.to_string(),
        ]);
    }
    table.print();
}

pub fn rollout(view: &RolloutView) {
    if let Some(why) = &view.why_not_ready {
        data(&format!("Not ready: {why}"));
        return;
    }
    if let Some(url) = &view.create_url {
        data(&format!(
            "Open this page, signed in to payer {}, and create the StackSet {}:\n  {url}\n",
            view.payer, view.stack_set_name
        ));
    }
    if let Some(url) = view
        .template_url
        .as_ref()
        .or(view.template_download.as_ref())
    {
        data(&format!("Template: {url}"));
    }
    let mut table = Table::new(["PARAMETER", "VALUE", "CHANGE"]);
    for parameter in &view.parameters {
        let change = if parameter.editable {
            "if you like"
        } else {
            "do not"
        };
        table.row([&parameter.name, &parameter.value, change]);
    }
    table.print();
    if let Some(command) = &view.aws_cli {
        data(&format!(
            "\nOr, in a shell that is signed in to the payer:\n{command}"
        ));
    }
    if let Some(call) = &view.terraform {
        data(&format!(
            "\nOr by the Terraform module of the payer:\n{call}"
        ));
    }
    say(&format!(
        "\nThen look who answers: landfast account linked {} --refresh",
        view.payer
    ));
}

fn heading(organization: &OrganizationView) {
    match &organization.read_at {
        Some(at) => say(&format!(
            "{} As read at {at}.",
            covered(&organization.coverage)
        )),
        None => say("The organization was not read yet. Ask for it with --refresh."),
    }
    if let Some(trouble) = &organization.trouble {
        data(trouble);
    }
    if let Some(set) = &organization.stack_set {
        stack_set(set);
    }
}

fn stack_set(set: &StackSetView) {
    if let Some(why) = &set.not_looked {
        say(&why.because);
        if let Some(remedy) = &why.remedy {
            say(remedy);
        }
    }
    match (set.exists, &set.read_at) {
        (Some(true), Some(at)) => {
            let counts = set.by_stack.iter();
            let counts: Vec<String> = counts
                .map(|one| format!("{} {}", one.accounts, word(&one.stack)))
                .collect();
            let work = if set.at_work {
                "; AWS is at work on it"
            } else {
                ""
            };
            say(&format!(
                "StackSet {}: {}{work}. As read at {at}.",
                set.name,
                counts.join(", ")
            ));
        }
        (Some(false), Some(at)) => say(&format!(
            "There was no StackSet {} in {} at {at}.",
            set.name, set.region
        )),
        _ => {}
    }
    for flaw in &set.flaws {
        data(&format!(
            "The StackSet is not as it is wanted ({}). Expected {}; found {}. {}",
            word(&flaw.kind),
            flaw.expected,
            flaw.found,
            flaw.remedy
        ));
    }
}

fn covered(coverage: &CoverageView) -> String {
    format!(
        "{} of {} accounts are proven and confirmed ({} per cent).",
        coverage.covered, coverage.wanted, coverage.per_cent
    )
}
