//! Spreads permissions over policies that IAM takes (IAM User Guide, "IAM and AWS STS quotas").

use super::{Placement, PolicyPlan, Setting, Statement, When, document};
use crate::permissions::{CapabilityManifest, Fault, Finding, Permission, Scope};

/// Characters, blanks not counted: all inline policies of a role together.
pub(super) const INLINE_POLICIES: usize = 10_240;
/// Characters, blanks not counted: one managed policy. Kept for inline ones too, so that one that is
/// moved out of the role keeps its name and text.
pub(super) const MANAGED_POLICY: usize = 6_144;
/// Managed policies of a role, before a quota increase.
pub(super) const MANAGED_POLICIES: usize = 10;

/// Every policy, in the order of the capabilities.
///
/// # Errors
/// A [`Finding`] on the first capability for which a role has no room left.
pub(in crate::permissions) fn lay_out(
    capabilities: &[CapabilityManifest],
) -> Result<Vec<PolicyPlan>, Finding> {
    let mut room = Room::default();
    let mut plans = Vec::new();
    for capability in capabilities {
        for (name, when, statements) in split(capability)? {
            let placement = room.take(document::size(&statements));
            plans.push(PolicyPlan {
                name,
                capability: capability.capability,
                when,
                placement: placement.ok_or_else(|| no_room(capability))?,
                statements,
            });
        }
    }
    Ok(plans)
}

/// What is left of a role.
#[derive(Default)]
struct Room {
    inline: usize,
    managed: usize,
}

impl Room {
    fn take(&mut self, size: usize) -> Option<Placement> {
        if self.inline + size <= INLINE_POLICIES {
            self.inline += size;
            return Some(Placement::Inline);
        }
        self.managed += 1;
        (self.managed <= MANAGED_POLICIES).then_some(Placement::Managed)
    }
}

type Part = (String, When, Vec<Statement>);

/// The policies of one capability, none larger than IAM takes.
fn split(capability: &CapabilityManifest) -> Result<Vec<Part>, Finding> {
    let mut parts = Vec::new();
    for reads_tags in [false, true] {
        let of = |permission: &&Permission| permission.reads_tags == reads_tags;
        let statements = grouped(capability.permissions.iter().filter(of));
        let ending = if reads_tags { "-tags" } else { "" };
        let base = format!("landfast-{}{ending}", capability.capability);
        let chunks = pack(statements).ok_or_else(|| no_room(capability))?;
        for (number, chunk) in (1..).zip(chunks) {
            let name = match number {
                1 => base.clone(),
                number => format!("{base}-{number}"),
            };
            parts.push((name, When::of(capability.capability, reads_tags), chunk));
        }
    }
    Ok(parts)
}

/// `None` when a single permission is larger than a policy may be.
fn pack(statements: Vec<Statement>) -> Option<Vec<Vec<Statement>>> {
    let mut chunks: Vec<Vec<Statement>> = Vec::new();
    for statement in statements {
        for statement in fitting(statement)? {
            let joined = chunks.last_mut().and_then(|chunk| {
                chunk.push(statement.clone());
                if document::size(chunk) <= MANAGED_POLICY {
                    return Some(());
                }
                chunk.pop();
                None
            });
            if joined.is_none() {
                chunks.push(vec![statement]);
            }
        }
    }
    Some(chunks)
}

/// The statement, in halves as long as it is larger than a policy may be.
fn fitting(statement: Statement) -> Option<Vec<Statement>> {
    if document::size(std::slice::from_ref(&statement)) <= MANAGED_POLICY {
        return Some(vec![statement]);
    }
    let mut all: Vec<Permission> = statement.permissions().cloned().collect();
    let later = all.split_off(all.len() / 2);
    let mut fitted = fitting(Statement::of(all)?)?;
    fitted.extend(fitting(Statement::of(later)?)?);
    Some(fitted)
}

impl Statement {
    fn of(permissions: Vec<Permission>) -> Option<Self> {
        let mut all = permissions.into_iter();
        let first = all.next()?;
        let rest = all.collect();
        Some(Self { first, rest })
    }
}

fn grouped<'a>(permissions: impl Iterator<Item = &'a Permission>) -> Vec<Statement> {
    let mut groups: Vec<Statement> = Vec::new();
    for permission in permissions {
        match groups
            .iter_mut()
            .find(|group| alike(&group.first, permission))
        {
            Some(group) => group.rest.push(permission.clone()),
            None => groups.push(Statement {
                first: permission.clone(),
                rest: Vec::new(),
            }),
        }
    }
    groups
}

fn alike(one: &Permission, other: &Permission) -> bool {
    let scopes = match (&one.scope, &other.scope) {
        (Scope::Any { .. }, Scope::Any { .. }) => true,
        (one, other) => one == other,
    };
    scopes && one.conditions == other.conditions
}

fn no_room(capability: &CapabilityManifest) -> Finding {
    Finding {
        capability: capability.capability,
        entry: None,
        fault: Fault::NoRoom {
            inline: INLINE_POLICIES,
            managed: MANAGED_POLICIES,
            each: MANAGED_POLICY,
        },
    }
}

impl Setting {
    /// The one with the longest values there can be.
    pub(super) fn largest() -> Self {
        let keys = crate::permissions::cloudformation::MAX_WRITABLE_TAG_KEYS;
        Self {
            partition: crate::Partition::AwsUsGov.to_string(),
            account: "0".repeat(12),
            role_name: format!("landfast-{}", "r".repeat(48)),
            // A key of one letter and its comma: the most quotes for the fewest letters.
            writable_tag_keys: vec!["k".to_owned(); keys.div_ceil(2)],
        }
    }
}
