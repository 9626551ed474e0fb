//! What is sent, and to where it is not.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "clippy knows tests by #[test] alone; what they stand on may fail as loudly"
)]

mod answers;
mod names;
mod receiver;
mod sending;
