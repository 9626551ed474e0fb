//! An activation as a page follows it.

use landfast_domain::{
    activation::{Activation, ActivationItem, Counts, RunState},
    ids::ActivationId,
};

use super::{
    parts::{activation_id, of_payer},
    read::PermitStatus,
};
use crate::{
    actor::Actor,
    app::App,
    error::Result,
    organization::must_be_payer,
    ports::{ItemQuery, Page},
};

/// The largest page that is given.
const MAX_PAGE: u32 = 200;

/// An activation with everything that a page about it shows.
#[derive(Debug, Clone)]
pub struct ActivationStatus {
    pub activation: Activation,
    pub counts: Counts,
    /// `None` when its record is gone.
    pub permit: Option<PermitStatus>,
}

impl ActivationStatus {
    /// Why nobody can stop it now; `None` when somebody can.
    #[must_use]
    pub const fn why_not_stop(&self) -> Option<&'static str> {
        match self.activation.state {
            RunState::Waiting | RunState::Running => None,
            RunState::Stopping { .. } => Some("It is being stopped."),
            RunState::Stopped { .. } | RunState::Done { .. } => Some("It is over."),
        }
    }

    /// Why nothing can be retried now; `None` when something can.
    #[must_use]
    pub const fn why_not_retry(&self) -> Option<&'static str> {
        match self.activation.state {
            RunState::Stopping { .. } => Some("It is being stopped."),
            RunState::Stopped { .. } if self.counts.queued > 0 => None,
            _ if self.counts.failed > 0 => None,
            _ => Some("No account failed."),
        }
    }
}

impl App {
    /// The activations of a payer, newest first.
    ///
    /// # Errors
    /// `account_id_invalid`, `account_not_found`, `step_not_applicable`.
    pub async fn activations(&self, actor: &Actor, payer: &str) -> Result<Vec<ActivationStatus>> {
        let payer = self.account(actor, payer).await?;
        must_be_payer(&payer)?;
        let rows = self.rows(actor);
        let mut all = Vec::new();
        for activation in rows.activations(&payer.id).await? {
            let permit = rows.permit_find(&activation.permit).await?;
            let permit = match permit {
                Some(permit) => Some(self.permit_status(&payer, permit).await),
                None => None,
            };
            all.push(ActivationStatus {
                counts: rows.activation_counts(&activation.id).await?,
                permit,
                activation,
            });
        }
        Ok(all)
    }

    /// # Errors
    /// `account_id_invalid`, `account_not_found`, `activation_not_found`.
    pub async fn activation(
        &self,
        actor: &Actor,
        payer: &str,
        id: &str,
    ) -> Result<ActivationStatus> {
        let payer = self.account(actor, payer).await?;
        let id = activation_id(id)?;
        let rows = self.rows(actor);
        let activation = of_payer(rows.activation_find(&id).await?, &payer.id)?;
        let permit = match rows.permit_find(&activation.permit).await? {
            Some(permit) => Some(self.permit_status(&payer, permit).await),
            None => None,
        };
        Ok(ActivationStatus {
            counts: rows.activation_counts(&id).await?,
            permit,
            activation,
        })
    }

    /// The accounts of an activation, in the order in which they are begun.
    ///
    /// # Errors
    /// As [`App::activation`]; `cursor_invalid`.
    pub async fn activation_items(
        &self,
        actor: &Actor,
        payer: &str,
        query: ItemQuery,
    ) -> Result<Page<ActivationItem>> {
        let of: &ActivationId = &query.activation;
        self.activation(actor, payer, of.as_str()).await?;
        let limit = query.limit.clamp(1, MAX_PAGE);
        let query = ItemQuery { limit, ..query };
        Ok(self.rows(actor).activation_items(&query).await?)
    }
}
