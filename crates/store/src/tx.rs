use std::sync::Arc;

use async_trait::async_trait;
use landfast_app::ports::{
    AuditEntry, Check, ChosenExport, Commitment, Delivery, KeyRotation, MemberRow, MethodSwitch,
    NewWork, Random, Role, Sealed, SecretPlace, Standing, StoredKey, StoredOwnerLink, Token,
    Webhook, WorkRow, WorkspaceTx,
};
use landfast_domain::{
    Account, AccountId, Timestamp,
    activation::{Activation, ActivationItem, Counts, Permit},
    bill::{BillLook, BillMonth, Period},
    deployment::{Deployment, Part},
    ids::{
        ActivationId, CheckId, CommitmentId, DeliveryId, KeyId, OrphanId, OwnerLinkId, PermitId,
        TokenId, UserId, WebhookId, WorkId, WorkspaceId,
    },
    oidc::IssuerKey,
    organization::{Member, Organization},
    owner_link::{OwnerLink, Revoked},
    removal::{Orphan, Receipt, Removal},
};
use sea_orm::DatabaseTransaction;

use crate::{
    accounts, activations, audit, billing_exports,
    bills::{self, MonthKey},
    callbacks, checks, commitments, deployment_parts, deployments,
    fault::{Result, fault, refused},
    issuer_keys, keys, organizations, people, queue, removals, webhooks,
};

/// A transaction in one workspace; dropped, it rolls back.
pub(crate) struct SqlTx {
    tx: DatabaseTransaction,
    workspace: WorkspaceId,
    /// A statement failed. PostgreSQL then turns COMMIT into a silent ROLLBACK, SQLite does not; with
    /// this, both refuse.
    failed: bool,
    /// For the ids of what follows from a change.
    random: Arc<dyn Random>,
}

impl SqlTx {
    pub(crate) const fn new(
        tx: DatabaseTransaction,
        workspace: WorkspaceId,
        random: Arc<dyn Random>,
    ) -> Self {
        Self {
            tx,
            workspace,
            failed: false,
            random,
        }
    }

    fn note<T>(&mut self, result: Result<T>) -> Result<T> {
        self.failed |= result.is_err();
        result
    }
}

#[async_trait]
impl WorkspaceTx for SqlTx {
    async fn account_find(&mut self, id: &AccountId) -> Result<Option<Account>> {
        let found = accounts::find_held(&self.tx, &self.workspace, id).await;
        self.note(found)
    }

    async fn accounts_known(&mut self, ids: &[AccountId]) -> Result<Vec<AccountId>> {
        let found = accounts::known(&self.tx, &self.workspace, ids).await;
        self.note(found)
    }

    async fn account_insert(&mut self, account: &Account) -> Result<()> {
        let done = accounts::insert(&self.tx, &self.workspace, account).await;
        self.note(done)
    }

    async fn account_save(&mut self, account: &Account) -> Result<()> {
        let done = accounts::save(&self.tx, &self.workspace, account).await;
        self.note(done)
    }

    async fn account_delete(&mut self, id: &AccountId) -> Result<()> {
        let done = accounts::delete(&self.tx, &self.workspace, id).await;
        self.note(done)
    }

    async fn organization_find(&mut self, payer: &AccountId) -> Result<Option<Organization>> {
        let found = organizations::find_held(&self.tx, &self.workspace, payer).await;
        self.note(found)
    }

    async fn organization_put(
        &mut self,
        payer: &AccountId,
        organization: &Organization,
    ) -> Result<()> {
        let done = organizations::put(&self.tx, &self.workspace, payer, organization).await;
        self.note(done)
    }

    async fn members_all(&mut self, payer: &AccountId) -> Result<Vec<Member>> {
        let found = organizations::all(&self.tx, &self.workspace, payer).await;
        self.note(found)
    }

    async fn member_find(
        &mut self,
        payer: &AccountId,
        account: &AccountId,
    ) -> Result<Option<MemberRow>> {
        let found = organizations::member_find(&self.tx, &self.workspace, payer, account).await;
        self.note(found)
    }

    async fn members_put(&mut self, payer: &AccountId, members: &[Member]) -> Result<()> {
        let done = organizations::members_put(&self.tx, &self.workspace, payer, members).await;
        self.note(done)
    }

    async fn activation_find(
        &mut self,
        payer: &AccountId,
        id: &ActivationId,
    ) -> Result<Option<Activation>> {
        let found = activations::held(&self.tx, &self.workspace, payer, id).await;
        self.note(found)
    }

