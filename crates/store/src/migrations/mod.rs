//! The schema, forward only from an empty database. Numbered and named; each can be run twice.
//!
//! To add one: a new file `mNNNN_what.rs`, one line below. Never edit one that was released.

mod columns;
mod m0001_people;
mod m0002_accounts;
mod m0003_work;
mod m0004_audit;
mod m0005_updates;
mod m0006_access_keys;
mod m0007_terraform;
mod m0008_webhooks;
mod m0009_issuer;
mod m0010_removal;
mod m0011_organizations;
mod m0012_billing_export;
mod m0013_owner_links;
mod m0014_permits;
mod m0015_stack_instances;
mod m0016_callbacks;
mod m0017_activations;
mod m0019_deployment_parts;
mod m0020_bills;
mod m0021_permits_gone;
mod m0022_commitments;
mod run;
mod triggers;

use sea_orm_migration::{prelude::*, sea_query::DynIden};

pub(crate) use run::{migrate, version};

/// Where the names of the applied migrations are kept.
const TABLE: &str = "schema_migrations";

struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_people::People),
            Box::new(m0002_accounts::Accounts),
            Box::new(m0003_work::Work),
            Box::new(m0004_audit::Audit),
            Box::new(m0005_updates::Updates),
            Box::new(m0006_access_keys::AccessKeys),
            Box::new(m0007_terraform::Terraform),
            Box::new(m0008_webhooks::Webhooks),
            Box::new(m0009_issuer::Issuer),
            Box::new(m0010_removal::Removal),
            Box::new(m0011_organizations::Organizations),
            Box::new(m0012_billing_export::BillingExport),
            Box::new(m0013_owner_links::OwnerLinks),
            Box::new(m0014_permits::Permits),
            Box::new(m0015_stack_instances::StackInstances),
            Box::new(m0016_callbacks::Callbacks),
            Box::new(m0017_activations::Activations),
            Box::new(m0019_deployment_parts::DeploymentParts),
            Box::new(m0020_bills::Bills),
            Box::new(m0021_permits_gone::PermitsGone),
            Box::new(m0022_commitments::Commitments),
        ]
    }

    fn migration_table_name() -> DynIden {
        TABLE.into_iden()
    }
}
