//! While an external id is rotated: which of the two does the role answer to?

use super::{
    door::Desk,
    findings::{Findings, not_met},
    remedy,
};
use crate::{
    Timestamp,
    account::{AnswersTo, RotationSeen},
    check::{CheckCode, Denial, Mistake, Seen},
};

/// What was seen of both ids. The old one is tried only where the new one is let in: before that
/// it is the one that lets Landfast look inside at all.
#[derive(Debug, Clone)]
pub struct RotationLook {
    pub new_answers: bool,
    pub old: Option<Seen<()>>,
}

impl RotationLook {
    /// `None` when the role answered to neither, or trouble leaves it open.
    pub(super) fn found(&self, at: Timestamp, anybody_in: bool) -> Option<RotationSeen> {
        let answers = match (&self.old, self.new_answers) {
            (Some(Seen::Yes(())), true) => AnswersTo::Both,
            (Some(Seen::No(_)), true) => AnswersTo::New,
            (_, true) => return None,
            (_, false) if anybody_in => AnswersTo::Old,
            (_, false) => return None,
        };
        Some(RotationSeen { at, answers })
    }
}

impl Desk<'_> {
    pub fn rotation(&self, out: &mut Findings) {
        let Some(look) = &self.seen.rotation else {
            return;
        };
        let code = CheckCode::ExternalIdRotated;
        let expected = "the new external id is let in, the old one is refused";
        let old = |found: &str| {
            let remedy = remedy::take_new_external_id(self.wanted);
            not_met(Mistake::ExternalIdOld, expected, found.to_owned(), remedy)
        };
        match (&look.old, look.new_answers) {
            (_, false) => out.add(code, old("only the old one is let in")),
            (Some(Seen::Yes(())), true) => out.add(code, old("both are let in")),
            (Some(Seen::No(Denial { code: why, .. })), true) => {
                out.met(code, format!("the old one is refused: {why}"));
            }
            (Some(Seen::Trouble(trouble)), true) => out.unknown(code, expected, trouble),
            (None, true) => {}
        }
    }
}
