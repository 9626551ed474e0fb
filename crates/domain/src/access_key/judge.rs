use super::{
    remedy,
    seen::{AccessKeySeen, AccessKeyWanted, KeyPatience, UserArn},
};
use crate::{
    AccountKind, Timestamp,
    access_key::AccessKeyId,
    api_access::{Caller, Membership},
    check::{
        CheckCode, Denial, Finding, Mistake, Outcome, Report, Seen, Trouble, TroubleKind, Verdict,
        outcomes::{self, not_met},
    },
};

/// AWS's word for a signature that does not fit (STS API Reference, "Common Errors").
const WRONG_SIGNATURE: [&str; 2] = ["SignatureDoesNotMatch", "InvalidSignatureException"];

/// That the key answers, belongs to a user of the registered account, and may what it must. Only
/// [`judge_key`] makes one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessKeyProof {
    user_arn: String,
    kind: AccountKind,
    organization_id: Option<String>,
}

impl AccessKeyProof {
    #[must_use]
    pub fn user_arn(&self) -> &str {
        &self.user_arn
    }

    #[must_use]
    pub const fn kind(&self) -> &AccountKind {
        &self.kind
    }

    #[must_use]
    pub fn organization_id(&self) -> Option<&str> {
        self.organization_id.as_deref()
    }
}

/// The report, and the proof if every check was met.
#[derive(Debug, Clone)]
pub struct JudgedKey {
    pub report: Report,
    pub proof: Option<AccessKeyProof>,
}

/// Judges one look at an account with its access key. Pure.
#[must_use]
pub fn judge_key(
    wanted: &AccessKeyWanted,
    seen: &AccessKeySeen,
    patience: KeyPatience,
    now: Timestamp,
) -> JudgedKey {
    let mut desk = Desk {
        wanted,
        seen,
        findings: Vec::new(),
    };
    desk.answers(patience);
    match &seen.caller {
        Some(Seen::Yes(caller)) => {
            desk.holder(caller);
            desk.kind();
            desk.permissions();
        }
        _ => desk.rest_not_run(),
    }
    let report = Report {
        at: now,
        role_arn: named(&wanted.key),
        findings: desk.findings,
        difference: None,
    };
    let proof = (report.verdict() == Verdict::Pass)
        .then(|| proof(wanted, seen))
        .flatten();
    JudgedKey { report, proof }
}

/// The report when Landfast itself could not look at all.
#[must_use]
pub fn key_unavailable(key: Option<&AccessKeyId>, trouble: &Trouble, now: Timestamp) -> JudgedKey {
    let what = key.map_or_else(|| "an access key".to_owned(), named);
    let outcome = Outcome::Unknown {
        expected: format!("{what} answers"),
        trouble: trouble.clone(),
    };
    let findings = vec![Finding {
        code: CheckCode::KeyAnswers,
        outcome,
    }];
    JudgedKey {
        report: Report {
            at: now,
            role_arn: what,
            findings,
            difference: None,
        },
        proof: None,
    }
}

/// What a report calls the thing that was tried.
fn named(key: &AccessKeyId) -> String {
    format!("access key ending in {}", key.last4())
}

fn proof(wanted: &AccessKeyWanted, seen: &AccessKeySeen) -> Option<AccessKeyProof> {
    let (Some(Seen::Yes(caller)), Some(Seen::Yes(membership))) = (&seen.caller, &seen.membership)
    else {
        return None;
    };
    let organization_id = match membership {
        Membership::Organization { id, .. } => Some(id.clone()),
        Membership::None => None,
    };
    Some(AccessKeyProof {
        user_arn: caller.arn.clone(),
        kind: membership.kind_of(&wanted.account),
        organization_id,
    })
}

/// What lies before the judge, and the list that the judgement fills.
struct Desk<'a> {
    wanted: &'a AccessKeyWanted,
    seen: &'a AccessKeySeen,
    findings: Vec<Finding>,
}

