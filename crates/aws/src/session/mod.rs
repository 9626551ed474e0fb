//! The look into an account with the session of an assumed role.

mod attempts;
mod caller;
mod membership;
mod role;
mod url_decode;

use async_trait::async_trait;
use aws_config::SdkConfig;
use landfast_app::ports::AccountSession;
use landfast_domain::{
    RoleArn,
    api_access::{Caller, Membership, RoleFacts},
    check::{Seen, Trouble},
    permissions::PermissionId,
};

use crate::{config::Clients, failure::seen};

/// Clients that sign with the session. The credentials live in them and go with them.
pub(crate) struct Session {
    sts: aws_sdk_sts::Client,
    iam: aws_sdk_iam::Client,
    organizations: aws_sdk_organizations::Client,
}

impl Session {
    pub fn new(clients: &Clients, sdk: &SdkConfig) -> Self {
        Self {
            sts: clients.sts(sdk),
            iam: clients.iam(sdk),
            organizations: clients.organizations(sdk),
        }
    }
}

#[async_trait]
impl AccountSession for Session {
    async fn caller(&self) -> Seen<Caller> {
        seen(caller::ask(&self.sts).await)
    }

    async fn role(&self, role: &RoleArn) -> Seen<RoleFacts> {
        seen(role::ask(&self.iam, role).await)
    }

    async fn membership(&self) -> Seen<Membership> {
        seen(membership::ask(&self.organizations).await)
    }

    async fn try_permission(&self, id: &PermissionId, role: &RoleArn) -> Seen<()> {
        let action = id.action().to_string();
        match attempts::of(&action) {
            Some(attempt) => seen(attempt(self, role).await),
            None => Seen::Trouble(Trouble::ours(format!(
                "This version of Landfast does not know how to try {action} without changing anything. \
                 Report this as a bug."
            ))),
        }
    }
}
