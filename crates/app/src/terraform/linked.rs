use std::collections::BTreeMap;

use landfast_domain::{
    Account,
    deployment::{PartWish, StackSetValues},
    launch::TemplateAt,
    organization::{STACK_SET_NAME, UnitId},
    step::StepKind,
};

use super::{
    part::{Found, PartOf, may_be_payer, removed, unless_closed},
    sent,
};
use crate::{
    actor::Actor,
    app::App,
    error::{Error, Result},
    ports::{Topic, Trigger},
    problem::ProblemCode,
};

/// What the module says of the StackSet. Everything is text until it has been looked at.
#[derive(Debug, Clone, Default)]
pub struct DeployedStackSet {
    pub of: PartOf,
    /// Ids with commas between them; empty for the whole organization.
    pub units: String,
}

impl App {
    /// Gives the module the values for its StackSet and takes note of it, before and after. Begins
    /// the roll-out unless it is begun: its external id is minted once, so that nothing changes when
    /// the module asks again. Once the StackSet is there, each account is tried, and registered when
    /// its role lets Landfast in.
    ///
    /// # Errors
    /// `forbidden`; `not_found` for a deployment that never asked for its values; `body_invalid`;
    /// `step_not_applicable` for any account but a payer; `identity_unavailable`,
    /// `template_unpublished`, `action_not_allowed` while there is no template to roll out.
    pub async fn stack_set_deployed(
        &self,
        actor: &Actor,
        said: &DeployedStackSet,
    ) -> Result<StackSetValues> {
        let found = self
            .part_found(actor, &said.of, StepKind::LinkedAccounts)
            .await?;
        let units = units(&said.units)?;
        let Some(account) = &found.account else {
            return as_before(&found);
        };
        may_be_payer(account, "use_stackset")?;
        let stack_set = self.stack_set_values(actor, account).await?;
        let wish = PartWish::LinkedAccounts {
            units,
            stack_set: stack_set.clone(),
        };
        // What Landfast has newer values for is news only when the module has taken them over.
        let takes_over = found.fingerprint.is_some() || found.part.is_none();
        if takes_over && found.is_news(&wish) {
            if found.fingerprint.is_some() {
                self.look_for_reached(actor, account).await?;
                let step = StepKind::LinkedAccounts.as_str();
                let id = account.id.as_str();
                unless_closed(self.start_check(actor, id, step, Trigger::Person).await)?;
            }
            self.note_part(actor, found, wish).await?;
        }
        Ok(stack_set)
    }

    async fn stack_set_values(&self, actor: &Actor, account: &Account) -> Result<StackSetValues> {
        let status = self.begin_rollout(actor, &account.id).await?;
        let not_ready = status.why_not_ready.unwrap_or_default();
        let Some(launch) = status.launch else {
            return Err(Error::new(ProblemCode::IdentityUnavailable, not_ready)
                .hint("`landfast doctor` says what is missing on the server."));
        };
        let TemplateAt::Published(template_url) = &launch.launch.template else {
            let detail =
                "A StackSet needs a template in a bucket that AWS can read; this server has none.";
            return Err(Error::new(ProblemCode::ActionNotAllowed, detail).hint(
                "Start the server with --template-bucket and run \"landfast templates publish\"; or make the StackSet from the downloaded template.",
            ));
        };
        let parameters: BTreeMap<String, String> = launch
            .parameters()
            .into_iter()
            .map(|one| (one.name.to_owned(), one.value))
            .collect();
        Ok(StackSetValues {
            name: STACK_SET_NAME.to_owned(),
            region: launch.launch.region.clone(),
            template_url: template_url.clone(),
            parameters,
        })
    }

    /// Now, where the payer's role lets Landfast read the organization; else its first proof does.
    async fn look_for_reached(&self, actor: &Actor, payer: &Account) -> Result<()> {
        if !payer.was_proven() {
            return Ok(());
        }
        let now = self.now();
        let mut tx = self.rows(actor).begin().await?;
        tx.work_insert(&self.discover_work(&actor.workspace.id, payer, now, true))
            .await?;
        tx.commit(now, Vec::new()).await?;
        self.hint(&actor.workspace.id, Topic::Work, Some(&payer.id));
        Ok(())
    }
}

/// A plan or a destroy after the record's removal sees no change.
fn as_before(found: &Found) -> Result<StackSetValues> {
    match found.part.as_ref().map(|part| &part.wish) {
        Some(PartWish::LinkedAccounts { stack_set, .. }) => Ok(stack_set.clone()),
        _ => Err(removed(&found.deployment.account)),
    }
}

fn units(text: &str) -> Result<Vec<UnitId>> {
    let ids = text.split(',').filter(|id| !id.is_empty());
    ids.map(UnitId::parse)
        .collect::<std::result::Result<_, _>>()
        .map_err(|why| sent("units", &why))
}
