//! DataFusion over the months that count: what it may take, and which files are its tables.

use std::sync::Arc;

use arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use datafusion::{
    catalog::TableProvider,
    datasource::{
        MemTable,
        file_format::parquet::ParquetFormat,
        listing::{ListingOptions, ListingTable, ListingTableConfig, ListingTableUrl},
    },
    execution::{
        memory_pool::{FairSpillPool, MemoryPool},
        object_store::ObjectStoreUrl,
        runtime_env::{RuntimeEnv, RuntimeEnvBuilder},
    },
    prelude::{SessionConfig, SessionContext},
};

use super::error::Result;
use crate::{
    keep::{Current, Store, rollup_schema},
    schema,
};

/// The store, to the engine: no bucket, folder or file beside it has a name there.
const ROOT: &str = "bills://store";
/// What all queries together may keep in memory before one must write to the disk or give up.
const MEMORY: usize = 512 << 20;
/// What all queries together may write to the disk for a while.
const SPILL: u64 = 8 << 30;

/// The memory of queries.
#[derive(Debug, Clone)]
pub struct Memory(Arc<dyn MemoryPool>);

impl Default for Memory {
    fn default() -> Self {
        Self(Arc::new(FairSpillPool::new(MEMORY)))
    }
}

/// What queries share: limits, and what is known of files' footers.
#[derive(Debug)]
pub struct Engine {
    runtime: Arc<RuntimeEnv>,
}

impl Engine {
    pub fn new(store: &Store, memory: &Memory) -> Result<Self> {
        let runtime = RuntimeEnvBuilder::new()
            .with_memory_pool(Arc::clone(&memory.0))
            .with_max_temp_directory_size(SPILL)
            .build_arc()?;
        let root = ObjectStoreUrl::parse(ROOT)?;
        runtime.register_object_store(root.as_ref(), Arc::clone(store.objects()));
        Ok(Self { runtime })
    }

    /// A query's own names.
    pub fn session(&self) -> SessionContext {
        let config = SessionConfig::new().with_information_schema(true);
        SessionContext::new_with_config_rt(config, Arc::clone(&self.runtime))
    }
}

/// The lines of these months.
pub fn lines(months: &[&Current]) -> Result<Arc<dyn TableProvider>> {
    let keys = months
        .iter()
        .flat_map(|month| month.files.iter().map(|file| file.key.as_str()));
    table(keys, &schema::lines())
}

/// The rollups of these months; those that have none are not in it.
pub fn rollups(months: &[&Current]) -> Result<Arc<dyn TableProvider>> {
    let keys = months.iter().filter_map(|month| month.rollup.as_deref());
    table(keys, &rollup_schema())
}

fn table<'a>(
    keys: impl Iterator<Item = &'a str>,
    columns: &SchemaRef,
) -> Result<Arc<dyn TableProvider>> {
    let columns = viewed(columns);
    let files = keys
        .map(|key| ListingTableUrl::parse(format!("{ROOT}/{key}")))
        .collect::<datafusion::error::Result<Vec<_>>>()?;
    if files.is_empty() {
        return Ok(Arc::new(MemTable::try_new(columns, vec![Vec::new()])?));
    }
    let options =
        ListingOptions::new(Arc::new(ParquetFormat::default())).with_file_extension("parquet");
    let config = ListingTableConfig::new_with_multi_paths(files)
        .with_listing_options(options)
        .with_schema(columns);
    Ok(Arc::new(ListingTable::try_new(config)?))
}

/// The same columns with text that points into the pages it was read from, which is grouped faster.
fn viewed(columns: &SchemaRef) -> SchemaRef {
    let fields = columns
        .fields()
        .iter()
        .map(|field| match field.data_type() {
            DataType::Utf8 => Field::new(field.name(), DataType::Utf8View, field.is_nullable()),
            _ => field.as_ref().clone(),
        });
    Arc::new(Schema::new(fields.collect::<Vec<_>>()))
}
