//! The registration of an account that is being activated, made as one that a person begins.

use landfast_domain::{
    Account, AccountName, Method, Partition, Region,
    activation::{FailReason, ItemState, Passed, SkipReason},
    ids::WorkspaceId,
    organization::{Member, names},
};

use super::work::Desk;
use crate::{
    accounts::Checked,
    app::App,
    error::Result,
    ports::{AuditEntry, Conflict, StoreError, Topic},
};

/// The account to go on with, or why there is nothing to do.
pub(super) enum Registered {
    Account(Box<Account>),
    Over(Passed),
}

impl App {
    /// The account's registration; makes it if there is none. Tries the names in their order: another account
    /// may have the first one.
    pub(super) async fn registration_of(
        &self,
        workspace: &WorkspaceId,
        desk: &Desk,
    ) -> Result<Registered> {
        let id = &desk.item.account;
        let rows = self.ports.store.workspace(workspace);
        let row = rows.organization_member(&desk.run.payer, id).await?;
        let Some(member) = row.map(|row| row.member).filter(Member::is_wanted) else {
            let why = format!(
                "Account {id} is not active in the organization of payer {}.",
                desk.run.payer
            );
            return Ok(Registered::Over(Passed::Failed {
                reason: FailReason::AccountUnavailable,
                detail: why,
            }));
        };
        for name in names(&member) {
            if let Some(there) = rows.account_find(id).await? {
                return Ok(judged(there, &desk.item.state));
            }
            match self.register_selected(workspace, desk, name).await {
                Ok(account) => return Ok(Registered::Account(Box::new(account))),
                Err(StoreError::Conflict(Conflict::AccountName | Conflict::AccountId)) => {}
                Err(other) => return Err(other.into()),
            }
        }
        let account = self
            .register_selected(workspace, desk, AccountName::of(id))
            .await?;
        Ok(Registered::Account(Box::new(account)))
    }

    async fn register_selected(
        &self,
        workspace: &WorkspaceId,
        desk: &Desk,
        name: AccountName,
    ) -> Result<Account, StoreError> {
        let (payer, now) = (&desk.payer, self.now());
        let role_name = self.ports.store.installation().await?.role_name;
        let mut tx = self.ports.store.workspace(workspace).begin().await?;
        let organization = tx.organization_find(&payer.id).await?;
        let rollout = organization.and_then(|one| one.rollout);
        let home = Partition::of(&payer.region).home_region();
        let checked = Checked {
            id: desk.item.account.clone(),
            name,
            method: Method::ConsoleStack,
            region: Region::parse(home).unwrap_or_else(|_| payer.region.clone()),
            choices: rollout.map(|one| one.choices).unwrap_or_default(),
        };
        let account = self.new_account(checked, payer.trust, role_name, now);
        tx.account_insert(&account).await?;
        let told = AuditEntry {
            actor: desk.run.begun_by.clone(),
            action: "account.registered",
            account: Some(account.id.clone()),
            summary: format!(
                "Registered account {} as \"{}\": it was selected to be activated through payer {}.",
                account.id, account.name, payer.id
            ),
            request_id: None,
        };
        tx.commit(now, vec![told]).await?;
        self.hint(workspace, Topic::Account, Some(&account.id));
        Ok(account)
    }
}

/// A registration that somebody began by the same template is gone on with.
fn judged(there: Account, state: &ItemState) -> Registered {
    let by_stack =
        matches!(there.method, Method::ConsoleStack | Method::Cli) && there.from_template();
    let why = match state {
        ItemState::Entering if there.was_proven() => Some(SkipReason::AlreadyProven),
        _ if !by_stack => Some(SkipReason::OtherMethod),
        _ => None,
    };
    match why {
        Some(why) => Registered::Over(Passed::Skipped { why }),
        None => Registered::Account(Box::new(there)),
    }
}
