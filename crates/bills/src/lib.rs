//! Bills of AWS: read as they were delivered, kept exactly, and asked in SQL.

mod answers;
pub mod ask;
pub mod asker;
pub mod child;
pub mod import;
pub mod keep;
mod keeper;
pub mod read;
pub mod report;
pub mod schema;
pub mod source;
#[cfg(test)]
mod testing;
mod told;

pub use keeper::{Bucket, FolderKeeper, Reader};
pub use told::told;
