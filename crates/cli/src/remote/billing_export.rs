//! `landfast account billing-export`.

use landfast_api::dto::{BillingExportView, ExportCandidate, ExportCandidates, ExportChoiceDraft};
use landfast_client::Client;

use crate::{
    args::{ChooseExport, ExportCommand, Output},
    exit::{Exit, Failure},
    output::{data, json, say, word},
};

pub async fn run(
    client: &Client,
    command: &ExportCommand,
    output: Output,
) -> Result<Exit, Failure> {
    let view = match command {
        ExportCommand::Show(account) => client.billing_export(&account.account_id).await?,
        ExportCommand::Choose(args) => choose(client, args).await?,
        ExportCommand::Candidates(account) => {
            let found = client.export_candidates(&account.account_id).await?;
            match output {
                Output::Json => json(&found),
                Output::Table => candidates(&found),
            }
            return Ok(Exit::Done);
        }
    };
    match output {
        Output::Json => json(&view),
        Output::Table => print(&view),
    }
    Ok(Exit::Done)
}

async fn choose(client: &Client, args: &ChooseExport) -> Result<BillingExportView, Failure> {
    let draft = ExportChoiceDraft {
        way: args.way.into(),
        format: args.format.map(Into::into),
        bucket: args.bucket.clone(),
        bucket_region: args.bucket_region.clone(),
        prefix: args.prefix.clone(),
        name: args.name.clone(),
        existing: args.existing.clone(),
    };
    let id = args.account.account_id.as_str();
    Ok(client.choose_billing_export(id, &draft).await?)
}

fn print(view: &BillingExportView) {
    data(&format!("State          {}", view.step.summary));
    if let Some(why) = &view.unavailable {
        return say(why);
    }
    if let Some(choice) = &view.choice {
        data(&format!("Way            {}", word(&choice.way)));
        data(&format!("Format         {}", word(&choice.format)));
        data(&format!(
            "Bucket         {} in {}",
            choice.bucket, choice.bucket_region
        ));
        data(&format!("Prefix, name   {}/{}", choice.prefix, choice.name));
    }
    if let Some(why) = &view.why_not_ready {
        say(why);
    }
    for stack in &view.stacks {
        data("");
        data(&format!(
            "{} in {}: {}",
            stack.stack_name, stack.region, stack.about
        ));
        if let Some(url) = &stack.launch_url {
            data(url);
        }
        data(&stack.aws_cli);
    }
    if let Some(call) = &view.terraform {
        data(&format!(
            "\nOr by the Terraform module of the payer:\n{call}"
        ));
    }
}

fn candidates(found: &ExportCandidates) {
    for line in &found.unseen {
        say(line);
    }
    if found.items.is_empty() {
        say("The account has no reports and no exports.");
    }
    for one in &found.items {
        candidate(one);
    }
}

fn candidate(one: &ExportCandidate) {
    let fits = if one.fits { "fits" } else { "does not fit" };
    data(&format!("{}  {fits}", one.id));
    data(&format!(
        "  s3://{}/{}/{} in {}",
        one.bucket, one.prefix, one.name, one.bucket_region
    ));
    for why in &one.why_not {
        data(&format!("  expected {}; found {}", why.expected, why.found));
    }
    for note in &one.notes {
        data(&format!("  {note}"));
    }
}
