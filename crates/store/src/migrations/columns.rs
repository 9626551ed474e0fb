//! The few kinds of columns and keys that the tables are made of.
//!
//! Times are whole milliseconds since 1970, ids and words are text, JSON is text too: both databases
//! then hold the same bytes, and a NUL escaped in JSON (which `jsonb` refuses) does no harm.

use sea_orm_migration::{
    SchemaManager,
    sea_orm::DbErr,
    sea_query::{
        ColumnDef, ForeignKey, ForeignKeyAction, ForeignKeyCreateStatement, Index,
        IndexCreateStatement, Table, TableCreateStatement,
    },
};

pub(super) fn table(name: &'static str) -> TableCreateStatement {
    Table::create().table(name).if_not_exists().take()
}

pub(super) fn text(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).text().not_null().take()
}

pub(super) fn text_or_null(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).text().null().take()
}

pub(super) fn whole(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).big_integer().not_null().take()
}

pub(super) fn whole_or_null(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).big_integer().null().take()
}

/// A SHA-256.
pub(super) fn hash(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).var_binary(32).not_null().take()
}

/// Any bytes.
pub(super) fn bytes(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).blob().not_null().take()
}

pub(super) fn primary<const N: usize>(
    name: &'static str,
    columns: [&'static str; N],
) -> IndexCreateStatement {
    keyed(Index::create().name(name).primary().take(), columns)
}

pub(super) fn index<const N: usize>(
    name: &'static str,
    on: &'static str,
    columns: [&'static str; N],
) -> IndexCreateStatement {
    keyed(
        Index::create().name(name).table(on).if_not_exists().take(),
        columns,
    )
}

pub(super) fn unique<const N: usize>(
    name: &'static str,
    on: &'static str,
    columns: [&'static str; N],
) -> IndexCreateStatement {
    index(name, on, columns).unique().take()
}

fn keyed<const N: usize>(
    mut index: IndexCreateStatement,
    columns: [&'static str; N],
) -> IndexCreateStatement {
    for column in columns {
        index.col(column);
    }
    index
}

/// Adds a column to a table that is there; does nothing when it has the column already.
pub(super) async fn add(
    manager: &SchemaManager<'_>,
    table: &'static str,
    mut column: ColumnDef,
) -> Result<(), DbErr> {
    if manager.has_column(table, column.get_column_name()).await? {
        return Ok(());
    }
    manager
        .alter_table(Table::alter().table(table).add_column(&mut column).take())
        .await
}

/// The columns `from` name a row of `table`. A row that others name cannot be removed.
pub(super) fn references<const N: usize>(
    name: &'static str,
    from: [&'static str; N],
    table: &'static str,
    to: [&'static str; N],
) -> ForeignKeyCreateStatement {
    let mut key = ForeignKey::create()
        .name(name)
        .to_tbl(table)
        .on_delete(ForeignKeyAction::Restrict)
        .take();
    for column in from {
        key.from_col(column);
    }
    for column in to {
        key.to_col(column);
    }
    key
}
