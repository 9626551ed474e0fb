use std::sync::Arc;

use async_trait::async_trait;
use landfast_domain::{
    AccountId, PrincipalArn, Region, RoleArn, Timestamp,
    api_access::{Caller, Membership, RoleFacts},
    check::{Seen, Trouble},
    machine::TrapFinding,
    oidc::IssuerUrl,
    organization::Listed,
    permissions::{PermissionId, RolePolicies},
};
use secrecy::SecretString;

use super::{PermitSession, StackSetSession, TreeSeen};

/// What is shown at the door of an account.
#[derive(Debug, Clone)]
pub enum Pass {
    /// Landfast's own credentials, with this as the whole value of `sts:ExternalId`; `None` sends none.
    ExternalId(Option<SecretString>),
    /// A token of Landfast's issuer, and no credentials.
    Token {
        token: SecretString,
        issuer: IssuerUrl,
    },
}

/// One call of `sts:AssumeRole`, or of `sts:AssumeRoleWithWebIdentity` where a token is shown.
#[derive(Debug, Clone)]
pub struct AssumeRole {
    pub role: RoleArn,
    pub pass: Pass,
    /// `RoleSessionName`: names the registration in the customer's CloudTrail.
    pub session_name: String,
    /// The account's home region: services that are in every region are asked there.
    pub region: Region,
}

/// Looks into accounts.
#[async_trait]
pub trait AccountProbe: Send + Sync {
    /// Assumes the role. The session is never cached and lives for 15 minutes at most.
    async fn assume(&self, call: &AssumeRole) -> Seen<Arc<dyn AccountSession>>;
    /// A session that signs as the server itself. Asks nobody.
    fn as_the_server(&self, home: &Region) -> Arc<dyn AccountSession>;
}

/// A session of an assumed role. Its credentials never leave the implementation.
#[async_trait]
pub trait AccountSession: PermitSession + StackSetSession {
    /// Who this is, by `sts:GetCallerIdentity`.
    async fn caller(&self) -> Seen<Caller>;
    /// The role itself, by `iam:GetRole`.
    async fn role(&self, role: &RoleArn) -> Seen<RoleFacts>;
    /// The role's own policies, by `iam:ListRolePolicies` and its like.
    async fn policies(&self, role: &RoleArn) -> Seen<RolePolicies>;
    /// The organization, by `organizations:DescribeOrganization`.
    async fn membership(&self) -> Seen<Membership>;
    /// The accounts of the organization, by `organizations:ListAccounts`: every page, or nothing.
    async fn members(&self) -> Seen<Vec<Listed>>;
    /// The units and who stands in them, by `organizations:ListRoots`,
    /// `ListOrganizationalUnitsForParent` and `ListAccountsForParent`: every page, or nothing.
    async fn tree(&self) -> Seen<TreeSeen>;
    /// Tries one permission without changing anything.
    async fn try_permission(&self, id: &PermissionId, role: &RoleArn) -> Seen<()>;
}

/// As whom the server itself talks to AWS.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    pub principal: PrincipalArn,
    pub source: String,
}

/// One place where credentials may come from, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdentitySource {
    pub source: String,
    pub outcome: SourceOutcome,
    pub detail: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SourceOutcome {
    Used,
    NotTried,
    Absent,
    Failed,
}

#[async_trait]
pub trait OwnIdentity: Send + Sync {
    /// The server's principal. Cached once known; asked again after trouble.
    async fn identity(&self) -> Result<Identity, Trouble>;
    /// Every source in the order of the search.
    async fn sources(&self) -> Vec<IdentitySource>;
    /// The known traps that the last search shows, also when it found credentials. It looks at the
    /// machine again; `now` is the machine's time.
    async fn traps(&self, now: Timestamp) -> Vec<TrapFinding>;
}

/// What lies in the bucket under a template's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Published {
    Same,
    /// Other bytes: somebody wrote them, or they were damaged.
    Other,
    /// Nothing, or nothing that may be read.
    Nothing,
}

/// The bucket from which CloudFormation reads templates.
#[async_trait]
pub trait TemplateStore: Send + Sync {
    /// The address under which an object is read by CloudFormation, whether or not it is there yet.
    fn url(&self, file_name: &str) -> Option<String>;
    /// Puts the template there unless the same bytes are there already.
    async fn publish(&self, file_name: &str, body: &str) -> Result<String, Trouble>;
    /// What lies under the template's name, read and compared.
    async fn published(&self, file_name: &str, body: &str) -> Result<Published, Trouble>;
    /// The account that owns the bucket; `None` when no bucket is configured.
    fn bucket(&self) -> Option<(String, Option<AccountId>)>;
}
