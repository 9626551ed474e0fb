//! What the export itself says: its kind, its settings, its health.

use super::Desk;
use crate::{
    billing_export::{
        Export, FileFormat, Granularity, Health, findings::Findings, fit, fit::Misfit, remedy,
    },
    check::{ExportCheck, ExportMistake, Trouble, TroubleKind},
};

impl Desk<'_> {
    pub fn described(&self, export: &Export, out: &mut Findings) {
        self.content(export, out);
        self.granularity(export, out);
        self.resources(export, out);
        self.files(export, out);
        self.of_rule(
            ExportCheck::Columns,
            fit::columns(export),
            "all that a bill is made of",
            out,
        );
        let months = fit::closed_months(export);
        self.of_rule(
            ExportCheck::ClosedMonths,
            months,
            "delivered again when AWS changes them",
            out,
        );
        self.destination(export, out);
        self.health(export, out);
    }

    fn of_rule(&self, check: ExportCheck, found: Option<Misfit>, well: &str, out: &mut Findings) {
        match found {
            None => out.met(check, well),
            Some(misfit) => {
                let remedy = remedy::settings(self.wanted, misfit.mistake);
                out.not_met(check, misfit.mistake, misfit.expected, misfit.found, remedy);
            }
        }
    }

    fn content(&self, export: &Export, out: &mut Findings) {
        let (check, wanted) = (ExportCheck::Content, self.choice().format);
        match export.content.format() {
            Some(format) if format == wanted => out.met(check, format.title()),
            Some(format) => out.not_met(
                check,
                ExportMistake::OtherTable,
                wanted.title(),
                format.title(),
                remedy::settings(self.wanted, ExportMistake::OtherTable),
            ),
            None => self.of_rule(check, fit::table(export), wanted.title(), out),
        }
    }

    /// Of an export of ours, exactly what the stack makes; of another one, what can be read.
    fn granularity(&self, export: &Export, out: &mut Findings) {
        let check = ExportCheck::Granularity;
        match export.granularity {
            Some(found) if found != Granularity::Hourly && self.choice().way.makes() => out
                .not_met(
                    check,
                    ExportMistake::TooCoarse,
                    Granularity::Hourly.as_str(),
                    found.as_str(),
                    remedy::settings(self.wanted, ExportMistake::TooCoarse),
                ),
            Some(Granularity::Daily) => out.met(check, "DAILY: usage by the hour cannot be shown"),
            _ => self.of_rule(check, fit::granularity(export), "HOURLY", out),
        }
    }

    fn resources(&self, export: &Export, out: &mut Findings) {
        let check = ExportCheck::Resources;
        match (export.resource_ids, self.choice().way.makes()) {
            (Some(false), true) => out.not_met(
                check,
                ExportMistake::ResourceIdsMissing,
                "resource ids are included",
                "they are not",
                remedy::settings(self.wanted, ExportMistake::ResourceIdsMissing),
            ),
            (Some(false), false) => {
                out.met(
                    check,
                    "without resource ids: usage by resource cannot be shown",
                );
            }
            _ => out.met(check, "with resource ids"),
        }
    }

    fn files(&self, export: &Export, out: &mut Findings) {
        let check = ExportCheck::Files;
        if self.choice().way.makes() && export.files != FileFormat::Parquet {
            return out.not_met(
                check,
                ExportMistake::FilesUnreadable,
                "Parquet",
                export.files.in_words(),
                remedy::settings(self.wanted, ExportMistake::FilesUnreadable),
            );
        }
        let well = export.files.in_words();
        self.of_rule(check, fit::files(export), &well, out);
    }

    fn destination(&self, export: &Export, out: &mut Findings) {
        let (choice, to) = (self.choice(), &export.destination);
        let said =
            |bucket: &str, root: &str, region: &str| format!("s3://{bucket}/{root} in {region}");
        let found = said(&to.bucket, to.prefix.trim_matches('/'), &to.region);
        let expected = said(
            choice.bucket.as_str(),
            choice.prefix.as_str(),
            choice.bucket_region.as_str(),
        );
        let check = ExportCheck::Destination;
        if found == expected {
            return out.met(check, found);
        }
        out.not_met(
            check,
            ExportMistake::DestinationDiffers,
            &expected,
            found,
            remedy::destination(self.wanted),
        );
    }

    fn health(&self, export: &Export, out: &mut Findings) {
        let (check, expected) = (ExportCheck::Healthy, "AWS can deliver it");
        let mistake = match &export.health {
            Health::Healthy => return out.met(check, "healthy"),
            Health::NotPermitted => ExportMistake::DeliveryNotPermitted,
            Health::NoBucket => ExportMistake::DeliveryWithoutBucket,
            Health::BillOwnerChanged => ExportMistake::BillOwnerChanged,
            Health::Internal | Health::Other(_) => {
                let trouble = Trouble {
                    kind: TroubleKind::Outage,
                    detail: remedy::unhealthy_in_words(&export.health),
                    request_id: None,
                    retry_after: None,
                };
                return out.unknown(check, expected, &trouble);
            }
        };
        let found = remedy::unhealthy_in_words(&export.health);
        out.not_met(
            check,
            mistake,
            expected,
            found,
            remedy::unhealthy(self.wanted, mistake),
        );
    }
}
