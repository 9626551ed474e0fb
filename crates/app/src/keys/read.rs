use landfast_domain::{
    Account, Partition,
    access_key::{KeyAge, user_policy},
};

use super::open::of;
use crate::{
    actor::Actor,
    app::App,
    error::Result,
    ports::{KeyRotation, KeyStanding, StoredKey},
};

/// The keys of an account as a page shows them; no secret is in it.
#[derive(Debug, Clone)]
pub struct AccountKeys {
    pub account: Account,
    /// The key in use, with its age.
    pub current: Option<(StoredKey, KeyAge)>,
    /// A key that was saved and is not judged yet.
    pub candidate: Option<(StoredKey, KeyAge)>,
    /// The rotation under way, or the last one.
    pub rotation: Option<KeyRotation>,
    /// JSON: what the key's user must be allowed.
    pub policy: String,
    /// Why no key can be saved now; `None` when one can.
    pub why_not_save: Option<String>,
    pub why_not_rotate: Option<String>,
}

impl App {
    /// # Errors
    /// `account_not_found`.
    pub async fn account_keys(&self, actor: &Actor, account: &str) -> Result<AccountKeys> {
        let account = self.account(actor, account).await?;
        let rows = self.rows(actor);
        let keys = rows.keys(&account.id).await?;
        let rotation = rows.key_rotation_find(&account.id).await?;
        let switches = rows.method_switches().await?;
        let now = self.now();
        let aged = |standing| {
            let key = of(&keys, standing)?;
            let age = KeyAge::of(key.created_at, key.saved_at, now);
            Some((key.clone(), age))
        };
        let current = aged(KeyStanding::Proven);
        let user_arn = current
            .as_ref()
            .and_then(|(key, _)| key.user_arn.as_deref());
        let policy = user_policy(
            &self.manifest,
            &account.choices,
            Partition::of(&account.region),
            &account.id,
            user_arn,
        );
        let runs = rotation.as_ref().is_some_and(KeyRotation::runs);
        let allowed = super::save::by_key(&account)
            .and_then(|()| self.allowed(actor, switches).must_allow(account.method));
        let why_not_save = match allowed {
            Err(why) => Some(why.detail),
            Ok(()) if runs => Some("The key is being rotated.".to_owned()),
            Ok(()) => None,
        };
        Ok(AccountKeys {
            why_not_rotate: super::rotate::why_not(&account, &keys, rotation.as_ref()),
            candidate: aged(KeyStanding::Candidate),
            current,
            rotation,
            policy,
            why_not_save,
            account,
        })
    }
}
