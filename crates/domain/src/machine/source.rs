/// A place where the server's own credentials may come from, in the order of the search. It is the
/// SDK's order (AWS SDK for Rust Developer Guide, "Credential provider chain"); version 1 of the
/// metadata service is asked last, and only when the operator allows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    Environment,
    Profile,
    WebIdentity,
    Container,
    /// IMDSv2: a token is asked for first.
    InstanceMetadata,
    /// IMDSv1: no token. The SDK has no way to ask it.
    InstanceMetadataV1,
}

impl Source {
    pub const ALL: [Self; 6] = [
        Self::Environment,
        Self::Profile,
        Self::WebIdentity,
        Self::Container,
        Self::InstanceMetadata,
        Self::InstanceMetadataV1,
    ];

    /// What people call it.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Environment => "Environment variables",
            Self::Profile => "Shared profile",
            Self::WebIdentity => "Web identity token file",
            Self::Container => "Container credentials (ECS task role, EKS Pod Identity)",
            Self::InstanceMetadata => "EC2 instance metadata (IMDSv2)",
            Self::InstanceMetadataV1 => "EC2 instance metadata (IMDSv1)",
        }
    }
}
