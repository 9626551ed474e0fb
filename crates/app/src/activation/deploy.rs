//! From the payer into the account, and the stack there.

use std::{sync::Arc, time::Duration};

use landfast_domain::{
    Account, Partition, RoleArn, Timestamp,
    activation::{
        FailReason, MemberReach, Passed, PermitUse, StackVerdict, create_refused, entry_refused,
        judge_stack, session_policy, stack_failed,
    },
    aws::RolePath,
    check::Seen,
    ids::WorkspaceId,
    launch::{Launch, STACK_NAME, TemplateAt},
    trust::Trusted,
};

use super::{
    enter::Entered,
    register::Registered,
    work::{Desk, Step},
};
use crate::{
    app::App,
    error::Result,
    ports::{AccountSession, EnterMember, MemberSession, NewStack, NewTemplate},
};

/// Names the job in CloudTrail, in the payer and in the account.
const PURPOSE: &str = "activation";
/// A permit that was open may flap for a moment, as IAM does.
const PERMIT_LOOKS: u32 = 3;
/// A stack that was just made may not be seen everywhere.
const STACK_LOOKS: u32 = 6;
/// A role and its policies take a minute.
const STACK_TAKES: Duration = Duration::from_secs(60 * 60);

impl App {
    /// Registers the account if that is to do, enters it, and creates its stack or looks at it.
    pub(super) async fn deploy_step(&self, workspace: &WorkspaceId, desk: &Desk) -> Result<Step> {
        let account = match self.registration_of(workspace, desk).await? {
            Registered::Account(account) => *account,
            Registered::Over(passed) => return Ok(passed.into()),
        };
        let session = match self.inside_payer(workspace, desk).await? {
            Ok(session) => session,
            Err(step) => return Ok(step),
        };
        let instructions = self.instructions(&account).await;
        let Some(launch) = instructions.launch else {
            let why = instructions.why_not_ready.unwrap_or_default();
            return Ok(Step::again(why));
        };
        let entered = self.member(desk, &account, &launch, session.as_ref());
        let member = match entered.await {
            Ok(member) => member,
            Err(step) => return Ok(step),
        };
        let step = match &desk.item.stack_id {
            None => self.create(desk, &account, &launch, member.as_ref()).await,
            Some(stack) => self.look_at_stack(desk, stack, member.as_ref()).await,
        };
        Ok(without_id(step, &account))
    }

    /// By the permit, for this account.
    async fn inside_payer(
        &self,
        workspace: &WorkspaceId,
        desk: &Desk,
    ) -> Result<Result<Arc<dyn AccountSession>, Step>> {
        let (payer, permit) = (&desk.payer, &desk.run.permit);
        let wanted = PermitUse::Enter(&desk.item.account);
        let entered = self.enter_permit(workspace, payer, permit, wanted, PURPOSE);
        Ok(match entered.await? {
            Entered::In(session) => Ok(session),
            Entered::Closed(why) => Err(Step::failed(FailReason::PermitEnded, why)),
            Entered::Refused(denial) if desk.item.looks < PERMIT_LOOKS => Err(Step::again(
                format!("The permit does not answer ({}).", denial.code),
            )),
            Entered::Refused(denial) => {
                let why = format!("AWS refuses the permit: {}.", denial.code);
                Err(Step::failed(FailReason::PermitEnded, why))
            }
            Entered::Trouble(trouble) => Err(Step::troubled(trouble)),
        })
    }

    /// By the account's role, with nothing left of its rights but what the stack needs.
    async fn member(
        &self,
        desk: &Desk,
        account: &Account,
        launch: &Launch,
        session: &dyn AccountSession,
    ) -> Result<Arc<dyn MemberSession>, Step> {
        let call = EnterMember {
            role: RoleArn::new(
                Partition::of(&account.region),
                account.id.clone(),
                RolePath::root(),
                desk.run.member_role.clone(),
            ),
            session_name: format!("landfast-{PURPOSE}-{}", account.id),
            policy: self.session_policy_for(account, launch),
            region: account.region.clone(),
        };
        match session.enter_member(&call).await {
            Seen::Yes(member) => Ok(member),
            Seen::No(denial) => Err(entry_refused(&denial, desk.item.looks).into()),
            Seen::Trouble(trouble) => Err(Step::troubled(trouble)),
        }
    }

