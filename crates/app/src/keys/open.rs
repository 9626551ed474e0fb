//! Sealing and opening keys: the only place where a stored secret is in clear, for one signer.

use landfast_domain::{
    AccountId,
    ids::{KeyId, WorkspaceId},
};
use secrecy::SecretString;

use crate::{
    app::App,
    error::{Error, Result},
    ports::{KeyPair, KeyStanding, Sealed, SecretPlace, SecretsError, StoredKey},
    problem::ProblemCode,
};

impl App {
    pub(super) async fn seal_key(
        &self,
        workspace: &WorkspaceId,
        id: &KeyId,
        secret: &SecretString,
    ) -> Result<Sealed> {
        let sealed = self.ports.secrets.seal(&place(workspace, id), secret).await;
        sealed.map_err(unusable)
    }

    /// A stored key, ready to sign with.
    pub(crate) async fn open_key(
        &self,
        workspace: &WorkspaceId,
        key: &StoredKey,
    ) -> Result<KeyPair> {
        let place = place(workspace, &key.id);
        let rows = self.ports.store.workspace(workspace);
        let sealed = rows.secret_find(&place).await?.ok_or_else(|| {
            let (table, record) = (StoredKey::TABLE, key.id.to_string());
            unusable(SecretsError::Broken { table, record })
        })?;
        let secret = self.ports.secrets.open(&place, &sealed).await;
        Ok(KeyPair {
            id: key.key.clone(),
            secret: secret.map_err(unusable)?,
        })
    }

    /// The key that the next check tries: one that was saved and not judged yet, or the one in use.
    pub(crate) async fn key_to_try(
        &self,
        workspace: &WorkspaceId,
        account: &AccountId,
    ) -> Result<Option<StoredKey>> {
        let keys = self.ports.store.workspace(workspace).keys(account).await?;
        Ok(to_try(&keys).cloned())
    }
}

pub(super) fn to_try(keys: &[StoredKey]) -> Option<&StoredKey> {
    of(keys, KeyStanding::Candidate).or_else(|| of(keys, KeyStanding::Proven))
}

pub(super) fn of(keys: &[StoredKey], standing: KeyStanding) -> Option<&StoredKey> {
    keys.iter().find(|key| key.standing == standing)
}

fn place(workspace: &WorkspaceId, id: &KeyId) -> SecretPlace {
    SecretPlace {
        workspace: Some(workspace.clone()),
        table: StoredKey::TABLE,
        record: id.to_string(),
        field: StoredKey::SECRET,
    }
}

pub(crate) fn unusable(why: SecretsError) -> Error {
    if let SecretsError::Store(why) = why {
        return why.into();
    }
    Error::new(
        ProblemCode::SecretKeyUnusable,
        "The key with which this server seals secrets cannot be used; nothing was changed.",
    )
    .hint("The server's log says what is wrong with its secret key file. An operator of the server mends it; see --secret-key-file.")
    .caused_by(why)
}
