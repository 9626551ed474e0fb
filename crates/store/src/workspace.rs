use std::sync::Arc;

use async_trait::async_trait;
use landfast_app::ports::{
    AccountQuery, AuditRow, AuditVerification, Check, ChosenExport, Commitment, Cursor, Delivery,
    ItemQuery, KeyRotation, MemberQuery, MemberRow, Membership, MethodSwitch, Page, Random, Sealed,
    SecretPlace, StoredKey, StoredReceipt, Token, Webhook, WorkFilter, WorkRow, WorkspaceStore,
    WorkspaceTx,
};
use landfast_domain::{
    Account, AccountId,
    activation::{Activation, ActivationItem, Counts, Permit},
    bill::{BillLook, BillMonth, Period},
    deployment::{Deployment, DeploymentId, Part},
    ids::{
        ActivationId, CheckId, CommitmentId, DeliveryId, PermitId, ReceiptId, WebhookId,
        WorkspaceId,
    },
    organization::{Group, Organization},
    owner_link::OwnerLink,
    removal::{Orphan, Removal},
    step::StepKind,
};
use sea_orm::{DatabaseConnection, TransactionTrait};

use crate::{
    accounts, activations, audit, billing_exports,
    bills::{self, MonthKey},
    checks, commitments,
    connect::WRITE,
    deployment_parts, deployments,
    fault::{Result, fault},
    keys, organizations, people, queue, removals,
    tx::SqlTx,
    webhooks,
};

/// The rows of one workspace. Its id goes into every query from here; no caller can leave it out.
pub(crate) struct SqlWorkspace {
    pub(crate) writer: DatabaseConnection,
    pub(crate) reader: DatabaseConnection,
    pub(crate) id: WorkspaceId,
    pub(crate) random: Arc<dyn Random>,
}

#[async_trait]
impl WorkspaceStore for SqlWorkspace {
    async fn begin(&self) -> Result<Box<dyn WorkspaceTx>> {
        let tx = self
            .writer
            .begin_with_options(WRITE)
            .await
            .map_err(fault("begin a transaction"))?;
        Ok(Box::new(SqlTx::new(
            tx,
            self.id.clone(),
            Arc::clone(&self.random),
        )))
    }

    async fn account_find(&self, id: &AccountId) -> Result<Option<Account>> {
        accounts::find(&self.reader, &self.id, id).await
    }

    async fn accounts_known(&self, ids: &[AccountId]) -> Result<Vec<AccountId>> {
        accounts::known(&self.reader, &self.id, ids).await
    }

    async fn account_names(&self, ids: &[AccountId]) -> Result<Vec<(AccountId, String)>> {
        accounts::names(&self.reader, &self.id, ids).await
    }

    async fn accounts(&self, query: &AccountQuery) -> Result<Page<Account>> {
        accounts::list(&self.reader, &self.id, query).await
    }

    async fn check_find(&self, account: &AccountId, id: &CheckId) -> Result<Option<Check>> {
        checks::find(&self.reader, &self.id, account, id).await
    }

    async fn checks(
        &self,
        account: &AccountId,
        limit: u32,
        cursor: Option<&Cursor>,
    ) -> Result<Page<Check>> {
        checks::list(&self.reader, &self.id, account, limit, cursor).await
    }

    async fn activity(
        &self,
        account: Option<&AccountId>,
        limit: u32,
        cursor: Option<&Cursor>,
    ) -> Result<Page<AuditRow>> {
        audit::list(&self.reader, &self.id, account, limit, cursor).await
    }

    async fn activity_verify(&self) -> Result<AuditVerification> {
        audit::verify(&self.reader, &self.id).await
    }

    async fn organization_find(&self, payer: &AccountId) -> Result<Option<Organization>> {
        organizations::find(&self.reader, &self.id, payer).await
    }

    async fn organization_member(
        &self,
        payer: &AccountId,
        account: &AccountId,
    ) -> Result<Option<MemberRow>> {
        organizations::member_find(&self.reader, &self.id, payer, account).await
    }

    async fn organization_members(&self, query: &MemberQuery) -> Result<Page<MemberRow>> {
        organizations::list(&self.reader, &self.id, query).await
    }

    async fn organization_groups(&self, payer: &AccountId) -> Result<Vec<Group>> {
        organizations::groups(&self.reader, &self.id, payer).await
    }

    async fn activation_find(&self, id: &ActivationId) -> Result<Option<Activation>> {
        activations::find(&self.reader, &self.id, id).await
    }

    async fn activations(&self, payer: &AccountId) -> Result<Vec<Activation>> {
        activations::list(&self.reader, &self.id, payer).await
    }

    async fn activation_counts(&self, id: &ActivationId) -> Result<Counts> {
        activations::counts(&self.reader, &self.id, id).await
    }

    async fn activation_item(
        &self,
        id: &ActivationId,
        account: &AccountId,
    ) -> Result<Option<ActivationItem>> {
        activations::item_find(&self.reader, &self.id, id, account).await
    }

