//! One method an operation of the API.

mod accounts;
mod activity;
mod people;
mod server;
mod steps;
