use std::collections::BTreeMap;

use super::{Member, MemberState, UnitId};
use crate::{AccountId, Timestamp};

/// What AWS Organizations said: every account, and where each stands if that could be read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reading {
    /// `organizations:ListAccounts`, every page.
    pub accounts: Vec<Listed>,
    /// By `organizations:ListAccountsForParent`; `None` where the tree could not be read.
    pub placed: Option<BTreeMap<AccountId, UnitId>>,
}

/// One account of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    pub id: AccountId,
    pub name: String,
    pub state: MemberState,
    pub joined_at: Option<Timestamp>,
}

/// A reading that is not the whole list, by which nobody may be taken for gone.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum NotWhole {
    #[error(
        "the list of the organization's {found} accounts does not have its own payer {payer}; it cannot be the whole list"
    )]
    WithoutPayer { payer: AccountId, found: usize },
}

/// What has become of one account since the last whole reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    Joined,
    /// Was known to have left.
    Returned,
    Left,
    State {
        from: MemberState,
        to: MemberState,
    },
    /// Never for an account whose place is learned for the first time.
    Moved {
        from: UnitId,
        to: UnitId,
    },
    Renamed {
        from: String,
    },
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    pub account: AccountId,
    pub change: Change,
}

/// What a whole reading makes of what was known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Compared {
    /// The rows that are new or no longer as they were.
    pub write: Vec<Member>,
    /// In the order of the account ids.
    pub changes: Vec<Changed>,
}

/// Sets a whole reading against what was known of the payer's organization.
///
/// # Errors
/// [`NotWhole`] when the reading cannot be the whole list; then nothing of it counts.
pub fn compare(
    payer: &AccountId,
    known: &[Member],
    reading: &Reading,
    now: Timestamp,
) -> Result<Compared, NotWhole> {
    let mut listed: BTreeMap<&AccountId, &Listed> =
        reading.accounts.iter().map(|one| (&one.id, one)).collect();
    if !listed.contains_key(payer) {
        return Err(NotWhole::WithoutPayer {
            payer: payer.clone(),
            found: reading.accounts.len(),
        });
    }
    let mut compared = Compared::default();
    for member in known {
        let (next, changes) = match listed.remove(&member.id) {
            Some(one) => seen_again(member, one, reading.placed.as_ref()),
            None => gone(member, now),
        };
        compared.note(member, next, changes);
    }
    for one in listed.into_values() {
        compared.changes.push(Changed {
            account: one.id.clone(),
            change: Change::Joined,
        });
        compared.write.push(new(one, reading.placed.as_ref(), now));
    }
    compared.changes.sort_by(|a, b| a.account.cmp(&b.account));
    Ok(compared)
}

impl Compared {
    fn note(&mut self, before: &Member, after: Member, changes: Vec<Change>) {
        if after != *before {
            self.write.push(after);
        }
        self.changes
            .extend(changes.into_iter().map(|change| Changed {
                account: before.id.clone(),
                change,
            }));
    }
}

fn new(one: &Listed, placed: Option<&BTreeMap<AccountId, UnitId>>, now: Timestamp) -> Member {
    Member {
        id: one.id.clone(),
        name: one.name.clone(),
        state: one.state,
        unit: placed.and_then(|placed| placed.get(&one.id)).cloned(),
        joined_at: one.joined_at,
        first_seen_at: now,
        left_at: None,
        left_out_at: None,
        reached: None,
        instance: None,
    }
}

/// An account that moves while the tree is read may be in no unit, or in two: what was known of its
/// place stays until a reading has one.
fn seen_again(
    member: &Member,
    one: &Listed,
    placed: Option<&BTreeMap<AccountId, UnitId>>,
) -> (Member, Vec<Change>) {
    let place = placed.and_then(|placed| placed.get(&one.id));
    let next = Member {
        name: one.name.clone(),
        state: one.state,
        unit: place.or(member.unit.as_ref()).cloned(),
        joined_at: one.joined_at.or(member.joined_at),
        left_at: None,
        ..member.clone()
    };
    let mut changes = Vec::new();
    if member.left_at.is_some() {
        changes.push(Change::Returned);
    }
    if member.state != next.state {
        changes.push(Change::State {
            from: member.state,
            to: next.state,
        });
    }
    if let (Some(from), Some(to)) = (&member.unit, &next.unit)
        && from != to
    {
        changes.push(Change::Moved {
            from: from.clone(),
            to: to.clone(),
        });
    }
    if member.name != next.name {
        changes.push(Change::Renamed {
            from: member.name.clone(),
        });
    }
    (next, changes)
}

fn gone(member: &Member, now: Timestamp) -> (Member, Vec<Change>) {
    if member.left_at.is_some() {
        return (member.clone(), Vec::new());
    }
    let next = Member {
        left_at: Some(now),
        reached: None,
        ..member.clone()
    };
    (next, vec![Change::Left])
}

#[cfg(test)]
mod tests {
    use super::*;

