use std::io::IsTerminal;

use landfast_api::dto::{AccountDraft, AccountPatch, AccountView, Trust};
use landfast_client::Client;

use crate::{
    args::{Edit, Method, Output, Register, Role, TrustArg},
    exit::{Exit, Failure},
    output::{self, json, say},
};

pub async fn register(client: &Client, args: &Register, output: Output) -> Result<Exit, Failure> {
    let draft = AccountDraft {
        account_id: args.account.account_id.clone(),
        name: args.name.clone(),
        region: args.region.clone(),
        method: args.method.as_str().to_owned(),
        capabilities: args.choices.capabilities(),
        tag_access: args.choices.tag_access(),
        trust: args.trust.map(word_of),
    };
    let account = client.register_account(&draft).await?;
    let id = account.account_id.as_str();
    if let (Method::RoleArn, Some(role)) = (args.method, &args.role_arn) {
        client.set_role(id, role).await.map_err(|why| {
            Failure::from(why).hint(format!(
                "The account is registered. Set the role with \"landfast account role {id} ARN\"."
            ))
        })?;
    }
    match output {
        Output::Json => json(&account),
        Output::Table => {
            say(&format!(
                "Account {id} is registered as \"{}\".",
                account.name
            ));
            if args.method == Method::AccessKeys {
                output::access_key::keys(&client.access_key(id).await?);
                say(&format!(
                    "Then: landfast account key set {id} --access-key-id AKIA…"
                ));
                return Ok(Exit::Done);
            }
            if args.method != Method::RoleArn {
                super::account::instructions(client, id, output).await?;
            }
            say(&format!("Then: landfast account check {id}"));
        }
    }
    Ok(Exit::Done)
}

fn word_of(trust: TrustArg) -> String {
    output::word(&Trust::from(trust))
}

pub async fn role(client: &Client, args: &Role, output: Output) -> Result<Exit, Failure> {
    let step = client
        .set_role(&args.account.account_id, &args.role_arn)
        .await?;
    match output {
        Output::Json => json(&step),
        Output::Table => say(&format!(
            "The role is to be checked: landfast account check {}",
            args.account.account_id
        )),
    }
    Ok(Exit::Done)
}

pub async fn edit(client: &Client, args: &Edit, output: Output) -> Result<Exit, Failure> {
    let patch = AccountPatch {
        name: args.name.clone(),
        region: args.region.clone(),
        method: args.method.map(|method| method.as_str().to_owned()),
        capabilities: args.choices.capabilities(),
        tag_access: args.choices.tag_access(),
        trust: args.trust.map(word_of),
    };
    print(
        &client
            .edit_account(&args.account.account_id, &patch)
            .await?,
        output,
    );
    Ok(Exit::Done)
}

pub async fn confirm(client: &Client, id: &str, output: Output) -> Result<Exit, Failure> {
    print(&client.confirm_account(id).await?, output);
    Ok(Exit::Done)
}

fn print(account: &AccountView, output: Output) {
    match output {
        Output::Json => json(account),
        Output::Table => output::account::account(account),
    }
}

pub(super) fn agreed(question: &str) -> Result<bool, Failure> {
    if !std::io::stdin().is_terminal() {
        return Err(Failure::new(Exit::Usage, "There is nobody to ask.").hint("Give --yes."));
    }
    say(&format!("{question} Type yes:"));
    let mut line = String::new();
    let read = std::io::stdin().read_line(&mut line);
    Ok(read.is_ok() && line.trim() == "yes")
}
