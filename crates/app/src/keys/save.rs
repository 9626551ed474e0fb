use landfast_domain::{
    Account, Method,
    access_key::{AccessKeyId, MalformedAccessKeyId, check_secret_key},
    ids::KeyId,
    step::{ActionName, StepEvent, StepKind},
};
use secrecy::{ExposeSecret, SecretString};

use crate::{
    access::applicable,
    accounts::{account_id, not_found, sentence},
    actor::Actor,
    app::{App, entry},
    error::{Error, FieldProblem, Result},
    ports::{Check, KeyStanding, StoredKey, Topic, Trigger, WorkspaceTx},
    problem::ProblemCode,
};

/// A key as somebody typed it.
#[derive(Debug, Clone)]
pub struct KeyDraft {
    pub access_key_id: String,
    pub secret_access_key: SecretString,
}

impl App {
    /// Save and test: seals the key as a candidate and asks for a check of it. A check that refuses it
    /// forgets it; a key that is in use stays in use until the new one is proven.
    ///
    /// # Errors
    /// `method_disabled`, `access_key_id_invalid`, `access_key_temporary`,
    /// `secret_access_key_invalid`, `secret_key_unusable`; `action_not_allowed` for an account with
    /// another method, and while its key is being rotated.
    pub async fn save_key(&self, actor: &Actor, account: &str, draft: &KeyDraft) -> Result<Check> {
        actor.must_operate()?;
        let (id, now) = (account_id(account)?, self.now());
        let rows = self.rows(actor);
        let there = rows.account_find(&id).await?;
        let there = there.ok_or_else(|| not_found(&id))?;
        let switches = rows.method_switches().await?;
        self.allowed(actor, switches)
            .must_allow(Method::AccessKeys)?;
        by_key(&there)?;
        let key = checked(draft)?;
        let stored = StoredKey {
            id: KeyId::new(now, self.random()),
            account: id.clone(),
            key,
            standing: KeyStanding::Candidate,
            user_arn: None,
            saved_by: actor.name.clone(),
            saved_at: now,
            created_at: None,
            tested_at: None,
            answered: None,
        };
        let secret = trimmed(&draft.secret_access_key);
        let sealed = self
            .seal_key(&actor.workspace.id, &stored.id, &secret)
            .await?;
        let mut tx = rows.begin().await?;
        let mut account = tx.account_find(&id).await?.ok_or_else(|| not_found(&id))?;
        by_key(&account)?;
        not_rotating(tx.as_mut(), &account).await?;
        tx.key_put(&stored, &sealed).await?;
        self.nothing_else_wanted(&mut account);
        let step = applicable(&account, StepKind::ApiAccess)?.clone();
        if let Some(why) = step.why_not(ActionName::Check) {
            return Err(Error::new(ProblemCode::ActionNotAllowed, why));
        }
        let (check, mut entries) = self
            .ask(tx.as_mut(), actor, account, &step, Trigger::Person)
            .await?;
        let summary = format!(
            "Saved the access key ending in {} of account {id}, to be tested.",
            stored.key.last4()
        );
        entries.insert(0, entry(actor, "key.saved", Some(&id), summary));
        tx.commit(now, entries).await?;
        self.hint(&actor.workspace.id, Topic::Account, Some(&id));
        self.hint(&actor.workspace.id, Topic::Work, Some(&id));
        Ok(check)
    }

    /// A check of something else that was never proven is history; what was proven stands.
    fn nothing_else_wanted(&self, account: &mut Account) {
        let open = account
            .step(StepKind::ApiAccess)
            .filter(|step| step.passed_at.is_none())
            .and_then(|step| step.on(StepEvent::WantedChanged, self.now()).ok());
        if let Some(step) = open {
            account.put_step(step);
        }
    }
}

/// # Errors
/// `action_not_allowed` for an account that is reached by a role.
pub(super) fn by_key(account: &Account) -> Result<()> {
    if account.method == Method::AccessKeys {
        return Ok(());
    }
    Err(Error::new(
        ProblemCode::ActionNotAllowed,
        format!(
            "Account {} is reached by a role (method {}), which is better than an access key.",
            account.id,
            account.method.as_str()
        ),
    )
    .hint("If there must be a key, change the account's method to access_keys first."))
}

async fn not_rotating(tx: &mut dyn WorkspaceTx, account: &Account) -> Result<()> {
    let rotation = tx.key_rotation_find(&account.id).await?;
    if rotation.is_some_and(|rotation| rotation.runs()) {
        return Err(Error::new(
            ProblemCode::ActionNotAllowed,
            format!(
                "The access key of account {} is being rotated; nothing else can be saved meanwhile.",
                account.id
            ),
        )
        .hint("Wait for the end of the rotation: it takes a few minutes."));
    }
    Ok(())
}

/// The form of both parts, before anybody is asked. Never repeats what was typed.
fn checked(draft: &KeyDraft) -> Result<AccessKeyId> {
    let mut fields = Vec::new();
    let key = AccessKeyId::parse(&draft.access_key_id);
    if let Err(why) = &key {
        let code = match why {
            MalformedAccessKeyId::Form => ProblemCode::AccessKeyIdInvalid,
            MalformedAccessKeyId::Temporary => ProblemCode::AccessKeyTemporary,
        };
        fields.push(problem("access_key_id", code, why));
    }
    if let Err(why) = check_secret_key(draft.secret_access_key.expose_secret().trim()) {
        let code = ProblemCode::SecretAccessKeyInvalid;
        fields.push(problem("secret_access_key", code, &why));
    }
    match (key, fields.first()) {
        (Ok(key), None) => Ok(key),
        (_, first) => {
            let code = first.map_or(ProblemCode::BodyInvalid, |field| field.code);
            let detail = first.map_or_else(String::new, |field| field.detail.clone());
            Err(Error {
                fields,
                ..Error::new(code, detail)
            }
            .hint("Nothing was saved. AWS shows both parts once, when the key is made."))
        }
    }
}

fn problem(path: &'static str, code: ProblemCode, why: &impl ToString) -> FieldProblem {
    let detail = sentence(&why.to_string());
    FieldProblem { path, code, detail }
}

fn trimmed(secret: &SecretString) -> SecretString {
    SecretString::from(secret.expose_secret().trim())
}
