use landfast_domain::{
    Account, Timestamp,
    account::Trust,
    activation::{Permit, PermitLaunch, PermitWay, permit_guide},
    billing_export::StackLaunch,
    ids::PermitId,
    removal::GuideStep,
    trust::Trusted,
};

use crate::{
    actor::Actor,
    app::App,
    error::{Error, Result},
    organization::must_be_payer,
    problem::ProblemCode,
};

const NO_BUCKET: &str = "A permit for a roll-out by StackSet can do nothing on this server: it makes StackSets from Landfast's own templates only. Expected a bucket that CloudFormation reads them from, found none.";

/// A permit with everything that a page about it shows.
#[derive(Debug, Clone)]
pub struct PermitStatus {
    pub permit: Permit,
    /// When this was seen: a permit runs out by itself.
    pub now: Timestamp,
    /// What its owner launches; `None` once there is nothing to launch, or while `why_not_ready` says why.
    pub stack: Option<StackLaunch>,
    pub why_not_ready: Option<String>,
    /// How its owner deletes the stack.
    pub guide: Vec<GuideStep>,
}

impl PermitStatus {
    /// Why nobody can look for its stack now; `None` when somebody can.
    #[must_use]
    pub fn why_not_check(&self) -> Option<&'static str> {
        if self.permit.awaits_stack(self.now) || self.permit.is_open(self.now) {
            return None;
        }
        Some("The permit is over.")
    }

    /// Why nobody can say now that its stack is deleted; `None` when somebody can.
    #[must_use]
    pub fn why_not_end(&self) -> Option<&'static str> {
        self.permit.why_not_end()
    }
}

impl App {
    /// The permits of a payer, newest first.
    ///
    /// # Errors
    /// `account_id_invalid`, `account_not_found`, `step_not_applicable`.
    pub async fn permits(&self, actor: &Actor, payer: &str) -> Result<Vec<PermitStatus>> {
        let payer = self.account(actor, payer).await?;
        must_be_payer(&payer)?;
        let mut all = Vec::new();
        for permit in self.rows(actor).permits(&payer.id).await? {
            all.push(self.permit_status(&payer, permit).await);
        }
        Ok(all)
    }

    /// # Errors
    /// `account_id_invalid`, `account_not_found`, `permit_not_found`.
    pub async fn permit(&self, actor: &Actor, payer: &str, id: &str) -> Result<PermitStatus> {
        let payer = self.account(actor, payer).await?;
        let id = permit_id(id)?;
        let found = self.rows(actor).permit_find(&id).await?;
        let permit = of_payer(found, &payer)?;
        Ok(self.permit_status(&payer, permit).await)
    }

    pub(super) async fn permit_status(&self, payer: &Account, permit: Permit) -> PermitStatus {
        let now = self.now();
        let console = self.settings.console_url.clone();
        let guide = permit_guide(&permit, console.as_deref());
        let (stack, why_not_ready) = if permit.awaits_stack(now) {
            match self.permit_stack(payer, &permit, console).await {
                Ok(stack) => (Some(stack), None),
                Err(why) => (None, Some(why)),
            }
        } else {
            (None, None)
        };
        PermitStatus {
            permit,
            now,
            stack,
            why_not_ready,
            guide,
        }
    }

    async fn permit_stack(
        &self,
        payer: &Account,
        permit: &Permit,
        console: Option<String>,
    ) -> Result<StackLaunch, String> {
        let account = Account {
            trust: permit.trust,
            ..payer.clone()
        };
        let trusted: Trusted = self.trusted(&account).await?;
        let template = self.permit_template(permit.trust);
        let launch = PermitLaunch {
            permit,
            trusted,
            template: self.template_at(template).await?,
            template_prefix: self.prefix_for(permit)?,
            console,
        };
        Ok(launch.stack())
    }

    /// Where StackSets may be made from, by a permit for them. Without a bucket such a permit could do
    /// nothing: a StackSet that Landfast makes takes its template from an address.
    ///
    /// # Errors
    /// Why a permit for StackSets is of no use on this server.
    pub(super) fn prefix_for(&self, permit: &Permit) -> Result<Option<String>, String> {
        let prefix = self.template_prefix(permit.trust);
        match (&permit.way, &prefix) {
            (PermitWay::StackSet, None) => Err(NO_BUCKET.to_owned()),
            _ => Ok(prefix),
        }
    }

    /// What the addresses of the access role's templates begin with, in every version.
    fn template_prefix(&self, trust: Trust) -> Option<String> {
        let file = &self.template_for(trust).file_name;
        let (name, _) = file.rsplit_once('-')?;
        let url = self.ports.templates.url(file)?;
        url.strip_suffix(file.as_str())
            .map(|place| format!("{place}{name}-"))
    }
}

pub(super) fn permit_id(text: &str) -> Result<PermitId> {
    PermitId::parse(text).map_err(|_| permit_not_found())
}

/// # Errors
/// `permit_not_found` for none, and for one of another payer.
pub(super) fn of_payer(found: Option<Permit>, payer: &Account) -> Result<Permit> {
    found
        .filter(|permit| permit.payer == payer.id)
        .ok_or_else(permit_not_found)
}

pub(super) fn permit_not_found() -> Error {
    Error::new(
        ProblemCode::PermitNotFound,
        "There is no permit with this id of this payer.",
    )
}
