//! What people do with the module. Each scene has an account of its own.

use std::os::unix::process::CommandExt;
use std::process::{Child, Stdio};
use std::time::Duration;

use rustix::process::Signal;
use serde_json::{Value, json};

use super::{
    program::Program,
    workspace::{At, Workspace, refused, same},
    world::World,
};
use crate::{
    error::{Error, Result},
    group::{Group, now},
    shell::{pause, start},
};

pub type Scene = fn(&World, &Program) -> Result<()>;

pub const ALL: [(&str, Scene); 8] = [
    (
        "registered by the command line, deployed as the page says, checked",
        registered_before,
    ),
    (
        "registered by the module, then another choice",
        registered_by_the_module,
    ),
    ("killed half way", killed_half_way),
    ("a token that is not valid", a_bad_token),
    ("a record that was removed, then destroy", a_removed_record),
    ("values given by hand", by_hand),
    ("two things that do not go together", neither_nor),
    ("a role that trusts the issuer", trusts_the_issuer),
];

const PATIENCE: Duration = Duration::from_secs(60);

/// The module as it is in the tree.
fn module(world: &World, inputs: &str) -> String {
    let source = world.module.display().to_string();
    format!("module \"landfast\" {{\n  source = {source:?}\n{inputs}\n}}")
}

pub fn by_url(world: &World, more: &str) -> String {
    module(world, &format!("  landfast_url = {:?}\n{more}", world.url))
}

fn registered_before(world: &World, program: &Program) -> Result<()> {
    let account = world.account(0)?;
    let before = world.landfast(&[
        "register",
        account,
        "--method",
        "terraform",
        "--name",
        "Kept",
    ])?;
    let shown = world.landfast(&["instructions", account])?;
    let call = shown.at("/instructions/commands/terraform").as_str();
    let workspace = Workspace::new(world, program, account, call.unwrap_or_default())?;
    let said = workspace.apply()?;
    checked(world, account)?;
    let view = world.landfast(&["show", account])?.at("/account").clone();
    same("name", view.at("/name"), before.at("/name"))?;
    let outputs = workspace.json(&["output", "-json"])?;
    same("role", outputs.at("/role_arn/value"), view.at("/role_arn"))?;
    workspace.nothing_to_do()?;
    workspace.apply()?;
    workspace.nothing_to_do()?;
    workspace.planned()?;
    let left = workspace.left_behind()?;
    for secret in [
        world.token.as_str(),
        world.token.rsplit('.').next().unwrap_or_default(),
    ] {
        let found = left
            .windows(secret.len())
            .any(|part| part == secret.as_bytes());
        same(
            "the token in state, plan or words",
            found || said.contains(secret),
            false,
        )?;
    }
    same(
        "a deployment",
        statuses(world, account)?,
        vec![json!("checked")],
    )
}

fn registered_by_the_module(world: &World, program: &Program) -> Result<()> {
    let account = world.account(1)?;
    let inputs = |tags: &str| {
        by_url(
            world,
            &format!(
                "  name = \"By module\"\n  tag_access = {tags:?}\n  writable_tag_keys = [\"cost-center\"]"
            ),
        )
    };
    let workspace = Workspace::new(world, program, account, &inputs("read"))?;
    workspace.run_well(&["plan"])?;
    let listed = world.landfast(&["list", "--search", account])?;
    same(
        "accounts after a plan",
        listed.at("/items").as_array().map(Vec::len),
        Some(0),
    )?;
    workspace.apply()?;
    checked(world, account)?;
    let view = world.landfast(&["show", account])?.at("/account").clone();
    same("name", view.at("/name"), &json!("By module"))?;
    same("method", view.at("/method"), &json!("terraform"))?;

    workspace.write(&inputs("write"))?;
    let planned = workspace.planned()?;
    same("whether anything is planned", planned.is_empty(), false)?;
    for (address, change) in planned {
        let of_policy = address.starts_with("module.landfast.aws_iam_role_policy.");
        let of_role = address == "module.landfast.aws_iam_role.access" && only_tags(&change);
        same(
            &format!("{address} in the plan: {change}"),
            of_policy || of_role,
            true,
        )?;
    }
    workspace.apply()?;
    let view = world.landfast(&["show", account])?.at("/account").clone();
    same("tag access", view.at("/tag_access"), &json!("write"))?;
    checked(world, account)?;
    workspace.nothing_to_do()
}

/// Whether the role changes in its tags and nowhere else.
fn only_tags(change: &Value) -> bool {
    let (before, after) = (
        change.at("/before").as_object(),
        change.at("/after").as_object(),
    );
    let (Some(before), Some(after)) = (before, after) else {
        return false;
    };
    // What is read back from the policies is not the role's own.
    let known = ["tags", "tags_all", "inline_policy", "managed_policy_arns"];
    after
        .iter()
        .all(|(key, value)| known.contains(&key.as_str()) || before.get(key) == Some(value))
}

fn killed_half_way(world: &World, program: &Program) -> Result<()> {
    let account = world.account(2)?;
    let workspace = Workspace::new(world, program, account, &by_url(world, ""))?;
    let slow = json!({ "kind": "latency", "service": "iam", "action": "PutRolePolicy",
        "account": account, "times": 2, "latency_seconds": 20 });
    world.admin("/_sim/faults", &slow)?;
    let mut apply = workspace.command(&["apply", "-auto-approve"]);
    let mut child = start(
        apply
            .process_group(0)
            .stdout(Stdio::null())
            .stderr(Stdio::null()),
    )?;
    wait_for(world, &workspace, &mut child, "aws_iam_role.access")?;
    Group::of(&child).stop_by(Signal::KILL, &mut child);
    same(
        "deployment",
        statuses(world, account)?,
        vec![json!("announced")],
    )?;
    workspace.apply()?;
    checked(world, account)?;
    workspace.nothing_to_do()
}

