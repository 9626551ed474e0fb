//! Registering an account that a roll-out has reached.

use landfast_domain::{
    Account, AccountName, RoleName,
    ids::WorkspaceId,
    organization::{Member, Rollout, names},
    step::StepEvent,
};

use super::reach::{Reach, can_be_reached};
use crate::{
    access::by_itself,
    app::App,
    error::Result,
    ports::{Check, Conflict, StoreError, Topic, Trigger, WorkspaceTx},
};

impl App {
    /// Tries the names in their order: another account may have the first one.
    pub(super) async fn register_reached(
        &self,
        workspace: &WorkspaceId,
        reach: &Reach,
        rollout: &Rollout,
        role_name: &RoleName,
    ) -> Result<()> {
        for place in [0_usize, 1] {
            let mut tx = self.ports.store.workspace(workspace).begin().await?;
            let Some(member) = still_wanted(tx.as_mut(), reach, rollout).await? else {
                return Ok(());
            };
            let all = names(&member);
            let name = all.get(place).cloned();
            let name = name.unwrap_or_else(|| AccountName::of(&member.id));
            let account = rollout.registers(&member, name, role_name.clone(), self.now());
            match self.insert_reached(tx, workspace, reach, account).await {
                Err(StoreError::Conflict(Conflict::AccountName)) if place == 0 => {}
                Err(StoreError::Conflict(Conflict::AccountId)) => return Ok(()),
                done => return Ok(done?),
            }
        }
        Ok(())
    }

    async fn insert_reached(
        &self,
        mut tx: Box<dyn WorkspaceTx>,
        workspace: &WorkspaceId,
        reach: &Reach,
        mut account: Account,
    ) -> Result<(), StoreError> {
        let now = self.now();
        let check = self.first_check(&mut account);
        tx.account_insert(&account).await?;
        if let Some(check) = check {
            tx.check_insert(&check).await?;
            tx.work_insert(&self.check_work(workspace, &check, now))
                .await?;
        }
        let summary = format!(
            "Registered account {} as \"{}\": the roll-out of payer {} has reached it.",
            account.id, account.name, reach.payer
        );
        let entry = by_itself("account.registered", &account, summary);
        tx.commit(now, vec![entry]).await?;
        self.hint(workspace, Topic::Account, Some(&account.id));
        self.hint(workspace, Topic::Account, Some(&reach.payer));
        Ok(())
    }

    /// With the two minutes that a new role is given.
    fn first_check(&self, account: &mut Account) -> Option<Check> {
        let now = self.now();
        let step = account.steps.first().cloned()?;
        let check = self.new_check(account, &step, Trigger::Person, None, now);
        let event = StepEvent::CheckAsked {
            check: check.id.clone(),
        };
        account.put_step(step.on(event, now).ok()?);
        Some(check)
    }
}

/// The account, unless it was registered, left, or another roll-out was begun meanwhile.
async fn still_wanted(
    tx: &mut dyn WorkspaceTx,
    reach: &Reach,
    rollout: &Rollout,
) -> Result<Option<Member>> {
    let organization = tx.organization_find(&reach.payer).await?;
    let same = organization
        .and_then(|one| one.rollout)
        .is_some_and(|now| now.external_id == rollout.external_id);
    let row = tx.member_find(&reach.payer, &reach.account).await?;
    let row = row.filter(|row| same && can_be_reached(row));
    Ok(row.map(|row| row.member))
}
