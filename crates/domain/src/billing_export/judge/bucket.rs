//! The bucket: whether Landfast may look, where it is, whose it is, and whom its policy lets in.

use super::{Desk, cause, not_there_yet};
use crate::{
    Region,
    billing_export::{PolicyFlaw, bucket_policy::examine, findings::Findings, remedy},
    check::{Denial, ExportCheck, ExportMistake, Layer, Mistake, Outcome, Seen},
};

const MAY_READ: &str = "Landfast's role may read the bucket under the export's prefix";

impl Desk<'_> {
    pub fn bucket(&self, out: &mut Findings) {
        let readable = ExportCheck::BucketReadable;
        match &self.seen.bucket {
            Some(Seen::Yes(Some(region))) => {
                out.met(readable, self.choice().bucket.as_str());
                self.region(region, out);
                out.met(
                    ExportCheck::BucketOwner,
                    format!("account {}", self.wanted.account),
                );
                self.policy(out);
            }
            Some(Seen::Yes(None)) => {
                self.no_bucket(out);
                for check in [
                    ExportCheck::BucketRegion,
                    ExportCheck::BucketOwner,
                    ExportCheck::BucketPolicy,
                ] {
                    out.not_run(check, readable);
                }
            }
            Some(Seen::No(denial)) => self.refused(denial, out),
            Some(Seen::Trouble(trouble)) => {
                out.unknown(readable, MAY_READ, trouble);
                self.bucket_not_run(out);
            }
            None => {
                out.not_run(readable, ExportCheck::Exists);
                self.bucket_not_run(out);
            }
        }
    }

    fn bucket_not_run(&self, out: &mut Findings) {
        for check in [
            ExportCheck::BucketRegion,
            ExportCheck::BucketOwner,
            ExportCheck::BucketPolicy,
        ] {
            out.not_run(check, ExportCheck::BucketReadable);
        }
    }

    fn no_bucket(&self, out: &mut Findings) {
        out.not_met(
            ExportCheck::BucketReadable,
            ExportMistake::BucketMissing,
            &format!("the bucket {}", self.choice().bucket),
            "no bucket of that name",
            remedy::bucket_missing(self.wanted),
        );
    }

    fn region(&self, found: &Region, out: &mut Findings) {
        let (check, wanted) = (ExportCheck::BucketRegion, &self.choice().bucket_region);
        if found == wanted {
            return out.met(check, found.as_str());
        }
        out.not_met(
            check,
            ExportMistake::BucketOtherRegion,
            wanted.as_str(),
            found.as_str(),
            remedy::bucket_other_region(self.wanted, found),
        );
    }

    /// S3 refuses a bucket of somebody else in the same words as one that may not be read.
    fn refused(&self, denial: &Denial, out: &mut Findings) {
        let readable = ExportCheck::BucketReadable;
        if let Some(Seen::Yes(Some(_))) = &self.seen.bucket_of_anybody {
            out.met(readable, self.choice().bucket.as_str());
            out.not_run(ExportCheck::BucketRegion, ExportCheck::BucketOwner);
            out.not_met(
                ExportCheck::BucketOwner,
                ExportMistake::BucketOfOther,
                &format!("a bucket of account {}", self.wanted.account),
                "a bucket of another account",
                remedy::bucket_of_other(self.wanted),
            );
            out.not_run(ExportCheck::BucketPolicy, ExportCheck::BucketOwner);
            return;
        }
        if self.waits() {
            out.unknown(readable, MAY_READ, &not_there_yet());
        } else {
            out.add(readable, self.not_granted(denial));
        }
        self.bucket_not_run(out);
    }

    pub fn not_granted(&self, denial: &Denial) -> Outcome {
        let layer = denial.layer();
        let by = layer.map_or_else(String::new, |one| format!(", by the {}", one.as_str()));
        let (not_granted, of_other) = (
            ExportMistake::ReadingNotGranted,
            ExportMistake::BucketOfOther,
        );
        let unclear = !matches!(layer, Some(Layer::IdentityPolicy));
        let mut causes = Vec::new();
        if unclear {
            causes.push(cause(
                not_granted,
                "The role has no right to read the bucket, or something denies it",
                remedy::reading_not_granted(self.wanted, layer),
            ));
            causes.push(cause(
                of_other,
                "The bucket belongs to another account",
                remedy::bucket_of_other(self.wanted),
            ));
        }
        Outcome::NotMet {
            mistake: Mistake::Export(not_granted),
            expected: MAY_READ.to_owned(),
            found: format!("AWS refused: {}{by}", denial.code),
            remedy: remedy::reading_not_granted(self.wanted, layer),
            causes,
        }
    }

    fn policy(&self, out: &mut Findings) {
        let check = ExportCheck::BucketPolicy;
        let expected = remedy::expected_policy(self.choice());
        match &self.seen.policy {
            None => out.not_run(check, ExportCheck::BucketReadable),
            Some(Seen::Trouble(trouble)) => out.unknown(check, &expected, trouble),
            Some(Seen::No(denial)) if self.waits() => {
                let _ = denial;
                out.unknown(check, &expected, &not_there_yet());
            }
            Some(Seen::No(denial)) => out.add(check, self.not_granted(denial)),
            Some(Seen::Yes(None)) => out.not_met(
                check,
                ExportMistake::BucketPolicyMissing,
                &expected,
                "no policy",
                remedy::policy(self.wanted, ExportMistake::BucketPolicyMissing),
            ),
            Some(Seen::Yes(Some(text))) => {
                let flaws = examine(text, self.choice(), &self.wanted.account);
                self.flaws(&flaws, &expected, out);
            }
        }
    }

    fn flaws(&self, flaws: &[PolicyFlaw], expected: &str, out: &mut Findings) {
        let check = ExportCheck::BucketPolicy;
        let Some(first) = flaws.first() else {
            return out.met(check, "AWS may deliver, and nobody else gets in by it");
        };
        let found: Vec<String> = flaws.iter().map(remedy::flaw).collect();
        let mistake = mistake_of(first);
        let remedy = remedy::policy(self.wanted, mistake);
        out.not_met(check, mistake, expected, found.join("; "), remedy);
    }
}

const fn mistake_of(flaw: &PolicyFlaw) -> ExportMistake {
    match flaw {
        PolicyFlaw::Unreadable => ExportMistake::BucketPolicyUnreadable,
        PolicyFlaw::Lacks => ExportMistake::BucketPolicyLacks,
        PolicyFlaw::OtherAccount(_) => ExportMistake::BucketPolicyOtherAccount,
        PolicyFlaw::Denies(_) => ExportMistake::BucketPolicyDenies,
        PolicyFlaw::Everybody(_) => ExportMistake::BucketOpen,
        PolicyFlaw::NoTls => ExportMistake::TlsNotDemanded,
    }
}
