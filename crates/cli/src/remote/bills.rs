//! `landfast account bills`.

use std::time::Duration;

use landfast_api::dto::{BillMonthState, BillMonthView, BillsView};
use landfast_client::Client;

use super::progress::Progress;
use crate::{
    args::{BillsOfAccount, Output},
    exit::{Exit, Failure},
    output::{self, json},
};

/// Between two looks at what the server does.
const PAUSE: Duration = Duration::from_millis(500);

/// Exit code 1 where a month's newest delivery could not be taken.
pub async fn run(client: &Client, args: &BillsOfAccount, output: Output) -> Result<Exit, Failure> {
    let id = args.account.account_id.as_str();
    match args.sync {
        true => sync_now(client, id, output).await,
        false => Ok(told(&client.bills(id).await?, output)),
    }
}

/// As [`run`], after a look that is taken now.
pub async fn sync_now(client: &Client, id: &str, output: Output) -> Result<Exit, Failure> {
    Ok(told(&sync(client, id).await?, output))
}

fn told(view: &BillsView, output: Output) -> Exit {
    match output {
        Output::Json => json(view),
        Output::Table => output::bills_of_account::print(view),
    }
    let failed = view.months.iter().any(|month| month.failure.is_some());
    if failed { Exit::Failed } else { Exit::Done }
}

/// Asks for a look, and waits until it was taken and everything new is read.
async fn sync(client: &Client, id: &str) -> Result<BillsView, Failure> {
    let looked = |view: &BillsView| view.look.as_ref().map(|look| look.at.clone());
    let before = looked(&client.bills(id).await?);
    let mut view = client.sync_bills(id).await?;
    let progress = Progress::start();
    while looked(&view) == before || view.months.iter().any(moves) {
        progress.say(&how_far(&view));
        tokio::time::sleep(PAUSE).await;
        view = client.bills(id).await?;
    }
    progress.end();
    Ok(view)
}

const fn moves(month: &BillMonthView) -> bool {
    matches!(
        month.state,
        BillMonthState::Waiting | BillMonthState::Reading
    )
}

fn how_far(view: &BillsView) -> String {
    let waiting = view.months.iter().filter(|month| moves(month)).count();
    let reading = view.months.iter().find_map(|month| {
        let progress = month.progress.as_ref()?;
        Some(format!(
            "Reading {}: {} of {} files, {} bytes; {waiting} months to go",
            month.period, progress.files_done, progress.files, progress.bytes_done
        ))
    });
    reading.unwrap_or_else(|| "Looking at what AWS delivered".to_owned())
}
