//! Linked accounts as a permit enters them, and the stacks that are made there.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use async_trait::async_trait;
use landfast_app::ports::{EnterMember, MemberSession, NewStack, PermitSession};
use landfast_domain::{
    AccountId, ExternalId, Partition, Region, RoleArn, RoleName,
    activation::StackSeen,
    aws::RolePath,
    check::{Denial, Seen},
    permissions::{Choices, cloudformation::TemplateVersion},
};
use serde_json::{Value, json};

use crate::{
    aws::FakeAws,
    keys::FakeKeySession,
    no_session::{NoSession, without_credentials},
    role::{FakeRole, Made},
};

/// A refusal: AWS's code and message.
pub type Refusal = (&'static str, &'static str);

/// What is odd about a linked account.
#[derive(Debug, Clone, Default)]
pub struct FakeMember {
    /// Its role refuses the payer.
    pub entry: Option<Refusal>,
    /// CloudFormation refuses to make a stack.
    pub create: Option<Refusal>,
    /// What CloudFormation makes fails: the type of the resource, and the reason.
    pub fails: Option<Refusal>,
    /// The status of a stack of the name that somebody else made.
    pub foreign: Option<&'static str>,
    /// Nothing of what is made ever becomes complete.
    pub stuck: bool,
    /// The role that is made lets everybody in.
    pub unsafe_role: bool,
}

/// A stack that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FakeStack {
    pub account: AccountId,
    pub token: String,
    pub parameters: BTreeMap<String, String>,
    region: Region,
    looks: u32,
    failed: bool,
}

impl FakeStack {
    fn id(&self) -> String {
        format!("arn:fake:stack/{}/{}", self.account, self.token)
    }

    fn of(&self, name: &str) -> &str {
        self.parameters.get(name).map_or("", String::as_str)
    }

    fn to_json(&self) -> Value {
        json!({ "account": self.account.as_str(), "token": self.token, "parameters": self.parameters,
            "region": self.region.as_str(), "failed": self.failed })
    }

    fn read(value: &Value) -> Option<Self> {
        let text = |name: &str| {
            value
                .get(name)
                .and_then(Value::as_str)
                .map(ToOwned::to_owned)
        };
        Some(Self {
            account: AccountId::parse(&text("account")?).ok()?,
            token: text("token")?,
            parameters: serde_json::from_value(value.get("parameters")?.clone()).ok()?,
            region: Region::parse(&text("region")?).ok()?,
            looks: 0,
            failed: value.get("failed").and_then(Value::as_bool)?,
        })
    }
}

#[derive(Debug, Default)]
struct Members {
    odd: BTreeMap<AccountId, FakeMember>,
    stacks: Vec<FakeStack>,
    /// Of the template that is deployed.
    version: Option<TemplateVersion>,
    /// Where they outlive the process.
    file: Option<PathBuf>,
}

/// The linked accounts of a fake AWS.
#[derive(Debug, Clone, Default)]
pub struct FakeMembers(Arc<Mutex<Members>>);

impl FakeMembers {
    fn inside(&self) -> MutexGuard<'_, Members> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Which template it is whose stacks are made here.
    pub fn templates_are(&self, version: TemplateVersion) {
        self.inside().version = Some(version);
    }

    /// What is odd about an account from now on.
    pub fn put(&self, account: &AccountId, member: FakeMember) {
        self.inside().odd.insert(account.clone(), member);
    }

    /// Nothing is odd about it any longer.
    pub fn mend(&self, account: &AccountId) {
        self.inside().odd.remove(account);
    }

    /// Every stack that was ever made.
    #[must_use]
    pub fn stacks(&self) -> Vec<FakeStack> {
        self.inside().stacks.clone()
    }

    fn of(&self, account: &AccountId) -> FakeMember {
        self.inside().odd.get(account).cloned().unwrap_or_default()
    }

    fn change<T>(&self, change: impl FnOnce(&mut Members) -> T) -> T {
        let mut members = self.inside();
        let result = change(&mut members);
        if let Some(file) = &members.file {
            write(file, &members.stacks);
        }
        result
    }
}

/// In one piece: the process may be killed at any point.
fn write(file: &Path, stacks: &[FakeStack]) {
    let all: Vec<Value> = stacks.iter().map(FakeStack::to_json).collect();
    let aside = file.with_extension("aside");
    let _ = std::fs::write(&aside, Value::from(all).to_string())
        .and_then(|()| std::fs::rename(&aside, file));
}

impl FakeAws {
    /// Keeps the stacks of linked accounts in a file, for tests in which processes die.
    pub fn keep_stacks_in(&self, file: PathBuf) {
        let text = std::fs::read_to_string(&file).unwrap_or_default();
        let all: Value = serde_json::from_str(&text).unwrap_or_default();
        let stacks: Vec<FakeStack> = all
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(FakeStack::read)
            .collect();
        for stack in &stacks {
            self.make(stack);
        }
        let mut members = self.members.inside();
        members.stacks = stacks;
        members.file = Some(file);
    }