    fn session_policy_for(&self, account: &Account, launch: &Launch) -> String {
        let file = &self.template_for(account.trust).file_name;
        let bucket = match launch.template {
            TemplateAt::Published(_) => self.ports.templates.bucket(),
            TemplateAt::Download(_) => None,
        };
        // The bucket may keep its templates in a folder.
        let key = format!("*{file}");
        session_policy(&MemberReach {
            account: &account.id,
            region: &account.region,
            role_name: &account.role_name,
            issuer: match &launch.trusted {
                Trusted::Issuer(issuer) => Some(issuer),
                Trusted::Principal(_) => None,
            },
            template: bucket
                .as_ref()
                .map(|(bucket, _)| (bucket.as_str(), key.as_str())),
        })
    }

    async fn create(
        &self,
        desk: &Desk,
        account: &Account,
        launch: &Launch,
        member: &dyn MemberSession,
    ) -> Step {
        let filled = launch.parameters().into_iter();
        let stack = NewStack {
            name: STACK_NAME.to_owned(),
            template: match &launch.template {
                TemplateAt::Published(url) => NewTemplate::Url(url.clone()),
                TemplateAt::Download(_) => {
                    NewTemplate::Body(self.template_for(account.trust).body.clone())
                }
            },
            parameters: filled
                .filter(|one| !one.value.is_empty())
                .map(|one| (one.name.to_owned(), one.value))
                .collect(),
            token: desk.item.token.clone().unwrap_or_default(),
        };
        match member.create_stack(&stack).await {
            Seen::Yes(stack_id) => Passed::Created { stack_id }.into(),
            Seen::Trouble(trouble) => Step::troubled(trouble),
            Seen::No(denial) => match create_refused(&denial) {
                Some(passed) => passed.into(),
                None => taken(account, member).await,
            },
        }
    }

    async fn look_at_stack(&self, desk: &Desk, id: &str, member: &dyn MemberSession) -> Step {
        let seen = match member.stack(id).await {
            Seen::Yes(Some(seen)) => seen,
            Seen::Yes(None) if desk.item.looks < STACK_LOOKS => {
                return Step::again("The stack is not visible yet.");
            }
            Seen::Yes(None) => {
                let why = "The stack was created and is no longer there.";
                return Step::failed(FailReason::StackFailed, why);
            }
            Seen::No(denial) => {
                let why = format!("{}: {}", denial.code, denial.message);
                let refused = create_refused(&denial).map(Step::from);
                return refused.unwrap_or_else(|| Step::failed(FailReason::StackFailed, why));
            }
            Seen::Trouble(trouble) => return Step::troubled(trouble),
        };
        match judge_stack(&seen.status) {
            StackVerdict::Complete => Passed::Complete.into(),
            StackVerdict::UnderWay if late(desk.item.since, self.now()) => {
                let why = format!("The stack is {} for an hour.", seen.status);
                Step::failed(FailReason::GaveUp, why)
            }
            StackVerdict::UnderWay => Step::again(format!("The stack is {}.", seen.status)),
            StackVerdict::Failed => match member.first_failure(id).await {
                Seen::Yes(event) => {
                    let event = event
                        .as_ref()
                        .map(|(kind, why)| (kind.as_str(), why.as_str()));
                    stack_failed(&seen.status, event).into()
                }
                Seen::No(_) => stack_failed(&seen.status, None).into(),
                Seen::Trouble(trouble) => Step::troubled(trouble),
            },
        }
    }
}

fn late(since: Option<Timestamp>, now: Timestamp) -> bool {
    since.is_some_and(|since| now.since(since) >= STACK_TAKES)
}

/// A stack of the name is there: our own one is taken up, whoever began it.
async fn taken(account: &Account, member: &dyn MemberSession) -> Step {
    match member.stack(STACK_NAME).await {
        Seen::Yes(Some(seen)) => {
            let ours = seen.is_of(account.external_id_to_deploy());
            if ours && judge_stack(&seen.status) != StackVerdict::Failed {
                return Passed::Created { stack_id: seen.id }.into();
            }
            let whose = if ours {
                "failed before"
            } else {
                "is not of this registration"
            };
            let why = format!(
                "The stack {STACK_NAME} is there already, {}, and {whose}.",
                seen.status
            );
            Step::failed(FailReason::StackNameTaken, why)
        }
        Seen::Yes(None) => Step::again("A stack of the name is being deleted."),
        Seen::No(denial) => Step::failed(
            FailReason::StackNameTaken,
            format!("A stack {STACK_NAME} is there already ({}).", denial.code),
        ),
        Seen::Trouble(trouble) => Step::troubled(trouble),
    }
}

/// CloudFormation may repeat a parameter that it does not like.
fn without_id(mut step: Step, account: &Account) -> Step {
    let id = account.external_id_to_deploy().as_str();
    if let Passed::Failed { detail, .. } | Passed::Again { note: detail } = &mut step.passed {
        *detail = detail.replace(id, "(the external id)");
    }
    step
}
