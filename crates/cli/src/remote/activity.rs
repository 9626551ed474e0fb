use landfast_api::dto::{ActivityQuery, ActivityView};
use serde_json::json;

use super::client;
use crate::{
    args::{ActivityArgs, Global, Output},
    exit::{Exit, Failure},
    output::{Table, data, json},
};

pub async fn run(global: &Global, args: &ActivityArgs) -> Result<Exit, Failure> {
    let client = client(global)?;
    if args.verify {
        let found = client.verify_activity().await?;
        match (global.output, found.broken_at) {
            (Output::Json, _) => json(&found),
            (Output::Table, None) => {
                data(&format!("The log is intact: {} entries.", found.entries))
            }
            (Output::Table, Some(entry)) => data(&format!(
                "The log was changed: entry {entry} does not follow from the one before."
            )),
        }
        return Ok(if found.intact {
            Exit::Done
        } else {
            Exit::Failed
        });
    }
    let query = ActivityQuery {
        limit: Some(args.limit),
        account_id: args.account.clone(),
        ..ActivityQuery::default()
    };
    let page = client.activity(&query).await?;
    match global.output {
        Output::Json => json(&json!({ "items": page.items })),
        Output::Table => print(&page.items),
    }
    Ok(Exit::Done)
}

pub(super) fn print(entries: &[ActivityView]) {
    let mut table = Table::new(["AT", "WHO", "WHAT", "SUMMARY"]);
    for entry in entries {
        table.row([
            &entry.at.to_string(),
            &entry.actor,
            &entry.action,
            &entry.summary,
        ]);
    }
    table.print();
}
