use landfast_domain::{
    Account, AccountKind,
    ids::CheckId,
    step::{Step, StepKind, StepState},
};

use super::Instructions;
use crate::{
    actor::Actor,
    app::App,
    error::{Error, Result},
    ports::{Check, Cursor, Page},
    problem::ProblemCode,
};

/// How many of an account's checks are looked through for the last one of a step.
const NEWEST: u32 = 20;

/// A step with everything that a page about it shows.
#[derive(Debug, Clone)]
pub struct StepStatus {
    pub account: Account,
    pub step: Step,
    /// The check that runs, or the last one.
    pub check: Option<Check>,
    /// Only for steps that somebody deploys something for.
    pub instructions: Option<Instructions>,
}

impl App {
    /// # Errors
    /// `account_id_invalid`, `account_not_found`, `step_not_found`, `step_not_applicable`.
    pub async fn step(&self, actor: &Actor, account: &str, step: &str) -> Result<StepStatus> {
        let kind = step_kind(step)?;
        let account = self.account(actor, account).await?;
        self.status(actor, account, kind).await
    }

    pub(crate) async fn status(
        &self,
        actor: &Actor,
        account: Account,
        kind: StepKind,
    ) -> Result<StepStatus> {
        let step = applicable(&account, kind)?.clone();
        let check = self.check_of(actor, &account, &step).await?;
        let instructions = match kind {
            StepKind::ApiAccess => Some(Instructions {
                payer: self.payer_deployment(&actor.workspace.id, &account).await?,
                ..self.instructions(&account).await
            }),
            StepKind::BillingExport | StepKind::LinkedAccounts => None,
        };
        Ok(StepStatus {
            account,
            step,
            check,
            instructions,
        })
    }

    async fn check_of(
        &self,
        actor: &Actor,
        account: &Account,
        step: &Step,
    ) -> Result<Option<Check>> {
        let rows = self.rows(actor);
        match &step.state {
            StepState::Checking { check, .. }
            | StepState::Waiting {
                check: Some(check), ..
            } => Ok(rows.check_find(&account.id, check).await?),
            _ => {
                let newest = rows.checks(&account.id, NEWEST, None).await?.items;
                Ok(newest.into_iter().find(|check| check.step == step.kind))
            }
        }
    }

    /// # Errors
    /// `account_not_found`, `check_not_found`.
    pub async fn check(&self, actor: &Actor, account: &str, id: &str) -> Result<Check> {
        let account = self.account(actor, account).await?;
        let none = || {
            Error::new(
                ProblemCode::CheckNotFound,
                format!("Account {} has no check {id}.", account.id),
            )
        };
        let id = CheckId::parse(id).map_err(|_| none())?;
        self.rows(actor)
            .check_find(&account.id, &id)
            .await?
            .ok_or_else(none)
    }

    /// The account's checks, newest first.
    ///
    /// # Errors
    /// `account_not_found`, `cursor_invalid`.
    pub async fn checks(
        &self,
        actor: &Actor,
        account: &str,
        limit: u32,
        cursor: Option<&Cursor>,
    ) -> Result<Page<Check>> {
        let account = self.account(actor, account).await?;
        Ok(self
            .rows(actor)
            .checks(&account.id, limit.clamp(1, 200), cursor)
            .await?)
    }
}

pub(crate) fn step_kind(text: &str) -> Result<StepKind> {
    StepKind::parse(text).map_err(|why| {
        Error::new(
            ProblemCode::StepNotFound,
            format!("There is no such step: {why}."),
        )
    })
}

pub(crate) fn applicable(account: &Account, kind: StepKind) -> Result<&Step> {
    account.step(kind).ok_or_else(|| {
        let what = match &account.kind {
            Some(AccountKind::Payer) => "a payer",
            Some(AccountKind::Linked { .. }) => "a linked account",
            Some(AccountKind::Standalone) => "a standalone account",
            None => "an account whose kind is not known yet",
        };
        Error::new(
            ProblemCode::StepNotApplicable,
            format!(
                "The step {kind} does not apply: account {} is {what}.",
                account.id
            ),
        )
    })
}
