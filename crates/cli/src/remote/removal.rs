//! Taking access back, and the receipts that stay.

use std::time::Duration;

use landfast_api::dto::{
    ProblemCode, ReceiptQuery, ReceiptVerdict, ReceiptView, RemovalState, RemovalView,
};
use landfast_client::{Client, Error};

use super::{account_change::agreed, client, progress::Progress};
use crate::{
    args::{Global, Output, ReceiptsCommand, Remove},
    exit::{Exit, Failure},
    output::{self, data, json, say},
};

/// Between two looks at a removal that goes on.
const EVERY: Duration = Duration::from_secs(1);
/// A deleted role is given two minutes, and a refusal a second look.
const AT_MOST: u32 = 240;

pub async fn remove(client: &Client, args: &Remove, output: Output) -> Result<Exit, Failure> {
    let account = client.account(&args.account.account_id).await?;
    let id = account.account_id.as_str();
    if args.record_only {
        return record_only(client, id, &account.name, args.yes, output).await;
    }
    output::removal::guide(&client.begin_removal(id).await?);
    if !args.yes && !agreed("Is everything deleted in AWS?")? {
        return Err(Failure::new(
            Exit::Refused,
            format!("Account {id} is still registered, and its removal is begun."),
        )
        .hint(format!(
            "Run \"landfast account remove {id}\" again once it is deleted, or give it up with --cancel."
        )));
    }
    client.prove_removal(id).await?;
    let last = follow(client, id).await?;
    match last {
        None => receipt_of(client, id, output).await,
        Some(view) => {
            match output {
                Output::Json => json(&view),
                Output::Table => output::removal::standing(&view),
            }
            Ok(Exit::Failed)
        }
    }
}

pub async fn cancel(client: &Client, id: &str, output: Output) -> Result<Exit, Failure> {
    let view = client.cancel_removal(id).await?;
    match output {
        Output::Json => json(&view),
        Output::Table => say(&format!("Account {id} stays registered.")),
    }
    Ok(Exit::Done)
}

async fn record_only(
    client: &Client,
    id: &str,
    name: &str,
    yes: bool,
    output: Output,
) -> Result<Exit, Failure> {
    say(&format!(
        "This removes the record of account {id} (\"{name}\") and nothing in AWS. What stays there:"
    ));
    for line in &client.removal(id).await?.left_by_record_only {
        say(&format!("- {line}"));
    }
    if !yes && !agreed("Remove it?")? {
        return Err(Failure::new(Exit::Refused, "Nothing was removed."));
    }
    let removed = client.remove_account(id, true).await?;
    match output {
        Output::Json => json(&removed),
        Output::Table => {
            data(&format!(
                "The record of account {id} is removed. Still in AWS:"
            ));
            for line in &removed.left_in_aws {
                data(&format!("- {line}"));
            }
            data(&format!("Receipt {}", removed.receipt.receipt_id));
        }
    }
    Ok(Exit::Done)
}

/// Until access is gone, or somebody must do something: then what the removal says.
async fn follow(client: &Client, id: &str) -> Result<Option<RemovalView>, Failure> {
    let progress = Progress::start();
    let mut looks = 0;
    let end = loop {
        match client.removal(id).await {
            Err(why) if is_gone(&why) => break Ok(None),
            Err(why) => break Err(why.into()),
            Ok(view) => {
                let goes_on = matches!(view.state, RemovalState::Looking | RemovalState::Waiting);
                if !goes_on || looks >= AT_MOST {
                    break Ok(Some(view));
                }
                progress.say(&view.summary);
            }
        }
        looks += 1;
        tokio::time::sleep(EVERY).await;
    };
    progress.end();
    end
}

fn is_gone(why: &Error) -> bool {
    why.problem()
        .is_some_and(|problem| problem.code == ProblemCode::AccountNotFound)
}

async fn receipt_of(client: &Client, id: &str, output: Output) -> Result<Exit, Failure> {
    let query = ReceiptQuery {
        account_id: Some(id.to_owned()),
        limit: Some(1),
        cursor: None,
    };
    let page = client.receipts(&query).await?;
    let Some(receipt) = page.items.first() else {
        return Err(Failure::new(
            Exit::Failed,
            format!("Account {id} is not registered any more, and has no receipt."),
        ));
    };
    print(client, receipt, output).await?;
    let proven = receipt.verdict != ReceiptVerdict::AccessLeft;
    Ok(if proven { Exit::Done } else { Exit::Failed })
}

async fn print(client: &Client, receipt: &ReceiptView, output: Output) -> Result<(), Failure> {
    match output {
        Output::Json => json(receipt),
        Output::Table => data(client.receipt_text(&receipt.receipt_id).await?.trim_end()),
    }
    Ok(())
}

pub async fn receipts(global: &Global, command: ReceiptsCommand) -> Result<Exit, Failure> {
    let client = client(global)?;
    match command {
        ReceiptsCommand::List { account, limit } => {
            let query = ReceiptQuery {
                account_id: account,
                limit: Some(limit),
                cursor: None,
            };
            let page = client.receipts(&query).await?;
            match global.output {
                Output::Json => json(&page),
                Output::Table => output::removal::receipts(&page.items),
            }
        }
        ReceiptsCommand::Show { receipt_id } => {
            let receipt = client.receipt(&receipt_id).await?;
            print(&client, &receipt, global.output).await?;
        }
        ReceiptsCommand::Save { receipt_id, file } => {
            let text = client.receipt_text(&receipt_id).await?;
            std::fs::write(&file, text).map_err(|why| {
                let what = format!(
                    "The receipt could not be written to {}: {why}",
                    file.display()
                );
                Failure::new(Exit::Failed, what)
            })?;
            say(&format!("Wrote {}.", file.display()));
        }
    }
    Ok(Exit::Done)
}
