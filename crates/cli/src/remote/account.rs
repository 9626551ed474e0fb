use landfast_api::dto::{
    AccountsQuery, ActivityQuery, CheckTrigger, CheckView, ChecksQuery, StepName, Verdict,
};
use landfast_client::{Client, Patience};
use serde_json::json;

use super::{account_change as change, client, progress::Progress, removal};
use crate::{
    args::{AccountCommand, Check, Global, List, Output, StepOf},
    exit::{Exit, Failure},
    output::{self, Table, data, json, say},
};

pub async fn run(global: &Global, command: AccountCommand) -> Result<Exit, Failure> {
    let (client, output) = (client(global)?, global.output);
    match command {
        AccountCommand::Register(args) => change::register(&client, &args, output).await,
        AccountCommand::List(args) => list(&client, &args, output).await,
        AccountCommand::Show(args) => show(&client, &args.account_id, output).await,
        AccountCommand::Instructions(args) => instructions(&client, &args.account_id, output).await,
        AccountCommand::Check(args) => check(&client, &args, output).await,
        AccountCommand::Role(args) => change::role(&client, &args, output).await,
        AccountCommand::ExternalId(command) => {
            super::external_id::run(&client, &command, output).await
        }
        AccountCommand::Link(command) => {
            super::owner_link::run(&client, &global.server, &command, output).await
        }
        AccountCommand::Key(args) => super::access_key::run(&client, args.command, output).await,
        AccountCommand::BillingExport(command) => {
            super::billing_export::run(&client, &command, output).await
        }
        AccountCommand::Bills(args) => super::bills::run(&client, &args, output).await,
        AccountCommand::Edit(args) => change::edit(&client, &args, output).await,
        AccountCommand::Skip(args) => skip(&client, &args, output, true).await,
        AccountCommand::Resume(args) => skip(&client, &args, output, false).await,
        AccountCommand::Confirm(args) => change::confirm(&client, &args.account_id, output).await,
        AccountCommand::Remove(args) if args.cancel => {
            removal::cancel(&client, &args.account.account_id, output).await
        }
        AccountCommand::Remove(args) => removal::remove(&client, &args, output).await,
        AccountCommand::Deployments(args) => {
            super::deployments::list(&client, &args.account_id, output).await
        }
        AccountCommand::Rollout(args) => match &args.run {
            Some(command) => super::stack_run::run(&client, command, output).await,
            None => super::organization::rollout(&client, &args, output).await,
        },
        AccountCommand::Activate(args) => super::activation::activate(&client, &args, output).await,
        AccountCommand::Activation(command) => {
            super::activation::run(&client, &command, output).await
        }
        AccountCommand::Permit(command) => super::permit::run(&client, &command, output).await,
        AccountCommand::Linked(args) => super::organization::linked(&client, &args, output).await,
        AccountCommand::History(args) => history(&client, &args.account_id, output).await,
    }
}

async fn list(client: &Client, args: &List, output: Output) -> Result<Exit, Failure> {
    let query = AccountsQuery {
        search: args.search.clone(),
        kind: args.kind.map(Into::into),
        status: args.status.map(Into::into),
        ..AccountsQuery::default()
    };
    let accounts = client.all_accounts(&query).await?;
    match output {
        Output::Json => json(&json!({ "items": accounts })),
        Output::Table if accounts.is_empty() => {
            say("No accounts. Register one with \"landfast account register\".")
        }
        Output::Table => output::account::list(&accounts),
    }
    Ok(Exit::Done)
}

async fn show(client: &Client, id: &str, output: Output) -> Result<Exit, Failure> {
    let account = client.account(id).await?;
    let step = client
        .step(&account.account_id, StepName::ApiAccess)
        .await?;
    match output {
        Output::Json => json(&json!({ "account": account, "api_access": step })),
        Output::Table => {
            output::account::account(&account);
            data("");
            output::account::step(&step);
        }
    }
    Ok(Exit::Done)
}

pub(super) async fn instructions(
    client: &Client,
    id: &str,
    output: Output,
) -> Result<Exit, Failure> {
    let step = client.step(id, StepName::ApiAccess).await?;
    match (&step.instructions, output) {
        (Some(view), Output::Table) => output::account::instructions(view),
        (view, _) => json(&json!({ "instructions": view })),
    }
    Ok(Exit::Done)
}

async fn check(client: &Client, args: &Check, output: Output) -> Result<Exit, Failure> {
    let id = args.account.account_id.as_str();
    let started = client
        .start_check(id, args.step.into(), CheckTrigger::Person)
        .await?;
    if args.no_wait {
        match output {
            Output::Json => json(&started),
            Output::Table => data(&output::account::check_line(&started)),
        }
        return Ok(Exit::Done);
    }
    let progress = Progress::start();
    let done = client
        .wait_for_check(id, &started.check_id, Patience::default(), |check| {
            progress.show(check)
        })
        .await;
    progress.end();
    Ok(answer(&done?, output))
}

pub(super) fn answer(check: &CheckView, output: Output) -> Exit {
    match (output, &check.report) {
        (Output::Json, _) => json(check),
        (Output::Table, Some(report)) => output::account::report(report),
        (Output::Table, None) => {
            say("Something else was asked of this account meanwhile; check again.")
        }
    }
    match check.report.as_ref().map(|report| report.verdict) {
        Some(Verdict::Pass) => Exit::Done,
        Some(Verdict::ActionNeeded) | None => Exit::Failed,
        Some(Verdict::TryLater) => Exit::Unavailable,
    }
}

async fn skip(client: &Client, args: &StepOf, output: Output, skip: bool) -> Result<Exit, Failure> {
    let (id, step) = (args.account.account_id.as_str(), args.step.into());
    let view = if skip {
        client.skip_step(id, step).await?
    } else {
        client.resume_step(id, step).await?
    };
    match output {
        Output::Json => json(&view),
        Output::Table => output::account::step(&view),
    }
    Ok(Exit::Done)
}

async fn history(client: &Client, id: &str, output: Output) -> Result<Exit, Failure> {
    let checks = client.checks(id, &ChecksQuery::default()).await?.items;
    let query = ActivityQuery {
        account_id: Some(id.to_owned()),
        ..ActivityQuery::default()
    };
    let activity = client.activity(&query).await?.items;
    if output == Output::Json {
        json(&json!({ "checks": checks, "activity": activity }));
        return Ok(Exit::Done);
    }
    let mut table = Table::new(["ASKED", "CHECK", "BY", "STATE", "VERDICT"]);
    for check in &checks {
        let verdict = check
            .report
            .as_ref()
            .map_or_else(|| "-".to_owned(), |report| output::word(&report.verdict));
        let by = check.asked_by.as_deref().unwrap_or("landfast");
        table.row([
            &check.asked_at.to_string(),
            &check.check_id,
            by,
            &output::word(&check.state),
            &verdict,
        ]);
    }
    table.print();
    data("");
    super::activity::print(&activity);
    Ok(Exit::Done)
}
