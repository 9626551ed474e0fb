//! `landfast account permit`.

use std::time::Duration;

use landfast_api::dto::{PermitDraft, PermitState, PermitView};
use landfast_client::Client;

use super::progress::Progress;
use crate::{
    args::{Output, PermitAsk, PermitCommand, PermitOf},
    exit::{Exit, Failure},
    output::{self, json, say},
};

/// Between two looks.
const EVERY: Duration = Duration::from_secs(1);
/// A stack that is launched now answers by then, and a deleted one is refused twice.
const AT_MOST: u32 = 300;

pub async fn run(
    client: &Client,
    command: &PermitCommand,
    output: Output,
) -> Result<Exit, Failure> {
    match command {
        PermitCommand::List(args) => {
            let list = client.permits(&args.account_id).await?;
            match output {
                Output::Json => json(&list),
                Output::Table if list.items.is_empty() => say("No permits."),
                Output::Table => output::permit::list(&list.items),
            }
            Ok(Exit::Done)
        }
        PermitCommand::Ask(args) => {
            let view = ask(client, args).await?;
            Ok(print(&view, output, Exit::Done))
        }
        PermitCommand::Show(args) => {
            let (payer, id) = ids(args);
            let view = client.permit(payer, id).await?;
            Ok(print(&view, output, Exit::Done))
        }
        PermitCommand::Check(args) => {
            let (payer, id) = ids(args);
            client.check_permit(payer, id).await?;
            let view = wait(client, args, |view| view.state != PermitState::Asked).await?;
            let exit = match view.state {
                PermitState::Open => Exit::Done,
                PermitState::Asked => Exit::Unavailable,
                _ => Exit::Failed,
            };
            Ok(print(&view, output, exit))
        }
        PermitCommand::End(args) => {
            let (payer, id) = ids(args);
            client.end_permit(payer, id).await?;
            let settled = |view: &PermitView| {
                let ended = view
                    .actions
                    .iter()
                    .any(|one| one.name == "end" && one.allowed);
                view.state == PermitState::Gone || ended
            };
            let view = wait(client, args, settled).await?;
            let gone = view.state == PermitState::Gone;
            let exit = if gone { Exit::Done } else { Exit::Failed };
            Ok(print(&view, output, exit))
        }
    }
}

fn ids(args: &PermitOf) -> (&str, &str) {
    (&args.account.account_id, &args.permit_id)
}

async fn ask(client: &Client, args: &PermitAsk) -> Result<PermitView, Failure> {
    let draft = PermitDraft {
        way: args.way.into(),
        account_ids: args.accounts.clone(),
        member_role: args.member_role.clone(),
    };
    let payer = args.account.account_id.as_str();
    Ok(client.ask_for_permit(payer, &draft).await?)
}

fn print(view: &PermitView, output: Output, exit: Exit) -> Exit {
    match output {
        Output::Json => json(view),
        Output::Table => output::permit::permit(view),
    }
    exit
}

/// Until it is `settled`, or for as long as somebody would wait.
async fn wait(
    client: &Client,
    args: &PermitOf,
    settled: impl Fn(&PermitView) -> bool,
) -> Result<PermitView, Failure> {
    let (payer, id) = ids(args);
    let progress = Progress::start();
    let mut view = client.permit(payer, id).await?;
    for _ in 0..AT_MOST {
        if settled(&view) {
            break;
        }
        progress.say(&view.summary);
        tokio::time::sleep(EVERY).await;
        view = client.permit(payer, id).await?;
    }
    progress.end();
    Ok(view)
}
