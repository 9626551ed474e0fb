use landfast_domain::{
    Account, AccountName, Method, Region, Timestamp,
    account::Trust,
    step::{StepEvent, StepKind},
};

use super::{
    choices::{choose, in_words},
    read::{account_id, not_found},
    register::{sentence, taken},
};
use crate::{
    actor::Actor,
    app::{App, entry},
    error::{Error, Result},
    keys::Allowed,
    ports::Topic,
    problem::ProblemCode,
};

/// What of an account can be changed later; `None` leaves it.
#[derive(Debug, Clone, Default)]
pub struct AccountEdit {
    pub name: Option<String>,
    pub region: Option<String>,
    pub method: Option<String>,
    /// Names of optional capabilities: those that shall be on, all others off.
    pub capabilities: Option<Vec<String>>,
    pub tag_access: Option<String>,
    /// Whom the role shall trust.
    pub trust: Option<String>,
}

impl App {
    /// Changes what is said or wanted of an account. Another region, another trust, and another method that brings
    /// another role, open the API access step anew. Other choices make the role out of date.
    ///
    /// # Errors
    /// `forbidden`, `account_not_found`, `account_name_invalid`, `account_name_taken`,
    /// `region_invalid`, `method_unknown`, `method_disabled`, `choices_invalid`, `trust_unknown`,
    /// `issuer_unavailable`, `identity_unavailable`; `action_not_allowed` for anything but the name of
    /// an account that its payer's StackSet reaches.
    pub async fn edit_account(
        &self,
        actor: &Actor,
        id: &str,
        edit: &AccountEdit,
    ) -> Result<Account> {
        actor.must_operate()?;
        let (id, now) = (account_id(id)?, self.now());
        let trust = match &edit.trust {
            Some(text) => Some(self.trust(Some(text)).await?),
            None => None,
        };
        let mut tx = self.rows(actor).begin().await?;
        let before = tx.account_find(&id).await?.ok_or_else(|| not_found(&id))?;
        not_of_one_alone(&before, edit)?;
        let mut account = before.clone();
        let allowed = self.allowed(actor, tx.method_switches().await?);
        let changes: Vec<String> = [
            rename(&mut account, edit)?,
            relocate(&mut account, edit, now)?,
            deploy_otherwise(&allowed, &mut account, edit, now)?,
            choose_anew(&mut account, edit, now)?,
            trust.and_then(|trust| trust_otherwise(&mut account, trust, now)),
        ]
        .into_iter()
        .flatten()
        .collect();
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
        self.hint(&actor.workspace.id, Topic::Work, Some(&id));
        Ok(account)
    }
}

/// Each of these says what it changed; `None` when nothing.
type Change = Result<Option<String>>;

fn rename(account: &mut Account, edit: &AccountEdit) -> Change {
    let Some(text) = &edit.name else {
        return Ok(None);
    };
    let name = if text.trim().is_empty() {
        AccountName::of(&account.id)
    } else {
        AccountName::parse(text).map_err(|why| {
            let code = ProblemCode::AccountNameInvalid;
            Error::field(code, "name", sentence(&why.to_string()))
        })?
    };
    let said = format!("name from \"{}\" to \"{name}\"", account.name);
    let before = std::mem::replace(&mut account.name, name);
    Ok((before != account.name).then_some(said))
}

/// One StackSet with one set of parameters makes the role of every account that it reaches.
///
/// # Errors
/// `action_not_allowed` for any change but the name.
fn not_of_one_alone(account: &Account, edit: &AccountEdit) -> Result<()> {
    let of_the_role = edit.region.is_some()
        || edit.method.is_some()
        || edit.trust.is_some()
        || edit.capabilities.is_some()
        || edit.tag_access.is_some();
    if account.method != Method::StackSet || !of_the_role {
        return Ok(());
    }
    let detail = format!(
        "The role of account {} comes from its payer's StackSet, which has one set of parameters for all its accounts. Only the name can be changed here.",
        account.id
    );
    let hint = "To set this account up by itself, take it out of the StackSet, remove it, and register it by another method.";
    Err(Error::new(ProblemCode::ActionNotAllowed, detail).hint(hint))
}

fn relocate(account: &mut Account, edit: &AccountEdit, now: Timestamp) -> Change {
    let Some(text) = &edit.region else {
        return Ok(None);
    };
    let region = parse_region(text, account)?;
    if region == account.region {
        return Ok(None);
    }
    let said = format!("home region from {} to {region}", account.region);
    account.region = region;
    happen(account, StepEvent::WantedChanged, now);
    Ok(Some(said))
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

/// The proven role stays until the one that the new method brings is proven in its place.
fn deploy_otherwise(
    allowed: &Allowed,
    account: &mut Account,
    edit: &AccountEdit,
    now: Timestamp,
) -> Change {
    let Some(text) = &edit.method else {
        return Ok(None);
    };
    let method = Method::parse(text).map_err(|why| {
        let code = ProblemCode::MethodUnknown;
        Error::field(code, "method", sentence(&why.to_string()))
    })?;
    if method == account.method {
        return Ok(None);
    }
    let said = format!(
        "method from {} to {}",
        account.method.as_str(),
        method.as_str()
    );
    allowed.must_allow(method)?;
    let had_no_role = matches!(account.method, Method::AccessKeys | Method::MachineIdentity);
    account.method = method;
    if (had_no_role && account.proven.is_none()) || method == Method::MachineIdentity {
        happen(account, StepEvent::WantedChanged, now);
    }
    if method.makes_the_role() && !account.from_template() {
        account.candidate = Some(account.template_role());
        happen(account, StepEvent::WantedChanged, now);
    }
    Ok(Some(said))
}

fn choose_anew(account: &mut Account, edit: &AccountEdit, now: Timestamp) -> Change {
    let (capabilities, tags) = (edit.capabilities.as_deref(), edit.tag_access.as_deref());
    let choices = choose(&account.choices, capabilities, tags)?;
    if choices == account.choices {
        return Ok(None);
    }
    let said = format!(
        "choices from {} to {}",
        in_words(&account.choices),
        in_words(&choices)
    );
    account.choices = choices;
    happen(account, StepEvent::UpdateWanted, now);
    if account.proven.is_some() {
        account.next_check_at = Some(now);
    }
    Ok(Some(said))
}

/// The same role must be deployed anew; until then it refuses, and that is no finding.
fn trust_otherwise(account: &mut Account, trust: Trust, now: Timestamp) -> Option<String> {
    if trust == account.trust {
        return None;
    }
    let said = format!(
        "trust from {} to {}",
        account.trust.as_str(),
        trust.as_str()
    );
    account.trust = trust;
    happen(account, StepEvent::WantedChanged, now);
    Some(said)
}

/// A step that takes no such event stays as it is.
fn happen(account: &mut Account, event: StepEvent, now: Timestamp) {
    let step = account.step(StepKind::ApiAccess);
    if let Some(next) = step.and_then(|step| step.on(event, now).ok()) {
        account.put_step(next);
    }
}
