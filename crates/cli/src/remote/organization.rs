//! The organization of a payer.

use std::time::Duration;

use landfast_api::dto::{MembersQuery, OrganizationView, RolloutDraft};
use landfast_client::Client;

use super::progress::Progress;
use crate::{
    args::{Linked, Output, Rollout},
    exit::{Exit, Failure},
    output::{self, json},
};

/// Between two looks at a reading that goes on.
const EVERY: Duration = Duration::from_secs(1);
/// Longer than a large organization takes.
const AT_MOST: u32 = 300;
const PAGE: u32 = 200;

pub async fn linked(client: &Client, args: &Linked, output: Output) -> Result<Exit, Failure> {
    let payer = args.account.account_id.as_str();
    let before = client.organization(payer).await?;
    let organization = if args.refresh {
        refreshed(client, payer, &before).await?
    } else {
        before
    };
    if args.units {
        match output {
            Output::Json => json(&organization),
            Output::Table => output::organization::units(&organization),
        }
        return Ok(Exit::Done);
    }
    let mut items = Vec::new();
    let mut cursor = None;
    loop {
        let query = MembersQuery {
            search: args.search.clone(),
            standing: args.standing.map(Into::into),
            stack: args.stack.map(Into::into),
            unit: args.unit.clone(),
            limit: Some(PAGE),
            cursor,
        };
        let page = client.linked(payer, &query).await?;
        items.extend(page.items);
        cursor = page.next_cursor;
        if cursor.is_none() {
            break;
        }
    }
    match output {
        Output::Json => json(&items),
        Output::Table => output::organization::members(&organization, &items),
    }
    Ok(Exit::Done)
}

/// Begins the roll-out where nobody has, and prints what its owner deploys.
pub async fn rollout(client: &Client, args: &Rollout, output: Output) -> Result<Exit, Failure> {
    let draft = RolloutDraft {
        capabilities: args.choices.capabilities(),
        tag_access: args
            .choices
            .tag_access()
            .map(|access| output::word(&access)),
    };
    let Some(account) = &args.account else {
        return Err(Failure::new(Exit::Usage, "The payer is missing.")
            .hint("landfast account rollout PAYER"));
    };
    let payer = account.account_id.as_str();
    let before = client.rollout(payer).await?;
    let view = if before.begun && draft == RolloutDraft::default() {
        before
    } else {
        client.plan_rollout(payer, &draft).await?
    };
    match output {
        Output::Json => json(&view),
        Output::Table => output::organization::rollout(&view),
    }
    Ok(Exit::Done)
}

/// Until there was a look newer than the last one.
async fn refreshed(
    client: &Client,
    payer: &str,
    before: &OrganizationView,
) -> Result<OrganizationView, Failure> {
    client.discover(payer).await?;
    let progress = Progress::start();
    progress.say("Reading the organization.");
    let mut found = None;
    for _ in 0..AT_MOST {
        let now = client.organization(payer).await?;
        if now.looked_at != before.looked_at {
            found = Some(now);
            break;
        }
        tokio::time::sleep(EVERY).await;
    }
    progress.end();
    found.ok_or_else(|| {
        Failure::new(
            Exit::Unavailable,
            format!("The organization of payer {payer} was not read in time."),
        )
        .hint(
            "It goes on by itself. Look again with \"landfast account linked\", without --refresh.",
        )
    })
}
