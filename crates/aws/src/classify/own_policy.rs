//! Whose policy refused `sts:AssumeRole`. Without a hint it may be the role's trust policy, and
//! that is the customer's to look at; AWS says when it is a policy on our side.

use landfast_domain::check::Layer;

/// The kind of policy on our side that AWS blames, or `None` when its message does not say so. A
/// resource control policy or a trust policy stands on the role's side.
pub(super) fn blamed(message: &str) -> Option<&'static str> {
    let ours = |layer: &Layer| match layer {
        Layer::IdentityPolicy
        | Layer::PermissionsBoundary
        | Layer::SessionPolicy
        | Layer::ServiceControlPolicy
        | Layer::VpcEndpointPolicy => true,
        Layer::ResourceControlPolicy | Layer::ResourcePolicy | Layer::Region => false,
    };
    Layer::blamed(message).filter(ours).map(Layer::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn policies_on_the_roles_side_are_the_customers() {
        let start = "User: x is not authorized to perform: sts:AssumeRole on resource: y";
        for (end, kind) in [
            ("", None),
            (
                " because no identity-based policy allows the sts:AssumeRole action",
                Some("identity-based policy"),
            ),
            (
                " with an explicit deny in a service control policy",
                Some("service control policy"),
            ),
            (
                " because no resource-based policy allows the sts:AssumeRole action",
                None,
            ),
            (" with an explicit deny in a resource control policy", None),
        ] {
            assert_eq!(blamed(&format!("{start}{end}")), kind, "{end}");
        }
    }
}
