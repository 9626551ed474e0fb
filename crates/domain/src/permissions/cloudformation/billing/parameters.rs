//! What the person who launches the stacks sees, and the conditions that it decides.

use super::super::{
    parameters::{Check, Parameter},
    yaml::{Node, call, entry, list, map, reference},
};
use crate::billing_export::ExportFormat;

pub const BUCKET_OPTION: &str = "CurS3BucketOption";
pub const BUCKET_NAME: &str = "CurS3BucketName";
pub const BUCKET_REGION: &str = "CurS3BucketRegion";
pub const PREFIX: &str = "CurS3Prefix";
pub const EXPORT_NAME: &str = "ExportName";
const EXPORT_FORMAT: &str = "ExportFormat";
const CREATE_EXPORT: &str = "CreateExport";
pub const READER: &str = "ReaderRoleName";

pub const MAKES_BUCKET: &str = "MakesBucket";
pub const HAS_READER: &str = "HasReader";

const CHOSEN: &str = "Chosen in Landfast";
const FIXED: &str = "Filled in by Landfast. Do not change.";
pub const GROUPS: [&str; 2] = [CHOSEN, FIXED];

fn parameter(
    name: &str,
    label: &'static str,
    description: &str,
    default: Option<&'static str>,
    check: Check,
) -> Parameter {
    Parameter {
        name: name.to_owned(),
        label,
        group: if name == READER { FIXED } else { CHOSEN },
        description: description.to_owned(),
        default,
        check,
    }
}

fn bucket_name() -> Parameter {
    parameter(
        BUCKET_NAME,
        "Bucket",
        "Name of the bucket for the bills. Names of buckets are unique in all of AWS.",
        None,
        Check::Pattern(
            "^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$",
            63,
            "3 to 63 small letters, digits, dots and hyphens.",
        ),
    )
}

/// In a policy these stand in patterns: they take neither `*` nor `?` nor `$`.
pub fn of_export() -> Vec<Parameter> {
    vec![
        yes_or_no(
            BUCKET_OPTION,
            "Make the bucket",
            "CREATE_NEW: this stack makes the bucket, in its own region. USE_EXISTING: the bucket is there already.",
            ["CREATE_NEW", "USE_EXISTING"],
        ),
        bucket_name(),
        bucket_region(),
        prefix(),
        export_name(),
        export_format(),
        yes_or_no(
            CREATE_EXPORT,
            "Make the export",
            "Yes: this stack makes the export. No: it is there already, and this stack only lets Landfast read it.",
            ["Yes", "No"],
        ),
        reader(),
    ]
}

/// The first value is the default.
fn yes_or_no(
    name: &str,
    label: &'static str,
    description: &str,
    values: [&'static str; 2],
) -> Parameter {
    let check = Check::OneOf(values.to_vec());
    parameter(name, label, description, values.first().copied(), check)
}

fn bucket_region() -> Parameter {
    parameter(
        BUCKET_REGION,
        "Region of the bucket",
        "Where the bucket is. With CREATE_NEW: the region of this stack.",
        Some("us-east-1"),
        Check::Pattern(
            "^[a-z]{2,4}(-[a-z]+)+-[0-9]{1,2}$",
            32,
            "A region such as us-east-1.",
        ),
    )
}

fn prefix() -> Parameter {
    parameter(
        PREFIX,
        "Prefix",
        "What the keys of the bills begin with. Landfast can read nothing else in the bucket.",
        Some("landfast"),
        Check::Pattern(
            "^[A-Za-z0-9!_.'()-]+(/[A-Za-z0-9!_.'()-]+)*$",
            256,
            "Letters, digits and !-_.'() with slashes between them.",
        ),
    )
}

fn export_name() -> Parameter {
    parameter(
        EXPORT_NAME,
        "Name of the export",
        "Under which AWS lists it. Its files lie in a folder of this name under the prefix.",
        Some("landfast-billing"),
        Check::Pattern(
            "^[A-Za-z0-9!_.'()-]{1,128}$",
            128,
            "Letters, digits and !-_.'()",
        ),
    )
}

fn export_format() -> Parameter {
    parameter(
        EXPORT_FORMAT,
        "What it contains",
        "cur_2: CUR 2.0. legacy_cur: the legacy Cost and Usage Report. focus_1_2: FOCUS 1.2 with AWS columns.",
        Some(ExportFormat::Cur2.as_str()),
        Check::OneOf(ExportFormat::ALL.map(ExportFormat::as_str).to_vec()),
    )
}

fn reader() -> Parameter {
    parameter(
        READER,
        "Landfast's role",
        "Name of the role that may read the bills afterwards. Empty where Landfast comes in without a role: then attach the policy in the stack's outputs by hand.",
        Some(""),
        Check::Pattern(
            "^[A-Za-z0-9+=,.@_-]{0,64}$",
            64,
            "Empty, or the name of a role.",
        ),
    )
}

pub fn of_bucket() -> Vec<Parameter> {
    vec![bucket_name()]
}

/// The condition under which an export of this format is made.
pub const fn makes(format: ExportFormat) -> &'static str {
    match format {
        ExportFormat::Cur2 => "MakesCur2",
        ExportFormat::LegacyCur => "MakesLegacyCur",
        ExportFormat::Focus12 => "MakesFocus12",
    }
}

pub fn conditions() -> Node {
    let equals =
        |name: &str, value: &str| call("Equals", list([reference(name), Node::from(value)]));
    let formats = ExportFormat::ALL.map(|format| {
        let both = [
            equals(CREATE_EXPORT, "Yes"),
            equals(EXPORT_FORMAT, format.as_str()),
        ];
        entry(makes(format), call("And", list(both)))
    });
    let others = [
        entry(MAKES_BUCKET, equals(BUCKET_OPTION, "CREATE_NEW")),
        entry(HAS_READER, call("Not", list([equals(READER, "")]))),
    ];
    map(others.into_iter().chain(formats))
}
