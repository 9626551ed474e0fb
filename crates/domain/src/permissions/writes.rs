//! The actions that write and are wanted all the same. Each is a decision of its own.
//!
//! All of them write tags. Tags drive attribute-based access control and jobs that delete, so a write
//! is bound to the keys that the account's owner lists (threat T11 of SECURITY.md).

use super::{ActionName, Condition, ConditionOperator, ConditionValues};

/// What keeps a writing action to the listed keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bound {
    /// The condition that stands beside it.
    Keys,
    /// AWS authorizes the tagged service's own action besides, which is bound by its keys (Resource
    /// Groups Tagging API Reference, "TagResources": "you must have … permission … for the service").
    TheServicesAction,
}

/// Sorted by action.
pub(super) const WANTED_WRITES: [(&str, Bound); 14] = [
    ("dynamodb:TagResource", Bound::Keys),
    ("dynamodb:UntagResource", Bound::Keys),
    ("ec2:CreateTags", Bound::Keys),
    ("ec2:DeleteTags", Bound::Keys),
    ("elasticache:AddTagsToResource", Bound::Keys),
    ("elasticache:RemoveTagsFromResource", Bound::Keys),
    ("es:AddTags", Bound::Keys),
    ("es:RemoveTags", Bound::Keys),
    ("rds:AddTagsToResource", Bound::Keys),
    ("rds:RemoveTagsFromResource", Bound::Keys),
    ("redshift:CreateTags", Bound::Keys),
    ("redshift:DeleteTags", Bound::Keys),
    ("tag:TagResources", Bound::TheServicesAction),
    ("tag:UntagResources", Bound::TheServicesAction),
];

const TAG_KEYS: &str = "aws:TagKeys";

pub(super) fn wanted(action: &ActionName) -> Option<Bound> {
    let text = action.to_string();
    let found = WANTED_WRITES.iter().find(|(name, _)| *name == text);
    found.map(|(_, bound)| *bound)
}

/// Whether the conditions let a request through only if every key in it was listed. A request without
/// any key satisfies `ForAllValues`; `Null` keeps it out (IAM User Guide, "Multivalued context keys").
pub(super) fn bound_to_listed_keys(conditions: &[Condition]) -> bool {
    let on_keys = |operator: ConditionOperator, values: &ConditionValues| {
        conditions.iter().any(|condition| {
            condition.operator == operator
                && condition.key == TAG_KEYS
                && condition.values == *values
        })
    };
    let present = ConditionValues::Literal(vec!["false".to_owned()]);
    on_keys(
        ConditionOperator::ForAllStringEquals,
        &ConditionValues::WritableTagKeys,
    ) && on_keys(ConditionOperator::Null, &present)
}
