//! The look into an account with the session of an assumed role, or with a user's key.

mod attempts;
mod billing;
mod caller;
mod member;
mod membership;
mod organization;
mod policies;
mod role;
mod stack_set;
mod stack_set_change;
mod url_decode;

use async_trait::async_trait;
use aws_config::SdkConfig;
use landfast_app::ports::{AccountSession, TreeSeen};
use landfast_domain::{
    Region, RoleArn,
    api_access::{Caller, Membership, RoleFacts},
    check::{Seen, Trouble},
    organization::Listed,
    permissions::{PermissionId, RolePolicies},
};

use crate::{classify::Call, config::Clients, failure::seen};

/// Clients that sign with the session. The credentials live in them and go with them.
pub(crate) struct Session {
    who: Call,
    /// For what goes on from here into another account.
    clients: Clients,
    sts: aws_sdk_sts::Client,
    iam: aws_sdk_iam::Client,
    organizations: aws_sdk_organizations::Client,
    cloudformation: aws_sdk_cloudformation::Client,
    reports: aws_sdk_costandusagereport::Client,
    exports: aws_sdk_bcmdataexports::Client,
    optimization_hub: aws_sdk_costoptimizationhub::Client,
    tagging: aws_sdk_resourcegroupstagging::Client,
    s3: aws_sdk_s3::Client,
}

impl Session {
    /// `home`: the account's home region.
    pub fn new(clients: &Clients, sdk: &SdkConfig, home: &Region) -> Self {
        Self::asking(caller::BY_SESSION, clients, sdk, home)
    }

    /// For a user's long-term key, which nobody has tried before.
    pub fn by_key(clients: &Clients, sdk: &SdkConfig, home: &Region) -> Self {
        Self::asking(caller::BY_KEY, clients, sdk, home)
    }

    /// For the account that the server runs in.
    pub fn as_the_server(clients: &Clients, sdk: &SdkConfig, home: &Region) -> Self {
        Self::asking(caller::BY_SERVER, clients, sdk, home)
    }

    fn asking(who: Call, clients: &Clients, sdk: &SdkConfig, home: &Region) -> Self {
        Self {
            who,
            clients: clients.clone(),
            sts: clients.sts(sdk),
            iam: clients.iam(sdk),
            organizations: clients.organizations(sdk),
            cloudformation: clients.cloudformation(sdk),
            reports: clients.reports(sdk),
            exports: clients.exports(sdk),
            optimization_hub: clients.optimization_hub(sdk),
            tagging: clients.tagging(sdk, home),
            s3: clients.s3(sdk, home),
        }
    }
}

impl Session {
    /// S3 where a bucket is.
    fn s3_in(&self, region: &Region) -> aws_sdk_s3::Client {
        let region = aws_config::Region::new(region.as_str().to_owned());
        let config = self.s3.config().to_builder().region(region).build();
        aws_sdk_s3::Client::from_conf(config)
    }
}

#[async_trait]
impl AccountSession for Session {
    async fn caller(&self) -> Seen<Caller> {
        seen(caller::ask(&self.sts, self.who).await)
    }

    async fn role(&self, role: &RoleArn) -> Seen<RoleFacts> {
        seen(role::ask(&self.iam, role).await)
    }

    async fn policies(&self, role: &RoleArn) -> Seen<RolePolicies> {
        seen(policies::ask(&self.iam, role).await)
    }

    async fn membership(&self) -> Seen<Membership> {
        seen(membership::ask(&self.organizations).await)
    }

    async fn members(&self) -> Seen<Vec<Listed>> {
        seen(organization::members(&self.organizations).await)
    }

    async fn tree(&self) -> Seen<TreeSeen> {
        seen(organization::tree(&self.organizations).await)
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
