//! What any role can ask about itself and its organization.

use async_trait::async_trait;
use landfast_app::ports::{AccountSession, TreeSeen};
use landfast_domain::{
    RoleArn,
    api_access::{Caller, Membership, RoleFacts},
    check::Seen,
    organization::Listed,
    permissions::{PermissionId, RolePolicies},
};

use super::{FakeAws, FakeSession};

#[async_trait]
impl AccountSession for FakeSession {
    async fn caller(&self) -> Seen<Caller> {
        let caller = |unique_id: String| Caller {
            account: self.role.account().clone(),
            arn: format!("session of {}", self.role),
            role_unique_id: unique_id,
        };
        if self.own {
            let line = format!("sts:GetCallerIdentity {}", self.role);
            let trouble = self.aws.call(line);
            (self.aws.point)("after sts:GetCallerIdentity");
            return trouble
                .map_or_else(|| Seen::Yes(caller("AROASERVER".to_owned())), Seen::Trouble);
        }
        self.act("sts:GetCallerIdentity", |_, role| {
            caller(role.unique_id.clone())
        })
    }

    async fn role(&self, _: &RoleArn) -> Seen<RoleFacts> {
        self.act("iam:GetRole", |_, role| RoleFacts {
            trust_policy: role.trust_policy(),
            tags: role.tags.clone(),
            permissions_boundary: None,
        })
    }

    async fn policies(&self, _: &RoleArn) -> Seen<RolePolicies> {
        self.act("iam:GetRolePolicy", |_, role| role.policies.clone())
    }

    async fn membership(&self) -> Seen<Membership> {
        let account = self.role.account();
        self.act("organizations:DescribeOrganization", |inside, _| {
            inside
                .memberships
                .get(account)
                .cloned()
                .unwrap_or(Membership::None)
        })
    }

    async fn members(&self) -> Seen<Vec<Listed>> {
        let payer = self.role.account();
        self.act("organizations:ListAccounts", |inside, _| {
            FakeAws::organization_of(inside, payer).accounts
        })
    }

    async fn tree(&self) -> Seen<TreeSeen> {
        let payer = self.role.account();
        self.act("organizations:ListRoots", |inside, _| {
            FakeAws::organization_of(inside, payer).tree
        })
    }

    async fn try_permission(&self, id: &PermissionId, _: &RoleArn) -> Seen<()> {
        self.act(&id.action().to_string(), |_, _| ())
    }
}