    async fn activations_live(&mut self, payer: &AccountId) -> Result<Vec<Activation>> {
        let found = activations::live(&self.tx, &self.workspace, payer).await;
        self.note(found)
    }

    async fn activation_put(&mut self, activation: &Activation) -> Result<()> {
        let done = activations::put(&self.tx, &self.workspace, activation).await;
        self.note(done)
    }

    async fn activation_counts(&mut self, id: &ActivationId) -> Result<Counts> {
        let found = activations::counts(&self.tx, &self.workspace, id).await;
        self.note(found)
    }

    async fn activation_item(
        &mut self,
        id: &ActivationId,
        account: &AccountId,
    ) -> Result<Option<ActivationItem>> {
        let found = activations::item_find(&self.tx, &self.workspace, id, account).await;
        self.note(found)
    }

    async fn activation_items(
        &mut self,
        id: &ActivationId,
        state: &'static str,
        limit: u32,
    ) -> Result<Vec<ActivationItem>> {
        let found = activations::items_of_state(&self.tx, &self.workspace, id, state, limit).await;
        self.note(found)
    }

    async fn activation_items_put(
        &mut self,
        id: &ActivationId,
        items: &[ActivationItem],
    ) -> Result<()> {
        let done = activations::items_put(&self.tx, &self.workspace, id, items).await;
        self.note(done)
    }

    async fn bill_month(
        &mut self,
        payer: &AccountId,
        report: &str,
        period: Period,
    ) -> Result<Option<BillMonth>> {
        let key = MonthKey {
            payer,
            report,
            period,
        };
        let found = bills::held(&self.tx, &self.workspace, &key).await;
        self.note(found)
    }

    async fn bill_month_put(&mut self, month: &BillMonth) -> Result<()> {
        let done = bills::put(&self.tx, &self.workspace, month).await;
        self.note(done)
    }

    async fn bill_look(&mut self, payer: &AccountId) -> Result<Option<BillLook>> {
        let found = bills::look(&self.tx, &self.workspace, payer).await;
        self.note(found)
    }

    async fn bill_look_put(&mut self, payer: &AccountId, look: &BillLook) -> Result<()> {
        let done = bills::put_look(&self.tx, &self.workspace, payer, look).await;
        self.note(done)
    }

    async fn permit_find(&mut self, payer: &AccountId, id: &PermitId) -> Result<Option<Permit>> {
        let found = activations::permit_held(&self.tx, &self.workspace, payer, id).await;
        self.note(found)
    }

    async fn permits_live(&mut self, payer: &AccountId) -> Result<Vec<Permit>> {
        let found = activations::permits_live(&self.tx, &self.workspace, payer).await;
        self.note(found)
    }

    async fn permit_put(&mut self, permit: &Permit) -> Result<()> {
        let done = activations::permit_put(&self.tx, &self.workspace, permit).await;
        self.note(done)
    }

    async fn removal_find(&mut self, account: &AccountId) -> Result<Option<Removal>> {
        let found = removals::find(&self.tx, &self.workspace, account).await;
        self.note(found)
    }

    async fn removal_put(&mut self, account: &AccountId, removal: &Removal) -> Result<()> {
        let done = removals::put(&self.tx, &self.workspace, account, removal).await;
        self.note(done)
    }

    async fn removal_forget(&mut self, account: &AccountId) -> Result<()> {
        let done = removals::forget(&self.tx, &self.workspace, account).await;
        self.note(done)
    }

    async fn hurried_find(&mut self, account: &AccountId) -> Result<Option<Timestamp>> {
        let found = callbacks::hurried(&self.tx, &self.workspace, account).await;
        self.note(found)
    }

    async fn hurried_put(&mut self, account: &AccountId, due: Timestamp) -> Result<()> {
        let done = callbacks::hurried_put(&self.tx, &self.workspace, account, due).await;
        self.note(done)
    }

    async fn export_choice(&mut self, account: &AccountId) -> Result<Option<ChosenExport>> {
        let found = billing_exports::find(&self.tx, &self.workspace, account).await;
        self.note(found)
    }

    async fn export_choice_put(
        &mut self,
        account: &AccountId,
        chosen: &ChosenExport,
    ) -> Result<()> {
        let done = billing_exports::put(&self.tx, &self.workspace, account, chosen).await;
        self.note(done)
    }

    async fn receipt_insert(&mut self, receipt: &Receipt) -> Result<()> {
        let done = removals::receipt_insert(&self.tx, &self.workspace, receipt).await;
        self.note(done)
    }

