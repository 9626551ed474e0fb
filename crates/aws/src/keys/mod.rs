//! Accounts that are entered by a user's long-term access key.

mod act;

use std::{path::Path, sync::Arc};

use async_trait::async_trait;
use aws_credential_types::Credentials;
use landfast_app::ports::{
    AccountSession, Answered, BillingSession, BucketAt, EnterMember, Fetched, KeyDoor, KeyPair,
    KeySession, MemberSession, PermitSession, StackSetAt, StackSetChange, StackSetSession,
    TreeSeen,
};
use landfast_domain::{
    Partition, Region, RoleArn,
    access_key::{KeyStatus, ListedKey},
    api_access::{Caller, Membership, RoleFacts},
    billing_export::{Delivery, Export, ManifestFile, ManifestPlace},
    check::Seen,
    organization::{
        Listed,
        stack_set::{Operation, StackSetReading, StackSetSeen},
    },
    permissions::{PermissionId, RolePolicies},
};
use secrecy::ExposeSecret;

use crate::{config::Clients, failure::seen, session::Session};

/// [`KeyDoor`] over the SDK.
pub(crate) struct SdkKeyDoor {
    clients: Arc<Clients>,
}

impl SdkKeyDoor {
    pub const fn new(clients: Arc<Clients>) -> Self {
        Self { clients }
    }
}

impl KeyDoor for SdkKeyDoor {
    fn enter(&self, key: &KeyPair, home: &Region) -> Arc<dyn KeySession> {
        // The secret is cloned into the signer and nowhere else.
        let credentials = Credentials::new(
            key.id.as_str(),
            key.secret.expose_secret(),
            None,
            None,
            "AccessKey",
        );
        let partition = Partition::of(home);
        let sdk = self.clients.for_session(partition, credentials);
        Arc::new(SdkKeySession {
            session: Session::by_key(&self.clients, &sdk, home),
            iam: self.clients.iam(&sdk),
        })
    }
}

/// What a session of a role can see, and what the user may do with its own keys.
struct SdkKeySession {
    session: Session,
    iam: aws_sdk_iam::Client,
}

#[async_trait]
impl BillingSession for SdkKeySession {
    async fn reports(&self) -> Seen<Vec<Export>> {
        self.session.reports().await
    }

    async fn exports(&self) -> Seen<Vec<Export>> {
        self.session.exports().await
    }

    async fn deliveries(&self, export_arn: &str) -> Seen<Vec<Delivery>> {
        self.session.deliveries(export_arn).await
    }

    async fn bucket_region(&self, at: &BucketAt) -> Seen<Option<Region>> {
        self.session.bucket_region(at).await
    }

    async fn bucket_policy(&self, at: &BucketAt) -> Seen<Option<String>> {
        self.session.bucket_policy(at).await
    }

    async fn manifest(
        &self,
        at: &BucketAt,
        places: &[ManifestPlace],
    ) -> Seen<Option<ManifestFile>> {
        self.session.manifest(at, places).await
    }

    async fn folders(&self, at: &BucketAt, prefix: &str) -> Seen<Vec<String>> {
        self.session.folders(at, prefix).await
    }

    async fn fetch(&self, at: &BucketAt, key: &str, file: &Path) -> Seen<Fetched> {
        self.session.fetch(at, key, file).await
    }
}

#[async_trait]
impl PermitSession for SdkKeySession {
    async fn enter_member(&self, call: &EnterMember) -> Seen<Arc<dyn MemberSession>> {
        self.session.enter_member(call).await
    }
}

#[async_trait]
impl StackSetSession for SdkKeySession {
    async fn stack_set(&self, at: &StackSetAt) -> Seen<StackSetReading> {
        self.session.stack_set(at).await
    }

    async fn stack_set_operation(
        &self,
        at: &StackSetAt,
        operation: Option<&str>,
    ) -> Seen<(Option<StackSetSeen>, Option<Operation>)> {
        self.session.stack_set_operation(at, operation).await
    }

    async fn change_stack_set(&self, at: &StackSetAt, change: &StackSetChange) -> Seen<Answered> {
        self.session.change_stack_set(at, change).await
    }
}

#[async_trait]
impl AccountSession for SdkKeySession {
    async fn caller(&self) -> Seen<Caller> {
        self.session.caller().await
    }

    async fn role(&self, role: &RoleArn) -> Seen<RoleFacts> {
        self.session.role(role).await
    }

    async fn policies(&self, role: &RoleArn) -> Seen<RolePolicies> {
        self.session.policies(role).await
    }

    async fn membership(&self) -> Seen<Membership> {
        self.session.membership().await
    }

    async fn members(&self) -> Seen<Vec<Listed>> {
        self.session.members().await
    }

    async fn tree(&self) -> Seen<TreeSeen> {
        self.session.tree().await
    }

    async fn try_permission(&self, id: &PermissionId, role: &RoleArn) -> Seen<()> {
        self.session.try_permission(id, role).await
    }
}

#[async_trait]
impl KeySession for SdkKeySession {
    async fn list_keys(&self, user: &str) -> Seen<Vec<ListedKey>> {
        seen(act::list(&self.iam, user).await)
    }

    async fn create_key(&self, user: &str) -> Seen<KeyPair> {
        seen(act::create(&self.iam, user).await)
    }

    async fn set_key_status(&self, user: &str, key: &str, status: KeyStatus) -> Seen<()> {
        seen(act::set_status(&self.iam, user, key, status).await)
    }

    async fn delete_key(&self, user: &str, key: &str) -> Seen<()> {
        seen(act::delete(&self.iam, user, key).await)
    }
}
