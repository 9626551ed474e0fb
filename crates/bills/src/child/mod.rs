//! Files that others wrote are read in a process of their own: what they do to it, they do to nobody else.
//!
//! The child is the same program with another command. It takes a [`Job`] on its standard input, gives
//! itself limits before it opens a file, and answers with frames on its standard output. A child that is
//! killed by a limit, or says nothing for too long, is a finding about the delivery.

mod answer;
mod ask;
mod frame;
#[cfg(test)]
mod tests;

use std::{path::PathBuf, time::Duration};

use serde::{Deserialize, Serialize};

pub use answer::{AnswerError, answer};
pub use ask::read;

use crate::{read::Limits, report::Delivery};

/// What a child is to read.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Job {
    pub delivery: Delivery,
    /// The folder that the delivery's keys are of.
    pub root: PathBuf,
    pub limits: Limits,
    pub child: ChildLimits,
}

/// What a child may use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChildLimits {
    /// Bytes of addresses, the program itself included.
    pub memory_bytes: u64,
    pub cpu_seconds: u64,
    /// How long it may say nothing. It answers with every few thousand rows.
    pub silence: Duration,
}

impl Default for ChildLimits {
    fn default() -> Self {
        Self {
            memory_bytes: 4 << 30,
            cpu_seconds: 4 * 60 * 60,
            silence: Duration::from_secs(300),
        }
    }
}
