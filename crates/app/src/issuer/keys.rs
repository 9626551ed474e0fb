use landfast_domain::oidc::{IssuerKey, KeyRing};

use super::{place, show::IssuerState, unusable};
use crate::{
    actor::Actor,
    app::{App, entry},
    error::{Error, Result},
    ports::{Sealed, Topic},
    problem::ProblemCode,
};

impl App {
    /// Makes the issuer's first key, once for an installation. Nothing happens on a server that is no
    /// issuer.
    ///
    /// # Errors
    /// `secret_key_unusable`, `unavailable`.
    pub async fn begin_issuer(&self) -> Result<()> {
        if self.settings.issuer.is_none() || !self.ring().await?.keys().is_empty() {
            return Ok(());
        }
        let (key, secret) = self.new_key(&KeyRing::default(), "landfast", true).await?;
        self.ports.store.issuer_key_begin(&key, &secret).await?;
        tracing::info!(kid = %key.kid(), "made the first key of the issuer");
        Ok(())
    }

    /// Makes the key that signs next. It is put beside the present one first, and signs a day after
    /// it is out.
    ///
    /// # Errors
    /// `forbidden`; `issuer_unavailable`; `action_not_allowed` while a rotation is under way.
    pub async fn rotate_issuer(&self, actor: &Actor) -> Result<IssuerState> {
        actor.must_operate()?;
        let out = !self.issuer()?.static_files;
        let (ring, now) = (self.ring().await?, self.now());
        if let Some(why) = ring.why_not_rotate(now) {
            return Err(Error::new(ProblemCode::ActionNotAllowed, why));
        }
        let (key, secret) = self.new_key(&ring, &actor.name, out).await?;
        let mut tx = self.rows(actor).begin().await?;
        if !tx.issuer_key_insert(&key, &secret).await? {
            let why = "A rotation is under way: somebody else began it this moment.";
            return Err(Error::new(ProblemCode::ActionNotAllowed, why));
        }
        let summary = format!("Made the issuer's next key {}.", key.kid());
        let note = entry(actor, "issuer.key_made", None, summary);
        tx.commit(now, vec![note]).await?;
        self.hint(&actor.workspace.id, Topic::Activity, None);
        self.issuer_state().await
    }

    /// Notes that the files with the next key are out. It signs a day later. Asked twice, the first
    /// time counts.
    ///
    /// # Errors
    /// `forbidden`; `action_not_allowed` when no key waits for that.
    pub async fn confirm_issuer_files(&self, actor: &Actor) -> Result<IssuerState> {
        actor.must_operate()?;
        let (ring, now) = (self.ring().await?, self.now());
        let Some(next) = ring.next(now) else {
            let why = "No key of the issuer waits to be published. Begin a rotation first.";
            return Err(Error::new(ProblemCode::ActionNotAllowed, why));
        };
        let mut tx = self.rows(actor).begin().await?;
        if tx.issuer_key_published(next.number, now).await? {
            let summary = format!("Said that the issuer's key {} is published.", next.kid());
            let note = entry(actor, "issuer.key_published", None, summary);
            tx.commit(now, vec![note]).await?;
            self.hint(&actor.workspace.id, Topic::Activity, None);
        } else {
            drop(tx);
        }
        self.issuer_state().await
    }

    /// Forgets the keys that nothing needs any more.
    pub(crate) async fn forget_issuer_keys(&self) -> Result<()> {
        if self.settings.issuer.is_none() {
            return Ok(());
        }
        let now = self.now();
        for key in self.ring().await?.gone(now) {
            self.ports.store.issuer_key_forget(key.number).await?;
        }
        Ok(())
    }

    pub(super) async fn ring(&self) -> Result<KeyRing> {
        Ok(KeyRing::new(self.ports.store.issuer_keys().await?))
    }

    async fn new_key(&self, ring: &KeyRing, by: &str, out: bool) -> Result<(IssuerKey, Sealed)> {
        let number = ring.following();
        let made = self.ports.secrets.make_key(&place(number)).await;
        let (jwk, secret) = made.map_err(unusable)?;
        let now = self.now();
        let key = IssuerKey {
            number,
            jwk,
            made_at: now,
            made_by: by.to_owned(),
            published_at: (out || ring.keys().is_empty()).then_some(now),
        };
        Ok((key, secret))
    }
}
