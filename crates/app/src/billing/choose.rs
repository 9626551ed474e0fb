//! Choosing what the bill comes from.

use landfast_domain::{
    Account, AccountId, Partition,
    billing_export::{ChoiceDraft, ChoiceError, ExportChoice, ExportId, ExportWay, unavailable},
    step::{Step, StepEvent, StepKind, StepState},
};

use super::show::ExportStatus;
use crate::{
    access::applicable,
    accounts::{account_id, not_found},
    actor::Actor,
    app::{App, entry},
    error::{Error, Result},
    ports::{ChosenExport, Topic, WorkspaceTx},
    problem::ProblemCode,
};

impl App {
    /// Takes the choice. Another one than before opens the step again; the same one changes nothing.
    /// `existing` is the id of a candidate, for the way of that name.
    ///
    /// # Errors
    /// `forbidden`, `account_not_found`, `step_not_applicable`, `action_not_allowed`,
    /// `choices_invalid`; `unavailable` when the candidates cannot be asked for.
    pub async fn choose_export(
        &self,
        actor: &Actor,
        account: &str,
        draft: &ChoiceDraft,
        existing: Option<&str>,
    ) -> Result<ExportStatus> {
        actor.must_operate()?;
        let account = self.payer(actor, account).await?;
        let choice =
            match ExportChoice::way_of(draft).map_err(|why| invalid("way", &why.to_string()))? {
                ExportWay::Existing => self.adopted(actor, &account, existing).await?,
                ExportWay::New | ExportWay::NewOtherRegion => made(&account, draft)?,
            };
        self.take(actor, &account.id, choice).await?;
        self.billing_export(actor, account.id.as_str()).await
    }

    /// The payer, if its step can be worked at.
    pub(super) async fn payer(&self, actor: &Actor, account: &str) -> Result<Account> {
        let id = account_id(account)?;
        let account = self.rows(actor).account_find(&id).await?;
        let account = account.ok_or_else(|| not_found(&id))?;
        applicable(&account, StepKind::BillingExport)?;
        match unavailable(Partition::of(&account.region)) {
            Some(why) => Err(Error::new(ProblemCode::ActionNotAllowed, why)),
            None => Ok(account),
        }
    }

    /// The choice of the candidate with this id, as AWS shows it now.
    async fn adopted(
        &self,
        actor: &Actor,
        account: &Account,
        existing: Option<&str>,
    ) -> Result<ExportChoice> {
        let wanted = existing.map(str::trim).filter(|id| !id.is_empty());
        let wanted = wanted.ok_or_else(|| {
            invalid(
                "existing",
                "Expected the id of one of the candidates; found none.",
            )
        })?;
        let id = ExportId::parse(wanted);
        let offer = self.offer(actor, account).await?;
        let candidate = offer.candidates.into_iter().find(|one| one.export.id == id);
        let Some(candidate) = candidate else {
            let detail = format!("Account {} has no report or export {wanted}.", account.id);
            return Err(invalid("existing", &detail)
                .hint("The candidates are listed with their ids; names of legacy reports begin with report:."));
        };
        let misfits = candidate.misfits;
        candidate.pick.map(ExportChoice::adopting).ok_or_else(|| {
            let why: Vec<String> = misfits
                .iter()
                .map(|misfit| format!("expected {}, found {}", misfit.expected, misfit.found))
                .collect();
            let detail = format!(
                "{} cannot be read as a bill: {}.",
                candidate.export.name,
                why.join("; ")
            );
            invalid("existing", &detail)
                .hint("Choose another candidate, or let a stack make a new export beside it.")
        })
    }

    async fn take(&self, actor: &Actor, id: &AccountId, choice: ExportChoice) -> Result<()> {
        let now = self.now();
        let mut tx = self.rows(actor).begin().await?;
        let mut account = tx.account_find(id).await?.ok_or_else(|| not_found(id))?;
        if chosen_before(tx.as_mut(), id).await?.as_ref() == Some(&choice) {
            return Ok(());
        }
        let next = applicable(&account, StepKind::BillingExport)?
            .on(StepEvent::WantedChanged, now)
            .map_err(|why| Error::new(ProblemCode::ActionNotAllowed, format!("{why}.")))?;
        account.put_step(next);
        let summary = chosen_in_words(id, &choice);
        let chosen = ChosenExport {
            choice,
            by: actor.name.clone(),
            at: now,
        };
        tx.export_choice_put(id, &chosen).await?;
        tx.account_save(&account).await?;
        let told = entry(actor, "billing.chosen", Some(id), summary);
        tx.commit(now, vec![told]).await?;
        self.hint(&actor.workspace.id, Topic::Account, Some(id));
        Ok(())
    }
}

