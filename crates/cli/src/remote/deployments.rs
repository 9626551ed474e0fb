use landfast_api::dto::{DeploymentView, Time};
use landfast_client::Client;

use crate::{
    args::Output,
    exit::{Exit, Failure},
    output::{self, Table, json, say},
};

pub async fn list(client: &Client, account: &str, output: Output) -> Result<Exit, Failure> {
    let deployments = client.deployments(account).await?;
    match output {
        Output::Json => json(&deployments),
        Output::Table if deployments.items.is_empty() => {
            say("Terraform has deployed nothing in this account.")
        }
        Output::Table => {
            let mut table = Table::new(["ANNOUNCED", "STATUS", "APPLIED", "CHECKED", "VERSION"]);
            for one in &deployments.items {
                let outdated = if one.outdated { " (outdated)" } else { "" };
                table.row([
                    &one.announced_at.to_string(),
                    &output::word(&one.status),
                    &time(one.applied_at.as_ref()),
                    &time(one.checked_at.as_ref()),
                    &format!("{}{outdated}", one.template_version),
                ]);
            }
            table.print();
            parts(&deployments.items);
        }
    }
    Ok(Exit::Done)
}

/// What each of them makes, and how far that is.
fn parts(deployments: &[DeploymentView]) {
    let mut table = Table::new(["ANNOUNCED", "MAKES", "STATUS", "APPLIED", "WHAT"]);
    for one in deployments {
        for part in &one.parts {
            table.row([
                &one.announced_at.to_string(),
                &output::word(&part.step),
                &output::word(&part.status),
                &time(part.applied_at.as_ref()),
                &part.about,
            ]);
        }
    }
    output::data("");
    table.print();
}

fn time(at: Option<&Time>) -> String {
    at.map_or_else(|| "-".to_owned(), ToString::to_string)
}
