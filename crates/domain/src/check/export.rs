//! What is checked of a billing export, and what can be wrong with it.

use serde::{Deserialize, Serialize};

/// The checks of the step `billing-export`, in the order in which they are judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ExportCheck {
    Exists,
    Content,
    Granularity,
    Resources,
    Files,
    Columns,
    ClosedMonths,
    Destination,
    Healthy,
    BucketReadable,
    BucketRegion,
    BucketOwner,
    BucketPolicy,
    FirstDelivery,
    DeliveryCurrent,
    ManifestReadable,
}

impl ExportCheck {
    pub const ALL: [Self; 16] = [
        Self::Exists,
        Self::Content,
        Self::Granularity,
        Self::Resources,
        Self::Files,
        Self::Columns,
        Self::ClosedMonths,
        Self::Destination,
        Self::Healthy,
        Self::BucketReadable,
        Self::BucketRegion,
        Self::BucketOwner,
        Self::BucketPolicy,
        Self::FirstDelivery,
        Self::DeliveryCurrent,
        Self::ManifestReadable,
    ];

    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Exists => "export_exists",
            Self::Content => "export_content",
            Self::Granularity => "export_granularity",
            Self::Resources => "export_resources",
            Self::Files => "export_files",
            Self::Columns => "export_columns",
            Self::ClosedMonths => "export_closed_months",
            Self::Destination => "export_destination",
            Self::Healthy => "export_healthy",
            Self::BucketReadable => "bucket_readable",
            Self::BucketRegion => "bucket_region",
            Self::BucketOwner => "bucket_owner",
            Self::BucketPolicy => "bucket_policy",
            Self::FirstDelivery => "first_delivery",
            Self::DeliveryCurrent => "delivery_current",
            Self::ManifestReadable => "manifest_readable",
        }
    }

    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Exists => "The export is there",
            Self::Content => "It is the kind of bill that was chosen",
            Self::Granularity => "It counts by the hour or by the day",
            Self::Resources => "It names resources",
            Self::Files => "Its files can be read",
            Self::Columns => "It has every row and the columns of a bill",
            Self::ClosedMonths => "Closed months are kept up to date",
            Self::Destination => "It is delivered where Landfast looks",
            Self::Healthy => "AWS says that it is healthy",
            Self::BucketReadable => "Landfast may read the bucket",
            Self::BucketRegion => "The bucket is in the named region",
            Self::BucketOwner => "The bucket is the payer's own",
            Self::BucketPolicy => "The bucket's policy lets AWS deliver, and nobody else in",
            Self::FirstDelivery => "A first delivery has come",
            Self::DeliveryCurrent => "Deliveries keep coming",
            Self::ManifestReadable => "The list of the delivered files can be read",
        }
    }
}

/// What exactly is wrong with an export, its bucket or its deliveries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExportMistake {
    ExportMissing,
    OtherTable,
    TooCoarse,
    ResourceIdsMissing,
    FilesUnreadable,
    ColumnsMissing,
    RowsLeftOut,
    ClosedMonthsFrozen,
    DestinationDiffers,
    NoPrefix,
    DeliveryNotPermitted,
    DeliveryWithoutBucket,
    BillOwnerChanged,
    ReadingNotGranted,
    BucketMissing,
    BucketOtherRegion,
    BucketOfOther,
    BucketPolicyMissing,
    BucketPolicyUnreadable,
    BucketPolicyLacks,
    BucketPolicyOtherAccount,
    BucketPolicyDenies,
    BucketOpen,
    TlsNotDemanded,
    DeliveryLate,
    DeliveryStopped,
    DeliveryFailed,
    ManifestMissing,
    ManifestUnreadable,
    ManifestElsewhere,
    KeyDenies,
}

impl ExportMistake {
    pub const ALL: [Self; 31] = [
        Self::ExportMissing,
        Self::OtherTable,
        Self::TooCoarse,
        Self::ResourceIdsMissing,
        Self::FilesUnreadable,
        Self::ColumnsMissing,
        Self::RowsLeftOut,
        Self::ClosedMonthsFrozen,
        Self::DestinationDiffers,
        Self::NoPrefix,
        Self::DeliveryNotPermitted,
        Self::DeliveryWithoutBucket,
        Self::BillOwnerChanged,
        Self::ReadingNotGranted,
        Self::BucketMissing,
        Self::BucketOtherRegion,
        Self::BucketOfOther,
        Self::BucketPolicyMissing,
        Self::BucketPolicyUnreadable,
        Self::BucketPolicyLacks,
        Self::BucketPolicyOtherAccount,
        Self::BucketPolicyDenies,
        Self::BucketOpen,
        Self::TlsNotDemanded,
        Self::DeliveryLate,
        Self::DeliveryStopped,
        Self::DeliveryFailed,
        Self::ManifestMissing,
        Self::ManifestUnreadable,
        Self::ManifestElsewhere,
        Self::KeyDenies,
    ];

    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ExportMissing => "export_missing",
            Self::OtherTable => "other_table",
            Self::TooCoarse => "too_coarse",
            Self::ResourceIdsMissing => "resource_ids_missing",
            Self::FilesUnreadable => "files_unreadable",
            Self::ColumnsMissing => "columns_missing",
            Self::RowsLeftOut => "rows_left_out",
            Self::ClosedMonthsFrozen => "closed_months_frozen",
            Self::DestinationDiffers => "destination_differs",
            Self::NoPrefix => "no_prefix",
            Self::DeliveryNotPermitted => "delivery_not_permitted",
            Self::DeliveryWithoutBucket => "delivery_without_bucket",
            Self::BillOwnerChanged => "bill_owner_changed",
            Self::ReadingNotGranted => "reading_not_granted",
            Self::BucketMissing => "bucket_missing",
            Self::BucketOtherRegion => "bucket_other_region",
            Self::BucketOfOther => "bucket_of_other",
            Self::BucketPolicyMissing => "bucket_policy_missing",
            Self::BucketPolicyUnreadable => "bucket_policy_unreadable",
            Self::BucketPolicyLacks => "bucket_policy_lacks",
            Self::BucketPolicyOtherAccount => "bucket_policy_other_account",
            Self::BucketPolicyDenies => "bucket_policy_denies",
            Self::BucketOpen => "bucket_open",
            Self::TlsNotDemanded => "tls_not_demanded",
            Self::DeliveryLate => "delivery_late",
            Self::DeliveryStopped => "delivery_stopped",
            Self::DeliveryFailed => "delivery_failed",
            Self::ManifestMissing => "manifest_missing",
            Self::ManifestUnreadable => "manifest_unreadable",
            Self::ManifestElsewhere => "manifest_elsewhere",
            Self::KeyDenies => "key_denies",
        }
    }
}
