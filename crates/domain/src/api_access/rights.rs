//! The role's own policies, beside what the account's choices call for.

use super::{
    door::{Desk, not_seen_yet},
    findings::Findings,
    remedy,
    seen::ApiAccessSeen,
    wanted::{ApiAccessWanted, Patience},
};
use crate::{
    Partition,
    check::{CheckCode, Mistake, Outcome, Seen},
    permissions::{PolicyDifference, layout::Setting},
};

const EXPECTED: &str =
    "the policies that the template makes for the account's choices, and no others";
/// How many actions a finding names before it counts the rest.
const NAMED: usize = 5;

/// `None` where there is nothing to compare, or nothing that could be read.
pub(super) fn difference(
    wanted: &ApiAccessWanted,
    seen: &ApiAccessSeen,
) -> Option<PolicyDifference> {
    let Some(Seen::Yes(policies)) = &seen.policies else {
        return None;
    };
    let setting = Setting {
        partition: Partition::of(&wanted.region).to_string(),
        account: wanted.account.to_string(),
        role_name: wanted.role.name().to_string(),
        writable_tag_keys: Vec::new(),
    };
    let mut grants = policies.grants().ok()?;
    grants.retain(|grant| !wanted.beside.contains(grant));
    let (manifest, choices) = (&wanted.manifest, &wanted.choices);
    Some(PolicyDifference::of(manifest, choices, &setting, &grants))
}

impl Desk<'_> {
    /// Only of a role that the template made: what another one may do is its owner's business.
    pub fn rights(&self, out: &mut Findings) {
        if !self.wanted.is_compiled() {
            return;
        }
        let code = CheckCode::PoliciesAsCompiled;
        let after = |after| Outcome::NotRun { after };
        match &self.seen.policies {
            None => out.add(code, after(self.permission("iam:GetRole"))),
            Some(Seen::Trouble(trouble)) => out.unknown(code, EXPECTED, trouble),
            Some(Seen::No(_)) => out.add(code, after(self.permission("iam:GetRolePolicy"))),
            // An older role has older policies; the report shows the difference all the same.
            Some(Seen::Yes(_)) if out.is_not_met(&CheckCode::TemplateCurrent) => {
                out.add(code, after(CheckCode::TemplateCurrent));
            }
            Some(Seen::Yes(_)) => match &self.difference {
                Some(none) if none.is_empty() => out.met(code, "as the template makes them"),
                // A new role is shown before its policies are.
                Some(less) if less.removed.is_empty() && self.patience != Patience::Over => {
                    out.unknown(code, EXPECTED, &not_seen_yet());
                }
                found => out.add(code, self.edited(found.as_ref())),
            },
        }
    }

    fn edited(&self, found: Option<&PolicyDifference>) -> Outcome {
        Outcome::NotMet {
            mistake: Mistake::PoliciesEdited,
            expected: EXPECTED.to_owned(),
            found: found.map_or_else(
                || "a policy that could not be understood".to_owned(),
                in_words,
            ),
            remedy: remedy::policies_edited(self.wanted),
            causes: Vec::new(),
        }
    }
}

fn in_words(found: &PolicyDifference) -> String {
    let list = |what: &str, changes: &[crate::permissions::Change]| {
        let names: Vec<&str> = changes
            .iter()
            .take(NAMED)
            .map(|change| change.grant.action.as_str())
            .collect();
        let more = match changes.len().saturating_sub(NAMED) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        (!changes.is_empty()).then(|| format!("{what}: {}{more}", names.join(", ")))
    };
    let parts = [
        list("not asked for", &found.removed),
        list("missing", &found.added),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join("; ")
}