impl App {
    /// Takes the choice of a deployment, which may come before anybody knows that the account is a
    /// payer. A step that was skipped is taken up again.
    pub(crate) async fn take_deployed_choice(
        &self,
        actor: &Actor,
        id: &AccountId,
        choice: ExportChoice,
    ) -> Result<()> {
        let now = self.now();
        let mut tx = self.rows(actor).begin().await?;
        let mut account = tx.account_find(id).await?.ok_or_else(|| not_found(id))?;
        let is_new = chosen_before(tx.as_mut(), id).await?.as_ref() != Some(&choice);
        let skipped = |step: &Step| matches!(step.state, StepState::Skipped { .. });
        let step = account.step(StepKind::BillingExport).cloned();
        if !is_new && !step.as_ref().is_some_and(skipped) {
            return Ok(());
        }
        if let Some(mut step) = step {
            let resume = skipped(&step).then_some(StepEvent::Resume);
            let change = is_new.then_some(StepEvent::WantedChanged);
            for event in resume.into_iter().chain(change) {
                // What the step cannot take now, its next check sees.
                step = step.on(event, now).unwrap_or(step);
            }
            account.put_step(step);
            tx.account_save(&account).await?;
        }
        let summary = chosen_in_words(id, &choice);
        let chosen = ChosenExport {
            choice,
            by: actor.name.clone(),
            at: now,
        };
        tx.export_choice_put(id, &chosen).await?;
        let told = entry(actor, "billing.chosen", Some(id), summary);
        tx.commit(now, vec![told]).await?;
        self.hint(&actor.workspace.id, Topic::Account, Some(id));
        Ok(())
    }
}

fn chosen_in_words(id: &AccountId, choice: &ExportChoice) -> String {
    format!(
        "Chose the billing export of account {id}: {}, {}, s3://{}/{}.",
        choice.way.as_str(),
        choice.format.title(),
        choice.bucket,
        choice.root(),
    )
}

async fn chosen_before(tx: &mut dyn WorkspaceTx, id: &AccountId) -> Result<Option<ExportChoice>> {
    Ok(tx.export_choice(id).await?.map(|chosen| chosen.choice))
}

fn made(account: &Account, draft: &ChoiceDraft) -> Result<ExportChoice> {
    let default = default_of(account)?;
    ExportChoice::of_draft(draft, &default).map_err(|why| not_fitting(&why))
}

/// What a deployment says that it makes or reads.
pub(crate) fn deployed_choice(
    account: &Account,
    draft: &ChoiceDraft,
    existing: Option<&str>,
) -> Result<ExportChoice> {
    let default = default_of(account)?;
    ExportChoice::deployed(draft, existing, &default).map_err(|why| not_fitting(&why))
}

fn default_of(account: &Account) -> Result<ExportChoice> {
    let partition = Partition::of(&account.region);
    let default = ExportChoice::default_of(&account.id, &account.role_name, partition);
    default.ok_or_else(|| {
        let why = unavailable(partition).unwrap_or("There is no billing export here.");
        Error::new(ProblemCode::ActionNotAllowed, why)
    })
}

fn not_fitting(why: &ChoiceError) -> Error {
    let text = why.to_string();
    let (field, detail) = text.split_once(": ").unwrap_or(("way", &text));
    let field = FIELDS.into_iter().find(|known| *known == field);
    let mut letters = detail.chars();
    let first = letters.next().map(|c| c.to_ascii_uppercase());
    let detail: String = first.into_iter().chain(letters).collect();
    invalid(field.unwrap_or("way"), &format!("{detail}."))
}

const FIELDS: [&str; 7] = [
    "way",
    "format",
    "bucket",
    "bucket_region",
    "prefix",
    "name",
    "existing",
];

fn invalid(path: &'static str, detail: &str) -> Error {
    Error::field(ProblemCode::ChoicesInvalid, path, detail)
}
