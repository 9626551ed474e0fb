//! The rows of Landfast, on SQLite and PostgreSQL with one code for both.
//!
//! Implements the ports [`Store`](landfast_app::ports::Store),
//! [`WorkspaceStore`](landfast_app::ports::WorkspaceStore) and
//! [`WorkspaceTx`](landfast_app::ports::WorkspaceTx): SQL stays in here. One folder or file per
//! aggregate, one entity per table; `migrations` makes the tables, `codec` reads what is in them.

mod accounts;
mod activations;
mod audit;
mod billing_exports;
mod bills;
mod callbacks;
mod checks;
mod codec;
mod commitments;
mod connect;
mod deployment_parts;
mod deployments;
mod entity;
mod error;
mod fault;
mod issuer_keys;
mod keys;
mod migrations;
mod organizations;
mod people;
mod queue;
mod removals;
mod seal;
mod store;
mod tx;
mod webhooks;
mod workspace;
mod workspaces;

pub use connect::{Location, Settings};
pub use error::Error;
pub use seal::{KeySource, Sealer};
pub use store::{SqlStore, open, open_beside};
