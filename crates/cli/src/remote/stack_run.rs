//! `landfast account rollout start|show|stop|retry|update|go-on`.

use landfast_api::dto::{RolloutView, RunDraft};
use landfast_client::Client;

use super::account_change::agreed;
use crate::{
    args::{Output, RunChange, RunCommand, RunStart},
    exit::{Exit, Failure},
    output::{self, json, say},
};

pub async fn run(client: &Client, command: &RunCommand, output: Output) -> Result<Exit, Failure> {
    let view = match command {
        RunCommand::Show(account) => client.rollout(&account.account_id).await?,
        RunCommand::Start(args) => start(client, args).await?,
        RunCommand::Stop(args) => {
            let what = "stops the run; accounts that have the role keep it";
            change(client, args, "stop", what).await?
        }
        RunCommand::Retry(args) => {
            let what = "has the StackSet deployed again where it has failed";
            change(client, args, "retry", what).await?
        }
        RunCommand::Update(args) => {
            let what = "updates the StackSet and the role in every account that it has reached";
            change(client, args, "update", what).await?
        }
        RunCommand::GoOn(args) => {
            let what = "deploys to the rest of the targets";
            change(client, args, "go-on", what).await?
        }
    };
    match output {
        Output::Json => json(&view),
        Output::Table => output::stack_run::show(&view),
    }
    Ok(Exit::Done)
}

async fn start(client: &Client, args: &RunStart) -> Result<RolloutView, Failure> {
    let payer = args.account.account_id.as_str();
    let whom = match (args.units.as_slice(), args.accounts.as_slice()) {
        ([], []) => "every linked account".to_owned(),
        (units, []) => format!("the accounts of {}", units.join(", ")),
        (_, accounts) => format!("{} accounts", accounts.len()),
    };
    say(&format!(
        "This makes a StackSet in payer {payer} and one role in {whom}."
    ));
    must_agree(args.yes)?;
    let draft = RunDraft {
        units: args.units.clone(),
        accounts: args.accounts.clone(),
        canary: args.canary.clone(),
        by_itself: args.by_itself,
    };
    Ok(client.start_run(payer, &draft).await?)
}

async fn change(
    client: &Client,
    args: &RunChange,
    change: &str,
    what: &str,
) -> Result<RolloutView, Failure> {
    let payer = args.account.account_id.as_str();
    say(&format!("This {what}, from payer {payer}."));
    must_agree(args.yes)?;
    Ok(client.change_run(payer, change).await?)
}

fn must_agree(yes: bool) -> Result<(), Failure> {
    if yes || agreed("Do it?")? {
        return Ok(());
    }
    Err(Failure::new(Exit::Refused, "Nothing was changed."))
}
