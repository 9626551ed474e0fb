use super::*;

/// `Denied`, or the kind of trouble.
fn kind(failure: &Failure) -> Option<TroubleKind> {
    match failure {
        Failure::Denied(_) => None,
        Failure::Trouble(trouble) => Some(trouble.kind),
    }
}

fn answer(status: u16, code: &str, message: &str) -> Answer {
    Answer {
        status,
        code: (!code.is_empty()).then(|| code.to_owned()),
        message: message.to_owned(),
        request_id: Some("7a62c49f".to_owned()),
        retry_after: None,
    }
}

const ASSUME: Call = Call::own("sts:AssumeRole");
const WHO: Call = Call::own("sts:GetCallerIdentity");
const KEY: Call = Call::key("sts:GetCallerIdentity");
const ROLE: Call = Call::session("iam:GetRole");
const ORGANIZATION: Call = Call::session("organizations:DescribeOrganization");
const STACK: Call = Call::session("cloudformation:DescribeStacks");
const ENTER: Call = Call::session("sts:AssumeRole");
const MEMBER: Call = Call::member("cloudformation:CreateStack");
const COST: Call = Call::session("ce:GetCostAndUsage");
const PUT: Call = Call::own("s3:PutObject");

const BY_POLICY: &str = "x is not authorized to perform: sts:AssumeRole with an explicit deny in a service control policy";

#[test]
fn every_kind_of_answer() {
    use TroubleKind::{Network, Ours, Outage, Throttled};
    let late = "Signature expired: 20261121T020000Z is now earlier than 20261121T023000Z";
    for (call, status, code, message, want) in [
        (ASSUME, 400, "Throttling", "Rate exceeded", Some(Throttled)),
        (KEY, 403, "InvalidClientTokenId", "", None),
        // The region is not enabled there.
        (MEMBER, 403, "InvalidClientTokenId", "", None),
        (MEMBER, 403, "ExpiredToken", "", Some(Outage)),
        // What a policy of the payer's refuses is not the server's fault.
        (ENTER, 403, "AccessDenied", BY_POLICY, None),
        (ASSUME, 403, "AccessDenied", BY_POLICY, Some(Ours)),
        (KEY, 403, "SignatureDoesNotMatch", "", None),
        (KEY, 403, "SignatureDoesNotMatch", late, Some(Ours)),
        (KEY, 400, "Throttling", "", Some(Throttled)),
        (KEY, 403, "", "", Some(Network)),
        (ASSUME, 400, "ThrottlingException", "", Some(Throttled)),
        (ASSUME, 400, "RequestLimitExceeded", "", Some(Throttled)),
        (ASSUME, 429, "", "", Some(Throttled)),
        (PUT, 503, "SlowDown", "", Some(Throttled)),
        (
            ORGANIZATION,
            400,
            "TooManyRequestsException",
            "another request is already in progress",
            Some(Throttled),
        ),
        (COST, 400, "LimitExceededException", "", Some(Throttled)),
        (ROLE, 409, "LimitExceededException", "", None),
        (STACK, 400, "LimitExceededException", "", None),
        (ASSUME, 500, "InternalFailure", "", Some(Outage)),
        (ASSUME, 503, "ServiceUnavailable", "", Some(Outage)),
        (ASSUME, 503, "AccessDenied", "", Some(Outage)),
        (ASSUME, 502, "", "<html>", Some(Outage)),
        (ASSUME, 408, "RequestTimeout", "", Some(Outage)),
        (ORGANIZATION, 400, "ServiceException", "", Some(Outage)),
        (
            ORGANIZATION,
            400,
            "ConcurrentModificationException",
            "",
            Some(Outage),
        ),
        (ASSUME, 407, "", "<html>", Some(Network)),
        (
            ASSUME,
            403,
            "",
            "blocked by your administrator",
            Some(Network),
        ),
        (
            ASSUME,
            403,
            "AccessDenied",
            "User: x is not authorized",
            None,
        ),
        (
            ROLE,
            403,
            "AccessDenied",
            "because no identity-based policy allows the iam:GetRole action",
            None,
        ),
        (ORGANIZATION, 400, "AccessDeniedException", "", None),
        (ROLE, 404, "NoSuchEntity", "", None),
        (
            ORGANIZATION,
            400,
            "AWSOrganizationsNotInUseException",
            "",
            None,
        ),
        (
            ASSUME,
            403,
            "AccessDenied",
            "because no identity-based policy allows the sts:AssumeRole action",
            Some(Ours),
        ),
        (ASSUME, 400, "ValidationError", "", Some(Ours)),
        (ASSUME, 403, "RegionDisabledException", "", Some(Ours)),
        (WHO, 403, "ExpiredToken", "", Some(Ours)),
        (ASSUME, 403, "ExpiredToken", "", Some(Ours)),
        (ASSUME, 403, "InvalidClientTokenId", "", Some(Ours)),
        (PUT, 403, "InvalidAccessKeyId", "", Some(Ours)),
        (ASSUME, 403, "SignatureDoesNotMatch", "", Some(Ours)),
        (ROLE, 403, "SignatureDoesNotMatch", late, Some(Ours)),
        (PUT, 403, "RequestTimeTooSkewed", "", Some(Ours)),
        (ROLE, 403, "ExpiredToken", "", Some(Outage)),
        (ROLE, 403, "InvalidClientTokenId", "", Some(Outage)),
        (
            ORGANIZATION,
            400,
            "UnrecognizedClientException",
            "",
            Some(Outage),
        ),
    ] {
        let failure = judge(call, answer(status, code, message));
        assert_eq!(
            kind(&failure),
            want,
            "{} {status} {code}: {failure:?}",
            call.action
        );
    }
}

