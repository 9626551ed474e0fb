use super::Denial;

/// The layer that refused a call, as far as AWS says it (IAM User Guide, "Troubleshoot access denied
/// error messages"). A call must be allowed by each layer that is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layer {
    IdentityPolicy,
    PermissionsBoundary,
    SessionPolicy,
    ServiceControlPolicy,
    ResourceControlPolicy,
    ResourcePolicy,
    VpcEndpointPolicy,
    /// The region is not enabled in the account.
    Region,
}

const POLICIES: [Layer; 7] = [
    Layer::IdentityPolicy,
    Layer::PermissionsBoundary,
    Layer::SessionPolicy,
    Layer::ServiceControlPolicy,
    Layer::ResourceControlPolicy,
    Layer::ResourcePolicy,
    Layer::VpcEndpointPolicy,
];

/// Error codes for a region that is switched off in the account.
const REGION_CODES: [&str; 2] = ["OptInRequired", "RegionDisabledException"];

impl Layer {
    /// AWS's own words.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::IdentityPolicy => "identity-based policy",
            Self::PermissionsBoundary => "permissions boundary",
            Self::SessionPolicy => "session policy",
            Self::ServiceControlPolicy => "service control policy",
            Self::ResourceControlPolicy => "resource control policy",
            Self::ResourcePolicy => "resource-based policy",
            Self::VpcEndpointPolicy => "VPC endpoint policy",
            Self::Region => "region",
        }
    }

    /// The layer that AWS's message blames; `None` when it does not say so.
    #[must_use]
    pub fn blamed(message: &str) -> Option<Self> {
        POLICIES.into_iter().find(|layer| {
            let kind = layer.as_str();
            message.contains(&format!("no {kind} allows"))
                || message.contains(&format!("explicit deny in a {kind}"))
                || message.contains(&format!("explicit deny in an {kind}"))
        })
    }
}

impl Denial {
    /// The layer that refused; `None` when AWS does not say.
    #[must_use]
    pub fn layer(&self) -> Option<Layer> {
        if REGION_CODES.contains(&self.code.as_str()) {
            return Some(Layer::Region);
        }
        Layer::blamed(&self.message)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_aws_says_counts() {
        let start = "User: x is not authorized to perform: s3:ListBucket on resource: y";
        for (end, layer) in [
            ("", None),
            (
                " because no identity-based policy allows the action",
                Some(Layer::IdentityPolicy),
            ),
            (
                " with an explicit deny in an identity-based policy: arn",
                Some(Layer::IdentityPolicy),
            ),
            (
                " because no permissions boundary allows the action",
                Some(Layer::PermissionsBoundary),
            ),
            (
                " because no session policy allows the action",
                Some(Layer::SessionPolicy),
            ),
            (
                " with an explicit deny in a service control policy",
                Some(Layer::ServiceControlPolicy),
            ),
            (
                " with an explicit deny in a resource control policy",
                Some(Layer::ResourceControlPolicy),
            ),
            (
                " because no VPC endpoint policy allows the action",
                Some(Layer::VpcEndpointPolicy),
            ),
            (
                " because no resource-based policy allows the action",
                Some(Layer::ResourcePolicy),
            ),
            (
                " because the role trust policy allows no identity-based policy",
                None,
            ),
        ] {
            assert_eq!(Layer::blamed(&format!("{start}{end}")), layer, "{end}");
        }
    }

    #[test]
    fn a_region_that_is_off_says_so_by_its_code() {
        let denial = |code: &str| Denial {
            code: code.into(),
            message: String::new(),
            request_id: None,
        };
        assert_eq!(denial("OptInRequired").layer(), Some(Layer::Region));
        assert_eq!(denial("AccessDenied").layer(), None);
    }
}
