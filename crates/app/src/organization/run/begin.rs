use std::collections::BTreeSet;

use landfast_domain::{
    AccountId,
    ids::StackRunId,
    organization::{
        Member, Organization, UnitId,
        stack_run::{RunPlan, StackRun, Targets},
    },
};

use super::super::rollout::RolloutStatus;
use crate::{
    accounts::account_id,
    actor::Actor,
    app::App,
    error::{Error, Result},
    problem::ProblemCode,
};

/// Whom a run is to reach. Left out: everybody below the root.
#[derive(Debug, Clone, Default)]
pub struct RunDraft {
    pub units: Vec<String>,
    /// Only these accounts of the units; empty for all, also those that come later.
    pub accounts: Vec<String>,
    /// The unit that comes first.
    pub canary: Option<String>,
    /// Whether the rest follows without a click once every account of the canary is proven.
    pub by_itself: bool,
}

impl App {
    /// Has Landfast make the StackSet and deploy it.
    ///
    /// # Errors
    /// `forbidden`, `account_id_invalid`, `account_not_found`, `step_not_applicable`, `body_invalid` for
    /// targets that are none, `action_not_allowed` with what is missing.
    pub async fn start_run(
        &self,
        actor: &Actor,
        payer: &str,
        draft: &RunDraft,
    ) -> Result<RolloutStatus> {
        let id = account_id(payer)?;
        let members = self.members_of(actor, &id).await?;
        self.change_run(actor, &id, "start", |organization, now, random| {
            let plan = plan(draft, organization, &members)?;
            let run = StackRun::start(StackRunId::new(now, random), actor.name.clone(), plan, now);
            organization.run = Some(run);
            Ok((
                "organization.run_started",
                format!("Started the roll-out to the linked accounts of payer {id}."),
            ))
        })
        .await
    }
}

fn plan(draft: &RunDraft, organization: &Organization, members: &[Member]) -> Result<RunPlan> {
    let mut units = draft
        .units
        .iter()
        .map(|text| unit(text, "units", organization))
        .collect::<Result<Vec<_>>>()?;
    if units.is_empty() {
        let root = organization.tree.in_order();
        units.extend(root.first().map(|(_, root)| root.id.clone()));
    }
    let accounts = draft
        .accounts
        .iter()
        .map(|text| picked(text, organization, &units, members))
        .collect::<Result<BTreeSet<_>>>()?;
    let canary = draft.canary.as_deref();
    let canary = canary
        .map(|text| unit(text, "canary", organization))
        .transpose()?;
    if let Some(canary) = &canary {
        let inside = |above: &UnitId| organization.tree.is_inside(canary, above);
        if !accounts.is_empty() || !units.iter().any(inside) {
            return Err(invalid(
                "canary",
                format!(
                    "The canary {canary} is not among the targets. Expected one of the units or a unit below them, and no picked accounts."
                ),
            ));
        }
    }
    Ok(RunPlan {
        targets: Targets { units, accounts },
        canary,
        by_itself: draft.by_itself,
    })
}

fn unit(text: &str, field: &'static str, organization: &Organization) -> Result<UnitId> {
    let unit = UnitId::parse(text)
        .map_err(|why| invalid(field, format!("The unit is not understood: {why}.")))?;
    if organization.tree.unit(&unit).is_none() {
        let detail = format!("The organization has no unit {unit}, as far as it was read.");
        return Err(invalid(field, detail));
    }
    Ok(unit)
}

fn picked(
    text: &str,
    organization: &Organization,
    units: &[UnitId],
    members: &[Member],
) -> Result<AccountId> {
    let id = AccountId::parse(text)
        .map_err(|why| invalid("accounts", format!("The account is not understood: {why}.")))?;
    let inside = |member: &Member| {
        let unit = member.unit.as_ref();
        unit.is_some_and(|unit| {
            units
                .iter()
                .any(|above| organization.tree.is_inside(unit, above))
        })
    };
    let member = members.iter().find(|member| member.id == id);
    if !member.is_some_and(|member| member.is_wanted() && inside(member)) {
        let detail = format!("Account {id} is no active account of the units that are targeted.");
        return Err(invalid("accounts", detail));
    }
    Ok(id)
}

fn invalid(field: &'static str, detail: String) -> Error {
    Error::field(ProblemCode::BodyInvalid, field, detail)
}
