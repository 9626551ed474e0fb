use std::collections::BTreeMap;

use super::{MemberStanding, Tree, Unit, UnitId, stack_set::StackState};

/// Accounts of one unit that stand alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    pub unit: Option<UnitId>,
    pub standing: MemberStanding,
    /// The StackSet there; `None` where it was never looked at.
    pub stack: Option<StackState>,
    pub accounts: u64,
}

/// How many accounts stand how.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Coverage {
    pub by_standing: BTreeMap<MemberStanding, u64>,
}

impl Coverage {
    fn add(&mut self, standing: MemberStanding, accounts: u64) {
        let sum = self.by_standing.entry(standing).or_default();
        *sum = sum.saturating_add(accounts);
    }

    /// One account counts as standing otherwise; nothing happens when none stands `from`.
    pub fn one_becomes(&mut self, from: MemberStanding, to: MemberStanding) {
        let Some(some) = self.by_standing.get_mut(&from).filter(|some| **some > 0) else {
            return;
        };
        *some = some.saturating_sub(1);
        self.add(to, 1);
    }

    fn sum(&self, fits: fn(MemberStanding) -> bool) -> u64 {
        let fitting = self
            .by_standing
            .iter()
            .filter(|(standing, _)| fits(**standing));
        fitting.map(|(_, accounts)| accounts).sum()
    }

    /// The same without one account that stands so.
    #[must_use]
    pub fn without(mut self, standing: MemberStanding) -> Self {
        if let Some(sum) = self.by_standing.get_mut(&standing) {
            *sum = sum.saturating_sub(1);
        }
        self
    }

    /// Accounts to which access is wanted: active in AWS, and in the organization.
    #[must_use]
    pub fn wanted(&self) -> u64 {
        self.sum(MemberStanding::is_wanted)
    }

    /// Those of [`Self::wanted`] to which access is proven.
    #[must_use]
    pub fn covered(&self) -> u64 {
        self.sum(MemberStanding::is_covered)
    }

    /// Whole per cent, rounded down, so that 100 means all of them; 100 too when none is wanted.
    #[must_use]
    pub fn per_cent(&self) -> u64 {
        let wanted = self.wanted();
        self.covered()
            .saturating_mul(100)
            .checked_div(wanted)
            .unwrap_or(100)
    }
}

/// A unit with the coverage of everything in it and below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitCoverage {
    pub unit: Unit,
    /// 0 for the root.
    pub depth: usize,
    pub coverage: Coverage,
}

/// Of the whole organization.
#[must_use]
pub fn coverage(groups: &[Group]) -> Coverage {
    let mut all = Coverage::default();
    for group in groups {
        all.add(group.standing, group.accounts);
    }
    all
}

/// How far the StackSet is, in how many accounts that are still in the organization.
#[must_use]
pub fn of_stacks(groups: &[Group]) -> BTreeMap<StackState, u64> {
    let mut sums: BTreeMap<StackState, u64> = BTreeMap::new();
    for group in groups
        .iter()
        .filter(|one| one.standing != MemberStanding::Left)
    {
        if let Some(stack) = group.stack.filter(|_| group.accounts > 0) {
            let sum = sums.entry(stack).or_default();
            *sum = sum.saturating_add(group.accounts);
        }
    }
    sums
}

/// Of each unit, in the order of the tree. Accounts whose place is not known are in none.
#[must_use]
pub fn of_units(tree: &Tree, groups: &[Group]) -> Vec<UnitCoverage> {
    let mut sums: BTreeMap<&UnitId, Coverage> = BTreeMap::new();
    for group in groups {
        let Some(unit) = &group.unit else { continue };
        for above in tree.upwards(unit) {
            sums.entry(&above.id)
                .or_default()
                .add(group.standing, group.accounts);
        }
    }
    tree.in_order()
        .into_iter()
        .map(|(depth, unit)| UnitCoverage {
            unit: unit.clone(),
            depth,
            coverage: sums.remove(&unit.id).unwrap_or_default(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(unit: &str, standing: MemberStanding, accounts: u64) -> Group {
        Group {
            unit: UnitId::parse(unit).ok(),
            standing,
            stack: None,
            accounts,
        }
    }

    #[test]
    fn all_but_one_is_not_a_hundred() {
        let groups = [
            group("r-ab12", MemberStanding::Active, 998),
            group("r-ab12", MemberStanding::UpdateAvailable, 1),
            group("r-ab12", MemberStanding::Attention, 1),
            group("r-ab12", MemberStanding::Unavailable, 7),
            group("r-ab12", MemberStanding::Left, 7),
        ];
        let all = coverage(&groups);
        assert_eq!(
            (all.covered(), all.wanted(), all.per_cent()),
            (999, 1000, 99)
        );
        assert_eq!(coverage(&[]).per_cent(), 100);
        let others = all.without(MemberStanding::UpdateAvailable);
        assert_eq!((others.covered(), others.wanted()), (998, 999));
    }

    #[test]
    fn a_unit_has_what_is_below_it() {
        let unit = |id: &str, parent: Option<&str>| Unit {
            id: UnitId::parse(id).unwrap(),
            name: id.to_owned(),
            parent: parent.map(|id| UnitId::parse(id).unwrap()),
        };
        let tree: Tree = [
            unit("r-ab12", None),
            unit("ou-ab12-00000001", Some("r-ab12")),
            unit("ou-ab12-00000002", Some("ou-ab12-00000001")),
        ]
        .into_iter()
        .collect();
        let groups = [
            group("r-ab12", MemberStanding::Active, 1),
            group("ou-ab12-00000002", MemberStanding::NotActivated, 3),
            group("nowhere", MemberStanding::Active, 5),
        ];
        let units = of_units(&tree, &groups);
        let wanted: Vec<u64> = units.iter().map(|unit| unit.coverage.wanted()).collect();
        assert_eq!(wanted, [4, 3, 3]);
    }
}
