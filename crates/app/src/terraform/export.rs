use landfast_domain::{billing_export::ChoiceDraft, deployment::PartWish, step::StepKind};

use super::part::{PartOf, may_be_payer, unless_closed};
use crate::{actor::Actor, app::App, billing::deployed_choice, error::Result, ports::Trigger};

/// What the module says of the bill's export. Everything is text until it has been looked at.
#[derive(Debug, Clone, Default)]
pub struct DeployedExport {
    pub of: PartOf,
    pub choice: ChoiceDraft,
    /// The id of the report or export that is there already, for the way of that name.
    pub existing: Option<String>,
}

impl App {
    /// Takes note of the export that the module makes, before and after. Once it is there, it is what
    /// counts for the account's bill, and it is checked: now, or as soon as the account is known to
    /// be a payer. What people choose afterwards stays until the module makes something else.
    ///
    /// # Errors
    /// `forbidden`; `not_found` for a deployment that never asked for its values; `body_invalid`;
    /// `step_not_applicable` for any account but a payer; `choices_invalid`, `action_not_allowed`.
    pub async fn export_deployed(&self, actor: &Actor, said: &DeployedExport) -> Result<()> {
        let found = self
            .part_found(actor, &said.of, StepKind::BillingExport)
            .await?;
        // A plan or a destroy after the record's removal.
        let Some(account) = &found.account else {
            return Ok(());
        };
        may_be_payer(account, "billing_export")?;
        let choice = deployed_choice(account, &said.choice, said.existing.as_deref())?;
        let wish = PartWish::BillingExport {
            choice: choice.clone(),
        };
        if !found.is_news(&wish) {
            return Ok(());
        }
        if found.fingerprint.is_some() {
            self.take_deployed_choice(actor, &account.id, choice)
                .await?;
            let step = StepKind::BillingExport.as_str();
            let id = account.id.as_str();
            unless_closed(self.start_check(actor, id, step, Trigger::Person).await)?;
        }
        self.note_part(actor, found, wish).await
    }
}
