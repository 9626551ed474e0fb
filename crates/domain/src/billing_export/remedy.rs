//! The words: what a person reads and does. Kept apart from the rules that choose them.

use super::{
    BUCKET_STACK, EXPORT_STACK, Export, ExportChoice, ExportWanted, ExportWay, Health, PolicyFlaw,
};
use crate::{
    Region,
    api_access::MadeBy,
    check::{ExportMistake, Layer},
};

pub(super) const NO_WAY_IN: &str =
    "Landfast does not come into the account at the moment; the step API access says why.";
const APPLY: &str = "`terraform apply` in the folder of the module's call";

pub(super) fn expected_export(choice: &ExportChoice) -> String {
    format!(
        "an export called {} ({})",
        choice.name,
        choice.format.title()
    )
}

pub(super) fn found_export(export: &Export) -> String {
    match export.last_delivery {
        Some(at) => format!("{}, last delivered at {at}", export.name),
        None => export.name.clone(),
    }
}

/// What makes the export and grants reading, as the beginning of a sentence.
fn launch(wanted: &ExportWanted) -> String {
    let region = wanted.partition.home_region();
    match wanted.made_by {
        MadeBy::Module => APPLY.to_owned(),
        MadeBy::Stack | MadeBy::StackSet | MadeBy::Hand => {
            format!("Launch the stack {EXPORT_STACK} in {region} with the parameters on this page")
        }
    }
}

/// What puts right what our stack or module made and somebody changed.
fn again(wanted: &ExportWanted) -> String {
    match wanted.made_by {
        MadeBy::Module => format!("{APPLY} puts it right."),
        MadeBy::Stack | MadeBy::StackSet | MadeBy::Hand => format!(
            "Change it back in the AWS console (Billing and Cost Management, Data Exports); or delete the stack {EXPORT_STACK} in {} and launch it again with CurS3BucketOption=USE_EXISTING: the bucket, its policy and the bills stay.",
            wanted.partition.home_region()
        ),
    }
}

pub(super) fn export_missing(wanted: &ExportWanted) -> String {
    match wanted.choice.way {
        ExportWay::Existing => "It was deleted or renamed after it was chosen. Choose another one of the candidates, or let a stack make a new one.".to_owned(),
        ExportWay::New => format!("{}.", launch(wanted)),
        ExportWay::NewOtherRegion => format!(
            "First the stack {BUCKET_STACK} in {}, then this: {}.",
            wanted.choice.bucket_region,
            launch(wanted)
        ),
    }
}

pub(super) fn listing_refused(action: &str) -> String {
    format!(
        "Switch the capability billing on for this account and update its role; its policy allows {action}. If it is on, look for a permissions boundary or a service control policy that denies it."
    )
}

/// A setting of the export that does not do.
pub(super) fn settings(wanted: &ExportWanted, mistake: ExportMistake) -> String {
    if wanted.choice.way.makes() {
        return format!("It was changed after it was made. {}", again(wanted));
    }
    let how = match mistake {
        ExportMistake::ClosedMonthsFrozen => {
            "Edit the report and switch \"Refresh automatically\" on (RefreshClosedReports)."
        }
        ExportMistake::RowsLeftOut => {
            "Edit the export and take the condition or the limit out of its query."
        }
        ExportMistake::ColumnsMissing => "Edit the export and select every column.",
        ExportMistake::TooCoarse => "Its granularity cannot be changed.",
        ExportMistake::FilesUnreadable => {
            "Edit the export: Parquet, or text with gzip or zip compression."
        }
        _ => "It cannot be changed into one that can be read.",
    };
    format!(
        "{how} Or choose another one of the candidates, or let a stack make a new one beside it."
    )
}

pub(super) fn destination(wanted: &ExportWanted) -> String {
    match wanted.choice.way {
        ExportWay::Existing => "Its destination was changed after it was chosen. Choose it again, so that Landfast looks there, and update the stack with the parameters that this page then shows.".to_owned(),
        ExportWay::New | ExportWay::NewOtherRegion => format!(
            "The stack was launched with other values than this page shows, or the export was changed later. {}",
            again(wanted)
        ),
    }
}

pub(super) fn unhealthy_in_words(health: &Health) -> String {
    match health {
        Health::Healthy => "healthy".to_owned(),
        Health::NotPermitted => "AWS may not write to the bucket".to_owned(),
        Health::NoBucket => "AWS finds no such bucket".to_owned(),
        Health::BillOwnerChanged => {
            "the account's bill has another owner since the export was made".to_owned()
        }
        Health::Internal => "AWS had a fault of its own when it delivered".to_owned(),
        Health::Other(word) => format!("AWS says {word}"),
    }
}

pub(super) fn unhealthy(wanted: &ExportWanted, mistake: ExportMistake) -> String {
    match mistake {
        ExportMistake::DeliveryNotPermitted => policy(wanted, ExportMistake::BucketPolicyLacks),
        ExportMistake::DeliveryWithoutBucket => bucket_missing(wanted),
        _ => "AWS stops an export when the account joins or leaves an organization. Delete the export and make a new one: its months begin anew.".to_owned(),
    }
}

