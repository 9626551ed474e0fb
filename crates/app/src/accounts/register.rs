use landfast_domain::{
    Account, AccountId, AccountName, ExternalId, Method, Partition, Region, RoleName, Timestamp,
    account::Trust,
    external_id::RANDOM_BYTES,
    permissions::Choices,
    step::{Step, StepKind},
};

use super::choices::choose;
use crate::{
    actor::Actor,
    app::{App, entry},
    error::{Error, FieldProblem, Result},
    ports::{AuditEntry, Conflict, StoreError, Topic},
    problem::ProblemCode,
};

/// A registration as somebody typed it. Everything is text until it has been looked at.
#[derive(Debug, Clone, Default)]
pub struct AccountDraft {
    pub account_id: String,
    /// Left out or blank: the account id.
    pub name: Option<String>,
    pub method: String,
    /// Left out or blank: the home region of the server's partition.
    pub region: Option<String>,
    /// Names of optional capabilities; the usual ones when left out.
    pub capabilities: Option<Vec<String>>,
    pub tag_access: Option<String>,
    /// Whom the role trusts; left out or blank: the usual one of the server.
    pub trust: Option<String>,
}

/// A registration whose every field was looked at.
pub(crate) struct Checked {
    pub id: AccountId,
    pub name: AccountName,
    pub method: Method,
    pub region: Region,
    pub choices: Choices,
}

impl App {
    /// Registers an account and mints its external id.
    ///
    /// # Errors
    /// `forbidden`; `account_id_invalid` and its like with every bad field at once; `account_id_taken`
    /// or `account_name_taken` with what holds it; `trust_unknown`, `issuer_unavailable` or
    /// `identity_unavailable` for a trust that this server cannot offer. Nothing is saved then.
    pub async fn register(&self, actor: &Actor, draft: &AccountDraft) -> Result<Account> {
        actor.must_operate()?;
        let home = self.home_region().await;
        let checked = check(draft, &home)?;
        let trust = self.trust(draft.trust.as_deref()).await?;
        let installation = self.ports.store.installation().await?;
        let now = self.now();
        let account = self.new_account(checked, trust, installation.role_name, now);
        let mut tx = self.rows(actor).begin().await?;
        let switches = tx.method_switches().await?;
        self.allowed(actor, switches).must_allow(account.method)?;
        tx.account_insert(&account)
            .await
            .map_err(|why| taken(why, &account))?;
        tx.commit(now, vec![registered_entry(actor, &account)])
            .await?;
        self.hint(&actor.workspace.id, Topic::Account, Some(&account.id));
        Ok(account)
    }

    /// A registration that nothing has happened to yet, with an external id of its own.
    pub(crate) fn new_account(
        &self,
        checked: Checked,
        trust: Trust,
        role_name: RoleName,
        now: Timestamp,
    ) -> Account {
        Account {
            id: checked.id,
            name: checked.name,
            region: checked.region,
            method: checked.method,
            trust,
            choices: checked.choices,
            external_id: ExternalId::from_random(self.random::<RANDOM_BYTES>()),
            rotation: None,
            role_name,
            candidate: None,
            proven: None,
            deployed: None,
            kind: None,
            organization_id: None,
            steps: vec![Step::new(StepKind::ApiAccess)],
            created_at: now,
            confirmed_at: None,
            last_check_at: None,
            next_check_at: None,
        }
    }

    async fn home_region(&self) -> String {
        let partition = self
            .ports
            .identity
            .identity()
            .await
            .map_or(Partition::Aws, |own| own.principal.partition());
        partition.home_region().to_owned()
    }
}

pub(crate) fn registered_entry(actor: &Actor, account: &Account) -> AuditEntry {
    let summary = format!("Registered account {} as \"{}\".", account.id, account.name);
    entry(actor, "account.registered", Some(&account.id), summary)
}

fn check(draft: &AccountDraft, home: &str) -> Result<Checked> {
    let mut fields = Vec::new();
    let given = |text: &Option<String>| {
        text.as_deref()
            .map(str::trim)
            .filter(|t| !t.is_empty())
            .map(str::to_owned)
    };
    let id = AccountId::parse(&draft.account_id)
        .map_err(|why| fields.push(field("account_id", ProblemCode::AccountIdInvalid, &why)))
        .ok();
    let name = match (given(&draft.name), &id) {
        (Some(text), _) => AccountName::parse(&text)
            .map_err(|why| fields.push(field("name", ProblemCode::AccountNameInvalid, &why)))
            .ok(),
        (None, id) => id.as_ref().map(AccountName::of),
    };
    let region = Region::parse(&given(&draft.region).unwrap_or_else(|| home.to_owned()))
        .map_err(|why| fields.push(field("region", ProblemCode::RegionInvalid, &why)))
        .ok();
    let method = Method::parse(&draft.method)
        .map_err(|why| fields.push(field("method", ProblemCode::MethodUnknown, &why)))
        .ok();
    let (usual, on) = (Choices::default(), draft.capabilities.as_deref());
    let choices = choose(&usual, on, draft.tag_access.as_deref())
        .map_err(|why| fields.push(why))
        .ok();
    match (id, name, region, method.zip(choices), fields.first()) {
        (Some(id), Some(name), Some(region), Some((method, choices)), None) => Ok(Checked {
            id,
            name,
            method,
            region,
            choices,
        }),
        (.., first) => {
            let code = first.map_or(ProblemCode::BodyInvalid, |f| f.code);
            let detail = first.map_or_else(String::new, |f| f.detail.clone());
            Err(Error {
                fields,
                ..Error::new(code, detail)
            })
        }
    }
}

/// The problem of one field, as a sentence.
pub(super) fn field(path: &'static str, code: ProblemCode, why: &impl ToString) -> FieldProblem {
    FieldProblem {
        path,
        code,
        detail: sentence(&why.to_string()),
    }
}

pub(crate) fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| {
        format!("{}{}.", first.to_uppercase(), chars.as_str())
    })
}

/// Says which one is taken, in the words of the person who typed it.
pub(crate) fn taken(why: StoreError, account: &Account) -> Error {
    match why {
        StoreError::Conflict(Conflict::AccountId) => Error::field(
            ProblemCode::AccountIdTaken,
            "account_id",
            format!("Account {} is registered already.", account.id),
        )
        .hint(format!(
            "Open the account {} instead; every step can be taken up from its page.",
            account.id
        )),
        StoreError::Conflict(Conflict::AccountName) => Error::field(
            ProblemCode::AccountNameTaken,
            "name",
            format!("The name \"{}\" is taken by another account.", account.name),
        )
        .hint("Choose another name, or leave it out to use the account id."),
        other => other.into(),
    }
}
