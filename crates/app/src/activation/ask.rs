use std::collections::BTreeSet;

use landfast_domain::{
    Account, AccountId, ExternalId, Partition, Region, RoleName, Timestamp,
    activation::{
        MEMBER_ROLE, Permit, PermitState, PermitWay, Selected, VALID_FOR, permit_role_name,
    },
    external_id::RANDOM_BYTES,
    ids::PermitId,
    permissions::cloudformation::MOST_ACCOUNTS,
};

use super::{body::FOLLOW, parts::items, read::PermitStatus};
use crate::{
    accounts::{account_id, not_found},
    actor::Actor,
    app::{App, entry},
    error::{Error, Result},
    organization::must_be_payer,
    ports::{AuditEntry, Topic, WorkspaceTx},
    problem::ProblemCode,
};

const OTHER_WAY: &str = "Or ask for a permit of way \"selected\".";

/// What a permit is asked for, as somebody typed it.
#[derive(Debug, Clone)]
pub enum PermitDraft {
    /// To activate these accounts.
    Selected {
        account_ids: Vec<String>,
        /// The role that trusts the payer there; the one of AWS Organizations when left out.
        member_role: Option<String>,
    },
    /// To roll out by StackSet.
    StackSet,
}

impl PermitDraft {
    /// To roll out by StackSet, which names no accounts and no role: what was given all the same is not ignored.
    ///
    /// # Errors
    /// `account_ids_invalid`, `member_role_invalid`.
    pub fn stack_set(account_ids: Option<&[String]>, member_role: Option<&str>) -> Result<Self> {
        if account_ids.is_some() {
            let what = "A permit for StackSets names no accounts. Expected none, found a list.";
            return Err(ids_invalid(what.to_owned())
                .hint(
                    "Leave account_ids out: whom the roll-out reaches is said when it is started.",
                )
                .hint(OTHER_WAY));
        }
        if member_role.is_some() {
            let what = "A permit for StackSets enters no account. Expected no role, found one.";
            return Err(role_invalid(what.to_owned())
                .hint("Leave member_role out.")
                .hint(OTHER_WAY));
        }
        Ok(Self::StackSet)
    }
}

impl App {
    /// Asks a payer's owner for a permit: nothing happens in AWS until its stack is launched.
    ///
    /// # Errors
    /// `forbidden`, `account_id_invalid`, `account_not_found`, `step_not_applicable`,
    /// `account_ids_invalid`, `member_role_invalid`; `action_not_allowed` before the payer was proven,
    /// while there is a permit of the same way, and for StackSets on a server without a bucket for templates.
    pub async fn ask_for_permit(
        &self,
        actor: &Actor,
        payer: &str,
        draft: &PermitDraft,
    ) -> Result<PermitStatus> {
        actor.must_operate()?;
        let (id, now) = (account_id(payer)?, self.now());
        let installation = self.ports.store.installation().await?.role_name;
        let mut tx = self.rows(actor).begin().await?;
        let payer = tx.account_find(&id).await?.ok_or_else(|| not_found(&id))?;
        let way = way(&payer, draft)?;
        if let PermitWay::Selected(selected) = &way {
            // None of them may be a stranger.
            items(tx.as_mut(), &payer.id, &selected.accounts).await?;
        }
        let asked = self
            .put_permit(tx.as_mut(), actor, &payer, way, &installation)
            .await?;
        let (permit, told) = asked;
        tx.work_insert(&self.permit_look_work(&actor.workspace.id, &permit, now))
            .await?;
        tx.commit(now, vec![told]).await?;
        self.hint(&actor.workspace.id, Topic::Account, Some(&id));
        self.hint(&actor.workspace.id, Topic::Work, Some(&id));
        Ok(self.permit_status(&payer, permit).await)
    }

    /// Writes a permit that is asked for, within a transaction that is open and holds the payer. Its
    /// stack has yet to be looked for.
    pub(super) async fn put_permit(
        &self,
        tx: &mut dyn WorkspaceTx,
        actor: &Actor,
        payer: &Account,
        way: PermitWay,
        installation: &RoleName,
    ) -> Result<(Permit, AuditEntry)> {
        must_be_ready(tx, payer).await?;
        let same = |permit: &&Permit| permit.way.as_str() == way.as_str();
        if let Some(there) = tx.permits_live(&payer.id).await?.iter().find(same) {
            return Err(there_already(there));
        }
        let permit = self.new_permit(actor, payer, way, installation);
        self.prefix_for(&permit).map_err(of_no_use)?;
        tx.permit_put(&permit).await?;
        let what = match &permit.way {
            PermitWay::Selected(selected) => {
                format!("to activate {} linked accounts", selected.accounts.len())
            }
            PermitWay::StackSet => "to roll out by StackSet".to_owned(),
        };
        let summary = format!(
            "Asked the owner of payer {} for a permit {what}, valid until {}.",
            payer.id, permit.valid_until
        );
        let told = entry(actor, "activation.permit_asked", Some(&payer.id), summary);
        Ok((permit, told))
    }

