use landfast_domain::{
    Account, AccountName, Region,
    step::{StepEvent, StepKind},
};

use super::{
    read::{account_id, not_found},
    register::{sentence, taken},
};
use crate::{
    actor::Actor,
    app::{App, entry},
    error::{Error, Result},
    ports::Topic,
    problem::ProblemCode,
};

/// What of an account can be changed later; `None` leaves it.
#[derive(Debug, Clone, Default)]
pub struct AccountEdit {
    pub name: Option<String>,
    pub region: Option<String>,
}

impl App {
    /// Changes name or home region. Another region opens the API access step anew, because the
    /// stack belongs there.
    ///
    /// # Errors
    /// `forbidden`, `account_not_found`, `account_name_invalid`, `account_name_taken`, `region_invalid`.
    pub async fn edit_account(
        &self,
        actor: &Actor,
        id: &str,
        edit: &AccountEdit,
    ) -> Result<Account> {
        actor.must_operate()?;
        let (id, now) = (account_id(id)?, self.now());
        let mut tx = self.rows(actor).begin().await?;
        let before = tx.account_find(&id).await?.ok_or_else(|| not_found(&id))?;
        let mut account = before.clone();
        let mut changes = Vec::new();
        if let Some(name) = &edit.name {
            account.name = parse_name(name, &before)?;
            if account.name != before.name {
                changes.push(format!(
                    "name from \"{}\" to \"{}\"",
                    before.name, account.name
                ));
            }
        }
        if let Some(region) = &edit.region {
            account.region = parse_region(region, &before)?;
            if account.region != before.region {
                changes.push(format!(
                    "home region from {} to {}",
                    before.region, account.region
                ));
                reopen(&mut account, now);
            }
        }
        if changes.is_empty() {
            return Ok(before);
        }
        tx.account_save(&account)
            .await
            .map_err(|why| taken(why, &account))?;
        let summary = format!("Changed {} of account {id}.", changes.join(" and "));
        tx.commit(
            now,
            vec![entry(actor, "account.edited", Some(&id), summary)],
        )
        .await?;
        self.hint(&actor.workspace.id, Topic::Account, Some(&id));
        Ok(account)
    }
}

fn parse_name(text: &str, account: &Account) -> Result<AccountName> {
    if text.trim().is_empty() {
        return Ok(AccountName::of(&account.id));
    }
    AccountName::parse(text).map_err(|why| {
        Error::field(
            ProblemCode::AccountNameInvalid,
            "name",
            sentence(&why.to_string()),
        )
    })
}

fn parse_region(text: &str, account: &Account) -> Result<Region> {
    let refuse = |why: String| Error::field(ProblemCode::RegionInvalid, "region", why);
    let region = Region::parse(text).map_err(|why| refuse(sentence(&why.to_string())))?;
    let (have, want) = (
        landfast_domain::Partition::of(&account.region),
        landfast_domain::Partition::of(&region),
    );
    if have == want {
        return Ok(region);
    }
    Err(refuse(format!(
        "The account is in the partition {have}; {region} is in {want}. An account never changes its partition."
    )))
}

fn reopen(account: &mut Account, now: landfast_domain::Timestamp) {
    let next = account
        .step(StepKind::ApiAccess)
        .and_then(|step| step.on(StepEvent::WantedChanged, now).ok());
    if let Some(step) = next {
        account.put_step(step);
    }
}
