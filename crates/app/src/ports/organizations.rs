//! The organizations of payers, as AWS tells them and as the store keeps them.

use std::collections::BTreeMap;

use landfast_domain::{
    AccountId, Timestamp,
    account::AccountStatus,
    organization::{Member, MemberStanding, Tree, UnitId},
};

use super::Cursor;

/// The units of an organization and where its accounts stand, as far as they stood still meanwhile.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TreeSeen {
    pub tree: Tree,
    pub placed: BTreeMap<AccountId, UnitId>,
}

/// An account of an organization with its registration in the same workspace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberRow {
    pub member: Member,
    /// `None` when it is not registered.
    pub registered: Option<AccountStatus>,
    /// When access by a role was proven last.
    pub proven_at: Option<Timestamp>,
}

impl MemberRow {
    #[must_use]
    pub fn standing(&self) -> MemberStanding {
        MemberStanding::of(&self.member, self.registered)
    }
}

/// Which accounts of a payer's organization, in the order of their ids.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberQuery {
    pub payer: AccountId,
    /// Part of the id or the name, whatever the case.
    pub search: Option<String>,
    pub standing: Option<MemberStanding>,
    /// Only those that stand in one of these units themselves; `None` for all.
    pub units: Option<Vec<UnitId>>,
    pub limit: u32,
    pub cursor: Option<Cursor>,
}
