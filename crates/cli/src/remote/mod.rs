//! Commands that talk to a running server. They print what it says and hold no rule.

pub mod access_key;
pub mod account;
mod account_change;
mod activation;
pub mod activity;
pub mod bill_questions;
pub mod billing_export;
mod bills;
pub mod callback;
pub mod commitment;
mod deployments;
mod external_id;
mod hidden;
pub mod identity;
pub mod issuer;
mod organization;
mod owner_link;
mod permit;
mod progress;
pub mod removal;
mod stack_run;
pub mod webhook;
pub mod work;

use landfast_client::{Client, ClientSettings, Error};
use secrecy::SecretString;

use crate::{
    args::Global,
    exit::{Exit, Failure},
};

fn client(global: &Global) -> Result<Client, Failure> {
    let settings = ClientSettings {
        token: global.token.clone().map(SecretString::from),
        workspace: global.workspace.clone(),
        ..ClientSettings::new(global.server.clone())
    };
    Ok(Client::new(&settings)?)
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let exit = match (&error, error.kind()) {
            (_, Some(kind)) => kind.into(),
            (Error::Address { .. }, None) => Exit::Usage,
            (Error::Written(_), None) => Exit::Failed,
            (_, None) => Exit::Unavailable,
        };
        let code = error.problem().map(|problem| problem.code.to_string());
        let mut what = error.to_string();
        for field in error.problem().iter().flat_map(|problem| &problem.fields) {
            // The first field's words are the error's own.
            if !what.contains(&field.detail) {
                what = format!("{what}\n  {}: {}", field.path, field.detail);
            }
        }
        Self {
            exit,
            what,
            hints: error.hints(),
            code,
        }
    }
}
