//! Settling: one transaction that writes what a look has shown, and what follows from it.

use landfast_domain::{
    Account, AccountKind, Timestamp,
    api_access::Judged,
    check::{CheckCode, ExportMistake, Mistake, Outcome, Report, TroubleKind, Verdict},
    ids::WorkspaceId,
    own_access::OwnAccessProof,
    step::{Step, StepEvent, StepState, Wait, WaitReason},
};

use super::{
    deployed::Deployed,
    patience,
    told::{Place, made_anew, moved, told},
};
use crate::{
    app::App,
    error::{Error, Result},
    keys::{KeySettling, TriedKey, forget_keys},
    ports::{
        AuditEntry, Check, CheckState, Conflict, NewWork, StoreError, Topic, Trigger, WorkspaceTx,
    },
    problem::ProblemCode,
};

/// What is to be written.
struct Settled {
    account: Account,
    check: Check,
    /// When to look again with the same check.
    again_at: Option<Timestamp>,
    entries: Vec<AuditEntry>,
    verdict: Verdict,
    /// Whether it is about what is wanted now; history only, if not.
    counts: bool,
}

/// What a report makes of a step and its check, whatever the step is.
pub(super) struct Next {
    pub step: Step,
    pub check: Check,
    /// When to look again with the same check.
    pub again_at: Option<Timestamp>,
}

impl Next {
    pub(super) fn of(
        check: &Check,
        before: &Step,
        report: &Report,
        now: Timestamp,
    ) -> Result<Self> {
        let again_at = again(check, before, report, now);
        let event = event(check, report.clone(), again_at, now);
        let mut step = after(before, Some(event), now)?;
        step.refused_since = refused_since(before, check, report, now);
        Ok(Self {
            step,
            check: waiting_or_done(check.clone(), again_at, now),
            again_at,
        })
    }

    /// The check, when something else is wanted by now.
    pub(super) fn history(check: Check, now: Timestamp) -> Check {
        done(check, now)
    }
}

/// By what the account was looked at.
pub(super) enum By {
    Role,
    Key(TriedKey),
    /// The server's own identity; its proof, if every check was met.
    Machine(Option<OwnAccessProof>),
}

impl App {
    pub(super) async fn settle(
        &self,
        workspace: &WorkspaceId,
        check: &Check,
        judged: Judged,
        by: By,
    ) -> Result<()> {
        let now = self.now();
        let mut tx = self.ports.store.workspace(workspace).begin().await?;
        let Some(account) = tx.account_find(&check.account).await? else {
            return Ok(());
        };
        let Some(current) = tx
            .check_find(&account.id, &check.id)
            .await?
            .filter(|c| c.state != CheckState::Done)
        else {
            return Ok(());
        };
        let (keys, by_machine) = match by {
            By::Role => (None, None),
            By::Machine(proof) => (None, proof),
            By::Key(tried) => match KeySettling::begin(tx.as_mut(), &account, tried).await? {
                Some(keys) => (Some(keys), None),
                None => return self.another_key(tx, workspace, &current).await,
            },
        };
        let (report, by_role) = (judged.report.clone(), judged.proof.is_some());
        let (place, first) = (Place::of(&account), !account.was_proven());
        let mut settled = self.settled(account, current, judged, keys.as_ref(), now)?;
        if settled.counts {
            let account = &mut settled.account;
            if let Some(proof) = &by_machine {
                account.proven_by_machine(proof);
            }
            let by_another = by_role || by_machine.is_some();
            let of_keys = of_keys(tx.as_mut(), account, keys, by_another, &report, now).await?;
            settled.entries.extend(of_keys);
            settled.entries.extend(moved(&place, &settled.account));
        }
        let verdict = settled.verdict;
        let account = &mut settled.account;
        let deployed = self.deployed(tx.as_mut(), account, verdict, first, now);
        let deployed = deployed.await?;
        if let Err(why) = tx.account_save(&settled.account).await {
            return claimed_meanwhile(why);
        }
        tx.check_save(&settled.check).await?;
        let id = settled.account.id.clone();
        for work in self.what_follows(workspace, &settled, &deployed, now) {
            tx.work_insert(&work).await?;
        }
        tx.commit(now, settled.entries).await?;
        self.tally.count(verdict);
        self.hint(workspace, Topic::Account, Some(&id));
        Ok(())
    }

    /// The next look of the same check, and what a proven payer's organization is asked for.
    fn what_follows(
        &self,
        workspace: &WorkspaceId,
        settled: &Settled,
        deployed: &Deployed,
        now: Timestamp,
    ) -> Vec<NewWork> {
        let again = settled
            .again_at
            .map(|at| self.check_work(workspace, &settled.check, at));
        let payer =
            settled.verdict == Verdict::Pass && settled.account.kind == Some(AccountKind::Payer);
        let follow = deployed.stack_set;
        let discover = payer.then(|| self.discover_work(workspace, &settled.account, now, follow));
        // What was told is a turn: of one that was proven, or that no longer is.
        let turned = settled
            .account
            .kind
            .as_ref()
            .filter(|_| !settled.entries.is_empty());
        let recheck = turned
            .and_then(AccountKind::payer)
            .map(|payer| self.recheck_after_a_change(workspace, payer));
        let export = deployed.export.as_ref();
        let export = export.map(|check| self.check_work(workspace, check, now));
        again
            .into_iter()
            .chain(discover)
            .chain(recheck)
            .chain(export)
            .collect()
    }

