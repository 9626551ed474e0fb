use std::path::Path;

use landfast_api::dto::{IssuerDocument, IssuerKeyState, IssuerView};

use super::client;
use crate::{
    args::{Global, Output},
    exit::{Exit, Failure},
    output::{Table, data, json, say, word},
};

pub async fn show(global: &Global) -> Result<Exit, Failure> {
    let issuer = client(global)?.issuer().await?;
    print(&issuer, global.output);
    Ok(if issuer.issuer.is_some() {
        Exit::Done
    } else {
        Exit::Failed
    })
}

pub async fn rotate(global: &Global) -> Result<Exit, Failure> {
    let issuer = client(global)?.rotate_issuer().await?;
    print(&issuer, global.output);
    if issuer.static_files {
        say("Now, in this order:");
        say("  1. landfast issuer export FOLDER, and put the files on the issuer's host");
        say("  2. open the address of jwks.json from outside and see both keys in it");
        say("  3. landfast issuer confirm, on the server; the new key signs a day later");
    } else {
        say("The new key is published. It signs a day later; nothing else has to be done.");
    }
    Ok(Exit::Done)
}

pub async fn export(global: &Global, folder: &Path) -> Result<Exit, Failure> {
    let issuer = client(global)?.issuer().await?;
    let Some(address) = &issuer.issuer else {
        return Err(
            Failure::new(Exit::Refused, "This server is no OIDC issuer.")
                .hint("Start it with --issuer."),
        );
    };
    for document in &issuer.documents {
        write(folder, document)?;
    }
    match global.output {
        Output::Json => json(&issuer.documents),
        Output::Table => {
            for document in &issuer.documents {
                data(&format!("{address}{}", document.path));
            }
        }
    }
    say(&format!(
        "Put what is in {} below {address}, as it is, readable for everybody, as application/json.",
        folder.display()
    ));
    let waits = |state: IssuerKeyState| state == IssuerKeyState::Next;
    let waiting = issuer
        .keys
        .iter()
        .any(|key| waits(key.state) && key.published_at.is_none());
    if waiting {
        say("Then, on the server: landfast issuer confirm");
    }
    Ok(Exit::Done)
}

/// Aside first, so that a host that serves the folder never serves half a file.
fn write(folder: &Path, document: &IssuerDocument) -> Result<(), Failure> {
    let file = folder.join(document.path.trim_start_matches('/'));
    let failed = |why: std::io::Error| {
        Failure::new(
            Exit::Failed,
            format!("{} could not be written: {why}", file.display()),
        )
    };
    if let Some(parent) = file.parent() {
        std::fs::create_dir_all(parent).map_err(failed)?;
    }
    let aside = file.with_extension("new");
    std::fs::write(&aside, &document.text).map_err(failed)?;
    std::fs::rename(&aside, &file).map_err(failed)
}

fn print(issuer: &IssuerView, output: Output) {
    if output == Output::Json {
        return json(issuer);
    }
    let Some(address) = &issuer.issuer else {
        return data("This server is no OIDC issuer; --issuer makes it one.");
    };
    data(&format!("{address}\n"));
    let mut table = Table::new(["KEY", "STATE", "MADE", "SIGNS FROM", "PUBLISHED UNTIL"]);
    for key in &issuer.keys {
        let from = key
            .signs_from
            .as_ref()
            .map_or("waits for its files", |at| &at.0);
        let until = key.published_until.as_ref().map_or("", |at| &at.0);
        table.row([&key.kid, &word(&key.state), &key.made_at.0, from, until]);
    }
    table.print();
}
