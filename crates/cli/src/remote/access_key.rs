use std::time::Duration;

use landfast_api::dto::{AccessKeyView, MethodsChoice, MethodsView};
use landfast_client::{Client, Patience};

use super::{account_change::agreed, client, hidden::read_hidden, progress::Progress};
use crate::{
    args::{Global, KeyCommand, KeyRotate, KeySet, MethodsCommand, Output, SwitchedMethod},
    exit::{Exit, Failure},
    output::{self, data, json, say},
};

/// Between two looks at a rotation.
const PAUSE: Duration = Duration::from_secs(2);

pub async fn run(client: &Client, command: KeyCommand, output: Output) -> Result<Exit, Failure> {
    match command {
        KeyCommand::Set(args) => set(client, &args, output).await,
        KeyCommand::Show(args) => {
            show(&client.access_key(&args.account_id).await?, output);
            Ok(Exit::Done)
        }
        KeyCommand::Rotate(args) => rotate(client, &args, output).await,
    }
}

async fn set(client: &Client, args: &KeySet, output: Output) -> Result<Exit, Failure> {
    let (id, secret) = (
        args.account.account_id.as_str(),
        read_hidden("The secret access key")?,
    );
    let started = client
        .save_access_key(id, &args.access_key_id, &secret)
        .await?;
    drop(secret);
    if args.no_wait {
        match output {
            Output::Json => json(&started),
            Output::Table => data(&output::account::check_line(&started)),
        }
        return Ok(Exit::Done);
    }
    let progress = Progress::start();
    let done = client
        .wait_for_check(id, &started.check_id, Patience::default(), |check| {
            progress.show(check)
        })
        .await;
    progress.end();
    Ok(super::account::answer(&done?, output))
}

async fn rotate(client: &Client, args: &KeyRotate, output: Output) -> Result<Exit, Failure> {
    let id = args.account.account_id.as_str();
    let before = client.access_key(id).await?;
    if let Some(current) = &before.current {
        say(&format!(
            "This makes a new access key for the user of account {id}, and deletes the one ending in {} when the new one works. \
             Nothing else may use that key.",
            current.last4
        ));
        if !args.yes && !agreed("Rotate it?")? {
            return Err(Failure::new(Exit::Refused, "Nothing was changed."));
        }
    }
    let mut view = client.rotate_access_key(id).await?;
    while !args.no_wait && running(&view) {
        tokio::time::sleep(PAUSE).await;
        view = client.access_key(id).await?;
    }
    show(&view, output);
    let stopped = view
        .rotation
        .as_ref()
        .is_some_and(|rotation| rotation.problem.is_some());
    Ok(if stopped { Exit::Failed } else { Exit::Done })
}

fn running(view: &AccessKeyView) -> bool {
    view.rotation
        .as_ref()
        .is_some_and(|rotation| rotation.running)
}

fn show(view: &AccessKeyView, output: Output) {
    match output {
        Output::Json => json(view),
        Output::Table => output::access_key::keys(view),
    }
}

pub async fn methods(global: &Global, command: MethodsCommand) -> Result<Exit, Failure> {
    let client = client(global)?;
    let view = match command {
        MethodsCommand::Show => client.methods().await?,
        MethodsCommand::Enable { method } => client.set_methods(&choice(method, true)).await?,
        MethodsCommand::Disable { method } => client.set_methods(&choice(method, false)).await?,
    };
    print_methods(&view, global.output);
    Ok(Exit::Done)
}

const fn choice(method: SwitchedMethod, on: bool) -> MethodsChoice {
    match method {
        SwitchedMethod::AccessKeys => MethodsChoice {
            access_keys: Some(on),
        },
    }
}

fn print_methods(view: &MethodsView, output: Output) {
    match output {
        Output::Json => json(view),
        Output::Table => output::access_key::methods(view),
    }
}