    async fn orphans(&mut self, account: &AccountId) -> Result<Vec<Orphan>> {
        let found = removals::orphans(&self.tx, &self.workspace, account).await;
        self.note(found)
    }

    async fn orphan_put(&mut self, account: &AccountId, orphan: &Orphan) -> Result<()> {
        let done = removals::orphan_put(&self.tx, &self.workspace, account, orphan).await;
        self.note(done)
    }

    async fn orphan_forget(&mut self, id: &OrphanId) -> Result<()> {
        let done = removals::orphan_forget(&self.tx, &self.workspace, id).await;
        self.note(done)
    }

    async fn check_find(&mut self, account: &AccountId, id: &CheckId) -> Result<Option<Check>> {
        let found = checks::find(&self.tx, &self.workspace, account, id).await;
        self.note(found)
    }

    async fn check_newest(&mut self, account: &AccountId) -> Result<Option<Check>> {
        let found = checks::newest(&self.tx, &self.workspace, account).await;
        self.note(found)
    }

    async fn check_insert(&mut self, check: &Check) -> Result<()> {
        let done = checks::insert(&self.tx, &self.workspace, check).await;
        self.note(done)
    }

    async fn check_save(&mut self, check: &Check) -> Result<()> {
        let done = checks::save(&self.tx, &self.workspace, check).await;
        self.note(done)
    }

    async fn deployment_save(&mut self, deployment: &Deployment) -> Result<()> {
        let done = deployments::save(&self.tx, &self.workspace, deployment).await;
        self.note(done)
    }

    async fn deployment_parts(&mut self, account: &AccountId) -> Result<Vec<Part>> {
        deployment_parts::list(&self.tx, &self.workspace, account).await
    }

    async fn deployment_part_save(&mut self, part: &Part) -> Result<()> {
        let done = deployment_parts::save(&self.tx, &self.workspace, part).await;
        self.note(done)
    }

    async fn work_insert(&mut self, work: &NewWork) -> Result<()> {
        let done = queue::insert(&self.tx, &self.workspace, work).await;
        self.note(done)
    }

    async fn work_retry(&mut self, id: &WorkId, now: Timestamp) -> Result<Option<WorkRow>> {
        let found = queue::retry(&self.tx, &self.workspace, id, now).await;
        self.note(found)
    }

    async fn work_told(&mut self, id: &WorkId, now: Timestamp) -> Result<()> {
        let done = queue::told(&self.tx, &self.workspace, id, now).await;
        self.note(done)
    }

    async fn member_put(&mut self, user: &UserId, role: Role, standing: Standing) -> Result<()> {
        let done = people::member_put(&self.tx, &self.workspace, user, role, standing).await;
        self.note(done)
    }

    async fn member_remove(&mut self, user: &UserId) -> Result<()> {
        let done = people::member_remove(&self.tx, &self.workspace, user).await;
        self.note(done)
    }

    async fn token_insert(&mut self, token: &Token) -> Result<()> {
        let done = people::token_insert(&self.tx, &self.workspace, token).await;
        self.note(done)
    }

    async fn token_delete(&mut self, id: &TokenId) -> Result<bool> {
        let done = people::token_delete(&self.tx, &self.workspace, id).await;
        self.note(done)
    }

    async fn owner_link_insert(&mut self, link: &StoredOwnerLink) -> Result<()> {
        let done = people::owner_link_insert(&self.tx, &self.workspace, link).await;
        self.note(done)
    }

    async fn owner_link_find(&mut self, id: &OwnerLinkId) -> Result<Option<OwnerLink>> {
        let found = people::owner_link_held(&self.tx, &self.workspace, id).await;
        self.note(found)
    }

    async fn owner_link_revoke(&mut self, id: &OwnerLinkId, revoked: &Revoked) -> Result<()> {
        let done = people::owner_link_revoke(&self.tx, &self.workspace, id, revoked).await;
        self.note(done)
    }

    async fn method_switch_put(&mut self, switch: &MethodSwitch) -> Result<()> {
        let done = keys::switch_put(&self.tx, &self.workspace, switch).await;
        self.note(done)
    }

    async fn method_switches(&mut self) -> Result<Vec<MethodSwitch>> {
        let found = keys::switches(&self.tx, &self.workspace).await;
        self.note(found)
    }

    async fn keys(&mut self, account: &AccountId) -> Result<Vec<StoredKey>> {
        let found = keys::all(&self.tx, &self.workspace, account).await;
        self.note(found)
    }

