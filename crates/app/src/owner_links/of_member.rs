//! A link for an account of a payer's organization that nobody has registered yet.

use landfast_domain::{
    Account, AccountId, AccountName, Method, organization::Member, owner_link::Lifetime,
    permissions::Choices,
};

use super::manage::{NewOwnerLink, lifetime};
use crate::{
    accounts::{Checked, account_id, registered_entry, taken},
    actor::Actor,
    app::App,
    error::{Error, Result},
    organization::must_be_payer,
    ports::Topic,
    problem::ProblemCode,
};

impl App {
    /// Makes a link for an account of `payer`'s organization. One that is not registered is registered
    /// by that, in the same transaction: by the name that the organization has for it, in the payer's
    /// home region and with the payer's trust, by console stack and with the usual choices.
    ///
    /// # Errors
    /// `forbidden`, `account_id_invalid`, `account_not_found` for a payer or a member that is not known,
    /// `step_not_applicable` for anything but a payer, `action_not_allowed` for an account that has left
    /// or is closed or has no role, `owner_link_expiry_invalid`.
    pub async fn make_linked_owner_link(
        &self,
        actor: &Actor,
        payer: &str,
        account: &str,
        days: Option<u32>,
    ) -> Result<NewOwnerLink> {
        actor.must_operate()?;
        let payer = self.account(actor, payer).await?;
        must_be_payer(&payer)?;
        let (id, lifetime) = (account_id(account)?, lifetime(days)?);
        let found = self.rows(actor).organization_member(&payer.id, &id).await?;
        let member = found.ok_or_else(|| no_member(&payer, &id))?.member;
        if !member.is_wanted() {
            return Err(not_there(&payer, &member));
        }
        let usual = AccountName::parse(&member.name).unwrap_or_else(|_| AccountName::of(&id));
        let made = self.register_for_owner(actor, &payer, &id, usual, lifetime);
        match made.await {
            // Another account has the name: an id is nobody else's.
            Err(why) if why.code == ProblemCode::AccountNameTaken => {
                let name = AccountName::of(&id);
                self.register_for_owner(actor, &payer, &id, name, lifetime)
                    .await
            }
            other => other,
        }
    }

    async fn register_for_owner(
        &self,
        actor: &Actor,
        payer: &Account,
        id: &AccountId,
        name: AccountName,
        lifetime: Lifetime,
    ) -> Result<NewOwnerLink> {
        let (now, mut entries) = (self.now(), Vec::new());
        let role_name = self.ports.store.installation().await?.role_name;
        let mut tx = self.rows(actor).begin().await?;
        let account = match tx.account_find(id).await? {
            Some(account) => account,
            None => {
                let checked = Checked {
                    id: id.clone(),
                    name,
                    method: Method::ConsoleStack,
                    region: payer.region.clone(),
                    choices: Choices::default(),
                };
                let account = self.new_account(checked, payer.trust, role_name, now);
                tx.account_insert(&account)
                    .await
                    .map_err(|why| taken(why, &account))?;
                entries.push(registered_entry(actor, &account));
                account
            }
        };
        let (made, entry) = self
            .insert_owner_link(tx.as_mut(), actor, &account, lifetime)
            .await?;
        entries.push(entry);
        tx.commit(now, entries).await?;
        self.hint(&actor.workspace.id, Topic::Account, Some(id));
        Ok(made)
    }
}

fn no_member(payer: &Account, id: &AccountId) -> Error {
    Error::new(
        ProblemCode::AccountNotFound,
        format!(
            "No account {id} is known in the organization of payer {}.",
            payer.id
        ),
    )
    .hint("If it is new, have the organization read again. Any account can be registered by itself too.")
}

fn not_there(payer: &Account, member: &Member) -> Error {
    let why = match member.left_at {
        Some(_) => format!("it has left the organization of payer {}", payer.id),
        None => format!("it is {}", member.state.in_words()),
    };
    Error::new(
        ProblemCode::ActionNotAllowed,
        format!("No link can be made for account {}: {why}.", member.id),
    )
}
