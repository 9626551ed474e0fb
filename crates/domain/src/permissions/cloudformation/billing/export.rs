//! The export, in each of its three kinds.

use super::{
    super::yaml::{Entry, Node, call, entry, list, map, reference},
    bucket::POLICY_RESOURCE,
    parameters::{BUCKET_NAME, BUCKET_REGION, EXPORT_NAME, MAKES_BUCKET, PREFIX, makes},
};
use crate::billing_export::{ExportFormat, query_statement};

pub fn resources() -> [Entry; 3] {
    [
        data_export("Cur2", ExportFormat::Cur2),
        data_export("Focus12", ExportFormat::Focus12),
        report(),
    ]
}

fn made(kind: &str, format: ExportFormat, properties: Node) -> Node {
    map([
        entry("Type", kind),
        entry("Condition", makes(format)),
        entry("Metadata", map([entry("WaitsFor", policy_if_made())])).comment(
            "The policy comes first: AWS refuses an export into a bucket that it may not write to.",
        ),
        entry("Properties", properties),
    ])
}

/// A `DependsOn` cannot name what is made under a condition; a reference can.
fn policy_if_made() -> Node {
    let or = Node::from("a bucket that is there already");
    call(
        "If",
        list([Node::from(MAKES_BUCKET), reference(POLICY_RESOURCE), or]),
    )
}

fn data_export(name: &str, format: ExportFormat) -> Entry {
    let query = query_statement(format).unwrap_or_default();
    let mut fields = vec![entry("QueryStatement", query)];
    // FOCUS has no settings that Landfast wants otherwise than they are.
    if let (ExportFormat::Cur2, Some(table)) = (format, format.table()) {
        let settings = map([
            entry("TIME_GRANULARITY", "HOURLY"),
            entry("INCLUDE_RESOURCES", "TRUE"),
            entry("INCLUDE_SPLIT_COST_ALLOCATION_DATA", "FALSE"),
            entry("INCLUDE_MANUAL_DISCOUNT_COMPATIBILITY", "FALSE"),
        ]);
        fields.push(entry("TableConfigurations", map([entry(table, settings)])));
    }
    let outputs = map([
        entry("OutputType", "CUSTOM"),
        entry("Format", "PARQUET"),
        entry("Compression", "PARQUET"),
        entry("Overwrite", "OVERWRITE_REPORT"),
    ]);
    let destination = map([
        entry("S3Bucket", reference(BUCKET_NAME)),
        entry("S3Prefix", reference(PREFIX)),
        entry("S3Region", reference(BUCKET_REGION)),
        entry("S3OutputConfigurations", outputs),
    ]);
    let export = map([
        entry("Name", reference(EXPORT_NAME)),
        entry(
            "Description",
            "Made for Landfast, which reads the bill from it.",
        ),
        entry("DataQuery", map(fields)),
        entry(
            "DestinationConfigurations",
            map([entry("S3Destination", destination)]),
        ),
        entry("RefreshCadence", map([entry("Frequency", "SYNCHRONOUS")])),
    ]);
    let properties = map([entry("Export", export)]);
    let resource = made("AWS::BCMDataExports::Export", format, properties);
    entry(name, resource).comment(format!("{}, hourly, as Parquet.", format.title()))
}

fn report() -> Entry {
    let format = ExportFormat::LegacyCur;
    let properties = map([
        entry("ReportName", reference(EXPORT_NAME)),
        entry("TimeUnit", "HOURLY"),
        entry("Format", "Parquet"),
        entry("Compression", "Parquet"),
        entry("AdditionalSchemaElements", list(["RESOURCES"])),
        entry("S3Bucket", reference(BUCKET_NAME)),
        entry("S3Prefix", reference(PREFIX)),
        entry("S3Region", reference(BUCKET_REGION)),
        entry("RefreshClosedReports", "true"),
        entry("ReportVersioning", "OVERWRITE_REPORT"),
    ]);
    let resource = made("AWS::CUR::ReportDefinition", format, properties);
    entry("LegacyCur", resource).comment(format!("{}, hourly, as Parquet.", format.title()))
}
