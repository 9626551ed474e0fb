use crate::Partition;

/// The partitions in which AWS has an action's service. Never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Partitions(Vec<Partition>);

impl Partitions {
    #[must_use]
    pub fn all() -> Self {
        Self(Partition::ALL.into())
    }

    /// In the order of [`Partition::ALL`]. `None` when `partitions` is empty.
    #[must_use]
    pub fn of(partitions: &[Partition]) -> Option<Self> {
        let kept = Partition::ALL.into_iter();
        let kept: Vec<Partition> = kept.filter(|one| partitions.contains(one)).collect();
        (!kept.is_empty()).then_some(Self(kept))
    }

    #[must_use]
    pub fn holds(&self, partition: Partition) -> bool {
        self.0.contains(&partition)
    }

    #[must_use]
    pub fn is_all(&self) -> bool {
        self.0.len() == Partition::ALL.len()
    }

    pub fn iter(&self) -> impl Iterator<Item = Partition> {
        self.0.iter().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn never_empty_and_in_order() {
        assert_eq!(Partitions::of(&[]), None);
        let mut turned = Partition::ALL;
        turned.reverse();
        assert_eq!(Partitions::of(&turned), Some(Partitions::all()));
        let one = Partitions::of(&[Partition::Aws]);
        assert!(one.is_some_and(|one| {
            !one.is_all() && one.holds(Partition::Aws) && !one.holds(Partition::AwsCn)
        }));
    }
}