    fn new_permit(
        &self,
        actor: &Actor,
        payer: &Account,
        way: PermitWay,
        installation: &RoleName,
    ) -> Permit {
        let now = self.now();
        let home = Partition::of(&payer.region).home_region();
        Permit {
            id: PermitId::new(now, self.random()),
            payer: payer.id.clone(),
            role_name: permit_role_name(&way, installation),
            way,
            external_id: ExternalId::from_random(self.random::<RANDOM_BYTES>()),
            trust: payer.trust,
            // A region that no account can switch off.
            region: Region::parse(home).unwrap_or_else(|_| payer.region.clone()),
            asked_by: actor.name.clone(),
            asked_at: now,
            valid_until: whole_seconds(now.plus(VALID_FOR)),
            state: PermitState::Asked,
            follow_until: Some(now.plus(FOLLOW)),
            tries: 0,
            looked_at: None,
            last: None,
            ending: None,
        }
    }
}

/// IAM's dates have no fractions everywhere.
const fn whole_seconds(at: Timestamp) -> Timestamp {
    Timestamp::from_unix_ms(at.unix_ms() - at.unix_ms().rem_euclid(1000))
}

async fn must_be_ready(tx: &mut dyn WorkspaceTx, payer: &Account) -> Result<()> {
    must_be_payer(payer)?;
    let not_now =
        |why: String, hint: &str| Err(Error::new(ProblemCode::ActionNotAllowed, why).hint(hint));
    if !payer.was_proven() {
        let why = format!(
            "No permit can be asked for: access to payer {} was never proven.",
            payer.id
        );
        return not_now(why, "Finish API access of the payer first.");
    }
    if tx.removal_find(&payer.id).await?.is_some() {
        let why = format!("Access to payer {} is being taken back.", payer.id);
        return not_now(why, "Give the removal up first, if the payer is to stay.");
    }
    Ok(())
}

fn of_no_use(why: String) -> Error {
    Error::new(ProblemCode::ActionNotAllowed, why)
        .hint("Have the server started with --template-bucket, then ask again.")
        .hint(
            "Or activate selected accounts, or make the StackSet yourself: neither needs a bucket.",
        )
}

fn there_already(there: &Permit) -> Error {
    let detail = format!(
        "Payer {} has a permit of the same kind already, asked for at {} by {}. Expected none.",
        there.payer, there.asked_at, there.asked_by
    );
    Error::new(ProblemCode::ActionNotAllowed, detail)
        .hint("End that one first: delete its stack and have it tried until AWS refuses it.")
}

fn way(payer: &Account, draft: &PermitDraft) -> Result<PermitWay> {
    match draft {
        PermitDraft::Selected {
            account_ids,
            member_role,
        } => {
            let accounts = selected_ids(account_ids)?;
            selected(payer, accounts, member_role.as_deref()).map(PermitWay::Selected)
        }
        PermitDraft::StackSet => Ok(PermitWay::StackSet),
    }
}

/// # Errors
/// `step_not_applicable` for an account of no organization, `member_role_invalid`, `account_ids_invalid`
/// where the payer itself is among them.
pub(super) fn selected(
    payer: &Account,
    accounts: Vec<AccountId>,
    member_role: Option<&str>,
) -> Result<Selected> {
    must_be_payer(payer)?;
    if accounts.contains(&payer.id) {
        return Err(ids_invalid(format!(
            "Account {} is the payer itself. Expected its linked accounts only.",
            payer.id
        )));
    }
    let role = member_role.map(str::trim).filter(|name| !name.is_empty());
    let member_role = RoleName::parse(role.unwrap_or(MEMBER_ROLE)).map_err(|why| {
        role_invalid(format!(
            "The name of the role in the accounts cannot be used: {why}."
        ))
        .hint("Give the name alone, without a path: OrganizationAccountAccessRole, or AWSControlTowerExecution.")
    })?;
    let organization_id = payer.organization_id.clone().ok_or_else(|| {
        let why = format!("The organization of payer {} is not known.", payer.id);
        Error::new(ProblemCode::StepNotApplicable, why).hint("Check API access of the payer first.")
    })?;
    Ok(Selected {
        organization_id,
        accounts,
        member_role,
    })
}

/// Sorted, none twice.
///
/// # Errors
/// `account_ids_invalid` for none, more than 500, or a text that is no id.
pub(super) fn selected_ids(texts: &[String]) -> Result<Vec<AccountId>> {
    let parsed: Result<BTreeSet<AccountId>> = texts
        .iter()
        .map(|text| AccountId::parse(text).map_err(|why| ids_invalid(format!("{why}."))))
        .collect();
    let ids: Vec<AccountId> = parsed?.into_iter().collect();
    match ids.len() {
        0 => Err(ids_invalid(
            "No account was selected. Expected at least one.".to_owned(),
        )),
        found if found > MOST_ACCOUNTS => Err(ids_invalid(format!(
            "{found} accounts were selected. Expected {MOST_ACCOUNTS} at most; a permit has no room for more."
        ))
        .hint("Activate some of them first, then the others; or roll the role out by StackSet.")),
        _ => Ok(ids),
    }
}

fn role_invalid(detail: String) -> Error {
    Error::field(ProblemCode::MemberRoleInvalid, "member_role", detail)
}

pub(super) fn ids_invalid(detail: String) -> Error {
    Error::field(ProblemCode::AccountIdsInvalid, "account_ids", detail)
}
