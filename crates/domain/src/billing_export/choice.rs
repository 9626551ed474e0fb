//! What the account's people chose: which way, which bill, and where it lies.

use serde::{Deserialize, Serialize};

use super::{BucketName, Export, ExportId, ExportName, ExportPrefix, names::MalformedName};
use crate::{
    AccountId, Partition, Region, RoleName,
    aws::{EXPORTS_SERVICE, MalformedRegion, REPORTS_SERVICE},
};

/// How the export comes about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExportWay {
    /// One stack makes bucket, policy and export, in the billing region.
    New,
    /// The bucket is in another region: one stack there, one in the billing region.
    NewOtherRegion,
    /// A report or an export that is there already.
    Existing,
}

impl ExportWay {
    pub const ALL: [Self; 3] = [Self::New, Self::NewOtherRegion, Self::Existing];

    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::NewOtherRegion => "new_other_region",
            Self::Existing => "existing",
        }
    }

    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|way| way.as_str() == text)
    }

    /// Whether our stacks make the export, so that each of its settings is known.
    #[must_use]
    pub const fn makes(self) -> bool {
        matches!(self, Self::New | Self::NewOtherRegion)
    }
}

/// What the export contains.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ExportFormat {
    /// CUR 2.0, by Data Exports.
    #[serde(rename = "cur_2")]
    Cur2,
    /// The legacy Cost and Usage Report.
    #[serde(rename = "legacy_cur")]
    LegacyCur,
    /// FOCUS 1.2 with AWS columns, by Data Exports.
    #[serde(rename = "focus_1_2")]
    Focus12,
}

impl ExportFormat {
    pub const ALL: [Self; 3] = [Self::Cur2, Self::LegacyCur, Self::Focus12];

    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Cur2 => "cur_2",
            Self::LegacyCur => "legacy_cur",
            Self::Focus12 => "focus_1_2",
        }
    }

    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.as_str() == text)
    }

    /// For people.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Cur2 => "CUR 2.0",
            Self::LegacyCur => "Cost and Usage Report (legacy)",
            Self::Focus12 => "FOCUS 1.2",
        }
    }

    /// As whom AWS writes it.
    #[must_use]
    pub const fn service(self) -> &'static str {
        match self {
            Self::LegacyCur => REPORTS_SERVICE,
            Self::Cur2 | Self::Focus12 => EXPORTS_SERVICE,
        }
    }

    /// The table of Data Exports; `None` for the legacy report.
    #[must_use]
    pub const fn table(self) -> Option<&'static str> {
        match self {
            Self::Cur2 => Some("COST_AND_USAGE_REPORT"),
            Self::Focus12 => Some("FOCUS_1_2_AWS"),
            Self::LegacyCur => None,
        }
    }
}

/// What is wanted of the bill's export.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportChoice {
    pub way: ExportWay,
    pub format: ExportFormat,
    pub bucket: BucketName,
    pub bucket_region: Region,
    pub prefix: ExportPrefix,
    pub name: ExportName,
    /// Which of those that are there; only for [`ExportWay::Existing`].
    pub adopted: Option<ExportId>,
}

/// What a person sends. What is left out is as it would be by default.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ChoiceDraft {
    pub way: String,
    pub format: Option<String>,
    pub bucket: Option<String>,
    pub bucket_region: Option<String>,
    pub prefix: Option<String>,
    pub name: Option<String>,
}

/// Why a draft is no choice.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ChoiceError {
    #[error("way: expected one of new, new_other_region, existing; found {found:?}")]
    Way { found: String },
    #[error("format: expected one of cur_2, legacy_cur, focus_1_2; found {found:?}")]
    Format { found: String },
    #[error("{field}: {why}")]
    Name {
        field: &'static str,
        why: MalformedName,
    },
    #[error("bucket_region: {0}")]
    Region(#[from] MalformedRegion),
    #[error("bucket_region: expected a region of the partition {expected}; found {found}")]
    Partition { expected: Partition, found: Region },
    #[error(
        "bucket_region: expected {expected}, where one stack makes everything; found {found}. Choose the way new_other_region for a bucket elsewhere"
    )]
    OneRegion { expected: Region, found: Region },
    #[error(
        "bucket_region: expected a region other than {found}, where the export is made. Choose the way new for a bucket there"
    )]
    SameRegion { found: Region },
    #[error("prefix: expected one that is not empty; what Landfast may read is told by it")]
    NoPrefix,
    #[error("format: expected the one of {id}; found {}", format.as_str())]
    Kind { format: ExportFormat, id: String },
    #[error("existing: expected the id of one of the candidates")]
    NothingPicked,
}

