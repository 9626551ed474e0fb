use std::collections::BTreeSet;

use crate::AccountKind;

/// An account's kind without what belongs to one account, such as who pays for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    Payer,
    Linked,
    Standalone,
}

impl Kind {
    pub const ALL: [Self; 3] = [Self::Payer, Self::Linked, Self::Standalone];

    /// The same words as [`AccountKind::as_str`].
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Payer => "payer",
            Self::Linked => "linked",
            Self::Standalone => "standalone",
        }
    }

    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }

    #[must_use]
    pub const fn of(account: &AccountKind) -> Self {
        match account {
            AccountKind::Payer => Self::Payer,
            AccountKind::Linked { .. } => Self::Linked,
            AccountKind::Standalone => Self::Standalone,
        }
    }
}

/// The kinds of account in which AWS answers an action. Never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kinds(BTreeSet<Kind>);

impl Kinds {
    #[must_use]
    pub fn all() -> Self {
        Self(Kind::ALL.into())
    }

    /// `None` when `kinds` is empty: an action of use nowhere is not asked for.
    #[must_use]
    pub fn of(kinds: impl IntoIterator<Item = Kind>) -> Option<Self> {
        let kinds: BTreeSet<Kind> = kinds.into_iter().collect();
        (!kinds.is_empty()).then_some(Self(kinds))
    }

    #[must_use]
    pub fn holds(&self, kind: Kind) -> bool {
        self.0.contains(&kind)
    }

    #[must_use]
    pub fn is_all(&self) -> bool {
        self.0.len() == Kind::ALL.len()
    }

    pub fn iter(&self) -> impl Iterator<Item = Kind> {
        self.0.iter().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::AccountId;

    #[test]
    fn kinds_are_called_as_accounts_call_them() -> Result<(), Box<dyn std::error::Error>> {
        let payer = AccountId::parse("012345678901")?;
        for account in [
            AccountKind::Payer,
            AccountKind::Linked { payer },
            AccountKind::Standalone,
        ] {
            let kind = Kind::of(&account);
            assert_eq!(kind.as_str(), account.as_str());
            assert_eq!(Kind::parse(account.as_str()), Some(kind));
        }
        Ok(())
    }

    #[test]
    fn never_empty() {
        assert_eq!(Kinds::of([]), None);
        assert_eq!(Kinds::of(Kind::ALL), Some(Kinds::all()));
        assert!(Kinds::of([Kind::Payer]).is_some_and(|kinds| {
            kinds.holds(Kind::Payer) && !kinds.holds(Kind::Linked) && !kinds.is_all()
        }));
    }
}
