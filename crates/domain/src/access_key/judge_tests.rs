use std::fmt::Write;

use super::*;
use crate::{AccountId, Partition, permissions::PermissionId};

const ACCOUNT: &str = "012345678901";
const OTHER: &str = "210987654321";

fn wanted() -> AccessKeyWanted {
    let permissions = [
        "permission.identity.iam:ListAccountAliases",
        "permission.organization.organizations:DescribeOrganization",
    ];
    AccessKeyWanted {
        account: AccountId::parse(ACCOUNT).unwrap(),
        key: AccessKeyId::parse("AKIAIOSFODNN7EXAMPLE").unwrap(),
        permissions: permissions
            .map(|text| PermissionId::parse(text).unwrap())
            .into(),
    }
}

fn caller(account: &str, resource: &str) -> Option<Seen<Caller>> {
    Some(Seen::Yes(Caller {
        account: AccountId::parse(account).unwrap(),
        arn: format!("arn:{}:iam::{account}:{resource}", Partition::Aws),
        role_unique_id: "AIDA1".into(),
    }))
}

fn no<T>(code: &str) -> Seen<T> {
    Seen::No(Denial {
        code: code.into(),
        message: "no".into(),
        request_id: None,
    })
}

fn good() -> AccessKeySeen {
    AccessKeySeen {
        caller: caller(ACCOUNT, "user/landfast"),
        keys: None,
        membership: Some(Seen::Yes(Membership::None)),
        permissions: wanted()
            .permissions
            .into_iter()
            .map(|id| (id, Seen::Yes(())))
            .collect(),
    }
}

/// `verdict | code: mistake, …` of everything that is not met or not known.
fn said(seen: &AccessKeySeen, patience: KeyPatience) -> String {
    let judged = judge_key(&wanted(), seen, patience, Timestamp::from_unix_ms(0));
    assert_eq!(
        judged.proof.is_some(),
        judged.report.verdict() == Verdict::Pass
    );
    let mut out = format!("{:?} |", judged.report.verdict());
    for finding in &judged.report.findings {
        let code = &finding.code;
        match &finding.outcome {
            Outcome::Met { .. } => Ok(()),
            Outcome::NotMet { mistake, .. } => write!(out, " {code}: {}", mistake.as_str()),
            Outcome::Unknown { .. } => write!(out, " {code}: ?"),
            Outcome::NotRun { .. } => write!(out, " {code}: -"),
        }
        .unwrap();
    }
    out
}

const REST: &str = " account_matches: - key_not_root: - account_kind: - permission.identity.iam:ListAccountAliases: - \
                    permission.organization.organizations:DescribeOrganization: -";
const INSIDE: &str = " account_kind: - permission.identity.iam:ListAccountAliases: - \
                      permission.organization.organizations:DescribeOrganization: -";

#[test]
fn a_good_key_is_proven_and_tells_the_kind() {
    assert_eq!(said(&good(), KeyPatience::Over), "Pass |");
    let judged = judge_key(
        &wanted(),
        &good(),
        KeyPatience::Over,
        Timestamp::from_unix_ms(0),
    );
    let proof = judged.proof.unwrap();
    assert_eq!(proof.kind(), &AccountKind::Standalone);
    assert!(proof.user_arn().ends_with("user/landfast"));
}

#[test]
fn each_wrong_key_has_its_own_mistake() {
    let refused = |code: &str| AccessKeySeen {
        caller: Some(no(code)),
        ..AccessKeySeen::default()
    };
    let answered = |account: &str, resource: &str| AccessKeySeen {
        caller: caller(account, resource),
        ..AccessKeySeen::default()
    };
    for (seen, want) in [
        (
            refused("SignatureDoesNotMatch"),
            format!("ActionNeeded | key_answers: key_secret_wrong{REST}"),
        ),
        (
            refused("InvalidClientTokenId"),
            format!("ActionNeeded | key_answers: key_unknown{REST}"),
        ),
        (
            answered(OTHER, "user/x"),
            format!("ActionNeeded | account_matches: key_of_other_account{INSIDE}"),
        ),
        (
            answered(ACCOUNT, "root"),
            format!("ActionNeeded | key_not_root: key_of_root{INSIDE}"),
        ),
        (
            answered(OTHER, "root"),
            format!(
                "ActionNeeded | account_matches: key_of_other_account key_not_root: key_of_root{INSIDE}"
            ),
        ),
    ] {
        assert_eq!(said(&seen, KeyPatience::Over), want);
    }
}

/// A wrong secret never becomes right; an unknown key may have been made a moment ago.
#[test]
fn patience_is_for_unknown_keys_only() {
    for (code, want) in [
        (
            "InvalidClientTokenId",
            format!("TryLater | key_answers: ?{REST}"),
        ),
        (
            "SignatureDoesNotMatch",
            format!("ActionNeeded | key_answers: key_secret_wrong{REST}"),
        ),
    ] {
        let seen = AccessKeySeen {
            caller: Some(no(code)),
            ..AccessKeySeen::default()
        };
        assert_eq!(said(&seen, KeyPatience::New), want);
    }
}

#[test]
fn trouble_blames_nobody() {
    let trouble = || Trouble {
        kind: TroubleKind::Throttled,
        detail: "slow down".into(),
        request_id: None,
        retry_after: None,
    };
    let mut seen = good();
    seen.membership = Some(Seen::Trouble(trouble()));
    assert_eq!(said(&seen, KeyPatience::Over), "TryLater | account_kind: ?");
    seen.caller = Some(Seen::Trouble(trouble()));
    assert_eq!(
        said(&seen, KeyPatience::Over),
        format!("TryLater | key_answers: ?{REST}")
    );
}

#[test]
fn a_missing_permission_is_named_and_the_key_is_kept() {
    let mut seen = good();
    if let Some(first) = seen.permissions.first_mut() {
        first.1 = no("AccessDenied");
    }
    assert_eq!(
        said(&seen, KeyPatience::Over),
        "ActionNeeded | permission.identity.iam:ListAccountAliases: permission_missing"
    );
    assert!(!Mistake::PermissionMissing.forgets_key());
}

#[test]
fn mistakes_for_which_a_key_is_not_kept() {
    let forgotten: Vec<&str> = Mistake::ALL
        .into_iter()
        .filter(|mistake| mistake.forgets_key())
        .map(Mistake::as_str)
        .collect();
    assert_eq!(
        forgotten,
        [
            "key_unknown",
            "key_secret_wrong",
            "key_of_other_account",
            "key_of_root"
        ]
    );
}