    /// What a stack leaves in an account: the template's role.
    fn make(&self, stack: &FakeStack) {
        let made = || {
            let name = RoleName::parse(stack.of("RoleName")).ok()?;
            let id = ExternalId::parse(stack.of("ExternalId")).ok()?;
            let version = self.members.inside().version.clone()?;
            let principal = self.principal()?;
            let mut role = FakeRole::made(
                &Made {
                    account: &stack.account,
                    region: &stack.region,
                    role_name: &name,
                    external_id: &id,
                    choices: &Choices::default(),
                },
                &principal,
                &version,
            );
            if self.members.of(&stack.account).unsafe_role {
                role.external_id = crate::IdRule::None;
            }
            let partition = Partition::of(&stack.region);
            let path = RolePath::landfast();
            let arn = RoleArn::new(partition, stack.account.clone(), path, name);
            Some((arn, role))
        };
        if let Some((arn, role)) = made().filter(|_| !stack.failed) {
            self.put_role(&arn, role);
        }
    }

    /// Through a session that is one of a permit.
    pub(crate) fn enter_member(&self, call: &EnterMember) -> Seen<Arc<dyn MemberSession>> {
        let account = call.role.account();
        match self.members.of(account).entry {
            Some(refusal) => no(refusal),
            None => Seen::Yes(Arc::new(Inside {
                aws: self.clone(),
                account: account.clone(),
                region: call.region.clone(),
            })),
        }
    }
}

#[async_trait]
impl PermitSession for NoSession {
    async fn enter_member(&self, _: &EnterMember) -> Seen<Arc<dyn MemberSession>> {
        without_credentials()
    }
}

/// No permit is a key.
#[async_trait]
impl PermitSession for FakeKeySession {
    async fn enter_member(&self, _: &EnterMember) -> Seen<Arc<dyn MemberSession>> {
        no(("AccessDenied", "not authorized"))
    }
}

fn no<T>((code, message): Refusal) -> Seen<T> {
    Seen::No(Denial {
        code: code.to_owned(),
        message: message.to_owned(),
        request_id: Some("fake-request".to_owned()),
    })
}

struct Inside {
    aws: FakeAws,
    account: AccountId,
    region: Region,
}

impl Inside {
    fn act<T>(&self, action: &str, answer: impl FnOnce(&FakeMember) -> Seen<T>) -> Seen<T> {
        let line = format!("cloudformation:{action} {}", self.account);
        if let Some(trouble) = self.aws.call(line) {
            return Seen::Trouble(trouble);
        }
        let answer = answer(&self.aws.members.of(&self.account));
        self.aws.passed(&format!("after cloudformation:{action}"));
        answer
    }

    fn new_stack(&self, stack: &NewStack, member: &FakeMember) -> FakeStack {
        FakeStack {
            account: self.account.clone(),
            token: stack.token.clone(),
            parameters: stack.parameters.iter().cloned().collect(),
            region: self.region.clone(),
            looks: 0,
            failed: member.fails.is_some(),
        }
    }
}

#[async_trait]
impl MemberSession for Inside {
    async fn create_stack(&self, stack: &NewStack) -> Seen<String> {
        self.act("CreateStack", |member| {
            if let Some(refusal) = member.create {
                return no(refusal);
            }
            let new = self.new_stack(stack, member);
            let made = self.aws.members.change(|members| {
                let mut here = members.stacks.iter();
                let there = here.rfind(|one| one.account == self.account && !one.failed);
                match there {
                    Some(one) if one.token == new.token => Some(one.id()),
                    Some(_) => None,
                    None if member.foreign.is_some() => None,
                    None => {
                        members.stacks.push(new.clone());
                        Some(new.id())
                    }
                }
            });
            match made {
                Some(id) => {
                    self.aws.make(&new);
                    Seen::Yes(id)
                }
                None => no(("AlreadyExistsException", "The stack already exists")),
            }
        })
    }

    async fn stack(&self, name: &str) -> Seen<Option<StackSeen>> {
        self.act("DescribeStacks", |member| {
            let mut members = self.aws.members.inside();
            let mut here = members.stacks.iter_mut().rev();
            let by_name = !name.starts_with("arn:");
            let found = here.find(|one| {
                one.account == self.account && (one.id() == name || by_name && !one.failed)
            });
            let Some(stack) = found else {
                return Seen::Yes(member.foreign.map(|status| StackSeen {
                    id: "arn:fake:stack/foreign".to_owned(),
                    status: status.to_owned(),
                    external_id: None,
                }));
            };
            stack.looks += 1;
            let status = match (stack.failed, stack.looks) {
                _ if member.stuck => "CREATE_IN_PROGRESS",
                (_, 1) => "CREATE_IN_PROGRESS",
                (true, _) => "DELETE_COMPLETE",
                (false, _) => "CREATE_COMPLETE",
            };
            Seen::Yes(Some(StackSeen {
                id: stack.id(),
                status: status.to_owned(),
                external_id: Some(stack.of("ExternalId").to_owned()),
            }))
        })
    }

    async fn first_failure(&self, _: &str) -> Seen<Option<(String, String)>> {
        self.act("DescribeStackEvents", |member| {
            let said = member
                .fails
                .map(|(kind, why)| (kind.to_owned(), why.to_owned()));
            Seen::Yes(said)
        })
    }
}
