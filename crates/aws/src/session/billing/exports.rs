//! Data Exports.

use std::collections::HashMap;

use aws_sdk_bcmdataexports::{
    operation::get_export::GetExportOutput,
    types::{
        CompressionOption, ExecutionReference, ExecutionStatusCode, ExecutionStatusReason,
        ExportStatus, ExportStatusCode, FormatOption, OverwriteOption, S3Destination,
        S3OutputConfigurations,
    },
};
use landfast_domain::{
    AccountId,
    billing_export::{
        Content, Delivery, DeliveryOutcome, Destination, Export, ExportId, FileFormat, Granularity,
        Health, Overwrite, Selected, parse_query,
    },
};

use super::{PAGES, time::of_sdk};
use crate::{
    classify::{Call, classify},
    failure::{Failure, Malformed},
};

const LIST: Call = Call::session("bcm-data-exports:ListExports");
const GET: Call = Call::session("bcm-data-exports:GetExport");
const EXECUTIONS: Call = Call::session("bcm-data-exports:ListExecutions");

type Client = aws_sdk_bcmdataexports::Client;

pub(super) async fn ask(exports: &Client) -> Result<Vec<Export>, Failure> {
    let mut all = Vec::new();
    for arn in arns(exports).await? {
        let answer = exports.get_export().export_arn(&arn).send().await;
        match answer.map_err(|error| classify(GET, &error)) {
            Ok(answer) => all.push(export(&arn, &answer)?),
            // Deleted since it was listed.
            Err(failure) if failure.is_denied_as(&["ResourceNotFoundException"]) => {}
            Err(failure) => return Err(failure),
        }
    }
    Ok(all)
}

async fn arns(exports: &Client) -> Result<Vec<String>, Failure> {
    let (mut all, mut token) = (Vec::new(), None);
    for _ in 0..PAGES {
        let call = exports.list_exports().set_next_token(token);
        let page = call.send().await.map_err(|error| classify(LIST, &error))?;
        all.extend(page.exports().iter().map(|one| one.export_arn().to_owned()));
        token = page.next_token().map(ToOwned::to_owned);
        if token.is_none() {
            return Ok(all);
        }
    }
    Err(missing(LIST, "the end of the list").into())
}

/// The newest hundred; who delivers three times a day fills that in a month.
pub(super) async fn deliveries(exports: &Client, arn: &str) -> Result<Vec<Delivery>, Failure> {
    let call = exports.list_executions().export_arn(arn).max_results(100);
    let page = call.send().await;
    let page = page.map_err(|error| classify(EXECUTIONS, &error))?;
    Ok(page.executions().iter().filter_map(delivery).collect())
}

fn delivery(execution: &ExecutionReference) -> Option<Delivery> {
    let status = execution.execution_status()?;
    let outcome = match status.status_code()? {
        ExecutionStatusCode::DeliverySuccess => DeliveryOutcome::Delivered,
        ExecutionStatusCode::DeliveryFailure | ExecutionStatusCode::QueryFailure => {
            let reason = status.status_reason();
            DeliveryOutcome::Failed(reason.map(|reason| reason.as_str().to_owned()))
        }
        _ => DeliveryOutcome::UnderWay,
    };
    Some(Delivery {
        started_at: of_sdk(status.created_at()),
        completed_at: of_sdk(status.completed_at()),
        outcome,
    })
}

fn export(arn: &str, answer: &GetExportOutput) -> Result<Export, Malformed> {
    let export = answer.export().ok_or_else(|| missing(GET, "Export"))?;
    let query = export
        .data_query()
        .ok_or_else(|| missing(GET, "DataQuery"))?;
    let to = export
        .destination_configurations()
        .and_then(|all| all.s3_destination())
        .ok_or_else(|| missing(GET, "S3Destination"))?;
    let output = to
        .s3_output_configurations()
        .ok_or_else(|| missing(GET, "S3OutputConfigurations"))?;
    let statement = query.query_statement();
    let (table, selected) = match parse_query(statement) {
        Some(query) => (query.table, query.selected),
        None => (
            String::new(),
            Selected::Unclear(statement.chars().take(120).collect()),
        ),
    };
    let settings = query.table_configurations().and_then(|all| all.get(&table));
    let status = answer.export_status();
    Ok(Export {
        id: ExportId::Export {
            arn: export.export_arn().unwrap_or(arn).to_owned(),
        },
        name: export.name().to_owned(),
        granularity: setting(settings, "TIME_GRANULARITY").and_then(Granularity::parse),
        resource_ids: switch(settings, "INCLUDE_RESOURCES"),
        manual_discounts: switch(settings, "INCLUDE_MANUAL_DISCOUNT_COMPATIBILITY")
            .unwrap_or(false),
        content: Content::Table(table),
        files: files(output),
        overwrite: match output.overwrite() {
            OverwriteOption::OverwriteReport => Overwrite::InPlace,
            _ => Overwrite::Anew,
        },
        selected,
        destination: destination(to),
        health: health(status),
        refreshes_closed: true,
        created_at: of_sdk(status.and_then(ExportStatus::created_at)),
        last_delivery: of_sdk(status.and_then(ExportStatus::last_refreshed_at)),
    })
}

type Settings = HashMap<String, String>;

fn setting<'a>(settings: Option<&'a Settings>, name: &str) -> Option<&'a str> {
    settings?.get(name).map(String::as_str)
}

fn switch(settings: Option<&Settings>, name: &str) -> Option<bool> {
    setting(settings, name).map(|value| value.eq_ignore_ascii_case("true"))
}

fn destination(to: &S3Destination) -> Destination {
    Destination {
        bucket: to.s3_bucket().to_owned(),
        prefix: to.s3_prefix().trim_matches('/').to_owned(),
        region: to.s3_region().to_owned(),
        owner: to
            .s3_bucket_owner()
            .and_then(|owner| AccountId::parse(owner).ok()),
    }
}

fn files(output: &S3OutputConfigurations) -> FileFormat {
    match (output.format(), output.compression()) {
        (FormatOption::Parquet, _) => FileFormat::Parquet,
        (FormatOption::TextOrCsv, CompressionOption::Gzip) => FileFormat::CsvGzip,
        (format, compression) if compression.as_str() == "ZIP" => {
            let _ = format;
            FileFormat::CsvZip
        }
        (format, compression) => {
            FileFormat::Other(format!("{}, {}", format.as_str(), compression.as_str()))
        }
    }
}

fn health(status: Option<&ExportStatus>) -> Health {
    let Some(status) = status else {
        return Health::Healthy;
    };
    if status.status_code() != Some(&ExportStatusCode::Unhealthy) {
        return Health::Healthy;
    }
    match status.status_reason() {
        Some(ExecutionStatusReason::InsufficientPermission) => Health::NotPermitted,
        Some(ExecutionStatusReason::BillOwnerChanged) => Health::BillOwnerChanged,
        Some(ExecutionStatusReason::InternalFailure) => Health::Internal,
        Some(other) => Health::Other(other.as_str().to_owned()),
        None => Health::Other("UNHEALTHY".to_owned()),
    }
}

const fn missing(call: Call, field: &'static str) -> Malformed {
    Malformed {
        action: call.action,
        field,
    }
}