/// What was picked among the candidates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportPick {
    pub id: ExportId,
    pub format: ExportFormat,
    pub bucket: BucketName,
    pub bucket_region: Region,
    pub prefix: ExportPrefix,
    pub name: ExportName,
}

/// Where reports and exports are made: their services have one endpoint in a partition (AWS General
/// Reference, "AWS Billing and Cost Management endpoints and quotas").
///
/// `None` where there is none: in AWS GovCloud (US), whose bill belongs to a standard account.
#[must_use]
pub fn billing_region(partition: Partition) -> Option<Region> {
    match partition {
        Partition::AwsUsGov => None,
        Partition::Aws | Partition::AwsCn => Region::parse(partition.home_region()).ok(),
    }
}

/// Why the step cannot be done in a partition; `None` where it can.
#[must_use]
pub const fn unavailable(partition: Partition) -> Option<&'static str> {
    match partition {
        Partition::AwsUsGov => Some(
            "AWS offers no billing exports in AWS GovCloud (US): its bill is part of the standard account that it was opened from. Register that account's payer, and skip this step here.",
        ),
        Partition::Aws | Partition::AwsCn => None,
    }
}

impl ExportChoice {
    /// What counts until somebody chooses: a new CUR 2.0 in the billing region.
    ///
    /// The bucket's name has the installation's part of the role's name in it, so that nobody who
    /// knows the account's number alone can take it first.
    ///
    /// `None` where there are no exports, see [`unavailable`].
    #[must_use]
    pub fn default_of(account: &AccountId, role: &RoleName, partition: Partition) -> Option<Self> {
        let region = billing_region(partition)?;
        let part: String = role
            .as_str()
            .trim_start_matches("landfast-")
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .take(24)
            .collect();
        let bucket = format!("landfast-billing-{account}-{}", part.to_ascii_lowercase());
        Some(Self {
            way: ExportWay::New,
            format: ExportFormat::Cur2,
            bucket: BucketName::parse(bucket.trim_end_matches('-')).ok()?,
            bucket_region: region,
            prefix: ExportPrefix::parse("landfast").ok()?,
            name: ExportName::parse("landfast-billing").ok()?,
            adopted: None,
        })
    }

    /// What a draft makes of what would be by default.
    ///
    /// # Errors
    /// [`ChoiceError`] names the field, what is expected of it and what was found.
    pub fn of_draft(draft: &ChoiceDraft, default: &Self) -> Result<Self, ChoiceError> {
        let way = way(draft)?;
        if way == ExportWay::Existing {
            return Err(ChoiceError::NothingPicked);
        }
        let format = match &draft.format {
            None => default.format,
            Some(text) => ExportFormat::parse(text).ok_or_else(|| ChoiceError::Format {
                found: text.chars().take(40).collect(),
            })?,
        };
        let choice = Self {
            way,
            format,
            bucket: named(
                "bucket",
                draft.bucket.as_deref(),
                BucketName::parse,
                &default.bucket,
            )?,
            bucket_region: match &draft.bucket_region {
                Some(text) => Region::parse(text)?,
                None => default.bucket_region.clone(),
            },
            prefix: named(
                "prefix",
                draft.prefix.as_deref(),
                ExportPrefix::parse,
                &default.prefix,
            )?,
            name: named(
                "name",
                draft.name.as_deref(),
                ExportName::parse,
                &default.name,
            )?,
            adopted: None,
        };
        choice.regions(&default.bucket_region)?;
        if choice.prefix.as_str().is_empty() {
            return Err(ChoiceError::NoPrefix);
        }
        Ok(choice)
    }

    /// The way of a draft, when it is one.
    ///
    /// # Errors
    /// [`ChoiceError::Way`].
    pub fn way_of(draft: &ChoiceDraft) -> Result<ExportWay, ChoiceError> {
        way(draft)
    }

    /// The choice of one of the candidates.
    #[must_use]
    pub fn adopting(pick: ExportPick) -> Self {
        Self {
            way: ExportWay::Existing,
            format: pick.format,
            bucket: pick.bucket,
            bucket_region: pick.bucket_region,
            prefix: pick.prefix,
            name: pick.name,
            adopted: Some(pick.id),
        }
    }

    fn regions(&self, home: &Region) -> Result<(), ChoiceError> {
        let found = || self.bucket_region.clone();
        let expected = Partition::of(home);
        if Partition::of(&self.bucket_region) != expected {
            let found = found();
            return Err(ChoiceError::Partition { expected, found });
        }
        match self.way {
            ExportWay::New if self.bucket_region != *home => Err(ChoiceError::OneRegion {
                expected: home.clone(),
                found: found(),
            }),
            ExportWay::NewOtherRegion if self.bucket_region == *home => {
                Err(ChoiceError::SameRegion { found: found() })
            }
            _ => Ok(()),
        }
    }

