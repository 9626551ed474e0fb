/// A place where the server's own credentials may come from, in the order of the search. It is the
/// SDK's order (AWS SDK for Rust Developer Guide, "Credential provider chain").
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Source {
    Environment,
    Profile,
    WebIdentity,
    Container,
    /// IMDSv2. The SDK has no way to ask version 1.
    InstanceMetadata,
}

impl Source {
    pub const ALL: [Self; 5] = [
        Self::Environment,
        Self::Profile,
        Self::WebIdentity,
        Self::Container,
        Self::InstanceMetadata,
    ];

    /// What people call it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Environment => "Environment variables",
            Self::Profile => "Shared profile",
            Self::WebIdentity => "Web identity token file",
            Self::Container => "Container credentials (ECS task role, EKS Pod Identity)",
            Self::InstanceMetadata => "EC2 instance metadata (IMDSv2)",
        }
    }
}
