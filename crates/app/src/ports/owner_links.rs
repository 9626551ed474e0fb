use landfast_domain::owner_link::OwnerLink;

/// A link with what its secret is known by. Only the SHA-256 of the secret is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredOwnerLink {
    pub link: OwnerLink,
    pub secret_hash: [u8; 32],
}
