//! What the tasks need on a machine, found or installed.

pub mod cargo;
pub mod node;
pub mod python;
pub mod stamp;
pub mod system;
