//! `landfast account link`.

use landfast_api::dto::{OwnerLinkDraft, OwnerLinkView};
use landfast_client::Client;
use serde_json::json;

use crate::{
    args::{LinkCommand, LinkCreate, Output},
    exit::{Exit, Failure},
    output::{Table, data, json, say, word},
};

/// `server` is the address that the link begins with where the server does not know its own.
pub async fn run(
    client: &Client,
    server: &str,
    command: &LinkCommand,
    output: Output,
) -> Result<Exit, Failure> {
    match command {
        LinkCommand::Create(args) => create(client, server, args, output).await?,
        LinkCommand::List(args) => list(client, &args.account_id, output).await?,
        LinkCommand::Revoke(args) => {
            let (account, link) = (&args.account.account_id, &args.link_id);
            client.revoke_owner_link(account, link).await?;
            match output {
                Output::Json => json(&json!({ "revoked": link })),
                Output::Table => say(&format!("{link} opens nothing any more.")),
            }
        }
    }
    Ok(Exit::Done)
}

async fn create(
    client: &Client,
    server: &str,
    args: &LinkCreate,
    output: Output,
) -> Result<(), Failure> {
    let draft = OwnerLinkDraft {
        expires_in_days: args.days,
    };
    let account = &args.account.account_id;
    let new = match &args.payer {
        Some(payer) => {
            client
                .make_linked_owner_link(payer, account, &draft)
                .await?
        }
        None => client.make_owner_link(account, &draft).await?,
    };
    let link = whole(server, new.link.reveal());
    match output {
        Output::Json => json(&json!({ "link": link, "view": new.view })),
        Output::Table => {
            data(&link);
            say(&format!(
                "Give it to the owner of account {}; it works until {} and is shown this once.",
                args.account.account_id, new.view.expires_at
            ));
            say(&format!(
                "To end it earlier: landfast account link revoke {} {}",
                args.account.account_id, new.view.link_id
            ));
        }
    }
    Ok(())
}

fn whole(server: &str, link: &str) -> String {
    if link.starts_with('/') {
        return format!("{}{link}", server.trim_end_matches('/'));
    }
    link.to_owned()
}

async fn list(client: &Client, account: &str, output: Output) -> Result<(), Failure> {
    let links = client.owner_links(account).await?;
    match output {
        Output::Json => json(&links),
        Output::Table if links.items.is_empty() => {
            say("No links. Make one with \"landfast account link create\".");
        }
        Output::Table => print(&links.items),
    }
    Ok(())
}

fn print(links: &[OwnerLinkView]) {
    let mut table = Table::new(["LINK", "STATE", "MADE BY", "MADE", "EXPIRES", "LAST USED"]);
    for one in links {
        table.row([
            &one.link_id,
            &word(&one.state),
            &one.made_by,
            &one.made_at.0,
            &one.expires_at.0,
            one.last_used_at.as_ref().map_or("never", |at| &at.0),
        ]);
    }
    table.print();
}