    /// Another key is to be tried by now; what was seen says nothing about that one.
    async fn another_key(
        &self,
        mut tx: Box<dyn WorkspaceTx>,
        workspace: &WorkspaceId,
        check: &Check,
    ) -> Result<()> {
        let now = self.now();
        tx.work_insert(&self.check_work(workspace, check, now))
            .await?;
        Ok(tx.commit(now, Vec::new()).await?)
    }

    fn settled(
        &self,
        mut account: Account,
        mut check: Check,
        judged: Judged,
        keys: Option<&KeySettling>,
        now: Timestamp,
    ) -> Result<Settled> {
        check.report = Some(judged.report.clone());
        let verdict = judged.report.verdict();
        let step = account
            .step(check.step)
            .filter(|step| step.revision == check.revision)
            .cloned();
        let Some(step) = step else {
            // Something else is wanted by now: history only.
            return Ok(Settled {
                account,
                check: done(check, now),
                again_at: None,
                entries: Vec::new(),
                verdict,
                counts: false,
            });
        };
        account.last_check_at = Some(now);
        self.answered_at_last(&account, &mut check, &judged.report, now);
        let again_at = self.not_too_soon(again(&check, &step, &judged.report, now), now);
        let event = event(&check, judged.report.clone(), again_at, now);
        let beside = verdict != Verdict::Pass && keys.is_some_and(|keys| keys.is_beside(&step));
        let event = match keys {
            Some(keys) => keys.event(&step, event, again_at.is_some()),
            None => Some(event),
        };
        let mut next = after(&step, event, now)?;
        if !beside {
            next.refused_since = refused_since(&step, &check, &judged.report, now);
        }
        account.next_check_at = self.next_check_at(&account, &check, &judged.report, again_at, now);
        let made_anew = learn(&mut account, &judged);
        let told = told(&account, &step, &next, &judged.report).filter(|_| !beside);
        let entries = made_anew.into_iter().chain(told).collect();
        account.put_step(next);
        let check = waiting_or_done(check, again_at, now);
        Ok(Settled {
            account,
            check,
            again_at,
            entries,
            verdict,
            counts: true,
        })
    }

    /// Tests make polling slow, to see what is quicker.
    fn not_too_soon(&self, at: Option<Timestamp>, now: Timestamp) -> Option<Timestamp> {
        at.map(|at| at.max(now.plus(self.settings.follow_pause)))
    }

    /// A role that is followed and answers, but not in everything yet, is a new role: two minutes.
    fn answered_at_last(
        &self,
        account: &Account,
        check: &mut Check,
        report: &Report,
        now: Timestamp,
    ) {
        let answered = report.findings.iter().any(|finding| {
            finding.code == CheckCode::door(account.trust)
                && matches!(finding.outcome, Outcome::Met { .. })
        });
        if check.trigger == Trigger::Follow && answered && waits_for_role(report) {
            check.trigger = Trigger::Person;
            check.tries = 1;
            check.patience_ends_at = Some(now.plus(self.settings.new_role));
        }
    }

    /// When the schedule looks again. An account that was never proven is the person's to ask for.
    fn next_check_at(
        &self,
        account: &Account,
        check: &Check,
        report: &Report,
        again_at: Option<Timestamp>,
        now: Timestamp,
    ) -> Option<Timestamp> {
        let known = account.was_proven();
        match report.verdict() {
            Verdict::Pass => Some(patience::next_daily(
                now,
                self.settings.recheck_every,
                self.random(),
            )),
            Verdict::ActionNeeded => known.then(|| now.plus(patience::AFTER_DRIFT)),
            Verdict::TryLater if check.trigger == Trigger::Follow && waits_for_role(report) => {
                account.next_check_at.filter(|_| known)
            }
            Verdict::TryLater if again_at.is_some() => account.next_check_at,
            Verdict::TryLater => Some(now.plus(patience::AFTER_TROUBLE)),
        }
    }
}

/// Takes over what was seen of the account, whatever becomes of the step.
fn learn(account: &mut Account, judged: &Judged) -> Option<AuditEntry> {
    if judged.report.is_unsafe() {
        account.candidate = None;
    }
    if let Some(deployed) = &judged.deployed {
        account.deployed = Some(deployed.clone());
    }
    if let (Some(rotation), Some(seen)) = (&mut account.rotation, judged.rotation) {
        rotation.seen = Some(seen);
    }
    let proof = judged.proof.as_ref()?;
    let entry = made_anew(account, proof);
    account.proven_by(proof);
    entry
}

