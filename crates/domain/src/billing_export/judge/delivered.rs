//! What AWS has delivered, and whether it can be read.

use super::Desk;
use crate::{
    Timestamp,
    billing_export::{
        Delivery, Export, ManifestFile, delivery, findings::Findings, manifest::read, remedy,
    },
    check::{Denial, ExportCheck, ExportMistake, Seen, Trouble, TroubleKind},
};

const FIRST: &str = "a first delivery within 24 hours";
const READABLE: &str =
    "the manifest of the newest delivery can be read and lists files of this export";

impl Desk<'_> {
    pub fn deliveries(&self, export: &Export, out: &mut Findings) {
        let listed: &[Delivery] = match &self.seen.deliveries {
            Some(Seen::Yes(all)) => all,
            _ => &[],
        };
        let Some(last) = delivery::last(export, listed) else {
            self.nothing_yet(export, listed, out);
            out.not_run(ExportCheck::DeliveryCurrent, ExportCheck::FirstDelivery);
            out.not_run(ExportCheck::ManifestReadable, ExportCheck::FirstDelivery);
            return;
        };
        out.met(ExportCheck::FirstDelivery, "it has come");
        self.current(last, listed, out);
        self.manifest(out);
    }

    fn nothing_yet(&self, export: &Export, listed: &[Delivery], out: &mut Findings) {
        let check = ExportCheck::FirstDelivery;
        if let Some(Seen::Trouble(trouble)) = &self.seen.deliveries {
            return out.unknown(check, FIRST, trouble);
        }
        if let Some(reason) = delivery::failed(listed) {
            return self.failed(check, reason, out);
        }
        let due = export
            .created_at
            .unwrap_or(self.wanted.since)
            .plus(delivery::FIRST);
        if self.now < due {
            let trouble = Trouble {
                kind: TroubleKind::Delivery,
                detail: format!(
                    "AWS has delivered nothing yet. The first delivery is due by {due}."
                ),
                request_id: None,
                retry_after: Some(due.since(self.now)),
            };
            return out.unknown(check, FIRST, &trouble);
        }
        out.not_met(
            check,
            ExportMistake::DeliveryLate,
            &format!("a first delivery by {due}"),
            "none",
            remedy::delivery(self.wanted, ExportMistake::DeliveryLate),
        );
    }

    fn current(&self, last: Timestamp, listed: &[Delivery], out: &mut Findings) {
        let check = ExportCheck::DeliveryCurrent;
        if let Some(reason) = delivery::failed(listed) {
            return self.failed(check, reason, out);
        }
        if self.now.since(last) <= delivery::SILENCE {
            return out.met(check, format!("the last one at {last}"));
        }
        out.not_met(
            check,
            ExportMistake::DeliveryStopped,
            "a delivery within the last three days",
            format!("the last one at {last}"),
            remedy::delivery(self.wanted, ExportMistake::DeliveryStopped),
        );
    }

    fn failed(&self, check: ExportCheck, reason: Option<&str>, out: &mut Findings) {
        let found = match reason {
            Some(reason) => format!("the newest one failed: {reason}"),
            None => "the newest one failed".to_owned(),
        };
        let mistake = match reason {
            Some("INSUFFICIENT_PERMISSION") => ExportMistake::DeliveryNotPermitted,
            Some("BILL_OWNER_CHANGED") => ExportMistake::BillOwnerChanged,
            _ => ExportMistake::DeliveryFailed,
        };
        let remedy = remedy::delivery(self.wanted, mistake);
        out.not_met(check, mistake, "deliveries succeed", found, remedy);
    }

    fn manifest(&self, out: &mut Findings) {
        let check = ExportCheck::ManifestReadable;
        match &self.seen.manifest {
            None => out.not_run(check, ExportCheck::BucketReadable),
            Some(Seen::Trouble(trouble)) => out.unknown(check, READABLE, trouble),
            Some(Seen::No(denial)) => self.manifest_refused(denial, out),
            Some(Seen::Yes(None)) => out.not_met(
                check,
                ExportMistake::ManifestMissing,
                READABLE,
                "no manifest where AWS puts it",
                remedy::delivery(self.wanted, ExportMistake::ManifestMissing),
            ),
            Some(Seen::Yes(Some(file))) => self.manifest_read(file, out),
        }
    }

    fn manifest_refused(&self, denial: &Denial, out: &mut Findings) {
        let check = ExportCheck::ManifestReadable;
        // A key of KMS refuses in the name of the reader (Amazon S3 User Guide, "Using server-side
        // encryption with AWS KMS keys").
        if denial.code.starts_with("KMS.") || denial.message.contains("kms:") {
            return out.not_met(
                check,
                ExportMistake::KeyDenies,
                READABLE,
                format!("AWS refused: {}, by the bucket's KMS key", denial.code),
                remedy::delivery(self.wanted, ExportMistake::KeyDenies),
            );
        }
        out.add(check, self.not_granted(denial));
    }

    fn manifest_read(&self, file: &ManifestFile, out: &mut Findings) {
        let (check, choice) = (ExportCheck::ManifestReadable, &self.wanted.choice);
        let manifest = match read(&file.text) {
            Ok(manifest) => manifest,
            Err(why) => {
                let remedy = remedy::delivery(self.wanted, ExportMistake::ManifestUnreadable);
                let found = format!("{}: {}", file.key, why.found);
                return out.not_met(
                    check,
                    ExportMistake::ManifestUnreadable,
                    READABLE,
                    found,
                    remedy,
                );
            }
        };
        let root = choice.root();
        let in_bucket = manifest
            .bucket
            .as_deref()
            .is_none_or(|bucket| bucket == choice.bucket.as_str());
        let stray = manifest.files.iter().find(|key| !key.starts_with(&root));
        if let (true, None) = (in_bucket, stray) {
            return out.met(
                check,
                format!("{} files, listed by {}", manifest.files.len(), file.key),
            );
        }
        let found = stray.map_or_else(
            || {
                format!(
                    "files in the bucket {}",
                    manifest.bucket.as_deref().unwrap_or("?")
                )
            },
            |key| format!("the file {key}"),
        );
        let remedy = remedy::delivery(self.wanted, ExportMistake::ManifestElsewhere);
        out.not_met(
            check,
            ExportMistake::ManifestElsewhere,
            READABLE,
            found,
            remedy,
        );
    }
}
