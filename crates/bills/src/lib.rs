//! Bills of AWS: read as they were delivered, kept exactly, and asked in SQL.

pub mod schema;
