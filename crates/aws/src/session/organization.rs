//! The organization as its payer sees it: every account, every unit, page after page.
//!
//! Pages hold 20 (AWS Organizations API Reference, `ListAccounts`). One call at a time: Organizations
//! answers a second one of the same organization with `TooManyRequestsException`.

use aws_sdk_organizations::{
    Client,
    types::{Account, AccountState, AccountStatus},
};
use landfast_app::ports::TreeSeen;
use landfast_domain::{
    AccountId, Timestamp,
    organization::{Listed, MemberState, Unit, UnitId},
};

use crate::{
    classify::{Call, classify},
    failure::{Failure, Malformed},
};

const ACCOUNTS: Call = Call::session("organizations:ListAccounts");
const ROOTS: Call = Call::session("organizations:ListRoots");
const UNITS: Call = Call::session("organizations:ListOrganizationalUnitsForParent");
const PLACED: Call = Call::session("organizations:ListAccountsForParent");
const PAGE: i32 = 20;
/// Of one list; an organization has 10,000 accounts by default (AWS Organizations, "Quotas").
const PAGES: usize = 5_000;
/// An organization has 2,000 units by default.
const MOST_UNITS: usize = 10_000;

/// Reads a list to its end; a page that fails makes all of it fail.
macro_rules! every_page {
    ($call:expr, $request:expr, $items:ident) => {{
        let (mut all, mut token, mut pages) = (Vec::new(), None, 0_usize);
        loop {
            let page = $request
                .max_results(PAGE)
                .set_next_token(token)
                .send()
                .await;
            let page = page.map_err(|error| classify($call, &error))?;
            all.extend(page.$items().iter().cloned());
            token = page.next_token().map(ToOwned::to_owned);
            pages += 1;
            if token.is_none() {
                break all;
            }
            if pages > PAGES {
                return Err(missing($call, "the end of the list").into());
            }
        }
    }};
}

pub(super) async fn members(client: &Client) -> Result<Vec<Listed>, Failure> {
    let accounts = every_page!(ACCOUNTS, client.list_accounts(), accounts);
    let listed = accounts.iter().map(listed);
    Ok(listed.collect::<Result<_, _>>()?)
}

fn listed(account: &Account) -> Result<Listed, Malformed> {
    let joined = account
        .joined_timestamp()
        .and_then(|at| at.to_millis().ok());
    Ok(Listed {
        id: id_of(account, ACCOUNTS)?,
        name: account.name().unwrap_or_default().to_owned(),
        state: state(account).ok_or_else(|| missing(ACCOUNTS, "State"))?,
        joined_at: joined.map(Timestamp::from_unix_ms),
    })
}

/// `State` tells more than `Status`, which AWS announced to retire on 2026-09-09 (AWS Organizations API
/// Reference, "Account"); partitions may differ in which they send.
fn state(account: &Account) -> Option<MemberState> {
    match (account.state(), account.status()) {
        (Some(AccountState::PendingActivation), _) => Some(MemberState::PendingActivation),
        (Some(AccountState::Active), _) => Some(MemberState::Active),
        (Some(AccountState::Suspended), _) => Some(MemberState::Suspended),
        (Some(AccountState::PendingClosure), _) => Some(MemberState::PendingClosure),
        (Some(AccountState::Closed), _) => Some(MemberState::Closed),
        (_, Some(AccountStatus::Active)) => Some(MemberState::Active),
        (_, Some(AccountStatus::Suspended)) => Some(MemberState::Suspended),
        (_, Some(AccountStatus::PendingClosure)) => Some(MemberState::PendingClosure),
        _ => None,
    }
}

fn id_of(account: &Account, call: Call) -> Result<AccountId, Malformed> {
    let id = account.id().and_then(|id| AccountId::parse(id).ok());
    id.ok_or_else(|| missing(call, "Id"))
}

/// Breadth first from the root.
pub(super) async fn tree(client: &Client) -> Result<TreeSeen, Failure> {
    let roots = every_page!(ROOTS, client.list_roots(), roots);
    let mut units = roots
        .iter()
        .map(|root| unit(ROOTS, root.id(), root.name(), None))
        .collect::<Result<Vec<_>, _>>()?;
    let mut seen = TreeSeen::default();
    let mut next = 0;
    while let Some(parent) = units.get(next).map(|unit: &Unit| unit.id.clone()) {
        let below = client.list_organizational_units_for_parent();
        let below = below.parent_id(parent.as_str());
        for one in every_page!(UNITS, below.clone(), organizational_units) {
            units.push(unit(UNITS, one.id(), one.name(), Some(&parent))?);
        }
        let accounts = client.list_accounts_for_parent().parent_id(parent.as_str());
        for account in every_page!(PLACED, accounts.clone(), accounts) {
            seen.placed.insert(id_of(&account, PLACED)?, parent.clone());
        }
        next += 1;
        if next > MOST_UNITS {
            return Err(missing(UNITS, "the end of the tree").into());
        }
    }
    seen.tree = units.into_iter().collect();
    Ok(seen)
}

fn unit(
    call: Call,
    id: Option<&str>,
    name: Option<&str>,
    parent: Option<&UnitId>,
) -> Result<Unit, Malformed> {
    let id = id.and_then(|id| UnitId::parse(id).ok());
    Ok(Unit {
        id: id.ok_or_else(|| missing(call, "Id"))?,
        name: name.unwrap_or_default().to_owned(),
        parent: parent.cloned(),
    })
}

const fn missing(call: Call, field: &'static str) -> Malformed {
    Malformed {
        action: call.action,
        field,
    }
}
