//! Whose policy refused `sts:AssumeRole`. Without a hint it may be the role's trust policy, and
//! that is the customer's to look at; AWS says when it is a policy on our side.

/// Kinds of policies that stand on the caller's side of a call, in AWS's words (IAM User Guide,
/// "Troubleshoot access denied error messages"). A resource control policy or a trust policy
/// stands on the role's side and is not here.
const OURS: [&str; 5] = [
    "identity-based policy",
    "permissions boundary",
    "session policy",
    "service control policy",
    "VPC endpoint policy",
];

/// The kind of policy on our side that AWS blames, or `None` when its message does not say so.
pub(super) fn blamed(message: &str) -> Option<&'static str> {
    OURS.into_iter().find(|kind| {
        message.contains(&format!("no {kind} allows"))
            || message.contains(&format!("explicit deny in a {kind}"))
            || message.contains(&format!("explicit deny in an {kind}"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_aws_says_counts() {
        let start = "User: x is not authorized to perform: sts:AssumeRole on resource: y";
        for (end, kind) in [
            ("", None),
            (
                " because no identity-based policy allows the sts:AssumeRole action",
                Some("identity-based policy"),
            ),
            (
                " with an explicit deny in an identity-based policy",
                Some("identity-based policy"),
            ),
            (
                " with an explicit deny in an identity-based policy: arn",
                Some("identity-based policy"),
            ),
            (
                " because no permissions boundary allows the sts:AssumeRole action",
                Some("permissions boundary"),
            ),
            (
                " because no session policy allows the sts:AssumeRole action",
                Some("session policy"),
            ),
            (
                " with an explicit deny in a service control policy",
                Some("service control policy"),
            ),
            (
                " because no VPC endpoint policy allows the sts:AssumeRole action",
                Some("VPC endpoint policy"),
            ),
            (
                " because no resource-based policy allows the sts:AssumeRole action",
                None,
            ),
            (
                " because the role trust policy allows no identity-based policy",
                None,
            ),
            (" with an explicit deny in a resource-based policy", None),
            (" with an explicit deny in a resource control policy", None),
        ] {
            assert_eq!(blamed(&format!("{start}{end}")), kind, "{end}");
        }
    }
}
