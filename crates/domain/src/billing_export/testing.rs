//! Things for the tests of this room.

use super::*;
use crate::{AccountId, Partition, Region, RoleName, Timestamp};

pub const PAYER: &str = "012345678901";

pub fn account(id: &str) -> AccountId {
    AccountId::parse(id).unwrap()
}

pub fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}

pub fn choice() -> ExportChoice {
    let role = RoleName::parse("landfast-abcdefgh").unwrap();
    ExportChoice::default_of(&account(PAYER), &role, Partition::Aws).unwrap()
}

/// The export that the stack makes for [`choice`].
pub fn cur_2() -> Export {
    let choice = choice();
    Export {
        id: ExportId::Export {
            arn: format!("arn:aws:bcm-data-exports:us-east-1:{PAYER}:export/landfast-billing-1"),
        },
        name: choice.name.to_string(),
        content: Content::Table("COST_AND_USAGE_REPORT".into()),
        granularity: Some(Granularity::Hourly),
        resource_ids: Some(true),
        manual_discounts: false,
        files: FileFormat::Parquet,
        overwrite: Overwrite::InPlace,
        selected: Selected::Columns(CUR_2_COLUMNS.map(str::to_owned).to_vec()),
        destination: Destination {
            bucket: choice.bucket.to_string(),
            prefix: choice.prefix.to_string(),
            region: "us-east-1".into(),
            owner: None,
        },
        health: Health::Healthy,
        refreshes_closed: true,
        created_at: Some(at("2026-11-01T00:00:00Z")),
        last_delivery: None,
    }
}

/// A report that somebody made years ago.
pub fn legacy() -> Export {
    Export {
        id: ExportId::Report {
            name: "company-cur".into(),
        },
        name: "company-cur".into(),
        content: Content::LegacyCur,
        files: FileFormat::CsvGzip,
        selected: Selected::Everything,
        destination: Destination {
            bucket: "company-billing".into(),
            prefix: "cur".into(),
            region: "eu-west-1".into(),
            owner: None,
        },
        created_at: None,
        last_delivery: Some(at("2026-11-20T10:00:00Z")),
        ..cur_2()
    }
}

pub fn focus() -> Export {
    Export {
        name: "focus".into(),
        content: Content::Table("FOCUS_1_2_AWS".into()),
        granularity: None,
        resource_ids: None,
        selected: Selected::Columns(FOCUS_1_2_COLUMNS.map(str::to_owned).to_vec()),
        ..cur_2()
    }
}

pub fn with_destination(mut export: Export, change: impl FnOnce(&mut Destination)) -> Export {
    change(&mut export.destination);
    export
}

/// The choice of an export that is there.
pub fn adopting(export: &Export) -> ExportChoice {
    let region = Region::parse(&export.destination.region).unwrap();
    ExportChoice {
        way: ExportWay::Existing,
        format: export.content.format().unwrap(),
        bucket: BucketName::parse(&export.destination.bucket).unwrap(),
        bucket_region: region,
        prefix: ExportPrefix::parse(&export.destination.prefix).unwrap(),
        name: ExportName::parse(&export.name).unwrap(),
        adopted: Some(export.id.clone()),
    }
}
