//! Access keys of accounts, as the store keeps them and as AWS acts on them.

use std::sync::Arc;

use async_trait::async_trait;
use landfast_domain::{
    AccountId, Method, Region, Timestamp,
    access_key::{AccessKeyId, KeyStatus, ListedKey, RotationProblem, RotationStage},
    check::Seen,
    ids::{KeyId, RotationId},
};
use secrecy::SecretString;

use super::AccountSession;

/// Whether a method that is off at first may be used in a workspace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MethodSwitch {
    pub method: Method,
    pub on: bool,
    pub changed_by: String,
    pub changed_at: Timestamp,
}

/// What a stored key is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyStanding {
    /// Saved, and not judged yet. Forgotten when a check refuses it.
    Candidate,
    /// The account is reached by it.
    Proven,
    /// Made by a rotation, and not in use yet.
    Incoming,
    /// Replaced by a rotation, and not deleted in AWS yet.
    Outgoing,
}

/// An access key of an account, without its secret. An account has one of each standing at most.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredKey {
    pub id: KeyId,
    pub account: AccountId,
    pub key: AccessKeyId,
    pub standing: KeyStanding,
    /// The user that it belongs to; known from the first proof on.
    pub user_arn: Option<String>,
    /// An e-mail address, or `token:NAME`.
    pub saved_by: String,
    pub saved_at: Timestamp,
    /// When AWS made it, if the user may be asked.
    pub created_at: Option<Timestamp>,
    pub tested_at: Option<Timestamp>,
    /// Whether it answered at that test.
    pub answered: Option<bool>,
}

impl StoredKey {
    /// The table in whose name secrets of keys are sealed.
    pub const TABLE: &'static str = "access_keys";
    /// The sealed field.
    pub const SECRET: &'static str = "secret_access_key";
}

/// The rotation of an account's key; the last one is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyRotation {
    pub id: RotationId,
    pub account: AccountId,
    /// The key that is replaced.
    pub old: KeyId,
    /// The end of its id at AWS, for people; the key itself is forgotten in the end.
    pub old_last4: String,
    pub stage: RotationStage,
    /// What a person must do first; `None` while it goes on by itself.
    pub problem: Option<RotationProblem>,
    pub started_by: String,
    pub started_at: Timestamp,
    /// How often the present stage met trouble, in a row.
    pub tries: u32,
    /// When it goes on; `None` when it is done or waits for a person.
    pub next_at: Option<Timestamp>,
    /// When trouble began that has not passed.
    pub trouble_since: Option<Timestamp>,
}

impl KeyRotation {
    /// Whether it goes on by itself.
    #[must_use]
    pub const fn runs(&self) -> bool {
        self.problem.is_none() && !matches!(self.stage, RotationStage::Done { .. })
    }
}

/// Both parts of a long-term key. Has no `Debug` beyond the key's end.
#[derive(Debug, Clone)]
pub struct KeyPair {
    pub id: AccessKeyId,
    pub secret: SecretString,
}

/// Enters accounts by a long-term key.
pub trait KeyDoor: Send + Sync {
    /// A session that signs with the key, in the partition of the account's home region. Asks nobody.
    fn enter(&self, key: &KeyPair, home: &Region) -> Arc<dyn KeySession>;
}

/// Signed by a user's long-term key. [`AccountSession::caller`] gives [`Seen::No`] for a key that AWS
/// does not know and for a wrong secret.
#[async_trait]
pub trait KeySession: AccountSession {
    /// The keys of the user, by `iam:ListAccessKeys`. `user` is the name without the path.
    async fn list_keys(&self, user: &str) -> Seen<Vec<ListedKey>>;
    /// A new key of the user, by `iam:CreateAccessKey`. AWS tells the secret this once.
    async fn create_key(&self, user: &str) -> Seen<KeyPair>;
    /// By `iam:UpdateAccessKey`. Doing it twice is no error.
    async fn set_key_status(&self, user: &str, key: &str, status: KeyStatus) -> Seen<()>;
    /// By `iam:DeleteAccessKey`. A key that is gone already is no error.
    async fn delete_key(&self, user: &str, key: &str) -> Seen<()>;
}
