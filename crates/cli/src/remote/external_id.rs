//! `landfast account external-id`.

use landfast_api::dto::{AnswersTo, ExternalIdView};
use landfast_client::Client;

use crate::{
    args::{ExternalIdCommand, Output},
    exit::{Exit, Failure},
    output::{data, json, say},
};

pub async fn run(
    client: &Client,
    command: &ExternalIdCommand,
    output: Output,
) -> Result<Exit, Failure> {
    let view = match command {
        ExternalIdCommand::Show(account) => client.external_id(&account.account_id).await?,
        ExternalIdCommand::Rotate(account) => client.begin_rotation(&account.account_id).await?,
        ExternalIdCommand::Finish(account) => client.finish_rotation(&account.account_id).await?,
        ExternalIdCommand::Cancel(account) => client.cancel_rotation(&account.account_id).await?,
    };
    match output {
        Output::Json => json(&view),
        Output::Table => print(&view),
    }
    Ok(Exit::Done)
}

fn print(view: &ExternalIdView) {
    data(&format!("External id      {}", view.external_id));
    data(&format!("In trust policy  {}", view.in_trust_policy));
    let Some(rotation) = &view.rotation else {
        return;
    };
    data(&format!("Next             {}", rotation.external_id));
    data(&format!("In trust policy  {}", rotation.in_trust_policy));
    let answers = match rotation.answers_to {
        Some(AnswersTo::Old) => "the old one only",
        Some(AnswersTo::Both) => "both",
        Some(AnswersTo::New) => "the new one only",
        None => "not looked at yet",
    };
    data(&format!("The role answers {answers}"));
    let blocked = view.actions.iter().find(|action| action.name == "finish");
    if let Some(why) = blocked.and_then(|action| action.why_not.as_deref()) {
        say(&format!("It cannot be finished yet. {why}"));
    }
}
