//! One method an operation of the API.

mod access_key;
mod accounts;
mod activations;
mod activity;
mod billing_export;
mod bills;
mod commitments;
mod deployments;
mod external_id;
mod organization;
mod owner_links;
mod people;
mod permits;
mod removal;
mod server;
mod steps;
mod webhooks;
