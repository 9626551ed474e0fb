mod billing;
mod server;
mod session;
mod stack_set;
mod stack_set_change;

use std::{
    collections::{BTreeMap, VecDeque},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use async_trait::async_trait;
use landfast_app::ports::{
    AccountProbe, AccountSession, AssumeRole, EnterMember, MemberSession, Pass, PermitSession,
    Published,
};
use landfast_domain::{
    AccountId, PrincipalArn, Region, RoleArn,
    api_access::Membership,
    check::{Denial, Seen, Trouble, TroubleKind},
    machine::TrapFinding,
    oidc::IssuerUrl,
    organization::stack_set::{Operation, StackSetReading, StackSetSeen},
};
use secrecy::{ExposeSecret, SecretString};

use crate::{
    ambient::Point, bills::FakeBills, keys::FakeKeys, members::FakeMembers, no_session::NoSession,
    organization::FakeOrganization, role::FakeRole, tokens,
};

/// What goes wrong with a coming call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    Throttle,
    Outage,
}

#[derive(Debug)]
struct Inside {
    principal: Option<PrincipalArn>,
    roles: BTreeMap<String, FakeRole>,
    memberships: BTreeMap<AccountId, Membership>,
    /// The organizations of payers.
    organizations: BTreeMap<AccountId, FakeOrganization>,
    /// What becomes of the coming calls; `None` lets one through.
    faults: VecDeque<Option<Fault>>,
    journal: Vec<String>,
    /// What lies in the bucket under the template's name; `None` without a bucket.
    bucket: Option<Published>,
    /// What AWS reads of the issuer: its address and its key set.
    issuer: Option<(IssuerUrl, String)>,
    /// The OIDC providers of accounts, by ARN, with their client ids.
    providers: BTreeMap<String, Vec<String>>,
    /// What the server's own machine shows.
    traps: Vec<TrapFinding>,
    /// The bills of accounts.
    bills: BTreeMap<AccountId, FakeBills>,
}

/// AWS with accounts, roles and organizations that a test builds and breaks.
#[derive(Clone)]
pub struct FakeAws {
    /// The access keys of users; an account may be entered by one.
    pub keys: FakeKeys,
    /// The linked accounts of payers.
    pub members: FakeMembers,
    inside: Arc<Mutex<Inside>>,
    point: Point,
}

impl FakeAws {
    #[must_use]
    pub fn new(principal: PrincipalArn) -> Self {
        Self::with(principal, Arc::new(|_| {}))
    }

    #[must_use]
    pub fn with(principal: PrincipalArn, point: Point) -> Self {
        let inside = Inside {
            principal: Some(principal),
            roles: BTreeMap::new(),
            memberships: BTreeMap::new(),
            organizations: BTreeMap::new(),
            faults: VecDeque::new(),
            journal: Vec::new(),
            bucket: Some(Published::Same),
            issuer: None,
            providers: BTreeMap::new(),
            traps: Vec::new(),
            bills: BTreeMap::new(),
        };
        Self {
            keys: FakeKeys::default(),
            members: FakeMembers::default(),
            inside: Arc::new(Mutex::new(inside)),
            point,
        }
    }

    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What the bucket has under the template's name from now on.
    pub fn put_bucket(&self, found: Published) {
        self.inside().bucket = Some(found);
    }

    /// There is no bucket for templates.
    pub fn take_bucket(&self) {
        self.inside().bucket = None;
    }

    /// What AWS reads of an issuer from now on.
    pub fn put_issuer(&self, issuer: &IssuerUrl, jwks: String) {
        self.inside().issuer = Some((issuer.clone(), jwks));
    }

    /// The issuer cannot be reached from AWS.
    pub fn take_issuer(&self) {
        self.inside().issuer = None;
    }

    /// Makes the OIDC provider of this ARN.
    pub fn put_provider(&self, arn: &str, client_id: &str) {
        let clients = vec![client_id.to_owned()];
        self.inside().providers.insert(arn.to_owned(), clients);
    }

    /// The provider takes tokens for this audience too.
    pub fn add_client(&self, arn: &str, client_id: &str) {
        if let Some(clients) = self.inside().providers.get_mut(arn) {
            clients.push(client_id.to_owned());
        }
    }

    pub fn delete_provider(&self, arn: &str) {
        self.inside().providers.remove(arn);
    }

    /// The server's own machine shows this trap from now on.
    pub fn put_trap(&self, trap: TrapFinding) {
        self.inside().traps.push(trap);
    }

    pub fn put_role(&self, arn: &RoleArn, role: FakeRole) {
        self.inside().roles.insert(arn.to_string(), role);
    }

    #[must_use]
    pub fn role(&self, arn: &RoleArn) -> Option<FakeRole> {
        self.inside().roles.get(&arn.to_string()).cloned()
    }

