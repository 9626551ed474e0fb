//! What Terraform made before the account was known to be a payer: looked at with its first proof.

use landfast_domain::{
    Account, AccountKind, Timestamp,
    check::Verdict,
    deployment::{Part, PartWish},
    step::{StepKind, StepState},
};

use super::ask::asked;
use crate::{
    app::App,
    error::Result,
    ports::{Check, Trigger, WorkspaceTx},
};

/// What is to be looked at now.
#[derive(Debug, Default)]
pub(super) struct Deployed {
    /// The check of the billing export, which its step waits for.
    pub export: Option<Check>,
    /// A StackSet is there whose accounts nobody has tried.
    pub stack_set: bool,
}

impl App {
    /// Of an account that was just looked at; `first` when access to it was never proven before.
    pub(super) async fn deployed(
        &self,
        tx: &mut dyn WorkspaceTx,
        account: &mut Account,
        verdict: Verdict,
        first: bool,
        now: Timestamp,
    ) -> Result<Deployed> {
        if verdict != Verdict::Pass || account.kind != Some(AccountKind::Payer) {
            return Ok(Deployed::default());
        }
        let parts = tx.deployment_parts(&account.id).await?;
        let there = |fits: fn(&PartWish) -> bool| {
            let made = |part: &&Part| part.made.is_some() && fits(&part.wish);
            parts.iter().any(|part| made(&part))
        };
        let export = match there(|wish| matches!(wish, PartWish::BillingExport { .. })) {
            true => self.begin_export_check(tx, account, now).await?,
            false => None,
        };
        Ok(Deployed {
            export,
            stack_set: first && there(|wish| matches!(wish, PartWish::LinkedAccounts { .. })),
        })
    }

    /// Unless somebody has begun one.
    async fn begin_export_check(
        &self,
        tx: &mut dyn WorkspaceTx,
        account: &mut Account,
        now: Timestamp,
    ) -> Result<Option<Check>> {
        let step = account.step(StepKind::BillingExport);
        let Some(step) = step.filter(|step| step.state == StepState::Open).cloned() else {
            return Ok(None);
        };
        let check = self.new_check(account, &step, Trigger::Person, None, now);
        tx.check_insert(&check).await?;
        account.put_step(asked(&step, &check, now)?);
        Ok(Some(check))
    }
}
