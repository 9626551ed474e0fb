use std::time::Duration;

use landfast_api::dto::{
    self, DeliveriesQuery, DeliveryState, DeliveryView, NewWebhookView, Secret, WebhookDraft,
    WebhookPatch,
};
use landfast_client::Client;
use secrecy::ExposeSecret;
use serde_json::json;

use super::{account_change::agreed, client, hidden::read_hidden};
use crate::{
    args::{
        Global, Output, WebhookAdd, WebhookCommand, WebhookDeliveries, WebhookEdit, WebhookFormat,
        WebhookRemove, WebhookTest,
    },
    exit::{Exit, Failure},
    output::{self, data, json, say, webhook},
};

/// Between two looks at a test, and how many there are: longer than one try may take.
const PAUSE: Duration = Duration::from_secs(1);
const LOOKS: u32 = 25;

pub async fn run(global: &Global, command: WebhookCommand) -> Result<Exit, Failure> {
    let (client, output) = (client(global)?, global.output);
    match command {
        WebhookCommand::List => list(&client, output).await?,
        WebhookCommand::Show(args) => {
            one(&client.webhook(&args.webhook_id).await?, output);
        }
        WebhookCommand::Add(args) => add(&client, args, output).await?,
        WebhookCommand::Edit(args) => edit(&client, args, output).await?,
        WebhookCommand::Remove(args) => return remove(&client, &args).await,
        WebhookCommand::Secret(args) => {
            let new = client.replace_webhook_secret(&args.webhook_id).await?;
            print_secret(&new, output);
        }
        WebhookCommand::Test(args) => return test(&client, &args, output).await,
        WebhookCommand::Deliveries(args) => deliveries(&client, &args, output).await?,
        WebhookCommand::Redeliver {
            webhook,
            delivery_id,
        } => {
            let sent = client.redeliver(&webhook.webhook_id, &delivery_id).await?;
            print_deliveries(&[sent], output);
        }
    }
    Ok(Exit::Done)
}

async fn list(client: &Client, output: Output) -> Result<(), Failure> {
    let webhooks = client.webhooks().await?.items;
    match output {
        Output::Json => json(&json!({ "items": webhooks })),
        Output::Table if webhooks.is_empty() => say("No webhooks."),
        Output::Table => webhook::list(&webhooks),
    }
    Ok(())
}

fn one(view: &dto::WebhookView, output: Output) {
    match output {
        Output::Json => json(view),
        Output::Table => webhook::list(std::slice::from_ref(view)),
    }
}

async fn add(client: &Client, args: WebhookAdd, output: Output) -> Result<(), Failure> {
    let draft = WebhookDraft {
        name: args.name,
        url: url()?,
        format: format(args.format),
        kinds: args.kinds,
    };
    let new = client.add_webhook(&draft).await?;
    print_secret(&new, output);
    if output == Output::Table {
        say(&format!(
            "Try it: landfast webhook test {}",
            new.view.webhook_id
        ));
    }
    Ok(())
}

async fn edit(client: &Client, args: WebhookEdit, output: Output) -> Result<(), Failure> {
    let replaced = (args.all_kinds || !args.kinds.is_empty()).then_some(args.kinds);
    let patch = WebhookPatch {
        name: args.name,
        url: args.url.then(url).transpose()?,
        format: args.format.map(format),
        kinds: replaced,
        enabled: match (args.enable, args.disable) {
            (true, _) => Some(true),
            (_, true) => Some(false),
            _ => None,
        },
    };
    let view = client
        .edit_webhook(&args.webhook.webhook_id, &patch)
        .await?;
    one(&view, output);
    Ok(())
}

async fn remove(client: &Client, args: &WebhookRemove) -> Result<Exit, Failure> {
    let view = client.webhook(&args.webhook.webhook_id).await?;
    say(&format!(
        "This removes the webhook \"{}\" to {}, its secret, and what is on its way to it.",
        view.name, view.origin
    ));
    if !args.yes && !agreed("Remove it?")? {
        return Err(Failure::new(Exit::Refused, "Nothing was changed."));
    }
    client.remove_webhook(&view.webhook_id).await?;
    say("Removed.");
    Ok(Exit::Done)
}

async fn test(client: &Client, args: &WebhookTest, output: Output) -> Result<Exit, Failure> {
    let id = args.webhook.webhook_id.as_str();
    let mut sent = client.test_webhook(id).await?;
    let mut looks = if args.no_wait { 0 } else { LOOKS };
    while looks > 0 && sent.tries == 0 && sent.state == DeliveryState::Waiting {
        tokio::time::sleep(PAUSE).await;
        looks -= 1;
        let page = client.deliveries(id, &DeliveriesQuery::default()).await?;
        let found = page
            .items
            .into_iter()
            .find(|one| one.delivery_id == sent.delivery_id);
        sent = found.unwrap_or(sent);
    }
    let arrived = args.no_wait || sent.state == DeliveryState::Delivered;
    print_deliveries(std::slice::from_ref(&sent), output);
    Ok(if arrived { Exit::Done } else { Exit::Failed })
}

async fn deliveries(
    client: &Client,
    args: &WebhookDeliveries,
    output: Output,
) -> Result<(), Failure> {
    let query = DeliveriesQuery {
        limit: Some(args.limit),
        cursor: None,
    };
    let page = client.deliveries(&args.webhook.webhook_id, &query).await?;
    print_deliveries(&page.items, output);
    Ok(())
}

fn print_deliveries(rows: &[DeliveryView], output: Output) {
    match output {
        Output::Json => json(&json!({ "items": rows })),
        Output::Table if rows.is_empty() => say("Nothing was sent in the last 14 days."),
        Output::Table => webhook::deliveries(rows),
    }
}

fn print_secret(new: &NewWebhookView, output: Output) {
    match output {
        Output::Json => json(new),
        Output::Table => {
            output::webhook::list(std::slice::from_ref(&new.view));
            say("The signing secret. It is not shown again:");
            data(new.secret.reveal());
        }
    }
}

fn url() -> Result<Secret, Failure> {
    let url = read_hidden("The URL of the receiver")?;
    Ok(Secret::new(url.expose_secret().to_owned()))
}

const fn format(format: WebhookFormat) -> dto::WebhookFormat {
    match format {
        WebhookFormat::Landfast => dto::WebhookFormat::Landfast,
        WebhookFormat::Slack => dto::WebhookFormat::Slack,
    }
}
