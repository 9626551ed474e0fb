//! One method an operation of the API.

mod accounts;
mod activity;
mod deployments;
mod external_id;
mod people;
mod server;
mod steps;
