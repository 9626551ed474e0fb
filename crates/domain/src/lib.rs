//! The rules of Landfast, as pure code: no async, no I/O, no clock, no randomness.
//!
//! What the outside world said comes in as plain values ([`check::Seen`]), a verdict with findings
//! goes out ([`check::Report`]). Everything here can be tested with a table.

pub mod access_key;
pub mod account;
pub mod activation;
pub mod api_access;
pub mod aws;
pub mod bill;
pub mod billing_export;
pub mod callback;
pub mod check;
pub mod commitment;
pub mod deployment;
pub mod external_id;
pub mod ids;
pub mod launch;
pub mod machine;
pub mod module_call;
pub mod oidc;
pub mod organization;
pub mod own_access;
pub mod owner_link;
pub mod permissions;
pub mod removal;
pub mod spreadsheet;
pub mod step;
pub mod time;
pub mod trust;
pub mod update;
pub mod webhook;

pub use account::{Account, AccountId, AccountKind, AccountName, Method};
pub use aws::{Partition, PrincipalArn, Region, RoleArn, RoleName};
pub use external_id::ExternalId;
pub use time::Timestamp;