    async fn activation_items(&self, query: &ItemQuery) -> Result<Page<ActivationItem>> {
        activations::items(&self.reader, &self.id, query).await
    }

    async fn permit_find(&self, id: &PermitId) -> Result<Option<Permit>> {
        activations::permit_find(&self.reader, &self.id, id).await
    }

    async fn permits(&self, payer: &AccountId) -> Result<Vec<Permit>> {
        activations::permits(&self.reader, &self.id, payer).await
    }

    async fn permits_live(&self, payer: &AccountId) -> Result<Vec<Permit>> {
        activations::permits_live(&self.reader, &self.id, payer).await
    }

    async fn removal_find(&self, account: &AccountId) -> Result<Option<Removal>> {
        removals::find(&self.reader, &self.id, account).await
    }

    async fn export_choice(&self, account: &AccountId) -> Result<Option<ChosenExport>> {
        billing_exports::find(&self.reader, &self.id, account).await
    }

    async fn bill_months(&self, payer: &AccountId) -> Result<Vec<BillMonth>> {
        bills::months(&self.reader, &self.id, payer).await
    }

    async fn bill_month(
        &self,
        payer: &AccountId,
        report: &str,
        period: Period,
    ) -> Result<Option<BillMonth>> {
        let key = MonthKey {
            payer,
            report,
            period,
        };
        bills::month(&self.reader, &self.id, &key).await
    }

    async fn bill_look(&self, payer: &AccountId) -> Result<Option<BillLook>> {
        bills::look(&self.reader, &self.id, payer).await
    }

    async fn orphans(&self, account: &AccountId) -> Result<Vec<Orphan>> {
        removals::orphans(&self.reader, &self.id, account).await
    }

    async fn receipt_find(&self, id: &ReceiptId) -> Result<Option<StoredReceipt>> {
        removals::receipt_find(&self.reader, &self.id, id).await
    }

    async fn receipts(
        &self,
        account: Option<&AccountId>,
        limit: u32,
        cursor: Option<&Cursor>,
    ) -> Result<Page<StoredReceipt>> {
        removals::receipts(&self.reader, &self.id, account, limit, cursor).await
    }

    async fn deployment_find(&self, id: &DeploymentId) -> Result<Option<Deployment>> {
        deployments::find(&self.reader, &self.id, id).await
    }

    async fn deployments(&self, account: &AccountId) -> Result<Vec<Deployment>> {
        deployments::list(&self.reader, &self.id, account).await
    }

    async fn deployment_part(
        &self,
        deployment: &DeploymentId,
        step: StepKind,
    ) -> Result<Option<Part>> {
        deployment_parts::find(&self.reader, &self.id, deployment, step).await
    }

    async fn deployment_parts(&self, account: &AccountId) -> Result<Vec<Part>> {
        deployment_parts::list(&self.reader, &self.id, account).await
    }

    async fn members(&self) -> Result<Vec<Membership>> {
        people::members(&self.reader, &self.id).await
    }

    async fn tokens(&self) -> Result<Vec<Token>> {
        people::tokens(&self.reader, &self.id).await
    }

    async fn owner_links(&self, account: &AccountId) -> Result<Vec<OwnerLink>> {
        people::owner_links(&self.reader, &self.id, account).await
    }

    async fn work(&self, filter: WorkFilter) -> Result<Vec<WorkRow>> {
        queue::list(&self.reader, &self.id, filter).await
    }

    async fn method_switches(&self) -> Result<Vec<MethodSwitch>> {
        keys::switches(&self.reader, &self.id).await
    }

    async fn keys(&self, account: &AccountId) -> Result<Vec<StoredKey>> {
        keys::all(&self.reader, &self.id, account).await
    }

    async fn key_rotation_find(&self, account: &AccountId) -> Result<Option<KeyRotation>> {
        keys::key_rotation_find(&self.reader, &self.id, account).await
    }

    async fn secret_find(&self, place: &SecretPlace) -> Result<Option<Sealed>> {
        keys::secret_find(&self.reader, &self.id, place).await
    }

    async fn commitments(&self) -> Result<Vec<Commitment>> {
        commitments::all(&self.reader, &self.id).await
    }

    async fn commitment_find(&self, id: &CommitmentId) -> Result<Option<Commitment>> {
        commitments::find(&self.reader, &self.id, id).await
    }

    async fn webhooks(&self) -> Result<Vec<Webhook>> {
        webhooks::all(&self.reader, &self.id).await
    }

    async fn webhook_find(&self, id: &WebhookId) -> Result<Option<Webhook>> {
        webhooks::find(&self.reader, &self.id, id).await
    }

    async fn delivery_find(&self, id: &DeliveryId) -> Result<Option<Delivery>> {
        webhooks::delivery_find(&self.reader, &self.id, id).await
    }

    async fn deliveries(
        &self,
        webhook: &WebhookId,
        limit: u32,
        cursor: Option<&Cursor>,
    ) -> Result<Page<Delivery>> {
        webhooks::delivery_list(&self.reader, &self.id, webhook, limit, cursor).await
    }
}
