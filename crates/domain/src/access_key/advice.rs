/// Why a role is better than an access key, for everybody who is about to choose.
///
/// AWS's Foundational Technical Review asks vendors to deprecate customers' IAM credentials (CAA-003)
/// and to inventory, monitor and replace static keys where there are any (IAM-002).
pub const WHY_ROLES_ARE_BETTER: [&str; 5] = [
    "A role has no secret that could be stolen: Landfast stores nothing, and a session ends within the hour.",
    "A role lets in Landfast alone, and only with the account's own external id; a key works for whoever has it.",
    "Landfast proves every day that the role refuses everybody else. Of a key nothing like that can be proven.",
    "A key stays valid until somebody deletes it, and must be replaced every 90 days.",
    "AWS asks vendors to stop collecting customers' access keys.",
];
