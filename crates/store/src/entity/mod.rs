//! One file per table. Rows as the database holds them: texts, numbers, bytes. What they mean is
//! decided in the file of their aggregate, which names table, column and row when it cannot tell.

pub mod access_key;
pub mod account;
pub mod activation;
pub mod activation_item;
pub mod audit;
pub mod audit_head;
pub mod billing_export;
pub mod callback_hurried;
pub mod callback_state;
pub mod check;
pub mod deployment;
pub mod deployment_part;
pub mod installation;
pub mod invitation;
pub mod issuer_key;
pub mod key_rotation;
pub mod membership;
pub mod method_switch;
pub mod organization;
pub mod organization_member;
pub mod orphan;
pub mod owner_link;
pub mod permit;
pub mod receipt;
pub mod removal;
pub mod seal_key;
pub mod secret;
pub mod session;
pub mod step;
pub mod token;
pub mod user;
pub mod webhook;
pub mod webhook_delivery;
pub mod work;
pub mod workspace;
