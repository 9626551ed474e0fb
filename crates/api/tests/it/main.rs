//! The real router on a store in memory and a scripted AWS. One binary: linking costs more than running.

mod access;
mod accounts;
mod body;
mod console;
mod document;
mod events;
mod http;
mod lists;
mod metrics;
mod mistakes;
mod people;
mod problems;
mod registration;
mod security;
mod world;
