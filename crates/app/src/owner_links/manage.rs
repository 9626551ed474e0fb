//! What operators do with links.

use landfast_domain::{
    Account,
    ids::OwnerLinkId,
    owner_link::{Lifetime, OwnerLink, why_no_link},
};
use secrecy::{ExposeSecret, SecretString};

use crate::{
    accounts::{account_id, not_found},
    actor::Actor,
    app::{App, entry},
    error::{Error, Result},
    people::secret,
    ports::{AuditEntry, StoredOwnerLink, Topic, WorkspaceTx},
    problem::ProblemCode,
};

/// What every link's text begins with.
pub(super) const LINK_PREFIX: &str = "lfo_";

/// A link that was just made. The text is shown once and not kept.
pub struct NewOwnerLink {
    /// What follows the `#` of the address.
    pub text: SecretString,
    pub link: OwnerLink,
}

impl App {
    /// Makes a link for the account's owner; several may work at once.
    ///
    /// # Errors
    /// `forbidden`, `account_id_invalid`, `account_not_found`, `owner_link_expiry_invalid`,
    /// `action_not_allowed` when the account's method has no role.
    pub async fn make_owner_link(
        &self,
        actor: &Actor,
        account: &str,
        days: Option<u32>,
    ) -> Result<NewOwnerLink> {
        actor.must_operate()?;
        let (id, now, lifetime) = (account_id(account)?, self.now(), lifetime(days)?);
        let mut tx = self.rows(actor).begin().await?;
        let account = tx.account_find(&id).await?.ok_or_else(|| not_found(&id))?;
        let (made, entry) = self
            .insert_owner_link(tx.as_mut(), actor, &account, lifetime)
            .await?;
        tx.commit(now, vec![entry]).await?;
        self.hint(&actor.workspace.id, Topic::Account, Some(&id));
        Ok(made)
    }

    /// Writes a new link within a transaction that is open; gives it with what the audit log is to know.
    pub(super) async fn insert_owner_link(
        &self,
        tx: &mut dyn WorkspaceTx,
        actor: &Actor,
        account: &Account,
        lifetime: Lifetime,
    ) -> Result<(NewOwnerLink, AuditEntry)> {
        if let Some(why) = why_no_link(account) {
            return Err(Error::new(ProblemCode::ActionNotAllowed, why));
        }
        let (id, now) = (&account.id, self.now());
        let (secret, secret_hash) = secret::mint(self);
        let link = OwnerLink {
            id: OwnerLinkId::new(now, self.random()),
            account: id.clone(),
            made_by: actor.name.clone(),
            made_at: now,
            expires_at: now.plus(lifetime.lasts()),
            last_used_at: None,
            revoked: None,
        };
        let stored = StoredOwnerLink { link, secret_hash };
        tx.owner_link_insert(&stored).await?;
        let link = stored.link;
        let summary = format!(
            "Made the link {} for the owner of account {id}, for {} days.",
            link.id,
            lifetime.days()
        );
        let entry = entry(actor, "owner_link.made", Some(id), summary);
        let text = SecretString::from(format!(
            "{LINK_PREFIX}{}.{}",
            link.id,
            secret.expose_secret()
        ));
        Ok((NewOwnerLink { text, link }, entry))
    }

    /// The links of an account, newest first, with those that ended not long ago.
    ///
    /// # Errors
    /// `account_id_invalid`, `account_not_found`.
    pub async fn owner_links(&self, actor: &Actor, account: &str) -> Result<Vec<OwnerLink>> {
        let account = self.account(actor, account).await?;
        Ok(self.rows(actor).owner_links(&account.id).await?)
    }

    /// Ends a link. One that has ended already stays as it is.
    ///
    /// # Errors
    /// `forbidden`, `account_id_invalid`, `owner_link_not_found`.
    pub async fn revoke_owner_link(&self, actor: &Actor, account: &str, link: &str) -> Result<()> {
        actor.must_operate()?;
        let (id, now) = (account_id(account)?, self.now());
        let none = || no_such_link(&id);
        let link = OwnerLinkId::parse(link).map_err(|_| none())?;
        let mut tx = self.rows(actor).begin().await?;
        let found = tx.owner_link_find(&link).await?;
        let mut link = found.filter(|link| link.account == id).ok_or_else(none)?;
        if !link.revoke(&actor.name, now) {
            return Ok(());
        }
        if let Some(revoked) = &link.revoked {
            tx.owner_link_revoke(&link.id, revoked).await?;
        }
        let summary = format!(
            "Revoked the link {} for the owner of account {id}.",
            link.id
        );
        tx.commit(
            now,
            vec![entry(actor, "owner_link.revoked", Some(&id), summary)],
        )
        .await?;
        self.hint(&actor.workspace.id, Topic::Account, Some(&id));
        Ok(())
    }
}

pub(super) fn lifetime(days: Option<u32>) -> Result<Lifetime> {
    days.map_or(Ok(Lifetime::default()), |days| {
        Lifetime::of_days(days).map_err(|why| {
            let code = ProblemCode::OwnerLinkExpiryInvalid;
            let detail = format!(
                "A link works for 1 to {} days, found {}.",
                Lifetime::MAX_DAYS,
                why.found
            );
            Error::field(code, "expires_in_days", detail)
        })
    })
}

fn no_such_link(account: &landfast_domain::AccountId) -> Error {
    Error::new(
        ProblemCode::OwnerLinkNotFound,
        format!("Account {account} has no such link in this workspace."),
    )
    .hint("List the account's links; those that ended long ago are gone.")
}
