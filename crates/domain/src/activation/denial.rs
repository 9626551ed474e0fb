//! What a refusal on the way into an account means.

use super::{FailReason, Passed};
use crate::check::{Denial, Layer};

/// Error codes by which AWS says that a region is not enabled: credentials of other regions are unknown
/// there (AWS General Reference, "Managing AWS Regions").
const REGION_CODES: [&str; 6] = [
    "AuthFailure",
    "InvalidClientTokenId",
    "OptInRequired",
    "RegionDisabled",
    "RegionDisabledException",
    "UnrecognizedClientException",
];
const DENIED: [&str; 2] = ["AccessDenied", "AccessDeniedException"];
/// IAM shows the rights of a new role late.
const LOOKS: u32 = 6;

/// The account's role refused to be entered by the permit. `looks` counts those before.
#[must_use]
pub fn entry_refused(denial: &Denial, looks: u32) -> Passed {
    let reason = match denial.layer() {
        Some(Layer::ServiceControlPolicy | Layer::ResourceControlPolicy) => {
            FailReason::RefusedByScp
        }
        Some(
            Layer::IdentityPolicy
            | Layer::PermissionsBoundary
            | Layer::SessionPolicy
            | Layer::VpcEndpointPolicy,
        ) if looks < LOOKS => {
            return Passed::Again {
                note: "The rights of the permit are not visible everywhere yet.".to_owned(),
            };
        }
        Some(
            Layer::IdentityPolicy
            | Layer::PermissionsBoundary
            | Layer::SessionPolicy
            | Layer::VpcEndpointPolicy,
        ) => FailReason::PermitEnded,
        Some(Layer::ResourcePolicy | Layer::Region) | None => FailReason::MemberRoleMissing,
    };
    failed(reason, denial)
}

/// CloudFormation refused to create the stack. `None` where a stack of the name is there, which may be our own.
#[must_use]
pub fn create_refused(denial: &Denial) -> Option<Passed> {
    let code = denial.code.as_str();
    if code == "AlreadyExistsException" {
        return None;
    }
    let reason = if REGION_CODES.contains(&code) {
        FailReason::RegionClosed
    } else if DENIED.contains(&code) {
        match denial.layer() {
            Some(Layer::ServiceControlPolicy | Layer::ResourceControlPolicy) => {
                FailReason::RefusedByScp
            }
            Some(Layer::Region) => FailReason::RegionClosed,
            _ => FailReason::MemberRoleLacksRights,
        }
    } else {
        FailReason::StackFailed
    };
    Some(failed(reason, denial))
}

fn failed(reason: FailReason, denial: &Denial) -> Passed {
    let request = denial
        .request_id
        .as_ref()
        .map_or_else(String::new, |id| format!(" (AWS request {id})"));
    Passed::Failed {
        reason,
        detail: format!("{}: {}{request}", denial.code, denial.message),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn denial(code: &str, message: &str) -> Denial {
        Denial {
            code: code.to_owned(),
            message: message.to_owned(),
            request_id: None,
        }
    }

    fn name(passed: Option<Passed>) -> String {
        match passed {
            Some(Passed::Failed { reason, .. }) => reason.as_str().to_owned(),
            Some(Passed::Again { .. }) => "again".to_owned(),
            None => "is it ours?".to_owned(),
            Some(other) => format!("{other:?}"),
        }
    }

    #[test]
    fn each_refusal_has_its_reason() {
        let scp = "User: x is not authorized to perform: y with an explicit deny in a service control policy";
        let own = "because no identity-based policy allows the sts:AssumeRole action";
        let enter = |message: &str, looks| {
            name(Some(entry_refused(&denial("AccessDenied", message), looks)))
        };
        assert_eq!(enter("not authorized", 0), "member_role_missing");
        assert_eq!(enter(scp, 0), "refused_by_scp");
        assert_eq!(enter(own, 0), "again");
        assert_eq!(enter(own, LOOKS), "permit_ended");
        let create = |code: &str, message: &str| name(create_refused(&denial(code, message)));
        for (code, message, expected) in [
            ("AccessDenied", scp, "refused_by_scp"),
            (
                "AccessDenied",
                "no identity-based policy allows",
                "member_role_lacks_rights",
            ),
            ("AlreadyExistsException", "Stack exists", "is it ours?"),
            ("OptInRequired", "", "region_closed"),
            (
                "InvalidClientTokenId",
                "The security token is invalid",
                "region_closed",
            ),
            ("LimitExceededException", "too many stacks", "stack_failed"),
            ("ValidationError", "Parameter", "stack_failed"),
        ] {
            assert_eq!(create(code, message), expected, "{code} {message}");
        }
    }
}