    async fn key_put(&mut self, key: &StoredKey, secret: &Sealed) -> Result<()> {
        let done = keys::put(&self.tx, &self.workspace, key, secret).await;
        self.note(done)
    }

    async fn key_save(&mut self, key: &StoredKey) -> Result<()> {
        let done = keys::save(&self.tx, &self.workspace, key).await;
        self.note(done)
    }

    async fn key_forget(&mut self, account: &AccountId, id: &KeyId) -> Result<bool> {
        let done = keys::forget(&self.tx, &self.workspace, account, id).await;
        self.note(done)
    }

    async fn key_rotation_find(&mut self, account: &AccountId) -> Result<Option<KeyRotation>> {
        let found = keys::key_rotation_find(&self.tx, &self.workspace, account).await;
        self.note(found)
    }

    async fn key_rotation_put(&mut self, rotation: &KeyRotation) -> Result<()> {
        let done = keys::key_rotation_put(&self.tx, &self.workspace, rotation).await;
        self.note(done)
    }

    async fn key_rotation_forget(&mut self, account: &AccountId) -> Result<()> {
        let done = keys::key_rotation_forget(&self.tx, &self.workspace, account).await;
        self.note(done)
    }

    async fn issuer_key_insert(&mut self, key: &IssuerKey, secret: &Sealed) -> Result<bool> {
        let done = issuer_keys::insert(&self.tx, key, secret).await;
        self.note(done)
    }

    async fn issuer_key_published(&mut self, number: u32, at: Timestamp) -> Result<bool> {
        let done = issuer_keys::published(&self.tx, number, at).await;
        self.note(done)
    }

    async fn commitments(&mut self) -> Result<Vec<Commitment>> {
        let found = commitments::all(&self.tx, &self.workspace).await;
        self.note(found)
    }

    async fn commitment_find(&mut self, id: &CommitmentId) -> Result<Option<Commitment>> {
        let found = commitments::held(&self.tx, &self.workspace, id).await;
        self.note(found)
    }

    async fn commitment_put(&mut self, commitment: &Commitment) -> Result<()> {
        let done = commitments::put(&self.tx, &self.workspace, commitment).await;
        self.note(done)
    }

    async fn commitment_delete(&mut self, id: &CommitmentId) -> Result<()> {
        let done = commitments::delete(&self.tx, &self.workspace, id).await;
        self.note(done)
    }

    async fn webhooks(&mut self) -> Result<Vec<Webhook>> {
        let found = webhooks::all(&self.tx, &self.workspace).await;
        self.note(found)
    }

    async fn webhook_find(&mut self, id: &WebhookId) -> Result<Option<Webhook>> {
        let found = webhooks::held(&self.tx, &self.workspace, id).await;
        self.note(found)
    }

    async fn webhook_put(&mut self, webhook: &Webhook) -> Result<()> {
        let done = webhooks::put(&self.tx, &self.workspace, webhook).await;
        self.note(done)
    }

    async fn webhook_delete(&mut self, id: &WebhookId) -> Result<()> {
        let done = webhooks::delete(&self.tx, &self.workspace, id).await;
        self.note(done)
    }

    async fn secret_put(&mut self, place: &SecretPlace, secret: &Sealed) -> Result<()> {
        let done = keys::secret_put(&self.tx, &self.workspace, place, secret).await;
        self.note(done)
    }

    async fn delivery_find(&mut self, id: &DeliveryId) -> Result<Option<Delivery>> {
        let found = webhooks::delivery_held(&self.tx, &self.workspace, id).await;
        self.note(found)
    }

    async fn delivery_put(&mut self, delivery: &Delivery) -> Result<()> {
        let done = webhooks::delivery_put(&self.tx, &self.workspace, delivery).await;
        self.note(done)
    }

    async fn deliveries_forget(&mut self, before: Timestamp) -> Result<Option<Timestamp>> {
        let left = webhooks::forget_before(&self.tx, &self.workspace, before).await;
        self.note(left)
    }

    async fn commit(self: Box<Self>, now: Timestamp, entries: Vec<AuditEntry>) -> Result<()> {
        const DOING: &str = "commit a change";
        if self.failed {
            return Err(refused(
                DOING,
                "a statement of the transaction had failed; nothing was changed",
            ));
        }
        audit::append(&self.tx, &self.workspace, now, &entries).await?;
        let random = self.random.as_ref();
        webhooks::tell(&self.tx, random, &self.workspace, now, &entries).await?;
        self.tx.commit().await.map_err(fault(DOING))
    }
}
