//! The client against the real server, over a socket on loopback.

#![expect(
    clippy::expect_used,
    reason = "clippy knows tests by #[test] alone; what they stand on may fail as loudly"
)]

mod calls;
mod failures;
mod server;
mod streams;
