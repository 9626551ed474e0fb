//! What beginning, stopping and retrying an activation have in common.

use std::collections::BTreeMap;

use landfast_domain::{
    AccountId, Timestamp,
    activation::{Activation, ActivationItem, Permit, PermitWay, Selected},
    ids::ActivationId,
    organization::Member,
};

use super::ask::ids_invalid;
use crate::{
    actor::Actor,
    app::entry,
    error::{Error, Result},
    ports::{AuditEntry, WorkspaceTx},
    problem::ProblemCode,
};

/// Of one attempt at one account. CloudFormation takes letters, digits and hyphens (API Reference,
/// `CreateStack`, `ClientRequestToken`).
pub(super) fn token(run: &Activation, account: &AccountId, attempt: u32) -> String {
    let run = run.id.as_str().replace('_', "-");
    format!("landfast-{run}-{account}-{attempt}")
}

pub(super) fn told(
    actor: &Actor,
    action: &'static str,
    run: &Activation,
    what: &str,
) -> AuditEntry {
    let summary = format!("Asked {what} of payer {}.", run.payer);
    entry(actor, action, Some(&run.payer), summary)
}

/// # Errors
/// `account_ids_invalid` for an account that is not in the organization.
pub(super) async fn items(
    tx: &mut dyn WorkspaceTx,
    payer: &AccountId,
    ids: &[AccountId],
) -> Result<Vec<ActivationItem>> {
    let members = tx.members_all(payer).await?;
    let known: BTreeMap<&AccountId, &Member> =
        members.iter().map(|member| (&member.id, member)).collect();
    let item = |(position, id): (u32, &AccountId)| {
        let member = known.get(id).filter(|member| member.left_at.is_none());
        let member = member.ok_or_else(|| {
            ids_invalid(format!(
                "Account {id} is not in the organization of payer {payer}, as it was read last."
            ))
            .hint("Have the organization read anew if the account is new there.")
        })?;
        Ok(ActivationItem::queued(
            id.clone(),
            member.name.clone(),
            position,
        ))
    };
    (0..).zip(ids).map(item).collect()
}

pub(super) async fn none_under_way(tx: &mut dyn WorkspaceTx, payer: &AccountId) -> Result<()> {
    let all = tx.activations_live(payer).await?;
    let Some(live) = all.first() else {
        return Ok(());
    };
    let detail = format!(
        "An activation of payer {payer} goes on since {}, begun by {}. Expected none.",
        live.begun_at, live.begun_by
    );
    Err(Error::new(ProblemCode::ActionNotAllowed, detail)
        .hint("Wait for its end, or stop it first."))
}

/// A permit that is there already and does for these accounts.
pub(super) async fn fitting(
    tx: &mut dyn WorkspaceTx,
    payer: &AccountId,
    wanted: &Selected,
    now: Timestamp,
) -> Result<Option<Permit>> {
    let fits = |permit: &Permit| {
        let same_role =
            matches!(&permit.way, PermitWay::Selected(of) if of.member_role == wanted.member_role);
        let usable = permit.is_open(now) || permit.awaits_stack(now);
        usable && same_role && wanted.accounts.iter().all(|id| permit.covers(id))
    };
    Ok(tx.permits_live(payer).await?.into_iter().find(fits))
}

/// The permit, if it can go on being used; one whose stack nobody has said to be deleted is looked for again.
pub(super) fn taken_up(mut permit: Permit, now: Timestamp) -> Option<Permit> {
    permit.take_up(now);
    (permit.is_open(now) || permit.awaits_stack(now)).then_some(permit)
}

/// Puts failed accounts back; gives how many there are to do.
pub(super) async fn put_back(
    tx: &mut dyn WorkspaceTx,
    run: &Activation,
    chosen: Option<&[AccountId]>,
    now: Timestamp,
) -> Result<u32> {
    let mut failed = tx.activation_items(&run.id, "failed", run.accounts).await?;
    if let Some(chosen) = chosen {
        if let Some(other) = chosen
            .iter()
            .find(|id| failed.iter().all(|item| item.account != **id))
        {
            return Err(ids_invalid(format!(
                "Account {other} has not failed in this activation."
            )));
        }
        failed.retain(|item| chosen.contains(&item.account));
    }
    for item in &mut failed {
        item.retry(now);
    }
    tx.activation_items_put(&run.id, &failed).await?;
    let to_do = tx.activation_counts(&run.id).await?.queued;
    if to_do == 0 {
        let detail = "No account of this activation failed or was left: there is nothing to retry.";
        return Err(Error::new(ProblemCode::ActionNotAllowed, detail));
    }
    Ok(to_do)
}

/// The accounts that are still to be activated.
pub(super) async fn left(tx: &mut dyn WorkspaceTx, run: &Activation) -> Result<Vec<AccountId>> {
    let mut ids = Vec::new();
    for state in ["queued", "entering", "creating", "failed"] {
        let items = tx.activation_items(&run.id, state, run.accounts).await?;
        ids.extend(items.into_iter().map(|item| item.account));
    }
    ids.sort();
    Ok(ids)
}

pub(super) fn activation_id(text: &str) -> Result<ActivationId> {
    ActivationId::parse(text).map_err(|_| activation_not_found())
}

/// # Errors
/// `activation_not_found` for none, and for one of another payer.
pub(super) fn of_payer(found: Option<Activation>, payer: &AccountId) -> Result<Activation> {
    found
        .filter(|run| run.payer == *payer)
        .ok_or_else(activation_not_found)
}

fn activation_not_found() -> Error {
    Error::new(
        ProblemCode::ActivationNotFound,
        "There is no activation with this id of this payer.",
    )
}