impl Desk<'_> {
    fn add(&mut self, code: CheckCode, outcome: Outcome) {
        self.findings.push(Finding { code, outcome });
    }

    fn met(&mut self, code: CheckCode, found: impl Into<String>) {
        let found = found.into();
        self.add(code, Outcome::Met { found });
    }

    fn unknown(&mut self, code: CheckCode, expected: &str, trouble: &Trouble) {
        let (expected, trouble) = (expected.to_owned(), trouble.clone());
        self.add(code, Outcome::Unknown { expected, trouble });
    }

    fn not_run(&mut self, code: CheckCode, after: CheckCode) {
        self.add(code, Outcome::NotRun { after });
    }

    fn answers(&mut self, patience: KeyPatience) {
        let expected = remedy::expected(&self.wanted.key, &self.wanted.account);
        let code = CheckCode::KeyAnswers;
        match &self.seen.caller {
            Some(Seen::Yes(caller)) => self.met(code, format!("answered as {}", caller.arn)),
            Some(Seen::Trouble(trouble)) => self.unknown(code, &expected, trouble),
            Some(Seen::No(denial)) => {
                let outcome = self.refused(expected, denial, patience);
                self.add(code, outcome);
            }
            None => self.unknown(code, &expected, &not_tried()),
        }
    }

    fn refused(&self, expected: String, denial: &Denial, patience: KeyPatience) -> Outcome {
        let (key, found) = (&self.wanted.key, format!("AWS refused: {}", denial.code));
        if WRONG_SIGNATURE.contains(&denial.code.as_str()) {
            return Outcome::NotMet {
                mistake: Mistake::KeySecretWrong,
                expected,
                found,
                remedy: remedy::wrong_secret(key),
                causes: Vec::new(),
            };
        }
        if patience == KeyPatience::New {
            let trouble = not_seen_yet();
            return Outcome::Unknown { expected, trouble };
        }
        Outcome::NotMet {
            mistake: Mistake::KeyUnknown,
            expected,
            found,
            remedy: "AWS gives the same answer to a key that was deactivated, deleted or mistyped. The first reason \
                     below that fits is the one to mend."
                .to_owned(),
            causes: remedy::causes_of_unknown(key, &self.wanted.account),
        }
    }

    fn holder(&mut self, caller: &Caller) {
        let wanted = &self.wanted.account;
        if caller.account == *wanted {
            self.met(CheckCode::AccountMatches, caller.account.to_string());
        } else {
            let outcome = not_met(
                Mistake::KeyOfOtherAccount,
                wanted.as_str(),
                caller.account.to_string(),
                remedy::other_account(wanted, &caller.account),
            );
            self.add(CheckCode::AccountMatches, outcome);
        }
        let (code, expected) = (CheckCode::KeyNotRoot, "a key of an IAM user");
        match UserArn::of(&caller.arn) {
            UserArn::User(name) => self.met(code, format!("a key of the user {name}")),
            UserArn::Root | UserArn::Other => {
                let found = format!("a key of {}", caller.arn);
                self.add(
                    code,
                    not_met(Mistake::KeyOfRoot, expected, found, remedy::root()),
                );
            }
        }
    }

    fn kind(&mut self) {
        let denied = self.permission("organizations:DescribeOrganization");
        let (account, seen) = (&self.wanted.account, self.seen.membership.as_ref());
        let outcome = outcomes::kind(account, seen, denied, CheckCode::KeyNotRoot);
        self.add(CheckCode::AccountKind, outcome);
    }

    /// The check of the permission to call `action`, which others wait for.
    fn permission(&self, action: &str) -> CheckCode {
        let mut wanted = self.wanted.permissions.iter();
        wanted
            .find(|id| id.action().to_string() == action)
            .map_or(CheckCode::KeyAnswers, |id| {
                CheckCode::Permission(id.clone())
            })
    }

    fn permissions(&mut self) {
        for id in &self.wanted.permissions {
            let mut tried = self.seen.permissions.iter();
            let seen = tried.find(|(tried, _)| tried == id).map(|(_, seen)| seen);
            let remedy = |layer| remedy::permission_missing(id, layer);
            let outcome = outcomes::permission(seen, remedy);
            self.add(CheckCode::Permission(id.clone()), outcome);
        }
    }

    fn rest_not_run(&mut self) {
        let after = CheckCode::KeyAnswers;
        let fixed = CheckCode::OF_KEYS.into_iter().filter(|code| *code != after);
        let permissions = self.wanted.permissions.iter().cloned();
        for code in fixed.chain(permissions.map(CheckCode::Permission)) {
            self.not_run(code, after.clone());
        }
    }
}

fn not_seen_yet() -> Trouble {
    Trouble {
        kind: TroubleKind::NewRole,
        detail:
            "The key does not answer yet. A new key takes a moment until every part of AWS knows it."
                .to_owned(),
        request_id: None,
        retry_after: None,
    }
}

fn not_tried() -> Trouble {
    Trouble::ours("The key was not tried.".to_owned())
}

#[cfg(test)]
#[path = "judge_tests.rs"]
mod tests;