/// Until the state knows what is at this address.
pub fn wait_for(
    world: &World,
    workspace: &Workspace<'_>,
    child: &mut Child,
    address: &str,
) -> Result<()> {
    let deadline = now() + PATIENCE;
    loop {
        let state = workspace
            .json(&["show", "-json"])
            .unwrap_or_default()
            .to_string();
        if state.contains(address) {
            return Ok(());
        }
        world.shell.interrupt.check()?;
        let ended = child.try_wait().ok().flatten();
        if ended.is_some() || now() > deadline {
            return refused(format!(
                "{address} did not come into the state; apply: {ended:?}"
            ));
        }
        pause(Duration::from_millis(100));
    }
}

fn a_bad_token(world: &World, program: &Program) -> Result<()> {
    let account = world.account(3)?;
    let mut workspace = Workspace::new(world, program, account, &by_url(world, ""))?;
    for (token, words) in [
        (String::new(), "TF_HTTP_PASSWORD is not set"),
        (world.false_token()?, "it has expired, was revoked"),
    ] {
        workspace.token = token;
        let ran = workspace.run(&["apply", "-auto-approve"])?;
        let said = ran.said.split_whitespace().collect::<Vec<_>>().join(" ");
        if ran.code != Some(1) || !said.contains(words) {
            return refused(format!(
                "expected an apply that fails with {words:?}, found:\n{}",
                ran.said
            ));
        }
    }
    workspace.token.clone_from(&world.token);
    workspace.apply()?;
    checked(world, account)
}

fn a_removed_record(world: &World, program: &Program) -> Result<()> {
    let account = world.account(4)?;
    let workspace = Workspace::new(world, program, account, &by_url(world, ""))?;
    workspace.apply()?;
    checked(world, account)?;
    world.landfast(&["remove", account, "--record-only", "--yes"])?;
    let said = workspace.run_well(&["plan"])?;
    same(
        "words about the removed record",
        said.contains("was removed from Landfast"),
        true,
    )?;
    let listed = world.landfast(&["list", "--search", account])?;
    same(
        "accounts after that plan",
        listed.at("/items").as_array().map(Vec::len),
        Some(0),
    )?;
    workspace.run_well(&["destroy", "-auto-approve"])?;
    let state = workspace.run_well(&["state", "list"])?;
    same("resources after destroy", state.trim(), "")
}

fn by_hand(world: &World, program: &Program) -> Result<()> {
    let account = world.account(5)?;
    world.landfast(&["register", account, "--method", "terraform"])?;
    let shown = world.landfast(&["instructions", account])?;
    let call = shown
        .at("/instructions/commands/terraform_by_hand")
        .as_str();
    let mut workspace = Workspace::new(world, program, account, call.unwrap_or_default())?;
    workspace.token = String::new();
    workspace.apply()?;
    checked(world, account)?;
    workspace.nothing_to_do()?;
    workspace.run_well(&["destroy", "-auto-approve"]).map(drop)
}

/// The call as the page shows it: the module of the server names the issuer.
fn trusts_the_issuer(world: &World, program: &Program) -> Result<()> {
    let account = world.simulator.ready.standalone.as_str();
    let register = [
        "register",
        account,
        "--method",
        "terraform",
        "--trust",
        "issuer",
    ];
    world.landfast(&register)?;
    let shown = world.landfast(&["instructions", account])?;
    let call = shown.at("/instructions/commands/terraform").as_str();
    let call = call.unwrap_or_default();
    let workspace = Workspace::new(world, program, account, call)?;
    workspace.write(&call.replace("\"issuer\"", "\"role\""))?;
    let ran = workspace.run(&["apply", "-auto-approve"])?;
    if ran.code != Some(1) || !ran.said.contains("is to trust: issuer") {
        return refused(format!(
            "expected the account's trust to be named, found:\n{}",
            ran.said
        ));
    }
    workspace.write(call)?;
    workspace.apply()?;
    checked(world, account)?;
    workspace.nothing_to_do()?;
    workspace.run_well(&["destroy", "-auto-approve"]).map(drop)
}

fn neither_nor(world: &World, program: &Program) -> Result<()> {
    let values = "external_id = \"lf-aaaaaaaaaaaaaaaaaaaaaaaaaa\", role_name = \"landfast-x\", region = \"us-east-1\"";
    let principal = "\"arn:aws:iam::111122223333:role/x\"";
    let both = by_url(
        world,
        &format!("  by_hand = {{ principal = {principal}, {values} }}"),
    );
    for (folder, call) in [("000000000001", module(world, "")), ("000000000002", both)] {
        let workspace = Workspace::new(world, program, folder, &call)?;
        let ran = workspace.run(&["plan"])?;
        if ran.code != Some(1) || !ran.said.contains("Set either landfast_url") {
            return refused(format!(
                "expected a plan that asks for one of the two, found:\n{}",
                ran.said
            ));
        }
    }
    Ok(())
}

pub fn checked(world: &World, account: &str) -> Result<()> {
    let check = world.landfast(&["check", account])?;
    same(
        "the check's verdict",
        check.at("/report/verdict"),
        &json!("pass"),
    )
}

pub fn statuses(world: &World, account: &str) -> Result<Vec<Value>> {
    let found = world.landfast(&["deployments", account])?;
    let items = found.at("/items").as_array().cloned();
    let items = items.ok_or_else(|| Error::Refused(format!("no list of deployments: {found}")))?;
    Ok(items.iter().map(|one| one.at("/status").clone()).collect())
}
