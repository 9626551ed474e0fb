//! What the payer of an organization does with the module: the bill's export in its three ways, the
//! StackSet turned on later.

use std::os::unix::process::CommandExt;
use std::process::Stdio;
use std::time::Duration;

use rustix::process::Signal;
use serde_json::{Value, json};

use super::{
    program::Program,
    scenes::{Scene, by_url, checked, wait_for},
    workspace::{At, Workspace, refused, same},
    world::World,
};
use crate::{
    error::{Error, Result},
    group::{Group, now},
    shell::{pause, start},
};

pub const ALL: [(&str, Scene); 3] = [
    ("use_stackset in an account that is no payer", no_payer),
    (
        "a payer with an export, use_stackset turned on later",
        stack_set_later,
    ),
    (
        "an export into a bucket elsewhere, then one that is there",
        elsewhere_then_existing,
    ),
];

const PATIENCE: Duration = Duration::from_secs(90);
const EXPORT: &str = "  name = \"Acme\"\n  billing_export = { force_destroy = true }";

fn no_payer(world: &World, program: &Program) -> Result<()> {
    let account = world.account(0)?;
    world.activate_stack_sets()?;
    let call = by_url(world, "  use_stackset = true");
    let workspace = Workspace::new(world, program, account, &call)?;
    says(
        &workspace,
        &["plan"],
        "is not the payer of its organization",
    )?;
    let listed = world.landfast(&["list", "--search", account])?;
    same(
        "accounts after that plan",
        listed.at("/items").as_array().map(Vec::len),
        Some(0),
    )
}

fn stack_set_later(world: &World, program: &Program) -> Result<()> {
    let account = world.simulator.ready.payer.as_str();
    let workspace = Workspace::new(world, program, account, &by_url(world, EXPORT))?;
    workspace.apply()?;
    checked(world, account)?;
    bill_arrives(world, account, "export")?;
    expect_parts(world, account, &["proven", "proven"])?;
    workspace.nothing_to_do()?;

    let with_stack_set = by_url(world, &format!("{EXPORT}\n  use_stackset = true"));
    workspace.write(&with_stack_set)?;
    for (address, change) in workspace.planned()? {
        let actions = change.at("/actions").clone();
        same(
            &format!("what is done to {address}"),
            actions,
            json!(["create"]),
        )?;
    }
    same(
        "whether a plan began the roll-out",
        begun(world, account)?,
        false,
    )?;
    killed_before_the_instances(world, &workspace, account)?;
    workspace.apply()?;
    all_proven(world, account)?;
    expect_parts(world, account, &["proven", "proven", "proven"])?;
    workspace.nothing_to_do()?;
    workspace.planned()?;
    let left = workspace.left_behind()?;
    let found = left
        .windows(world.token.len())
        .any(|part| part == world.token.as_bytes());
    same("whether the token is in state or plan", found, false)?;
    gone(&workspace)
}

/// Dies when the StackSet is there and no account has the role yet.
fn killed_before_the_instances(
    world: &World,
    workspace: &Workspace<'_>,
    account: &str,
) -> Result<()> {
    let slow = json!({ "kind": "latency", "service": "cloudformation", "action": "CreateStackInstances",
        "account": account, "times": 1, "latency_seconds": 30 });
    world.admin("/_sim/faults", &slow)?;
    let mut apply = workspace.command(&["apply", "-auto-approve"]);
    let silent = apply
        .process_group(0)
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let mut child = start(silent)?;
    wait_for(
        world,
        workspace,
        &mut child,
        "aws_cloudformation_stack_set.access",
    )?;
    Group::of(&child).stop_by(Signal::KILL, &mut child);
    expect_parts(world, account, &["proven", "proven", "not_applied"])
}

