//! Legacy Cost and Usage Reports.

use aws_sdk_costandusagereport::types::{
    CompressionFormat, LastStatus, ReportDefinition, ReportFormat, ReportVersioning, SchemaElement,
};
use landfast_domain::billing_export::{
    Content, Destination, Export, ExportId, FileFormat, Granularity, Health, Overwrite, Selected,
};

use super::{PAGES, time::of_compact};
use crate::{
    classify::{Call, classify},
    failure::{Failure, Malformed},
};

const CALL: Call = Call::session("cur:DescribeReportDefinitions");

pub(super) async fn ask(
    reports: &aws_sdk_costandusagereport::Client,
) -> Result<Vec<Export>, Failure> {
    let (mut all, mut token) = (Vec::new(), None);
    for _ in 0..PAGES {
        let call = reports.describe_report_definitions().set_next_token(token);
        let page = call.send().await.map_err(|error| classify(CALL, &error))?;
        all.extend(page.report_definitions().iter().map(export));
        token = page.next_token().map(ToOwned::to_owned);
        if token.is_none() {
            return Ok(all);
        }
    }
    let field = "the end of the list";
    Err(Malformed {
        action: CALL.action,
        field,
    }
    .into())
}

fn export(report: &ReportDefinition) -> Export {
    let has = |element: SchemaElement| report.additional_schema_elements().contains(&element);
    let status = report.report_status();
    Export {
        id: ExportId::Report {
            name: report.report_name().to_owned(),
        },
        name: report.report_name().to_owned(),
        content: Content::LegacyCur,
        granularity: Granularity::parse(report.time_unit().as_str()),
        resource_ids: Some(has(SchemaElement::Resources)),
        manual_discounts: has(SchemaElement::ManualDiscountCompatibility),
        files: files(report),
        overwrite: match report.report_versioning() {
            Some(ReportVersioning::OverwriteReport) => Overwrite::InPlace,
            _ => Overwrite::Anew,
        },
        selected: Selected::Everything,
        destination: Destination {
            bucket: report.s3_bucket().to_owned(),
            prefix: report.s3_prefix().trim_matches('/').to_owned(),
            region: report.s3_region().as_str().to_owned(),
            owner: None,
        },
        health: health(status.and_then(|status| status.last_status())),
        // What AWS does where nothing is said (API Reference, `RefreshClosedReports`).
        refreshes_closed: report.refresh_closed_reports().unwrap_or(false),
        created_at: None,
        last_delivery: status
            .and_then(|status| status.last_delivery())
            .and_then(of_compact),
    }
}

fn files(report: &ReportDefinition) -> FileFormat {
    match (report.format(), report.compression()) {
        (ReportFormat::Parquet, _) => FileFormat::Parquet,
        (ReportFormat::Csv, CompressionFormat::Gzip) => FileFormat::CsvGzip,
        (ReportFormat::Csv, CompressionFormat::Zip) => FileFormat::CsvZip,
        (format, compression) => {
            FileFormat::Other(format!("{}, {}", format.as_str(), compression.as_str()))
        }
    }
}

fn health(status: Option<&LastStatus>) -> Health {
    match status {
        None | Some(LastStatus::Success) => Health::Healthy,
        Some(LastStatus::ErrorPermissions) => Health::NotPermitted,
        Some(LastStatus::ErrorNoBucket) => Health::NoBucket,
        Some(other) => Health::Other(other.as_str().to_owned()),
    }
}
