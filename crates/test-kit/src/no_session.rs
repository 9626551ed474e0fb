use async_trait::async_trait;
use landfast_app::ports::{AccountSession, TreeSeen};
use landfast_domain::{
    RoleArn,
    api_access::{Caller, Membership, RoleFacts},
    check::{Seen, Trouble},
    organization::Listed,
    permissions::{PermissionId, RolePolicies},
};

/// What a server without credentials signs with.
pub(crate) struct NoSession;

pub(crate) fn without_credentials<T>() -> Seen<T> {
    Seen::Trouble(Trouble::ours("There are no credentials.".to_owned()))
}

#[async_trait]
impl AccountSession for NoSession {
    async fn caller(&self) -> Seen<Caller> {
        without_credentials()
    }

    async fn role(&self, _: &RoleArn) -> Seen<RoleFacts> {
        without_credentials()
    }

    async fn policies(&self, _: &RoleArn) -> Seen<RolePolicies> {
        without_credentials()
    }

    async fn membership(&self) -> Seen<Membership> {
        without_credentials()
    }

    async fn members(&self) -> Seen<Vec<Listed>> {
        without_credentials()
    }

    async fn tree(&self) -> Seen<TreeSeen> {
        without_credentials()
    }

    async fn try_permission(&self, _: &PermissionId, _: &RoleArn) -> Seen<()> {
        without_credentials()
    }
}
