//! Commands that work on the database or the program itself, without a running server.

mod bills;
mod doctor;
mod explain;
mod issuer;
mod people;
mod templates;

pub use bills::{ask_bills, bills, read_bill};
pub use doctor::doctor;
pub use explain::explain;
pub use issuer::confirm_issuer;
pub use people::{token, user};
pub use templates::templates;

use crate::{
    args::MigrateArgs,
    compose,
    exit::{Exit, Failure},
    output::say,
};

pub async fn migrate(args: MigrateArgs) -> Result<Exit, Failure> {
    let store = compose::store(&args.database).await?;
    store.migrate().await.map_err(compose::unusable)?;
    say("The database has this version's schema.");
    Ok(Exit::Done)
}