#[test]
fn the_codes_of_the_sdk_are_all_known() {
    use aws_runtime::retries::classifiers::{THROTTLING_ERRORS, TRANSIENT_ERRORS};
    for code in THROTTLING_ERRORS {
        let failure = judge(ASSUME, answer(400, code, ""));
        assert_eq!(kind(&failure), Some(TroubleKind::Throttled), "{code}");
    }
    for code in TRANSIENT_ERRORS {
        let failure = judge(ASSUME, answer(400, code, ""));
        assert_eq!(kind(&failure), Some(TroubleKind::Outage), "{code}");
    }
}

#[test]
fn trouble_of_ours_names_its_cure() {
    for (call, code, message, cure) in [
        (ASSUME, "ExpiredToken", "", "Renew them"),
        (ASSUME, "InvalidClientTokenId", "", "AWS_REGION"),
        (ASSUME, "SignatureDoesNotMatch", "", "secret access key"),
        (
            ASSUME,
            "SignatureDoesNotMatch",
            "Signature not yet current: x",
            "NTP",
        ),
        (ASSUME, "RequestTimeTooSkewed", "", "NTP"),
        (
            ASSUME,
            "AccessDenied",
            "explicit deny in an identity-based policy",
            "Allow sts:AssumeRole",
        ),
        (ASSUME, "RegionDisabledException", "", "another STS region"),
    ] {
        let failure = judge(call, answer(403, code, message));
        let Failure::Trouble(trouble) = &failure else {
            panic!("{code}: {failure:?}");
        };
        assert!(trouble.detail.contains(cure), "{code}: {}", trouble.detail);
    }
}

#[test]
fn request_id_and_patience_are_kept() {
    let mut slow = answer(400, "Throttling", "");
    slow.retry_after = Some(Duration::from_secs(7));
    let Failure::Trouble(trouble) = judge(ASSUME, slow) else {
        panic!("a throttle is trouble");
    };
    assert_eq!(trouble.request_id.as_deref(), Some("7a62c49f"));
    assert_eq!(trouble.retry_after, Some(Duration::from_secs(7)));
    let Failure::Denied(denial) = judge(ROLE, answer(403, "AccessDenied", "no,\n  not you")) else {
        panic!("a refusal is a denial");
    };
    assert_eq!(denial.request_id.as_deref(), Some("7a62c49f"));
    assert_eq!(
        (denial.code.as_str(), denial.message.as_str()),
        ("AccessDenied", "no, not you")
    );
}
