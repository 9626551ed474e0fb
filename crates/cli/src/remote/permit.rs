//! `landfast account permit`.

use std::time::Duration;

use landfast_api::dto::{DoorAnswer, PermitDraft, PermitState, PermitView, RemovalState};
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
            let before = client.check_permit(payer, id).await?;
            let view = wait(client, args, |view| looked(&before, view)).await?;
            let exit = exit_of_check(&view);
            Ok(print(&view, output, exit))
        }
        PermitCommand::End(args) => {
            let (payer, id) = ids(args);
            client.end_permit(payer, id).await?;
            let view = wait(client, args, |view| !is_being_tried(view)).await?;
            let exit = exit_of_end(&view);
            Ok(print(&view, output, exit))
        }
    }
}

/// Whether the look has come that was asked for when it stood as `before`; for the first one, until it opens.
fn looked(before: &PermitView, view: &PermitView) -> bool {
    match view.state {
        PermitState::Asked => false,
        PermitState::Open => view.looked_at != before.looked_at,
        _ => true,
    }
}

/// An open one whose look gave nothing is as unknown as one that was never seen.
const fn exit_of_check(view: &PermitView) -> Exit {
    match view.state {
        PermitState::Open if view.last.is_none() => Exit::Done,
        PermitState::Open | PermitState::Asked => Exit::Unavailable,
        _ => Exit::Failed,
    }
}

const fn is_being_tried(view: &PermitView) -> bool {
    matches!(
        view.ending,
        Some(RemovalState::Looking | RemovalState::Waiting)
    ) && !matches!(view.state, PermitState::Gone)
}

/// That AWS cannot be reached is no answer; that the role still lets Landfast in is one.
fn exit_of_end(view: &PermitView) -> Exit {
    let answers = view
        .tries
        .last()
        .is_some_and(|one| one.answer == DoorAnswer::LetIn);
    match (view.state, view.ending) {
        (PermitState::Gone, _) => Exit::Done,
        (_, Some(RemovalState::StillAnswers)) => Exit::Failed,
        _ if answers => Exit::Failed,
        _ => Exit::Unavailable,
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

#[cfg(test)]
#[path = "permit_tests.rs"]
mod tests;
