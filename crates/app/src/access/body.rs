//! The job of a check: look, judge, settle. May run twice and die anywhere.

use std::{collections::BTreeSet, sync::Arc};

use landfast_domain::{
    Account, AccountId, ExternalId, Method, Partition, RoleArn,
    account::AccountStatus,
    api_access::{ApiAccessSeen, ApiAccessWanted, Judged, MadeBy, judge, unavailable},
    billing_export::reading_grants,
    check::{Report, Seen, Verdict},
    deployment::{Part, PartWish},
    ids::{CheckId, WorkspaceId},
    permissions::Grant,
    step::StepKind,
    trust::Trusted,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{
    door::Door,
    observe::{ELSEWHERE_TRIES, Observer, wanted_permissions},
    patience::patience,
    settle::By,
};
use crate::{
    app::App,
    billing::export_choice,
    error::{Error, Result},
    keys::LookedByKey,
    ports::{AccountQuery, Check, CheckState, ChosenExport, Topic},
    problem::ProblemCode,
};

/// Payload of the work of kind `check`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "v")]
pub(crate) enum CheckWork {
    #[serde(rename = "1")]
    V1 { account: AccountId, check: CheckId },
}

impl CheckWork {
    pub const KIND: &str = "check";
    /// Attempts are used up by dying only: a check that waits is new work.
    pub const MAX_ATTEMPTS: u32 = 5;

    pub fn payload(account: &AccountId, check: &CheckId) -> Value {
        serde_json::json!({ "v": "1", "account": account, "check": check })
    }
}

impl App {
    /// Runs one check once.
    pub(crate) async fn run_check(&self, workspace: &WorkspaceId, payload: &Value) -> Result<()> {
        let CheckWork::V1 { account, check } =
            serde_json::from_value(payload.clone()).map_err(|why| {
                Error::new(
                    ProblemCode::Internal,
                    "The payload of a check could not be read.",
                )
                .caused_by(why)
            })?;
        let Some((account, check)) = self.begin_check(workspace, &account, &check).await? else {
            return Ok(());
        };
        let report = match check.step {
            StepKind::ApiAccess => return self.run_access(workspace, &account, &check).await,
            StepKind::BillingExport => self.look_at_export(workspace, &account, &check).await?,
            StepKind::LinkedAccounts => self.look_at_linked(workspace, &account, &check).await?,
        };
        self.settle_step(workspace, &check, report).await
    }

    async fn run_access(
        &self,
        workspace: &WorkspaceId,
        account: &Account,
        check: &Check,
    ) -> Result<()> {
        if check.tries == 1 {
            self.look_at_orphans(workspace, account).await?;
        }
        let key = match account.method {
            Method::AccessKeys => self.key_to_try(workspace, &account.id).await?,
            Method::MachineIdentity => {
                let (judged, proof) = self.look_as_the_server(workspace, account).await?;
                let by = By::Machine(proof);
                return self.settle(workspace, check, judged, by).await;
            }
            _ => None,
        };
        // Until a key was saved, an account that had a role before is reached by that role.
        let Some(key) = key else {
            let judged = self.look_and_judge(workspace, account, check).await?;
            return self.settle(workspace, check, judged, By::Role).await;
        };
        let LookedByKey { report, tried } =
            self.look_by_key(workspace, account, check, &key).await?;
        self.settle(workspace, check, without_a_role(report), By::Key(tried))
            .await
    }

    /// Marks the check as running and counts the try. `None` when there is nothing left to do.
    async fn begin_check(
        &self,
        workspace: &WorkspaceId,
        account: &AccountId,
        check: &CheckId,
    ) -> Result<Option<(Account, Check)>> {
        let mut tx = self.ports.store.workspace(workspace).begin().await?;
        let Some(account) = tx.account_find(account).await? else {
            return Ok(None);
        };
        let Some(mut check) = tx.check_find(&account.id, check).await? else {
            return Ok(None);
        };
        if concluded(&check) {
            return Ok(None);
        }
        check.state = CheckState::Running;
        check.tries = check.tries.saturating_add(1);
        check.next_at = None;
        tx.check_save(&check).await?;
        tx.commit(self.now(), Vec::new()).await?;
        self.hint(workspace, Topic::Account, Some(&account.id));
        Ok(Some((account, check)))
    }

    async fn look_and_judge(
        &self,
        workspace: &WorkspaceId,
        account: &Account,
        check: &Check,
    ) -> Result<Judged> {
        let role = account.role_to_try();
        let door = match self.door(account).await {
            Ok(door) => door,
            Err(trouble) => {
                return Ok(unavailable(&role, account.trust, &trouble, self.now()));
            }
        };
        let claimed = self
            .ports
            .store
            .role_claimed(&role, workspace, &account.id)
            .await?;
        let seen = if claimed {
            ApiAccessSeen::default()
        } else {
            self.look(workspace, account, check, &role, &door).await?
        };
        let rows = self.ports.store.workspace(workspace);
        let chosen = rows.export_choice(&account.id).await?;
        let parts = rows.deployment_parts(&account.id).await?;
        let mut wanted = self.wanted(account, role, door.trusted(), claimed, &seen);
        wanted.beside = reading_beside(account, chosen.as_ref(), &parts);
        let now = self.now();
        Ok(judge(&wanted, &seen, patience(check, now), now))
    }

    async fn look(
        &self,
        workspace: &WorkspaceId,
        account: &Account,
        check: &Check,
        role: &RoleArn,
        door: &Door<'_>,
    ) -> Result<ApiAccessSeen> {
        // A page that follows asks often; whether the stack went astray is asked now and then.
        let astray = account.from_template() && check.tries % 3 == 1;
        let others = if astray {
            self.others(workspace, &account.id).await?
        } else {
            Vec::new()
        };
        Ok(Observer {
            app: self,
            account,
            role,
            door,
        }
        .look(&others)
        .await)
    }

    /// Accounts that a stack may have strayed into: those that are being registered too, then others.
    async fn others(&self, workspace: &WorkspaceId, account: &AccountId) -> Result<Vec<Account>> {
        let limit = u32::try_from(ELSEWHERE_TRIES + 1).unwrap_or(u32::MAX);
        let registering = AccountStatus::Registering.as_str().to_owned();
        let mut others: Vec<Account> = Vec::new();
        for status in [Some(registering), None] {
            let query = AccountQuery {
                status,
                limit,
                ..AccountQuery::default()
            };
            let rows = self.ports.store.workspace(workspace);
            for other in rows.accounts(&query).await?.items {
                if other.id != *account && others.iter().all(|known| known.id != other.id) {
                    others.push(other);
                }
            }
        }
        others.truncate(ELSEWHERE_TRIES);
        Ok(others)
    }

    fn wanted(
        &self,
        account: &Account,
        role: RoleArn,
        trusted: Trusted,
        claimed_elsewhere: bool,
        seen: &ApiAccessSeen,
    ) -> ApiAccessWanted {
        let kind = match &seen.membership {
            Some(Seen::Yes(membership)) => Some(membership.kind_of(&account.id)),
            _ => None,
        };
        ApiAccessWanted {
            account: account.id.clone(),
            region: account.region.clone(),
            made_by: made_by(account, &role),
            role,
            external_id: in_force(account, seen).clone(),
            rotation: account
                .rotation
                .as_ref()
                .map(|rotation| [account.external_id.clone(), rotation.next.clone()]),
            trusted,
            template_version: self.template_for(account.trust).version.clone(),
            choices: account.choices.clone(),
            manifest: Arc::clone(&self.manifest),
            claimed_elsewhere,
            beside: BTreeSet::new(),
            permissions: wanted_permissions(&self.manifest, kind.as_ref(), account),
        }
    }
}

/// The right to read the bill, which the stack of that step or the Terraform module puts on the role;
/// the latter before it says that it has, and before the account is known to be a payer.
fn reading_beside(
    account: &Account,
    chosen: Option<&ChosenExport>,
    parts: &[Part],
) -> BTreeSet<Grant> {
    let partition = Partition::of(&account.region);
    let has_step = account.step(StepKind::BillingExport).is_some();
    let counts = export_choice(account, chosen).filter(|_| has_step || chosen.is_some());
    let on_its_way = parts.iter().filter_map(|part| match &part.wish {
        PartWish::BillingExport { choice } if part.made.is_none() => Some(choice.clone()),
        _ => None,
    });
    let choices = counts.into_iter().chain(on_its_way);
    choices
        .flat_map(|choice| reading_grants(&choice, &account.id, partition))
        .collect()
}

fn made_by(account: &Account, role: &RoleArn) -> MadeBy {
    match account.method {
        _ if *role != account.template_role() => MadeBy::Hand,
        Method::Terraform => MadeBy::Module,
        Method::StackSet => MadeBy::StackSet,
        _ => MadeBy::Stack,
    }
}

/// What a look without a role gives to settle: its proof is of another kind.
pub(super) const fn without_a_role(report: Report) -> Judged {
    Judged {
        report,
        proof: None,
        rotation: None,
        deployed: None,
    }
}

/// The external id that let Landfast in, or that should have.
pub(super) fn in_force<'a>(account: &'a Account, seen: &ApiAccessSeen) -> &'a ExternalId {
    match (&account.rotation, &seen.rotation) {
        (Some(rotation), Some(look)) if look.new_answers => &rotation.next,
        _ => &account.external_id,
    }
}

/// A check that ended without an answer may be run again, when somebody retries its work.
fn concluded(check: &Check) -> bool {
    let answered = |report: &Report| report.verdict() != Verdict::TryLater;
    check.state == CheckState::Done && check.report.as_ref().is_none_or(answered)
}
