//! `landfast account activate` and `landfast account activation`.

use std::time::Duration;

use landfast_api::dto::{
    ActivatedQuery, ActivatedView, ActivationDraft, ActivationRetry as Retry, ActivationState,
    ActivationView, MembersQuery,
};
use landfast_client::Client;
use serde_json::json as value;

use super::progress::Progress;
use crate::{
    args::{Activate, ActivationCommand, ActivationOf, Output},
    exit::{Exit, Failure},
    output::{self, json, say},
};

/// Between two looks.
const EVERY: Duration = Duration::from_secs(2);
/// The most accounts that a list gives at once.
const PAGE: u32 = 200;

pub async fn activate(client: &Client, args: &Activate, output: Output) -> Result<Exit, Failure> {
    let payer = args.account.account_id.as_str();
    let account_ids = if args.all_not_activated {
        all_not_activated(client, payer).await?
    } else {
        args.accounts.clone()
    };
    if account_ids.is_empty() {
        say("Every linked account is activated.");
        return Ok(Exit::Done);
    }
    let draft = ActivationDraft {
        account_ids,
        member_role: args.member_role.clone(),
    };
    let begun = client.activate(payer, &draft).await?;
    if !args.watch {
        return shown(client, &begun, output, Exit::Done).await;
    }
    // What is to be launched, before anybody waits for it.
    if let Some(permit) = begun.permit.as_ref().filter(|_| output == Output::Table) {
        output::permit::permit(permit);
    }
    watch(client, &begun, output).await
}

pub async fn run(
    client: &Client,
    command: &ActivationCommand,
    output: Output,
) -> Result<Exit, Failure> {
    match command {
        ActivationCommand::List(args) => {
            let list = client.activations(&args.account_id).await?;
            match output {
                Output::Json => json(&list),
                Output::Table if list.items.is_empty() => say("No activations."),
                Output::Table => output::activation::list(&list.items),
            }
            Ok(Exit::Done)
        }
        ActivationCommand::Show(args) => {
            let (payer, id) = ids(args);
            let view = client.activation(payer, id).await?;
            shown(client, &view, output, Exit::Done).await
        }
        ActivationCommand::Watch(args) => {
            let (payer, id) = ids(args);
            let view = client.activation(payer, id).await?;
            watch(client, &view, output).await
        }
        ActivationCommand::Retry(args) => {
            let (payer, id) = ids(&args.of);
            let retry = Retry {
                account_ids: args.accounts.clone(),
            };
            let view = client.retry_activation(payer, id, &retry).await?;
            if args.watch {
                watch(client, &view, output).await
            } else {
                shown(client, &view, output, Exit::Done).await
            }
        }
        ActivationCommand::Stop(args) => {
            let (payer, id) = ids(args);
            let view = client.stop_activation(payer, id).await?;
            shown(client, &view, output, Exit::Done).await
        }
    }
}

fn ids(args: &ActivationOf) -> (&str, &str) {
    (&args.account.account_id, &args.activation_id)
}

/// Those that the server says can be activated.
async fn all_not_activated(client: &Client, payer: &str) -> Result<Vec<String>, Failure> {
    let (mut ids, mut cursor) = (Vec::new(), None);
    loop {
        let query = MembersQuery {
            limit: Some(PAGE),
            cursor,
            ..MembersQuery::default()
        };
        let page = client.linked(payer, &query).await?;
        let able = page.items.into_iter().filter(|one| one.activate.allowed);
        ids.extend(able.map(|one| one.account_id));
        cursor = page.next_cursor;
        if cursor.is_none() {
            return Ok(ids);
        }
    }
}

async fn accounts(client: &Client, of: &ActivationView) -> Result<Vec<ActivatedView>, Failure> {
    let (mut items, mut cursor) = (Vec::new(), None);
    loop {
        let query = ActivatedQuery {
            limit: Some(PAGE),
            cursor,
            ..ActivatedQuery::default()
        };
        let page = client.activated(&of.payer, &of.activation_id, &query);
        let page = page.await?;
        items.extend(page.items);
        cursor = page.next_cursor;
        if cursor.is_none() {
            return Ok(items);
        }
    }
}

async fn shown(
    client: &Client,
    view: &ActivationView,
    output: Output,
    exit: Exit,
) -> Result<Exit, Failure> {
    let items = accounts(client, view).await?;
    match output {
        Output::Json => json(&value!({ "activation": view, "accounts": items })),
        Output::Table => output::activation::activation(view, &items),
    }
    Ok(exit)
}

/// However long it takes: each account has its own end.
async fn watch(client: &Client, begun: &ActivationView, output: Output) -> Result<Exit, Failure> {
    let progress = Progress::start();
    let mut view = client
        .activation(&begun.payer, &begun.activation_id)
        .await?;
    while !is_over(&view) {
        progress.say(&view.summary);
        tokio::time::sleep(EVERY).await;
        view = client
            .activation(&begun.payer, &begun.activation_id)
            .await?;
    }
    progress.end();
    let well = view.counts.failed == 0 && view.counts.queued == 0;
    let exit = if well { Exit::Done } else { Exit::Failed };
    shown(client, &view, output, exit).await
}

const fn is_over(view: &ActivationView) -> bool {
    matches!(view.state, ActivationState::Stopped | ActivationState::Done)
}
