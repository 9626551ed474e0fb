use landfast_api::dto::{WorkQuery, WorkState, WorkView};
use serde_json::json;

use super::client;
use crate::{
    args::{Global, Output, WorkCommand},
    exit::{Exit, Failure},
    output::{self, Table, json, say},
};

pub async fn run(global: &Global, command: WorkCommand) -> Result<Exit, Failure> {
    let client = client(global)?;
    match command {
        WorkCommand::List { dead } => {
            let rows = client
                .work(&WorkQuery {
                    state: dead.then_some(WorkState::Dead),
                })
                .await?
                .items;
            match global.output {
                Output::Json => json(&json!({ "items": rows })),
                Output::Table if rows.is_empty() => say("No work."),
                Output::Table => print(&rows),
            }
        }
        WorkCommand::Retry { work_id } => {
            let row = client.retry_work(&work_id).await?;
            match global.output {
                Output::Json => json(&row),
                Output::Table => print(&[row]),
            }
        }
    }
    Ok(Exit::Done)
}

fn print(rows: &[WorkView]) {
    let mut table = Table::new(["WORK", "KIND", "STATE", "ATTEMPTS", "ACCOUNT", "LAST ERROR"]);
    for row in rows {
        let attempts = format!("{} of {}", row.attempts, row.max_attempts);
        let (account, error) = (
            row.account_id.as_deref().unwrap_or("-"),
            row.last_error.as_deref().unwrap_or("-"),
        );
        table.row([
            &row.work_id,
            &row.kind,
            &output::word(&row.state),
            &attempts,
            account,
            error,
        ]);
    }
    table.print();
}
