use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Unit, UnitId};

/// AWS allows five levels of units below the root; twice that ends every loop.
const DEEPEST: usize = 10;

/// The units of one organization.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Tree {
    units: BTreeMap<UnitId, Unit>,
}

impl FromIterator<Unit> for Tree {
    fn from_iter<I: IntoIterator<Item = Unit>>(units: I) -> Self {
        Self {
            units: units
                .into_iter()
                .map(|unit| (unit.id.clone(), unit))
                .collect(),
        }
    }
}

impl Tree {
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.units.is_empty()
    }

    #[must_use]
    pub fn unit(&self, id: &UnitId) -> Option<&Unit> {
        self.units.get(id)
    }

    /// The unit itself, what it is below, and so on to the root.
    #[must_use]
    pub fn upwards(&self, id: &UnitId) -> Vec<&Unit> {
        let mut way = Vec::new();
        let mut next = self.units.get(id);
        while let Some(unit) = next.filter(|_| way.len() <= DEEPEST) {
            way.push(unit);
            next = unit.parent.as_ref().and_then(|id| self.units.get(id));
        }
        way
    }

    /// Whether `unit` is `above` itself or somewhere below it.
    #[must_use]
    pub fn is_inside(&self, unit: &UnitId, above: &UnitId) -> bool {
        self.upwards(unit).iter().any(|one| one.id == *above)
    }

    /// The names from below the root down to the unit, such as `Workloads / Production`; the root's
    /// own name for the root.
    #[must_use]
    pub fn path(&self, id: &UnitId) -> String {
        let mut names: Vec<&str> = self
            .upwards(id)
            .into_iter()
            .filter(|unit| unit.parent.is_some() || unit.id == *id)
            .map(|unit| unit.name.as_str())
            .collect();
        names.reverse();
        names.join(" / ")
    }

    /// Depth first, each with its depth (the root is 0); units of one parent by name.
    #[must_use]
    pub fn in_order(&self) -> Vec<(usize, &Unit)> {
        let mut below: BTreeMap<Option<&UnitId>, Vec<&Unit>> = BTreeMap::new();
        for unit in self.units.values() {
            let parent = unit
                .parent
                .as_ref()
                .filter(|id| self.units.contains_key(*id));
            below.entry(parent).or_default().push(unit);
        }
        for siblings in below.values_mut() {
            siblings.sort_by(|a, b| b.name.cmp(&a.name).then(b.id.cmp(&a.id)));
        }
        let mut waiting: Vec<(usize, &Unit)> = Vec::new();
        let mut ordered = Vec::new();
        waiting.extend(
            below
                .remove(&None)
                .unwrap_or_default()
                .into_iter()
                .map(|unit| (0, unit)),
        );
        while let Some((depth, unit)) = waiting.pop() {
            ordered.push((depth, unit));
            let children = below.remove(&Some(&unit.id)).unwrap_or_default();
            waiting.extend(children.into_iter().map(|child| (depth + 1, child)));
        }
        ordered
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(
        id: &str,
        name: &str,
        parent: Option<&str>,
    ) -> Result<Unit, super::super::MalformedUnitId> {
        Ok(Unit {
            id: UnitId::parse(id)?,
            name: name.to_owned(),
            parent: parent.map(UnitId::parse).transpose()?,
        })
    }

    #[test]
    fn order_and_paths() -> Result<(), super::super::MalformedUnitId> {
        let tree: Tree = [
            unit("ou-ab12-00000002", "Production", Some("ou-ab12-00000001"))?,
            unit("ou-ab12-00000003", "Sandbox", Some("r-ab12"))?,
            unit("r-ab12", "Root", None)?,
            unit("ou-ab12-00000001", "Workloads", Some("r-ab12"))?,
            unit("ou-ab12-00000004", "Development", Some("ou-ab12-00000001"))?,
        ]
        .into_iter()
        .collect();
        let order: Vec<(usize, &str)> = tree
            .in_order()
            .into_iter()
            .map(|(depth, unit)| (depth, unit.name.as_str()))
            .collect();
        let expected = [
            (0, "Root"),
            (1, "Sandbox"),
            (1, "Workloads"),
            (2, "Development"),
            (2, "Production"),
        ];
        assert_eq!(order, expected);
        assert_eq!(
            tree.path(&UnitId::parse("ou-ab12-00000002")?),
            "Workloads / Production"
        );
        assert_eq!(tree.path(&UnitId::parse("r-ab12")?), "Root");
        Ok(())
    }

    #[test]
    fn units_that_are_below_each_other_end() -> Result<(), super::super::MalformedUnitId> {
        let tree: Tree = [
            unit("ou-ab12-00000001", "A", Some("ou-ab12-00000002"))?,
            unit("ou-ab12-00000002", "B", Some("ou-ab12-00000001"))?,
        ]
        .into_iter()
        .collect();
        assert!(tree.upwards(&UnitId::parse("ou-ab12-00000001")?).len() > 2);
        assert!(tree.in_order().is_empty());
        Ok(())
    }
}
