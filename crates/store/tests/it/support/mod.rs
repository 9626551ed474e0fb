//! What the tests stand on: a bench with a fresh database, and makers of rows.

mod ambient;
mod bench;
mod make;

pub use ambient::{Steps, StillClock};
pub use bench::{Backend, Bench};
pub use make::*;

/// Runs each function on a fresh, migrated database of every kind.
macro_rules! contract {
    ($($test:ident),+ $(,)?) => {
        mod memory {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $test() { $crate::support::Bench::run($crate::support::Backend::Memory, async |bench| super::$test(bench).await).await })+
        }
        on_disk!($($test),+);
    };
}

/// The same without SQLite in memory: where a test needs a second connection beside the store's own.
macro_rules! on_disk {
    ($($test:ident),+ $(,)?) => {
        mod file {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $test() { $crate::support::Bench::run($crate::support::Backend::File, async |bench| super::$test(bench).await).await })+
        }
        mod postgres {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $test() { $crate::support::Bench::run($crate::support::Backend::Postgres, async |bench| super::$test(bench).await).await })+
        }
    };
}