    type Anything = Box<dyn std::error::Error>;

    const PAYER: &str = "100000000001";

    fn listed(id: &str, name: &str, state: MemberState) -> Result<Listed, Anything> {
        Ok(Listed {
            id: AccountId::parse(id)?,
            name: name.to_owned(),
            state,
            joined_at: None,
        })
    }

    fn reading(accounts: Vec<Listed>, placed: &[(&str, &str)]) -> Result<Reading, Anything> {
        let place = |(id, unit): &(&str, &str)| -> Result<_, Anything> {
            Ok((AccountId::parse(id)?, UnitId::parse(unit)?))
        };
        let placed: BTreeMap<_, _> = placed.iter().map(place).collect::<Result<_, _>>()?;
        Ok(Reading {
            accounts,
            placed: Some(placed).filter(|placed| !placed.is_empty()),
        })
    }

    fn at(ms: i64) -> Timestamp {
        Timestamp::from_unix_ms(ms)
    }

    fn first() -> Result<(AccountId, Vec<Member>), Anything> {
        let payer = AccountId::parse(PAYER)?;
        let all = reading(
            vec![
                listed(PAYER, "Payer", MemberState::Active)?,
                listed("200000000002", "Shop", MemberState::Active)?,
                listed("300000000003", "Lab", MemberState::Active)?,
            ],
            &[
                (PAYER, "r-ab12"),
                ("200000000002", "ou-ab12-00000001"),
                ("300000000003", "r-ab12"),
            ],
        )?;
        let compared = compare(&payer, &[], &all, at(1))?;
        assert_eq!(compared.changes.len(), 3);
        Ok((payer, compared.write))
    }

    #[test]
    fn the_same_reading_again_changes_nothing() -> Result<(), Anything> {
        let (payer, known) = first()?;
        let again = reading(
            known
                .iter()
                .map(|member| listed(member.id.as_str(), &member.name, member.state))
                .collect::<Result<_, _>>()?,
            &[],
        )?;
        assert_eq!(compare(&payer, &known, &again, at(2))?, Compared::default());
        Ok(())
    }

    #[test]
    fn what_has_become_of_each() -> Result<(), Anything> {
        let (payer, known) = first()?;
        let now = reading(
            vec![
                listed(PAYER, "Payer", MemberState::Active)?,
                listed("200000000002", "Store", MemberState::Suspended)?,
                listed("400000000004", "New", MemberState::PendingActivation)?,
            ],
            &[("200000000002", "r-ab12"), ("400000000004", "r-ab12")],
        )?;
        let compared = compare(&payer, &known, &now, at(2))?;
        let told: Vec<(&str, Change)> = compared
            .changes
            .iter()
            .map(|one| (one.account.as_str(), one.change.clone()))
            .collect();
        let expected = [
            (
                "200000000002",
                Change::State {
                    from: MemberState::Active,
                    to: MemberState::Suspended,
                },
            ),
            (
                "200000000002",
                Change::Moved {
                    from: UnitId::parse("ou-ab12-00000001")?,
                    to: UnitId::parse("r-ab12")?,
                },
            ),
            (
                "200000000002",
                Change::Renamed {
                    from: "Shop".to_owned(),
                },
            ),
            ("300000000003", Change::Left),
            ("400000000004", Change::Joined),
        ];
        assert_eq!(told, expected);
        let lab = compared
            .write
            .iter()
            .find(|member| member.id.as_str() == "300000000003");
        assert_eq!(lab.and_then(|member| member.left_at), Some(at(2)));
        Ok(())
    }

    #[test]
    fn who_left_comes_back_as_the_same() -> Result<(), Anything> {
        let (payer, known) = first()?;
        let less = reading(vec![listed(PAYER, "Payer", MemberState::Active)?], &[])?;
        let mut then = known.clone();
        for written in compare(&payer, &known, &less, at(2))?.write {
            then.retain(|member| member.id != written.id);
            then.push(written);
        }
        let more = reading(
            vec![
                listed(PAYER, "Payer", MemberState::Active)?,
                listed("300000000003", "Lab", MemberState::Active)?,
            ],
            &[],
        )?;
        let back = compare(&payer, &then, &more, at(3))?;
        assert_eq!(back.changes.len(), 1);
        assert!(matches!(
            back.changes.first().map(|c| &c.change),
            Some(Change::Returned)
        ));
        assert_eq!(
            back.write.first().map(|member| member.first_seen_at),
            Some(at(1))
        );
        Ok(())
    }

    #[test]
    fn a_list_without_the_payer_removes_nobody() -> Result<(), Anything> {
        let (payer, known) = first()?;
        for cut in [
            vec![],
            vec![listed("200000000002", "Shop", MemberState::Active)?],
        ] {
            let cut = reading(cut, &[])?;
            assert!(matches!(
                compare(&payer, &known, &cut, at(2)),
                Err(NotWhole::WithoutPayer { .. })
            ));
        }
        Ok(())
    }
}
