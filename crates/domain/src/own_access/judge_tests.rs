use std::fmt::Write;

use super::*;
use crate::{
    AccountId, Partition, Timestamp,
    api_access::{Caller, Membership},
    check::{Denial, Outcome, Seen, Trouble, Verdict},
    permissions::PermissionId,
};

const ACCOUNT: &str = "012345678901";
const OTHER: &str = "210987654321";

fn wanted() -> OwnAccessWanted {
    let permissions = [
        "permission.organization.organizations:DescribeOrganization",
        "permission.billing.cur:DescribeReportDefinitions",
    ];
    OwnAccessWanted {
        account: AccountId::parse(ACCOUNT).unwrap(),
        permissions: permissions
            .map(|text| PermissionId::parse(text).unwrap())
            .into(),
    }
}

fn good() -> OwnAccessSeen {
    OwnAccessSeen {
        caller: caller(ACCOUNT, "sts", "assumed-role/landfast/i-1"),
        membership: Some(Seen::Yes(Membership::None)),
        permissions: wanted()
            .permissions
            .into_iter()
            .map(|id| (id, Seen::Yes(())))
            .collect(),
    }
}

fn caller(account: &str, service: &str, resource: &str) -> Option<Seen<Caller>> {
    Some(Seen::Yes(Caller {
        account: AccountId::parse(account).unwrap(),
        arn: format!("arn:{}:{service}::{account}:{resource}", Partition::Aws),
        role_unique_id: "AROA1".into(),
    }))
}

fn no<T>(message: &str) -> Seen<T> {
    Seen::No(Denial {
        code: "AccessDenied".into(),
        message: message.into(),
        request_id: None,
    })
}

/// `verdict | code: mistake, …` of everything that is not met or not known.
fn said(edit: impl FnOnce(&mut OwnAccessSeen)) -> String {
    let mut seen = good();
    edit(&mut seen);
    let judged = judge_machine(&wanted(), &seen, Timestamp::from_unix_ms(0));
    let verdict = judged.report.verdict();
    assert_eq!(judged.proof.is_some(), verdict == Verdict::Pass);
    let mut out = format!("{verdict:?} |");
    for finding in &judged.report.findings {
        let what = match &finding.outcome {
            Outcome::Met { .. } => continue,
            Outcome::NotMet { mistake, .. } => mistake.as_str().to_owned(),
            Outcome::Unknown { .. } => "unknown".to_owned(),
            Outcome::NotRun { after } => format!("after {after}"),
        };
        write!(out, " {}: {what};", finding.code).unwrap();
    }
    out
}

#[test]
fn a_role_in_the_account_that_may_everything_is_proven() {
    assert_eq!(said(|_| {}), "Pass |");
    let user = |seen: &mut OwnAccessSeen| seen.caller = caller(ACCOUNT, "iam", "user/landfast");
    assert_eq!(said(user), "Pass |");
}

#[test]
fn each_fault_has_its_name() {
    let other = |seen: &mut OwnAccessSeen| {
        seen.caller = caller(OTHER, "sts", "assumed-role/landfast/i-1");
        seen.membership = None;
        seen.permissions.clear();
    };
    assert_eq!(
        said(other),
        "ActionNeeded | account_matches: machine_of_other_account; account_kind: after account_matches; \
         permission.organization.organizations:DescribeOrganization: after account_kind; \
         permission.billing.cur:DescribeReportDefinitions: after account_kind;"
    );
    let root = |seen: &mut OwnAccessSeen| seen.caller = caller(ACCOUNT, "iam", "root");
    assert_eq!(
        said(root),
        "ActionNeeded | machine_not_root: machine_of_root;"
    );
    let less = |seen: &mut OwnAccessSeen| {
        seen.permissions[1].1 = no("because no permissions boundary allows the action");
    };
    assert_eq!(
        said(less),
        "ActionNeeded | permission.billing.cur:DescribeReportDefinitions: boundary_denies;"
    );
}

#[test]
fn trouble_with_the_servers_own_credentials_blames_no_account() {
    let refused = |seen: &mut OwnAccessSeen| {
        *seen = OwnAccessSeen {
            caller: Some(no("expired")),
            ..OwnAccessSeen::default()
        };
    };
    assert!(said(refused).starts_with(
        "TryLater | machine_answers: unknown; account_matches: after machine_answers;"
    ));
    assert!(said(|seen| *seen = OwnAccessSeen::default()).starts_with("TryLater |"));
    let trouble = Trouble::ours("off".to_owned());
    let report = machine_unavailable(&trouble, Timestamp::from_unix_ms(0));
    assert_eq!(report.verdict(), Verdict::TryLater);
}
