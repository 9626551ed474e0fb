//! Who holds a link.

use std::time::Duration;

use landfast_domain::{
    AccountId,
    ids::OwnerLinkId,
    owner_link::{OwnerLink, Standing},
};
use secrecy::{ExposeSecret, SecretString};
use subtle::ConstantTimeEq;

use super::manage::LINK_PREFIX;
use crate::{
    actor::Actor,
    app::App,
    error::{Error, Result},
    people::secret,
    ports::{Role, Workspace},
    problem::ProblemCode,
};

/// How exactly the last use of a link is kept.
const NOTED_EVERY: Duration = Duration::from_secs(60);

/// The holder of a link that works. Made by [`App::by_owner_link`] only; it names one account, and what
/// it can be given to takes no other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owner {
    link: OwnerLink,
    /// Names the link in the audit log, and may only look: nothing that an operator may do opens to it,
    /// wherever it should get to.
    actor: Actor,
}

impl Owner {
    #[must_use]
    pub const fn link(&self) -> &OwnerLink {
        &self.link
    }

    #[must_use]
    pub const fn account(&self) -> &AccountId {
        &self.link.account
    }

    #[must_use]
    pub const fn workspace(&self) -> &Workspace {
        &self.actor.workspace
    }

    pub(super) const fn actor(&self) -> &Actor {
        &self.actor
    }

    /// The request that is to stand in the audit log.
    #[must_use]
    pub fn in_request(mut self, id: Option<String>) -> Self {
        self.actor.request_id = id;
        self
    }
}

impl App {
    /// Who holds this link. Found by its public part; the secret part is compared in constant time.
    ///
    /// # Errors
    /// `owner_link_invalid`, the same for one that expired, was revoked or never was;
    /// `too_many_attempts` after ten wrong secrets with one public part.
    pub async fn by_owner_link(&self, text: &SecretString) -> Result<Owner> {
        let (id, secret) = parts(text).ok_or_else(invalid)?;
        let now = self.now();
        self.link_attempts
            .allowed(id.as_str(), now)
            .map_err(too_many)?;
        let found = self.ports.store.owner_link_find(&id).await?;
        let found = found
            .filter(|(stored, _)| bool::from(secret::hash(&secret).ct_eq(&stored.secret_hash)));
        let Some((stored, workspace)) = found else {
            self.link_attempts.failed(id.as_str(), now);
            return Err(invalid());
        };
        self.link_attempts.succeeded(id.as_str());
        let link = stored.link;
        if link.standing(now) != Standing::Works {
            return Err(invalid());
        }
        if link
            .last_used_at
            .is_none_or(|at| now.since(at) > NOTED_EVERY)
        {
            self.ports.store.owner_link_used(&link.id, now).await?;
        }
        let actor = Actor {
            name: link.actor(),
            user: None,
            role: Role::Reader,
            workspace,
            request_id: None,
        };
        Ok(Owner { link, actor })
    }
}

fn parts(text: &SecretString) -> Option<(OwnerLinkId, SecretString)> {
    let rest = text.expose_secret().strip_prefix(LINK_PREFIX)?;
    let (id, secret) = rest.split_once('.')?;
    let id = OwnerLinkId::parse(id).ok()?;
    Some((id, SecretString::from(secret.to_owned())))
}

pub(super) fn invalid() -> Error {
    Error::new(
        ProblemCode::OwnerLinkInvalid,
        "This link does not work: it has expired, was revoked, or was never given out.",
    )
    .hint("Ask whoever sent it to you for a new one. What is in your AWS account stays as it is.")
}

fn too_many(why: Error) -> Error {
    Error {
        detail: "This link was tried with a wrong secret too often.".to_owned(),
        ..why
    }
}
