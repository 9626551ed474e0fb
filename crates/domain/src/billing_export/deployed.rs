//! The choice that a deployment tells of: every name is given, nobody is asked for candidates.

use super::{
    BucketName, ChoiceDraft, ChoiceError, ExportChoice, ExportFormat, ExportId, ExportName,
    ExportPick, ExportPrefix, ExportWay,
};
use crate::{Partition, Region};

impl ExportChoice {
    /// What the Terraform module says that it makes, or reads. `existing` is the id of what is there
    /// already, for the way of that name; whether it is there, the check shows.
    ///
    /// # Errors
    /// [`ChoiceError`] names the field, what is expected of it and what was found.
    pub fn deployed(
        draft: &ChoiceDraft,
        existing: Option<&str>,
        default: &Self,
    ) -> Result<Self, ChoiceError> {
        if Self::way_of(draft)? != ExportWay::Existing {
            return Self::of_draft(draft, default);
        }
        let id = existing.map(str::trim).filter(|id| !id.is_empty());
        let id = ExportId::parse(id.ok_or(ChoiceError::NothingPicked)?);
        let text = |given: &Option<String>| given.clone().unwrap_or_default();
        let name = |field, why| ChoiceError::Name { field, why };
        let pick = ExportPick {
            format: format_of(&text(&draft.format), &id)?,
            bucket: BucketName::parse(&text(&draft.bucket)).map_err(|why| name("bucket", why))?,
            bucket_region: region(&text(&draft.bucket_region), default)?,
            prefix: ExportPrefix::of_aws(&text(&draft.prefix))
                .map_err(|why| name("prefix", why))?,
            name: ExportName::parse(&text(&draft.name)).map_err(|why| name("name", why))?,
            id,
        };
        Ok(Self::adopting(pick))
    }
}

/// A report is a legacy one, and an export never is.
fn format_of(text: &str, id: &ExportId) -> Result<ExportFormat, ChoiceError> {
    let found = || ChoiceError::Format {
        found: text.chars().take(40).collect(),
    };
    let format = ExportFormat::parse(text).ok_or_else(found)?;
    let legacy = format == ExportFormat::LegacyCur;
    if legacy == matches!(id, ExportId::Report { .. }) {
        return Ok(format);
    }
    let id = id.to_text();
    Err(ChoiceError::Kind { format, id })
}

fn region(text: &str, default: &ExportChoice) -> Result<Region, ChoiceError> {
    let region = Region::parse(text)?;
    let expected = Partition::of(&default.bucket_region);
    if Partition::of(&region) == expected {
        return Ok(region);
    }
    Err(ChoiceError::Partition {
        expected,
        found: region,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::billing_export::testing::*;

    fn draft(format: &str, bucket: &str) -> ChoiceDraft {
        ChoiceDraft {
            way: "existing".to_owned(),
            format: Some(format.to_owned()),
            bucket: Some(bucket.to_owned()),
            bucket_region: Some("eu-west-1".to_owned()),
            prefix: Some("cur".to_owned()),
            name: Some("company-cur".to_owned()),
        }
    }

    #[test]
    fn what_is_there_is_taken_by_its_names() {
        let found = ExportChoice::deployed(
            &draft("legacy_cur", "company-billing"),
            Some("report:company-cur"),
            &choice(),
        );
        assert_eq!(found, Ok(adopting(&legacy())));
        let made = ChoiceDraft {
            way: "new".to_owned(),
            ..ChoiceDraft::default()
        };
        assert_eq!(ExportChoice::deployed(&made, None, &choice()), Ok(choice()));
    }

    #[test]
    fn what_does_not_fit_is_named() {
        let told = |format, bucket, existing| {
            ExportChoice::deployed(&draft(format, bucket), existing, &choice())
                .expect_err("no choice")
                .to_string()
        };
        let report = Some("report:company-cur");
        insta::assert_snapshot!(
            [
                told("legacy_cur", "company-billing", None),
                told("cur_2", "company-billing", report),
                told("cur_3", "company-billing", report),
                told("legacy_cur", "Company", report),
            ]
            .join("\n")
        );
    }
}