    /// The ARN that AWS names as the source of its writes. Of an export that is not made yet, one
    /// that any of the account's exports could have.
    #[must_use]
    pub fn source_arn(&self, account: &AccountId, partition: Partition) -> String {
        if let Some(ExportId::Export { arn }) = &self.adopted {
            return arn.clone();
        }
        let region = partition.home_region();
        match self.format {
            ExportFormat::LegacyCur => {
                format!(
                    "arn:{partition}:cur:{region}:{account}:definition/{}",
                    self.name
                )
            }
            ExportFormat::Cur2 | ExportFormat::Focus12 => {
                format!(
                    "arn:{partition}:bcm-data-exports:{region}:{account}:export/{}",
                    self.name
                )
            }
        }
    }

    /// The one of `all` that is meant.
    #[must_use]
    pub fn find<'a>(&self, all: &'a [Export]) -> Option<&'a Export> {
        let legacy = self.format == ExportFormat::LegacyCur;
        all.iter().find(|export| match &self.adopted {
            Some(id) => export.id == *id,
            None => {
                export.name == self.name.as_str()
                    && legacy == matches!(export.id, ExportId::Report { .. })
            }
        })
    }

    /// What every key of the export begins with, with the slash.
    #[must_use]
    pub fn root(&self) -> String {
        self.prefix.join(&format!("{}/", self.name))
    }
}

fn way(draft: &ChoiceDraft) -> Result<ExportWay, ChoiceError> {
    ExportWay::parse(&draft.way).ok_or_else(|| ChoiceError::Way {
        found: draft.way.chars().take(40).collect(),
    })
}

fn named<T: Clone>(
    field: &'static str,
    text: Option<&str>,
    parse: impl FnOnce(&str) -> Result<T, MalformedName>,
    default: &T,
) -> Result<T, ChoiceError> {
    text.map_or_else(
        || Ok(default.clone()),
        |text| parse(text).map_err(|why| ChoiceError::Name { field, why }),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn default_in(partition: Partition) -> Option<ExportChoice> {
        let account = AccountId::parse("012345678901").unwrap();
        let role = RoleName::parse("landfast-k3Jq9x2a").unwrap();
        ExportChoice::default_of(&account, &role, partition)
    }

    #[test]
    fn what_counts_until_somebody_chooses() {
        let there = default_in(Partition::Aws).unwrap();
        assert_eq!(
            there.bucket.as_str(),
            "landfast-billing-012345678901-k3jq9x2a"
        );
        assert_eq!(
            (there.way, there.format),
            (ExportWay::New, ExportFormat::Cur2)
        );
        assert_eq!(there.root(), "landfast/landfast-billing/");
        assert_eq!(
            default_in(Partition::AwsCn).unwrap().bucket_region.as_str(),
            "cn-northwest-1"
        );
        assert_eq!(default_in(Partition::AwsUsGov), None);
        assert!(unavailable(Partition::AwsUsGov).is_some());
    }

    #[test]
    fn drafts() {
        let default = default_in(Partition::Aws).unwrap();
        let said = |way: &str, change: fn(&mut ChoiceDraft)| {
            let mut draft = ChoiceDraft {
                way: way.to_owned(),
                ..ChoiceDraft::default()
            };
            change(&mut draft);
            match ExportChoice::of_draft(&draft, &default) {
                Ok(choice) => format!(
                    "{:?} {} {} {}",
                    choice.format,
                    choice.bucket,
                    choice.bucket_region,
                    choice.root()
                ),
                Err(why) => why.to_string(),
            }
        };
        let all = [
            said("new", |_| {}),
            said("new", |d| d.format = Some("focus_1_2".into())),
            said("new", |d| d.bucket_region = Some("eu-west-1".into())),
            said("new_other_region", |_| {}),
            said("new_other_region", |d| {
                d.bucket_region = Some("eu-west-1".into());
                d.bucket = Some("my-bucket".into());
                d.prefix = Some("a/b".into());
                d.name = Some("n".into());
            }),
            said("new_other_region", |d| {
                d.bucket_region = Some("cn-north-1".into())
            }),
            said("new", |d| d.prefix = Some(String::new())),
            said("new", |d| d.bucket = Some("No".into())),
            said("new", |d| d.format = Some("csv".into())),
            said("existing", |_| {}),
            said("old", |_| {}),
        ];
        insta::assert_snapshot!(all.join("\n"));
    }
}