/// The call is the page's own, for what was chosen there.
fn elsewhere_then_existing(world: &World, program: &Program) -> Result<()> {
    let account = world.simulator.ready.payer.as_str();
    let workspace = Workspace::new(world, program, account, &by_url(world, ""))?;
    workspace.apply()?;
    checked(world, account)?;
    let choose = [
        "billing-export",
        "choose",
        account,
        "--way",
        "new-other-region",
        "--format",
        "legacy-cur",
        "--bucket-region",
        "eu-west-1",
    ];
    world.landfast(&choose)?;
    let shown = world.landfast(&["billing-export", "show", account])?;
    let call = shown.at("/terraform").as_str().unwrap_or_default();
    // The StackSet was rolled out before, and is wanted still as far as Landfast knows.
    workspace.write(&call.replace("use_stackset = true", ""))?;
    workspace.init()?;
    workspace.apply()?;
    bill_arrives(world, account, "report")?;
    expect_parts(world, account, &["proven", "proven"])?;
    workspace.nothing_to_do()?;

    // Somebody else looks after bucket and report from now on.
    let report = "module.landfast.module.billing_export[0].aws_cur_report_definition.bill[0]";
    workspace.run_well(&["state", "rm", report, "module.landfast_bucket"])?;
    let existing = format!(
        "  billing_export = {{\n    existing = \"report:landfast-billing\"\n    format = \"legacy_cur\"\n    bucket = {}\n    bucket_region = \"eu-west-1\"\n  }}",
        shown.at("/choice/bucket")
    );
    workspace.write(&by_url(world, &existing))?;
    workspace.init()?;
    for (address, change) in workspace.planned()? {
        let harmless = !change.at("/actions").to_string().contains("delete");
        same(&format!("whether {address} stays"), harmless, true)?;
    }
    workspace.apply()?;
    let now_chosen = world.landfast(&["billing-export", "show", account])?;
    same("the way", now_chosen.at("/choice/way"), &json!("existing"))?;
    passes(world, account)?;
    expect_parts(world, account, &["proven", "proven"])?;
    workspace.nothing_to_do()?;
    gone(&workspace)
}

/// AWS brings the first files; the check then passes.
fn bill_arrives(world: &World, account: &str, kind: &str) -> Result<()> {
    let delivery = json!({ "account": account, kind: "landfast-billing" });
    world.admin("/_sim/deliveries", &delivery)?;
    passes(world, account)
}

/// Asks again until the answer is about what is there now: the check that waits for a first delivery
/// has an answer already.
fn passes(world: &World, account: &str) -> Result<()> {
    let deadline = now() + PATIENCE;
    loop {
        world.landfast(&["check", account, "--step", "billing-export", "--no-wait"])?;
        pause(Duration::from_millis(300));
        let shown = world.landfast(&["billing-export", "show", account])?;
        let state = shown.at("/step/state");
        if state == "passed" {
            return Ok(());
        }
        if state == "blocked" || now() > deadline {
            return refused(format!(
                "the bill: expected passed, found {}",
                shown.at("/step")
            ));
        }
        world.shell.interrupt.check()?;
    }
}

fn begun(world: &World, account: &str) -> Result<bool> {
    let parts = parts(world, account)?;
    Ok(parts
        .iter()
        .any(|part| part.at("/step") == "linked-accounts"))
}

/// Until access to every linked account is proven; nobody registers any of them.
fn all_proven(world: &World, account: &str) -> Result<()> {
    let deadline = now() + PATIENCE;
    loop {
        let parts = parts(world, account)?;
        let linked = parts
            .iter()
            .find(|part| part.at("/step") == "linked-accounts");
        if linked.is_some_and(|part| part.at("/status") == "proven") {
            let found = world.landfast(&["list", "--kind", "linked"])?;
            let found = found.at("/items").as_array().map(Vec::len);
            let wanted = world.simulator.ready.linked.len();
            return same("linked accounts", found, Some(wanted));
        }
        if now() > deadline {
            let found = world.landfast(&["linked", account])?;
            return refused(format!(
                "not every linked account was proven: {parts:?} {found}"
            ));
        }
        world.shell.interrupt.check()?;
        pause(Duration::from_millis(300));
    }
}

/// Of the newest deployment.
fn parts(world: &World, account: &str) -> Result<Vec<Value>> {
    let found = world.landfast(&["deployments", account])?;
    let parts = found.at("/items/0/parts").as_array().cloned();
    parts.ok_or_else(|| Error::Refused(format!("no parts of a deployment: {found}")))
}

fn expect_parts(world: &World, account: &str, expected: &[&str]) -> Result<()> {
    let parts = parts(world, account)?;
    let found: Vec<&str> = parts
        .iter()
        .filter_map(|part| part.at("/status").as_str())
        .collect();
    same(&format!("the parts {parts:?}"), found, expected.to_vec())
}

fn says(workspace: &Workspace<'_>, words: &[&str], expected: &str) -> Result<()> {
    let ran = workspace.run(words)?;
    let said = ran.said.split_whitespace().collect::<Vec<_>>().join(" ");
    // Terraform draws a line beside its errors.
    let said = said.replace(" │ ", " ");
    if ran.code == Some(1) && said.contains(expected) {
        return Ok(());
    }
    refused(format!(
        "expected words such as {expected:?}, found:\n{}",
        ran.said
    ))
}

fn gone(workspace: &Workspace<'_>) -> Result<()> {
    workspace.run_well(&["destroy", "-auto-approve"])?;
    let state = workspace.run_well(&["state", "list"])?;
    same("resources after destroy", state.trim(), "")
}
