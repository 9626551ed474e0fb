use std::sync::Arc;

use super::super::{
    ApiAccessSeen, ApiAccessWanted, Caller, Patience, RoleFacts, judge, unavailable,
};
use super::*;
use crate::{
    AccountId, ExternalId, Region, RoleArn, RoleName, Timestamp,
    account::Trust,
    aws::RolePath,
    check::{Trouble, Verdict},
    permissions::{Choices, Manifest, TemplateVersion},
    trust::Trusted,
};

fn issuer() -> IssuerUrl {
    IssuerUrl::parse("https://landfast.example.com").unwrap()
}

fn wanted() -> ApiAccessWanted {
    let account = AccountId::parse("012345678901").unwrap();
    let name = RoleName::parse("landfast-abcd").unwrap();
    ApiAccessWanted {
        region: Region::parse("us-east-1").unwrap(),
        role: RoleArn::new(Partition::Aws, account.clone(), RolePath::landfast(), name),
        account,
        external_id: ExternalId::parse("lf-aaaaaaaaaaaaaaaaaaaaaaaaaa").unwrap(),
        rotation: None,
        trusted: Trusted::Issuer(issuer()),
        template_version: TemplateVersion::parse("0123456789ab").unwrap(),
        choices: Choices::default(),
        manifest: Arc::new(Manifest::embedded().unwrap()),
        made_by: MadeBy::Hand,
        claimed_elsewhere: false,
        beside: std::collections::BTreeSet::new(),
        permissions: Vec::new(),
    }
}

fn no<T>(code: &str, message: &str) -> Option<Seen<T>> {
    Some(Seen::No(Denial {
        code: code.to_owned(),
        message: message.to_owned(),
        request_id: None,
    }))
}

const DENIED: &str = "Not authorized to perform sts:AssumeRoleWithWebIdentity";

fn good() -> ApiAccessSeen {
    let wanted = wanted();
    let trust = format!(
        r#"{{"Statement":{{"Effect":"Allow","Action":"sts:AssumeRoleWithWebIdentity","Principal":{{"Federated":"{}"}},
        "Condition":{{"StringEquals":{{"landfast.example.com:sub":"{}","landfast.example.com:aud":"{AUDIENCE}"}}}}}}}}"#,
        issuer().provider_arn(Partition::Aws, &wanted.account),
        wanted.external_id.bound_to(&wanted.account),
    );
    ApiAccessSeen {
        with_external_id: Some(Seen::Yes(Caller {
            account: wanted.account,
            arn: "session".to_owned(),
            role_unique_id: "AROA1".to_owned(),
        })),
        wrong_external_id: no("AccessDenied", DENIED),
        other_account: no("AccessDenied", DENIED),
        other_audience: no("InvalidIdentityToken", "Incorrect token audience"),
        role: Some(Seen::Yes(RoleFacts {
            trust_policy: trust,
            tags: [].into(),
            permissions_boundary: None,
        })),
        membership: Some(Seen::Yes(super::super::Membership::None)),
        ..ApiAccessSeen::default()
    }
}

/// What is not met or not known, a line each.
fn told(edit: impl FnOnce(&mut ApiAccessSeen), patience: Patience) -> String {
    let mut seen = good();
    edit(&mut seen);
    let judged = judge(&wanted(), &seen, patience, Timestamp::from_unix_ms(1));
    assert_eq!(
        judged.proof.is_some(),
        judged.report.verdict() == Verdict::Pass
    );
    let line = |finding: &crate::check::Finding| match &finding.outcome {
        Outcome::NotMet { mistake, .. } => Some(format!("{}: {}", finding.code, mistake.as_str())),
        Outcome::Unknown { .. } => Some(format!("{}: unknown", finding.code)),
        Outcome::Met { .. } | Outcome::NotRun { .. } => None,
    };
    let lines: Vec<String> = judged.report.findings.iter().filter_map(line).collect();
    lines.join(", ")
}

#[test]
fn what_each_answer_of_sts_means() {
    let over = Patience::Over;
    let yes = || Some(Seen::Yes(()));
    assert_eq!(told(|_| {}, over), "");
    assert_eq!(
        told(|seen| seen.wrong_external_id = yes(), over),
        "refuse_other_subject: external_id_wildcard"
    );
    assert_eq!(
        told(|seen| seen.other_account = yes(), over),
        "refuse_other_subject: external_id_wildcard"
    );
    let both = |seen: &mut ApiAccessSeen| {
        (seen.wrong_external_id, seen.other_account) = (yes(), yes());
    };
    assert_eq!(
        told(both, over),
        "refuse_other_subject: external_id_unconditional"
    );
    assert_eq!(
        told(|seen| seen.other_audience = yes(), over),
        "refuse_other_audience: audience_unchecked"
    );
    let refused = |code: &'static str, message: &'static str| {
        move |seen: &mut ApiAccessSeen| seen.with_external_id = no(code, message)
    };
    let missing =
        "No OpenIDConnect provider found in your account for https://landfast.example.com";
    for (code, message, mistake) in [
        ("AccessDenied", DENIED, "not_answering"),
        ("InvalidIdentityToken", missing, "provider_missing"),
        (
            "InvalidIdentityToken",
            "Incorrect token audience",
            "provider_audience",
        ),
    ] {
        assert_eq!(
            told(refused(code, message), over),
            format!("assume_with_web_identity: {mistake}")
        );
        assert_eq!(
            told(refused(code, message), Patience::NewRole),
            "assume_with_web_identity: unknown"
        );
    }
}

#[test]
fn a_trust_policy_without_an_audience_is_unsafe() {
    let edit = |seen: &mut ApiAccessSeen| {
        if let Some(Seen::Yes(role)) = &mut seen.role {
            let audience = format!(r#","landfast.example.com:aud":"{AUDIENCE}""#);
            role.trust_policy = role.trust_policy.replace(&audience, "");
        }
    };
    assert_eq!(
        told(edit, Patience::Over),
        "refuse_other_principals: audience_unchecked"
    );
    assert!(Mistake::AudienceUnchecked.is_unsafe());
}

#[test]
fn trouble_is_told_at_the_check_of_the_door() {
    let (wanted, trouble) = (wanted(), Trouble::ours("no issuer".to_owned()));
    let judged = unavailable(
        &wanted.role,
        Trust::Issuer,
        &trouble,
        Timestamp::from_unix_ms(1),
    );
    let codes: Vec<String> = judged
        .report
        .findings
        .iter()
        .map(|finding| finding.code.to_string())
        .collect();
    assert_eq!(codes, ["assume_with_web_identity"]);
    assert_eq!(judged.report.verdict(), Verdict::TryLater);
}
