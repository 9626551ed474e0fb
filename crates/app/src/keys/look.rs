//! Looking with an access key: the calls of one check, in the order that keeps them meaningful.

use std::time::Duration;

use landfast_domain::{
    Account, AccountKind, Partition, Timestamp,
    access_key::{
        AccessKeyProof, AccessKeySeen, AccessKeyWanted, JudgedKey, KeyPatience, ListedKey, UserArn,
        judge_key, key_unavailable, permissions_of_keys,
    },
    api_access::Patience,
    check::{CheckCode, Outcome, Report, Seen, Trouble},
    ids::{KeyId, WorkspaceId},
    permissions::PermissionId,
};

use crate::{
    access::patience,
    app::App,
    error::Result,
    ports::{Check, KeySession, KeyStanding, StoredKey, Trigger},
    problem::ProblemCode,
};

/// How long an unknown key counts as a new one. IAM shows new keys within seconds; who waits for the
/// answer of "Save and test" should not wait the minutes that a role may take.
const NEW_KEY: Duration = Duration::from_secs(15);

/// What one look with a key has shown.
pub(crate) struct LookedByKey {
    pub report: Report,
    pub tried: TriedKey,
}

/// The key that was tried, and what was learned of it.
pub(crate) struct TriedKey {
    pub id: KeyId,
    pub proof: Option<AccessKeyProof>,
    /// `None` when trouble kept it from answering.
    pub answered: Option<bool>,
    pub created_at: Option<Timestamp>,
}

impl App {
    pub(crate) async fn look_by_key(
        &self,
        workspace: &WorkspaceId,
        account: &Account,
        check: &Check,
        key: &StoredKey,
    ) -> Result<LookedByKey> {
        let pair = match self.open_key(workspace, key).await {
            Ok(pair) => pair,
            Err(why) if why.code == ProblemCode::SecretKeyUnusable => {
                tracing::warn!(account = %account.id, error = ?why.source, "a stored access key could not be opened");
                let trouble = Trouble::ours(format!("{} The server's log says why.", why.detail));
                let judged = key_unavailable(Some(&key.key), &trouble, self.now());
                return Ok(looked(key, judged, None));
            }
            Err(why) => return Err(why),
        };
        let session = self.ports.keys.enter(&pair, &account.region);
        let (seen, kind) = self.look_inside(account, session.as_ref()).await;
        let wanted = AccessKeyWanted {
            account: account.id.clone(),
            key: key.key.clone(),
            permissions: self.permissions_by_key(account, kind.as_ref()),
        };
        let now = self.now();
        let judged = judge_key(&wanted, &seen, self.key_patience(check, key, now), now);
        let created_at = created_at(&seen, key);
        Ok(looked(key, judged, created_at))
    }

    /// Who the key belongs to comes first: with a stranger's or a root user's key nothing else is done.
    async fn look_inside(
        &self,
        account: &Account,
        session: &dyn KeySession,
    ) -> (AccessKeySeen, Option<AccountKind>) {
        let mut seen = AccessKeySeen::default();
        let caller = session.caller().await;
        let user = match &caller {
            Seen::Yes(caller) if caller.account == account.id => match UserArn::of(&caller.arn) {
                UserArn::User(name) => Some(name.to_owned()),
                UserArn::Root | UserArn::Other => None,
            },
            _ => None,
        };
        seen.caller = Some(caller);
        let Some(user) = user else {
            return (seen, None);
        };
        seen.keys = Some(session.list_keys(&user).await);
        let membership = session.membership().await;
        let kind = match &membership {
            Seen::Yes(membership) => Some(membership.kind_of(&account.id)),
            Seen::No(_) | Seen::Trouble(_) => None,
        };
        seen.membership = Some(membership);
        let role = account.template_role();
        for id in self.permissions_by_key(account, kind.as_ref()) {
            let tried = session.try_permission(&id, &role).await;
            seen.permissions.push((id, tried));
        }
        (seen, kind)
    }

    fn permissions_by_key(
        &self,
        account: &Account,
        kind: Option<&AccountKind>,
    ) -> Vec<PermissionId> {
        let partition = Partition::of(&account.region);
        permissions_of_keys(&self.manifest, kind, partition, &account.choices)
    }

    fn key_patience(&self, check: &Check, key: &StoredKey, now: Timestamp) -> KeyPatience {
        let waits = match check.trigger {
            // A proven key that is refused once has not drifted yet: IAM flaps.
            Trigger::Schedule => patience(check, now) != Patience::Over,
            Trigger::Person | Trigger::Follow => {
                let until = check.asked_at.plus(NEW_KEY.min(self.settings.new_role));
                key.standing == KeyStanding::Candidate && now < until
            }
        };
        if waits {
            KeyPatience::New
        } else {
            KeyPatience::Over
        }
    }
}

fn looked(key: &StoredKey, judged: JudgedKey, created_at: Option<Timestamp>) -> LookedByKey {
    let tried = TriedKey {
        id: key.id.clone(),
        answered: answered(&judged.report),
        proof: judged.proof,
        created_at,
    };
    LookedByKey {
        report: judged.report,
        tried,
    }
}

fn answered(report: &Report) -> Option<bool> {
    let mut findings = report.findings.iter();
    let found = findings.find(|finding| finding.code == CheckCode::KeyAnswers)?;
    match found.outcome {
        Outcome::Met { .. } => Some(true),
        Outcome::NotMet { .. } => Some(false),
        Outcome::Unknown { .. } | Outcome::NotRun { .. } => None,
    }
}

fn created_at(seen: &AccessKeySeen, key: &StoredKey) -> Option<Timestamp> {
    let Some(Seen::Yes(keys)) = &seen.keys else {
        return None;
    };
    let is_this = |listed: &&ListedKey| listed.id == key.key.as_str();
    keys.iter().find(is_this)?.created_at
}