    pub fn delete_role(&self, arn: &RoleArn) {
        self.inside().roles.remove(&arn.to_string());
    }

    pub fn edit_role(&self, arn: &RoleArn, edit: impl FnOnce(&mut FakeRole)) {
        if let Some(role) = self.inside().roles.get_mut(&arn.to_string()) {
            edit(role);
        }
    }

    /// What an account's bill consists of from now on.
    pub fn put_bills(&self, account: &AccountId, bills: FakeBills) {
        self.inside().bills.insert(account.clone(), bills);
    }

    pub fn edit_bills(&self, account: &AccountId, edit: impl FnOnce(&mut FakeBills)) {
        edit(self.inside().bills.entry(account.clone()).or_default());
    }

    pub(crate) fn bills(&self, account: &AccountId) -> FakeBills {
        let inside = self.inside();
        inside.bills.get(account).cloned().unwrap_or_default()
    }

    pub fn put_membership(&self, account: &AccountId, membership: Membership) {
        self.inside()
            .memberships
            .insert(account.clone(), membership);
    }

    /// Builds or changes the organization of a payer.
    pub fn edit_organization(&self, payer: &AccountId, edit: impl FnOnce(&mut FakeOrganization)) {
        edit(
            self.inside()
                .organizations
                .entry(payer.clone())
                .or_default(),
        );
    }

    pub(crate) fn stack_set_of(&self, payer: &AccountId) -> StackSetReading {
        Self::organization_of(&self.inside(), payer).stack_set
    }

    pub(crate) fn stack_set_operation_of(
        &self,
        payer: &AccountId,
        id: Option<&str>,
    ) -> (Option<StackSetSeen>, Option<Operation>) {
        let reading = self.stack_set_of(payer);
        let all = reading.operations.unwrap_or_default();
        let found = all.into_iter().find(|one| Some(one.id.as_str()) == id);
        (reading.set, found)
    }

    pub(crate) fn changed<T>(
        &self,
        payer: &AccountId,
        change: impl FnOnce(&mut FakeOrganization) -> T,
    ) -> T {
        change(
            self.inside()
                .organizations
                .entry(payer.clone())
                .or_default(),
        )
    }

    fn organization_of(inside: &Inside, payer: &AccountId) -> FakeOrganization {
        inside.organizations.get(payer).cloned().unwrap_or_default()
    }

    /// The next calls fail so, one each.
    pub fn fail_next(&self, faults: impl IntoIterator<Item = Fault>) {
        self.inside().faults.extend(faults.into_iter().map(Some));
    }

    /// All goes well from now on.
    pub fn forget_faults(&self) {
        self.inside().faults.clear();
    }

    /// The next `good` calls are answered, the one after them fails.
    pub fn fail_after(&self, good: usize, fault: Fault) {
        let mut inside = self.inside();
        inside.faults.extend(std::iter::repeat_n(None, good));
        inside.faults.push_back(Some(fault));
    }

    /// Takes the server's own identity away, or gives it back.
    pub fn set_principal(&self, principal: Option<PrincipalArn>) {
        self.inside().principal = principal;
    }

    pub(crate) fn principal(&self) -> Option<PrincipalArn> {
        self.inside().principal.clone()
    }

    /// Every call so far, one line each; never an external id.
    #[must_use]
    pub fn journal(&self) -> Vec<String> {
        self.inside().journal.clone()
    }

    pub(crate) fn passed(&self, point: &str) {
        (self.point)(point);
    }

    pub(crate) fn membership_of(&self, account: &AccountId) -> Membership {
        let inside = self.inside();
        let known = inside.memberships.get(account);
        known.cloned().unwrap_or(Membership::None)
    }

    pub(crate) fn call(&self, line: String) -> Option<Trouble> {
        (self.point)(&format!("before {line}"));
        let mut inside = self.inside();
        inside.journal.push(line);
        inside.faults.pop_front().flatten().map(|fault| Trouble {
            kind: match fault {
                Fault::Throttle => TroubleKind::Throttled,
                Fault::Outage => TroubleKind::Outage,
            },
            detail: "AWS did not answer.".to_owned(),
            request_id: Some("fake-request".to_owned()),
            retry_after: None,
        })
    }
}

fn denied<T>() -> Seen<T> {
    let message = "not authorized to perform this action".to_owned();
    refused("AccessDenied", message)
}

fn refused<T>(code: &str, message: String) -> Seen<T> {
    Seen::No(Denial {
        code: code.to_owned(),
        message,
        request_id: Some("fake-request".to_owned()),
    })
}

