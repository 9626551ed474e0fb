use super::{FailReason, Passed};
use crate::ExternalId;

/// A stack as `cloudformation:DescribeStacks` tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StackSeen {
    pub id: String,
    pub status: String,
    /// The value of its parameter `ExternalId`.
    pub external_id: Option<String>,
}

impl StackSeen {
    /// Whether it was made for this registration: nobody else knows its external id.
    #[must_use]
    pub fn is_of(&self, id: &ExternalId) -> bool {
        self.external_id.as_deref() == Some(id.as_str())
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StackVerdict {
    UnderWay,
    Complete,
    /// Nothing of it works; the events say why.
    Failed,
}

/// What the status of a stack means (AWS CloudFormation User Guide, "Stack status codes").
#[must_use]
pub fn judge_stack(status: &str) -> StackVerdict {
    match status {
        "CREATE_COMPLETE" | "UPDATE_COMPLETE" | "UPDATE_ROLLBACK_COMPLETE" | "IMPORT_COMPLETE" => {
            StackVerdict::Complete
        }
        status if status.ends_with("_IN_PROGRESS") => StackVerdict::UnderWay,
        _ => StackVerdict::Failed,
    }
}

/// What made a stack fail, by the first event that says so: the type of the resource, and its reason.
#[must_use]
pub fn stack_failed(status: &str, event: Option<(&str, &str)>) -> Passed {
    let Some((resource, why)) = event else {
        return Passed::Failed {
            reason: FailReason::StackFailed,
            detail: format!("The stack is {status}, and its events say nothing."),
        };
    };
    let lower = why.to_lowercase();
    let of_iam = resource.starts_with("AWS::IAM::");
    let reason = if lower.contains("service control policy") {
        FailReason::RefusedByScp
    } else if of_iam && (lower.contains("already exists") || lower.contains("alreadyexists")) {
        FailReason::RoleNameTaken
    } else {
        FailReason::StackFailed
    };
    Passed::Failed {
        reason,
        detail: format!("{resource}: {why}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statuses_and_events() {
        for (status, verdict) in [
            ("CREATE_IN_PROGRESS", StackVerdict::UnderWay),
            ("ROLLBACK_IN_PROGRESS", StackVerdict::UnderWay),
            ("DELETE_IN_PROGRESS", StackVerdict::UnderWay),
            ("CREATE_COMPLETE", StackVerdict::Complete),
            ("ROLLBACK_COMPLETE", StackVerdict::Failed),
            ("DELETE_COMPLETE", StackVerdict::Failed),
            ("CREATE_FAILED", StackVerdict::Failed),
        ] {
            assert_eq!(judge_stack(status), verdict, "{status}");
        }
        let reason = |event| match stack_failed("DELETE_COMPLETE", event) {
            Passed::Failed { reason, .. } => reason,
            other => panic!("{other:?}"),
        };
        let role = "AWS::IAM::Role";
        let taken = "Resource of type 'AWS::IAM::Role' with identifier 'x' already exists. (HandlerErrorCode: AlreadyExists)";
        assert_eq!(reason(Some((role, taken))), FailReason::RoleNameTaken);
        assert_eq!(
            reason(Some((role, "EntityAlreadyExists"))),
            FailReason::RoleNameTaken
        );
        let scp = "not authorized with an explicit deny in a service control policy";
        assert_eq!(reason(Some((role, scp))), FailReason::RefusedByScp);
        assert_eq!(reason(Some((role, "No room"))), FailReason::StackFailed);
        assert_eq!(reason(None), FailReason::StackFailed);
    }
}
