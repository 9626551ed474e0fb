//! The step with what is chosen and what to launch.

use landfast_domain::{
    Account, Method, Partition,
    billing_export::{
        ExportChoice, ExportLaunch, ExportTemplates, StackLaunch, reading_policy, stacks,
        unavailable,
    },
    launch::TemplateAt,
    permissions::cloudformation::Template,
    step::{Step, StepKind},
};

use super::observe::export_choice;
use crate::{
    access::{PayerDeployment, applicable},
    actor::Actor,
    app::App,
    error::Result,
    ports::ChosenExport,
};

/// A payer's billing export as a page shows it.
#[derive(Debug, Clone)]
pub struct ExportStatus {
    pub account: Account,
    pub step: Step,
    /// What counts; `None` where AWS offers no exports.
    pub choice: Option<ExportChoice>,
    /// Who chose it and when; `None` for what is by default.
    pub chosen: Option<ChosenExport>,
    /// Why there is nothing to choose here.
    pub unavailable: Option<&'static str>,
    /// What to launch, in order; empty when `why_not_ready` says why.
    pub stacks: Vec<StackLaunch>,
    pub why_not_ready: Option<String>,
    /// What the stack lets Landfast do with the bucket, as JSON.
    pub reading_policy: Option<String>,
    /// With what counts as the bill, whoever chose it.
    pub payer: PayerDeployment,
}

impl App {
    /// # Errors
    /// `account_id_invalid`, `account_not_found`, `step_not_applicable`.
    pub async fn billing_export(&self, actor: &Actor, account: &str) -> Result<ExportStatus> {
        let account = self.account(actor, account).await?;
        let step = applicable(&account, StepKind::BillingExport)?.clone();
        let chosen = self.rows(actor).export_choice(&account.id).await?;
        let choice = export_choice(&account, chosen.as_ref());
        let partition = Partition::of(&account.region);
        let (stacks, why_not_ready) = match &choice {
            None => (Vec::new(), None),
            Some(choice) => match self.export_launch(&account, choice).await {
                Ok(launch) => (stacks(&launch), None),
                Err(why) => (Vec::new(), Some(why)),
            },
        };
        Ok(ExportStatus {
            unavailable: unavailable(partition),
            payer: PayerDeployment {
                bill: choice.clone(),
                ..self.payer_deployment(&actor.workspace.id, &account).await?
            },
            reading_policy: choice
                .as_ref()
                .map(|choice| format!("{:#}", reading_policy(choice, &account.id, partition))),
            account,
            step,
            choice,
            chosen,
            stacks,
            why_not_ready,
        })
    }

    async fn export_launch(
        &self,
        account: &Account,
        choice: &ExportChoice,
    ) -> Result<ExportLaunch, String> {
        let [export, bucket] = &self.bill_templates;
        let role = !matches!(account.method, Method::AccessKeys | Method::MachineIdentity);
        Ok(ExportLaunch {
            choice: choice.clone(),
            partition: Partition::of(&account.region),
            reader: role.then(|| account.role_to_try().name().clone()),
            templates: ExportTemplates {
                export: self.template_at(export).await?,
                bucket: self.template_at(bucket).await?,
            },
            console: self.settings.console_url.clone(),
        })
    }

    /// Where a template is; handed over by hand where there is no bucket for templates.
    pub(crate) async fn template_at(&self, template: &Template) -> Result<TemplateAt, String> {
        let Some(url) = self.ports.templates.url(&template.file_name) else {
            return Ok(TemplateAt::Download(template.file_name.clone()));
        };
        match self.why_not_published(template).await {
            Some(why) => Err(why.to_owned()),
            None => Ok(TemplateAt::Published(url)),
        }
    }
}
