use sea_orm::DatabaseConnection;
use secrecy::{ExposeSecret, SecretString};
use sqlx::{
    ConnectOptions,
    postgres::{PgConnectOptions, PgPoolOptions},
};

use super::{Connections, PATIENCE};
use crate::{error::Error, fault::from_sqlx};

/// Connections of one server. Ten servers stay within PostgreSQL's usual limit of 100.
const CONNECTIONS: u32 = 10;

pub(super) async fn pool(address: &SecretString) -> Result<Connections, Error> {
    let options: PgConnectOptions =
        address
            .expose_secret()
            .parse()
            .map_err(|why: sqlx::Error| Error::Address {
                why: why.to_string(),
            })?;
    let pool = PgPoolOptions::new()
        .max_connections(CONNECTIONS)
        .acquire_timeout(PATIENCE)
        .connect_with(
            options
                .application_name("landfast")
                .disable_statement_logging(),
        )
        .await
        .map_err(|why| Error::unavailable("open the PostgreSQL database", &from_sqlx(why)))?;
    let db = DatabaseConnection::from(pool);
    Ok(Connections {
        writer: db.clone(),
        reader: db,
        lock: None,
    })
}