impl FakeAws {
    /// As STS does: the token first, then the account's provider, then the role.
    fn by_token(
        &self,
        call: &AssumeRole,
        token: &SecretString,
        issuer: &IssuerUrl,
    ) -> Seen<Arc<dyn AccountSession>> {
        let line = format!("AssumeRoleWithWebIdentity {}", call.role);
        if let Some(trouble) = self.call(line) {
            return Seen::Trouble(trouble);
        }
        (self.point)("after AssumeRoleWithWebIdentity");
        let inside = self.inside();
        let Some((_, jwks)) = inside.issuer.as_ref().filter(|(known, _)| known == issuer) else {
            return Seen::Trouble(Trouble::ours("AWS could not reach the issuer.".to_owned()));
        };
        let arn = issuer.provider_arn(call.role.partition(), call.role.account());
        let Some(clients) = inside.providers.get(&arn) else {
            let message = format!("No OpenIDConnect provider found in your account for {issuer}");
            return refused("InvalidIdentityToken", message);
        };
        let shown = match tokens::read(token.expose_secret(), &issuer.to_string(), jwks) {
            Ok(shown) => shown,
            Err((code, message)) => {
                return Seen::Trouble(Trouble::ours(format!("{code}: {message}")));
            }
        };
        if !clients.contains(&shown.audience) {
            return refused(
                "InvalidIdentityToken",
                "Incorrect token audience".to_owned(),
            );
        }
        match inside.roles.get(&call.role.to_string()) {
            Some(role) if role.takes(&arn, &shown.subject, &shown.audience) => {
                Seen::Yes(Arc::new(FakeSession {
                    aws: self.clone(),
                    role: call.role.clone(),
                    own: false,
                }))
            }
            _ => denied(),
        }
    }
}

#[async_trait]
impl AccountProbe for FakeAws {
    async fn assume(&self, call: &AssumeRole) -> Seen<Arc<dyn AccountSession>> {
        let id = match &call.pass {
            Pass::ExternalId(id) => id.as_ref().map(ExposeSecret::expose_secret),
            Pass::Token { token, issuer } => return self.by_token(call, token, issuer),
        };
        if let Some(trouble) = self.call(format!(
            "AssumeRole {} {}",
            call.role,
            if id.is_some() {
                "with id"
            } else {
                "without id"
            }
        )) {
            return Seen::Trouble(trouble);
        }
        (self.point)("after AssumeRole");
        let inside = self.inside();
        let Some(principal) = &inside.principal else {
            return Seen::Trouble(Trouble::ours("There are no credentials.".to_owned()));
        };
        match inside.roles.get(&call.role.to_string()) {
            Some(role) if role.lets_in(principal, id) => Seen::Yes(Arc::new(FakeSession {
                aws: self.clone(),
                role: call.role.clone(),
                own: false,
            })),
            _ => denied(),
        }
    }

    fn as_the_server(&self, _: &Region) -> Arc<dyn AccountSession> {
        let principal = self.inside().principal.as_ref().map(ToString::to_string);
        match principal.and_then(|arn| RoleArn::parse(&arn).ok()) {
            Some(role) => Arc::new(FakeSession {
                aws: self.clone(),
                role,
                own: true,
            }),
            None => Arc::new(NoSession),
        }
    }
}

struct FakeSession {
    aws: FakeAws,
    role: RoleArn,
    /// Of the server itself, whose role may be in nobody's account here.
    own: bool,
}

impl FakeSession {
    /// Answers `action` by the role's permissions.
    fn act<T>(&self, action: &str, answer: impl FnOnce(&Inside, &FakeRole) -> T) -> Seen<T> {
        if let Some(trouble) = self.aws.call(format!("{action} {}", self.role)) {
            return Seen::Trouble(trouble);
        }
        (self.aws.point)(&format!("after {action}"));
        let inside = self.aws.inside();
        match inside.roles.get(&self.role.to_string()) {
            Some(role) if !role.denied.contains(action) => Seen::Yes(answer(&inside, role)),
            _ => denied(),
        }
    }
}

impl FakeSession {
    /// Changes the payer's organization if the role may; the point after it is passed once that is done.
    fn change<T>(&self, action: &str, change: impl FnOnce(&mut FakeOrganization) -> T) -> Seen<T> {
        if let Some(trouble) = self.aws.call(format!("{action} {}", self.role)) {
            return Seen::Trouble(trouble);
        }
        let role = self.aws.role(&self.role);
        let answer = match role.filter(|role| !role.denied.contains(action)) {
            Some(_) => Seen::Yes(self.aws.changed(self.role.account(), change)),
            None => denied(),
        };
        (self.aws.point)(&format!("after {action}"));
        answer
    }
}

#[async_trait]
impl PermitSession for FakeSession {
    async fn enter_member(&self, call: &EnterMember) -> Seen<Arc<dyn MemberSession>> {
        match self.act("sts:AssumeRole", |_, _| ()) {
            Seen::Yes(()) => self.aws.enter_member(call),
            Seen::No(denial) => Seen::No(denial),
            Seen::Trouble(trouble) => Seen::Trouble(trouble),
        }
    }
}