/// The role was proven by another registration between looking and settling: the next look says so.
fn claimed_meanwhile(why: StoreError) -> Result<()> {
    match why {
        StoreError::Conflict(Conflict::ProvenRole) => Err(Error::new(
            ProblemCode::Unavailable,
            "Another registration proved the same role just now.",
        )
        .caused_by(why)),
        other => Err(other.into()),
    }
}

/// What becomes of the account's keys; `by_another` way that was proven, they are forgotten.
async fn of_keys(
    tx: &mut dyn WorkspaceTx,
    account: &mut Account,
    keys: Option<KeySettling>,
    by_another: bool,
    report: &Report,
    now: Timestamp,
) -> Result<Vec<AuditEntry>> {
    match keys {
        Some(keys) => keys.write(tx, account, report, now).await,
        None if by_another => forget_keys(tx, account).await,
        None => Ok(Vec::new()),
    }
}

/// The step after `event`; as it was when nothing happens to it.
fn after(step: &Step, event: Option<StepEvent>, now: Timestamp) -> Result<Step> {
    event.map_or_else(
        || Ok(step.clone()),
        |event| {
            step.on(event, now)
                .map_err(|why| Error::new(ProblemCode::Internal, why.to_string()))
        },
    )
}

fn waiting_or_done(check: Check, again_at: Option<Timestamp>, now: Timestamp) -> Check {
    match again_at {
        Some(at) => Check {
            state: CheckState::Waiting,
            next_at: Some(at),
            ..check
        },
        None => done(check, now),
    }
}

fn done(check: Check, now: Timestamp) -> Check {
    Check {
        state: CheckState::Done,
        done_at: Some(now),
        next_at: None,
        ..check
    }
}

fn waits_for_role(report: &Report) -> bool {
    report.verdict() == Verdict::TryLater
        && report
            .trouble()
            .is_some_and(|t| t.kind == TroubleKind::NewRole)
}

/// When the same check looks again; `None` when it has its answer or gives up.
fn again(check: &Check, step: &Step, report: &Report, now: Timestamp) -> Option<Timestamp> {
    if report.verdict() != Verdict::TryLater {
        return None;
    }
    if report.awaits_delivery() {
        return Some(now.plus(patience::AFTER_NO_DELIVERY));
    }
    if report.awaits_accounts() {
        return Some(patience::after_accounts(check, now));
    }
    if waits_for_role(report) {
        // Behind a finding too: somebody is mending it and looks on.
        let open = matches!(
            step.state,
            StepState::Waiting { .. } | StepState::Blocked { .. } | StepState::Drifted { .. }
        );
        let following = open && now < check.asked_at.plus(patience::FOLLOW);
        return (check.trigger != Trigger::Follow || following)
            .then(|| patience::after_refusal(check, now));
    }
    let asked_for = report.trouble().and_then(|trouble| trouble.retry_after);
    patience::after_trouble(check, asked_for, now)
}

fn event(check: &Check, report: Report, again_at: Option<Timestamp>, now: Timestamp) -> StepEvent {
    match report.verdict() {
        Verdict::Pass => StepEvent::Passed { report },
        Verdict::ActionNeeded => StepEvent::NotMet { report },
        Verdict::TryLater => {
            let new_role = waits_for_role(&report);
            let why = match (new_role, check.trigger) {
                _ if report.awaits_delivery() => WaitReason::FirstDelivery,
                _ if report.awaits_accounts() => WaitReason::RollOut,
                (true, Trigger::Follow) => WaitReason::NotDeployed,
                (true, _) => WaitReason::NewRole,
                (false, _) => WaitReason::Trouble,
            };
            if why == WaitReason::NotDeployed && again_at.is_none() {
                return StepEvent::GaveUp;
            }
            let wait = Wait {
                check: again_at.map(|_| check.id.clone()),
                next_at: again_at.unwrap_or_else(|| now.plus(patience::AFTER_TROUBLE)),
                why,
                patience_ends_at: if new_role {
                    check.patience_ends_at
                } else {
                    None
                },
            };
            StepEvent::TryLater { report, wait }
        }
    }
}

/// Keeps the beginning of a run of refusals, so that a second click does not begin two new minutes.
fn refused_since(step: &Step, check: &Check, report: &Report, now: Timestamp) -> Option<Timestamp> {
    let refused = waits_for_role(report) || report.mistakes().any(is_absence);
    match (refused, check.trigger) {
        (true, Trigger::Follow) => step.refused_since,
        (true, _) => Some(patience::refusals_began(step, now)),
        (false, _) if report.trouble().is_some() => step.refused_since,
        (false, _) => None,
    }
}

/// That something is not there, as if nobody had made it yet.
const fn is_absence(mistake: Mistake) -> bool {
    matches!(
        mistake,
        Mistake::NotAnswering
            | Mistake::KeyUnknown
            | Mistake::Export(ExportMistake::ExportMissing | ExportMistake::ReadingNotGranted)
    )
}