pub(super) fn bucket_missing(wanted: &ExportWanted) -> String {
    match wanted.choice.way {
        ExportWay::Existing => {
            "The bucket was deleted. Choose another export, or let a stack make a new one."
                .to_owned()
        }
        ExportWay::New => format!(
            "The bucket was deleted, and its bills with it. {}.",
            launch(wanted)
        ),
        ExportWay::NewOtherRegion => match wanted.made_by {
            MadeBy::Module => format!("{APPLY} makes it."),
            MadeBy::Stack | MadeBy::StackSet | MadeBy::Hand => format!(
                "Launch the stack {BUCKET_STACK} in {} with the parameters on this page.",
                wanted.choice.bucket_region
            ),
        },
    }
}

pub(super) fn bucket_other_region(wanted: &ExportWanted, found: &Region) -> String {
    format!(
        "Choose {found} as the bucket's region here and update the stack {EXPORT_STACK} with CurS3BucketRegion={found}; or make a bucket in {}.",
        wanted.choice.bucket_region
    )
}

pub(super) fn bucket_of_other(wanted: &ExportWanted) -> String {
    format!(
        "Names of buckets are unique in all of AWS: somebody else has {}. Choose another name here and launch the stack with it. An export into another account's bucket is not read.",
        wanted.choice.bucket
    )
}

pub(super) fn reading_not_granted(wanted: &ExportWanted, layer: Option<Layer>) -> String {
    match layer {
        Some(
            layer @ (Layer::ServiceControlPolicy
            | Layer::ResourceControlPolicy
            | Layer::PermissionsBoundary),
        ) => format!(
            "A {} denies it. Ask whoever runs it for an exception: the role reads {} under {} and nothing else.",
            layer.as_str(),
            wanted.choice.bucket,
            wanted.choice.root()
        ),
        Some(Layer::ResourcePolicy) => format!(
            "The policy of the bucket {} denies it. Take Landfast's role out of that statement.",
            wanted.choice.bucket
        ),
        _ => format!(
            "{}: it lets the role read this bucket under {} and nothing else.",
            launch(wanted),
            wanted.choice.root()
        ),
    }
}

pub(super) fn expected_policy(choice: &ExportChoice) -> String {
    format!(
        "a policy that lets {} write under {} for this account's exports, and nobody else in",
        choice.format.service(),
        choice.root()
    )
}

pub(super) fn flaw(flaw: &PolicyFlaw) -> String {
    match flaw {
        PolicyFlaw::Unreadable => "the policy could not be understood".to_owned(),
        PolicyFlaw::Lacks => "nothing in it lets AWS write there".to_owned(),
        PolicyFlaw::OtherAccount(condition) => {
            format!("AWS may write for somebody else only: {condition}")
        }
        PolicyFlaw::Denies(sid) => format!("AWS may not write: {sid}"),
        PolicyFlaw::Everybody(what) => format!("anybody at all is let in: {what}"),
        PolicyFlaw::NoTls => "calls without TLS are not refused".to_owned(),
    }
}

pub(super) fn policy(wanted: &ExportWanted, mistake: ExportMistake) -> String {
    let how = match mistake {
        ExportMistake::BucketOpen => {
            "Take out what lets everybody in, and see who read the bucket."
        }
        ExportMistake::BucketPolicyDenies => {
            "Take that statement out, or let it make an exception for AWS's delivery."
        }
        ExportMistake::BucketPolicyOtherAccount => {
            "Put this account's id and its exports into the condition."
        }
        ExportMistake::TlsNotDemanded => "Deny every call without TLS (aws:SecureTransport).",
        _ => "Add the statement that lets AWS deliver; the template of the stack shows it.",
    };
    if !wanted.choice.way.makes() {
        return format!(
            "Edit the policy of the bucket {}. {how}",
            wanted.choice.bucket
        );
    }
    let stack = match wanted.choice.way {
        ExportWay::NewOtherRegion => BUCKET_STACK,
        ExportWay::New | ExportWay::Existing => EXPORT_STACK,
    };
    match wanted.made_by {
        MadeBy::Module => {
            format!("The policy was changed after the module made it. {APPLY} puts it right. {how}")
        }
        MadeBy::Stack | MadeBy::StackSet | MadeBy::Hand => format!(
            "The policy was changed after the stack {stack} made it; its template has the right one. {how}"
        ),
    }
}

pub(super) fn delivery(wanted: &ExportWanted, mistake: ExportMistake) -> String {
    match mistake {
        ExportMistake::DeliveryNotPermitted => policy(wanted, ExportMistake::BucketPolicyLacks),
        ExportMistake::BillOwnerChanged => unhealthy(wanted, mistake),
        ExportMistake::DeliveryLate | ExportMistake::DeliveryStopped => "Look at the export in the AWS console (Billing and Cost Management, Data Exports): it says what keeps it. If its bucket and policy are as they should be, ask AWS Support; deliveries are AWS's.".to_owned(),
        ExportMistake::DeliveryFailed => "AWS tries again with its next delivery, within a day. If that fails too, ask AWS Support with the export's name.".to_owned(),
        ExportMistake::ManifestMissing => "Something deletes or moves what AWS delivers: look for a lifecycle rule or a job on the bucket.".to_owned(),
        ExportMistake::KeyDenies => "The bucket is encrypted with a KMS key of its own. Allow kms:Decrypt to Landfast's role in that key's policy, through S3 only (kms:ViaService).".to_owned(),
        ExportMistake::ManifestElsewhere => "Something else writes under this export's prefix. Give the export a prefix of its own.".to_owned(),
        _ => "Something else writes where AWS puts the manifest. Look at who wrote that object; the next delivery replaces it.".to_owned(),
    }
}
