use async_trait::async_trait;
use landfast_domain::{
    Account, AccountId, RoleArn, Timestamp,
    activation::{Activation, ActivationItem, Counts, Permit},
    bill::{BillLook, BillMonth, Period},
    deployment::{Deployment, DeploymentId, Part},
    ids::{
        ActivationId, CheckId, CommitmentId, DeliveryId, KeyId, OrphanId, OwnerLinkId, PermitId,
        ReceiptId, SessionId, TokenId, UserId, WebhookId, WorkId, WorkspaceId,
    },
    oidc::IssuerKey,
    organization::{Group, Member, Organization},
    owner_link::{OwnerLink, Revoked},
    removal::{Orphan, Receipt, Removal},
    step::StepKind,
};

use super::organizations::{MemberQuery, MemberRow};
use super::rows::{
    AccountQuery, AuditEntry, AuditRow, AuditVerification, Check, Cursor, Installation, Invitation,
    Membership, NewWork, Page, Role, Session, Standing, StoredReceipt, Token, User, WorkCounts,
    WorkFilter, WorkRow, Workspace,
};
use super::{
    activation::ItemQuery,
    billing::ChosenExport,
    callbacks::{CallbackPlace, CallbackState},
    commitments::Commitment,
    keys::{KeyRotation, MethodSwitch, StoredKey},
    owner_links::StoredOwnerLink,
    secrets::{Sealed, SecretPlace},
    webhooks::{Delivery, Webhook},
};

type Result<T> = std::result::Result<T, StoreError>;

/// A row that another row forbids.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Conflict {
    AccountId,
    AccountName,
    ExternalId,
    /// The role was proven by another registration of the installation.
    ProvenRole,
    WorkspaceName,
    Email,
    CommitmentName,
}

#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("the row is taken already: {0:?}")]
    Conflict(Conflict),
    #[error("the cursor was not made by this list")]
    Cursor,
    #[error(
        "row {row} of table {table} holds a value in {column} that this version does not know: {why}"
    )]
    Row {
        table: &'static str,
        column: &'static str,
        row: String,
        why: String,
    },
    #[error("the lease was lost: another worker has taken the work since")]
    LeaseLost,
    #[error("the database could not be used while trying to {doing}")]
    Unavailable {
        doing: &'static str,
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

/// Rows of the whole installation: people, sessions, the queue. Rows of a workspace are reached only
/// through [`Store::workspace`], so that a forgotten filter cannot be written.
#[async_trait]
pub trait Store: Send + Sync {
    fn workspace(&self, id: &WorkspaceId) -> Box<dyn WorkspaceStore>;

    async fn installation(&self) -> Result<Installation>;
    /// Answers as long as the database does.
    async fn ping(&self) -> Result<()>;

    async fn workspace_insert(
        &self,
        workspace: &Workspace,
        first: Option<(&UserId, Role)>,
        entry: AuditEntry,
    ) -> Result<()>;
    async fn workspace_find(&self, name: &str) -> Result<Option<Workspace>>;

    /// Whether anybody has ever set a password.
    async fn any_user(&self) -> Result<bool>;
    async fn user_insert(&self, user: &User) -> Result<()>;
    async fn user_find(&self, email: &str) -> Result<Option<User>>;
    async fn user_get(&self, id: &UserId) -> Result<Option<User>>;
    /// Sets the password and ends every session of the user.
    async fn user_set_password(&self, id: &UserId, password_hash: &str) -> Result<()>;
    /// The workspaces that a user is a member of, by name.
    async fn memberships(&self, user: &UserId) -> Result<Vec<Membership>>;

    async fn invitation_insert(&self, invitation: &Invitation) -> Result<()>;
    async fn invitation_find(
        &self,
        secret_hash: &[u8; 32],
        now: Timestamp,
    ) -> Result<Option<Invitation>>;
    /// Removes it; `false` when somebody else was quicker. A first-operator link removes all of its kind.
    async fn invitation_consume(&self, secret_hash: &[u8; 32]) -> Result<bool>;

    async fn session_insert(&self, session: &Session) -> Result<()>;
    async fn session_find(&self, secret_hash: &[u8; 32], now: Timestamp)
    -> Result<Option<Session>>;
    async fn session_delete(&self, id: &SessionId) -> Result<()>;
    async fn token_find(&self, id: &TokenId, now: Timestamp) -> Result<Option<(Token, Workspace)>>;
    async fn token_used(&self, id: &TokenId, at: Timestamp) -> Result<()>;
    /// Also one that does not work any more.
    async fn owner_link_find(
        &self,
        id: &OwnerLinkId,
    ) -> Result<Option<(StoredOwnerLink, Workspace)>>;
    async fn owner_link_used(&self, id: &OwnerLinkId, at: Timestamp) -> Result<()>;

    /// Takes the next piece of work that is due: ready, or leased by a worker that has not been heard
    /// of until `now`. Counts the attempt. Work whose attempts are used up turns dead instead.
    async fn work_lease(&self, now: Timestamp, lease_until: Timestamp) -> Result<Option<Lease>>;
    /// Keeps the lease alive.
    ///
    /// # Errors
    /// [`StoreError::LeaseLost`] when a later attempt holds it; so for the two below.
    async fn work_extend(&self, lease: &Lease, until: Timestamp) -> Result<()>;
    async fn work_done(&self, lease: &Lease) -> Result<()>;
    /// Puts it back for `run_at`, or to the dead when no attempt is left. The text is shown to operators.
    async fn work_failed(&self, lease: &Lease, error: &str, run_at: Timestamp) -> Result<()>;
    /// When the next work is due; tells an idle worker how long to sleep.
    async fn work_next_at(&self) -> Result<Option<Timestamp>>;
    async fn work_counts(&self) -> Result<WorkCounts>;
    /// Dead work, over all workspaces, that nobody has been told of yet.
    async fn work_buried(&self, limit: u32) -> Result<Vec<WorkRow>>;

    /// Accounts whose `next_check_at` has come, over all workspaces.
    async fn accounts_due(
        &self,
        now: Timestamp,
        limit: u32,
    ) -> Result<Vec<(WorkspaceId, AccountId)>>;
    /// Where an account that called back is known, over all workspaces.
    async fn callback_places(&self, account: &AccountId) -> Result<Vec<CallbackPlace>>;
    /// How reading the queue of callbacks goes.
    async fn callback_state(&self) -> Result<CallbackState>;
    async fn callback_state_put(&self, state: &CallbackState) -> Result<()>;
    /// Remembers by which key secrets are sealed, if none was remembered yet; gives what is remembered.
    /// `proof` tells two keys apart and says nothing else about a key.
    async fn seal_key(&self, proof: &[u8; 32], now: Timestamp) -> Result<[u8; 32]>;
    /// What [`Store::seal_key`] remembered; `None` while nothing was ever sealed.
    async fn seal_key_known(&self) -> Result<Option<[u8; 32]>>;
    /// The keys of the issuer, by number.
    async fn issuer_keys(&self) -> Result<Vec<IssuerKey>>;
    /// The sealed private half of a key.
    async fn issuer_key_secret(&self, number: u32) -> Result<Option<Sealed>>;
    /// Writes the very first key, unless somebody else was quicker.
    async fn issuer_key_begin(&self, key: &IssuerKey, secret: &Sealed) -> Result<()>;
    /// Forgets a key with its private half.
    async fn issuer_key_forget(&self, number: u32) -> Result<()>;
    /// Whether another registration than (`workspace`, `account`) has proven this role. Tells no more.
    async fn role_claimed(
        &self,
        role: &RoleArn,
        workspace: &WorkspaceId,
        account: &AccountId,
    ) -> Result<bool>;
}

/// Work in hand. `attempt` fences: an older attempt can change nothing any more.
#[derive(Debug, Clone, PartialEq)]
pub struct Lease {
    pub work: WorkRow,
    pub attempt: u32,
}

/// The rows of one workspace, read outside a transaction.
#[async_trait]
pub trait WorkspaceStore: Send + Sync {
    /// Opens a transaction that writes. It must not stay open across a call to the outside.
    async fn begin(&self) -> Result<Box<dyn WorkspaceTx>>;

    async fn account_find(&self, id: &AccountId) -> Result<Option<Account>>;
    /// Those of `ids` that are registered in the workspace.
    async fn accounts_known(&self, ids: &[AccountId]) -> Result<Vec<AccountId>>;
    /// What these accounts are called: where they are registered, else in their organization. Those
    /// of which nothing is known are not in it.
    async fn account_names(&self, ids: &[AccountId]) -> Result<Vec<(AccountId, String)>>;
    /// To show, not to save: the steps come without their reports.
    async fn accounts(&self, query: &AccountQuery) -> Result<Page<Account>>;
    async fn check_find(&self, account: &AccountId, id: &CheckId) -> Result<Option<Check>>;
    /// Newest first.
    async fn checks(
        &self,
        account: &AccountId,
        limit: u32,
        cursor: Option<&Cursor>,
    ) -> Result<Page<Check>>;
    async fn deployment_find(&self, id: &DeploymentId) -> Result<Option<Deployment>>;
    /// The newest deployments of the Terraform module in an account, newest first; also when the
    /// account's record is gone.
    async fn deployments(&self, account: &AccountId) -> Result<Vec<Deployment>>;
    /// What a deployment makes beside the role, for one step.
    async fn deployment_part(
        &self,
        deployment: &DeploymentId,
        step: StepKind,
    ) -> Result<Option<Part>>;
    /// The parts of all deployments of an account.
    async fn deployment_parts(&self, account: &AccountId) -> Result<Vec<Part>>;
    async fn removal_find(&self, account: &AccountId) -> Result<Option<Removal>>;
    /// What is kept of the organization of a payer.
    async fn organization_find(&self, payer: &AccountId) -> Result<Option<Organization>>;
    async fn organization_member(
        &self,
        payer: &AccountId,
        account: &AccountId,
    ) -> Result<Option<MemberRow>>;
    async fn organization_members(&self, query: &MemberQuery) -> Result<Page<MemberRow>>;
    /// How many accounts of each unit stand how.
    async fn organization_groups(&self, payer: &AccountId) -> Result<Vec<Group>>;
    async fn permit_find(&self, id: &PermitId) -> Result<Option<Permit>>;
    async fn activation_find(&self, id: &ActivationId) -> Result<Option<Activation>>;
    /// The newest activations of a payer, newest first: to show.
    async fn activations(&self, payer: &AccountId) -> Result<Vec<Activation>>;
    async fn activation_counts(&self, id: &ActivationId) -> Result<Counts>;
    async fn activation_item(
        &self,
        id: &ActivationId,
        account: &AccountId,
    ) -> Result<Option<ActivationItem>>;
    async fn activation_items(&self, query: &ItemQuery) -> Result<Page<ActivationItem>>;
    /// The newest permits of a payer, newest first: to show.
    async fn permits(&self, payer: &AccountId) -> Result<Vec<Permit>>;
    /// All permits of a payer that are not proven gone, newest first.
    async fn permits_live(&self, payer: &AccountId) -> Result<Vec<Permit>>;
    /// What somebody chose for the account's bill.
    async fn export_choice(&self, account: &AccountId) -> Result<Option<ChosenExport>>;
    /// The months of a payer's bill, the newest first.
    async fn bill_months(&self, payer: &AccountId) -> Result<Vec<BillMonth>>;
    async fn bill_month(
        &self,
        payer: &AccountId,
        report: &str,
        period: Period,
    ) -> Result<Option<BillMonth>>;
    /// How the last look at a payer's bill went.
    async fn bill_look(&self, payer: &AccountId) -> Result<Option<BillLook>>;
    /// Roles that earlier registrations of the account left behind, oldest first.
    async fn orphans(&self, account: &AccountId) -> Result<Vec<Orphan>>;
    async fn receipt_find(&self, id: &ReceiptId) -> Result<Option<StoredReceipt>>;
    /// Newest first; also of accounts whose record is gone, which is what receipts are for.
    async fn receipts(
        &self,
        account: Option<&AccountId>,
        limit: u32,
        cursor: Option<&Cursor>,
    ) -> Result<Page<StoredReceipt>>;
    /// Newest first.
    async fn activity(
        &self,
        account: Option<&AccountId>,
        limit: u32,
        cursor: Option<&Cursor>,
    ) -> Result<Page<AuditRow>>;
    async fn activity_verify(&self) -> Result<AuditVerification>;
    async fn members(&self) -> Result<Vec<Membership>>;
    async fn tokens(&self) -> Result<Vec<Token>>;
    /// Of one account, newest first.
    async fn owner_links(&self, account: &AccountId) -> Result<Vec<OwnerLink>>;
    async fn work(&self, filter: WorkFilter) -> Result<Vec<WorkRow>>;
    /// The methods that somebody has ever switched.
    async fn method_switches(&self) -> Result<Vec<MethodSwitch>>;
    async fn keys(&self, account: &AccountId) -> Result<Vec<StoredKey>>;
    async fn key_rotation_find(&self, account: &AccountId) -> Result<Option<KeyRotation>>;
    /// A sealed secret of a record of this workspace.
    async fn secret_find(&self, place: &SecretPlace) -> Result<Option<Sealed>>;
    /// By name.
    async fn commitments(&self) -> Result<Vec<Commitment>>;
    async fn commitment_find(&self, id: &CommitmentId) -> Result<Option<Commitment>>;
    /// By name.
    async fn webhooks(&self) -> Result<Vec<Webhook>>;
    async fn webhook_find(&self, id: &WebhookId) -> Result<Option<Webhook>>;
    async fn delivery_find(&self, id: &DeliveryId) -> Result<Option<Delivery>>;
    /// Those of one webhook, newest first.
    async fn deliveries(
        &self,
        webhook: &WebhookId,
        limit: u32,
        cursor: Option<&Cursor>,
    ) -> Result<Page<Delivery>>;
}

/// A transaction in one workspace. Dropped without [`WorkspaceTx::commit`] it changes nothing.
#[async_trait]
pub trait WorkspaceTx: Send {
    /// The account, held against other writers until the end of the transaction.
    async fn account_find(&mut self, id: &AccountId) -> Result<Option<Account>>;
    /// Those of `ids` that are registered in the workspace.
    async fn accounts_known(&mut self, ids: &[AccountId]) -> Result<Vec<AccountId>>;
    async fn account_insert(&mut self, account: &Account) -> Result<()>;
    async fn account_save(&mut self, account: &Account) -> Result<()>;
    /// Removes the record with its checks, its links, its removal and its waiting work.
    async fn account_delete(&mut self, id: &AccountId) -> Result<()>;
    /// What is kept of the organization of a payer, held against other writers.
    async fn organization_find(&mut self, payer: &AccountId) -> Result<Option<Organization>>;
    async fn organization_put(
        &mut self,
        payer: &AccountId,
        organization: &Organization,
    ) -> Result<()>;
    /// Every account that the organization has or had.
    async fn members_all(&mut self, payer: &AccountId) -> Result<Vec<Member>>;
    async fn member_find(
        &mut self,
        payer: &AccountId,
        account: &AccountId,
    ) -> Result<Option<MemberRow>>;
    /// Writes them, or what is new of them.
    async fn members_put(&mut self, payer: &AccountId, members: &[Member]) -> Result<()>;
    /// A month of a payer's bill, held against other writers.
    async fn bill_month(
        &mut self,
        payer: &AccountId,
        report: &str,
        period: Period,
    ) -> Result<Option<BillMonth>>;
    /// Writes it, or what is new of it.
    async fn bill_month_put(&mut self, month: &BillMonth) -> Result<()>;
    async fn bill_look(&mut self, payer: &AccountId) -> Result<Option<BillLook>>;
    async fn bill_look_put(&mut self, payer: &AccountId, look: &BillLook) -> Result<()>;
    /// A permit of the payer, held against other writers until the end of the transaction; and before it, the payer's
    /// account. Every transaction takes them in this order, so that no two wait for each other.
    async fn permit_find(&mut self, payer: &AccountId, id: &PermitId) -> Result<Option<Permit>>;
    /// All permits of a payer that are not proven gone, newest first.
    async fn permits_live(&mut self, payer: &AccountId) -> Result<Vec<Permit>>;
    /// An activation of the payer, held as permits are.
    async fn activation_find(
        &mut self,
        payer: &AccountId,
        id: &ActivationId,
    ) -> Result<Option<Activation>>;
    /// All activations of a payer that go on, newest first.
    async fn activations_live(&mut self, payer: &AccountId) -> Result<Vec<Activation>>;
    /// Writes it, or what is new of it.
    async fn activation_put(&mut self, activation: &Activation) -> Result<()>;
    async fn activation_counts(&mut self, id: &ActivationId) -> Result<Counts>;
    async fn activation_item(
        &mut self,
        id: &ActivationId,
        account: &AccountId,
    ) -> Result<Option<ActivationItem>>;
    /// Those of one state, in their order.
    async fn activation_items(
        &mut self,
        id: &ActivationId,
        state: &'static str,
        limit: u32,
    ) -> Result<Vec<ActivationItem>>;
    /// Writes them, or what is new of them.
    async fn activation_items_put(
        &mut self,
        id: &ActivationId,
        items: &[ActivationItem],
    ) -> Result<()>;
    /// Writes it, or what is new of it.
    async fn permit_put(&mut self, permit: &Permit) -> Result<()>;
    async fn removal_find(&mut self, account: &AccountId) -> Result<Option<Removal>>;
    async fn removal_put(&mut self, account: &AccountId, removal: &Removal) -> Result<()>;
    async fn removal_forget(&mut self, account: &AccountId) -> Result<()>;
    /// When the last look at the account was due that a callback has asked for.
    async fn hurried_find(&mut self, account: &AccountId) -> Result<Option<Timestamp>>;
    async fn hurried_put(&mut self, account: &AccountId, due: Timestamp) -> Result<()>;
    async fn export_choice(&mut self, account: &AccountId) -> Result<Option<ChosenExport>>;
    async fn export_choice_put(&mut self, account: &AccountId, chosen: &ChosenExport)
    -> Result<()>;
    async fn receipt_insert(&mut self, receipt: &Receipt) -> Result<()>;
    async fn orphans(&mut self, account: &AccountId) -> Result<Vec<Orphan>>;
    /// Writes it, in the place of what was known of it.
    async fn orphan_put(&mut self, account: &AccountId, orphan: &Orphan) -> Result<()>;
    async fn orphan_forget(&mut self, id: &OrphanId) -> Result<()>;
    async fn check_find(&mut self, account: &AccountId, id: &CheckId) -> Result<Option<Check>>;
    /// The check of the account that was asked for last.
    async fn check_newest(&mut self, account: &AccountId) -> Result<Option<Check>>;
    async fn check_insert(&mut self, check: &Check) -> Result<()>;
    async fn check_save(&mut self, check: &Check) -> Result<()>;
    /// Writes it, or what is new of it.
    async fn deployment_save(&mut self, deployment: &Deployment) -> Result<()>;
    async fn deployment_parts(&mut self, account: &AccountId) -> Result<Vec<Part>>;
    /// Writes it, or what is new of it.
    async fn deployment_part_save(&mut self, part: &Part) -> Result<()>;
    async fn work_insert(&mut self, work: &NewWork) -> Result<()>;
    /// Gives dead work its attempts back. `None` when there is no such dead work.
    async fn work_retry(&mut self, id: &WorkId, now: Timestamp) -> Result<Option<WorkRow>>;
    /// Notes that whoever waits for this dead work has been told.
    async fn work_told(&mut self, id: &WorkId, now: Timestamp) -> Result<()>;
    async fn member_put(&mut self, user: &UserId, role: Role, standing: Standing) -> Result<()>;
    async fn member_remove(&mut self, user: &UserId) -> Result<()>;
    async fn token_insert(&mut self, token: &Token) -> Result<()>;
    /// `false` when there is no such token.
    async fn token_delete(&mut self, id: &TokenId) -> Result<bool>;
    /// Forgets those of the workspace that ended long ago.
    async fn owner_link_insert(&mut self, link: &StoredOwnerLink) -> Result<()>;
    /// The link, held against other writers until the end of the transaction.
    async fn owner_link_find(&mut self, id: &OwnerLinkId) -> Result<Option<OwnerLink>>;
    async fn owner_link_revoke(&mut self, id: &OwnerLinkId, revoked: &Revoked) -> Result<()>;
    async fn method_switch_put(&mut self, switch: &MethodSwitch) -> Result<()>;
    async fn method_switches(&mut self) -> Result<Vec<MethodSwitch>>;
    async fn keys(&mut self, account: &AccountId) -> Result<Vec<StoredKey>>;
    /// Writes a key with its sealed secret, in the place of the one of the same standing.
    async fn key_put(&mut self, key: &StoredKey, secret: &Sealed) -> Result<()>;
    /// Saves what has become of a key; the secret stays.
    async fn key_save(&mut self, key: &StoredKey) -> Result<()>;
    /// Forgets a key with its secret. `false` when there is none.
    async fn key_forget(&mut self, account: &AccountId, id: &KeyId) -> Result<bool>;
    async fn key_rotation_find(&mut self, account: &AccountId) -> Result<Option<KeyRotation>>;
    /// Writes the rotation of its account, in the place of the one before.
    async fn key_rotation_put(&mut self, rotation: &KeyRotation) -> Result<()>;
    async fn key_rotation_forget(&mut self, account: &AccountId) -> Result<()>;
    /// Writes a further key of the issuer; `false` when there is one of its number.
    async fn issuer_key_insert(&mut self, key: &IssuerKey, secret: &Sealed) -> Result<bool>;
    /// Notes that a key is out since `at`, unless it is known to be; `false` when it is known.
    async fn issuer_key_published(&mut self, number: u32, at: Timestamp) -> Result<bool>;
    async fn commitments(&mut self) -> Result<Vec<Commitment>>;
    /// The contract, held against other writers until the end of the transaction.
    async fn commitment_find(&mut self, id: &CommitmentId) -> Result<Option<Commitment>>;
    /// Writes it, or what is new of it.
    async fn commitment_put(&mut self, commitment: &Commitment) -> Result<()>;
    async fn commitment_delete(&mut self, id: &CommitmentId) -> Result<()>;
    async fn webhooks(&mut self) -> Result<Vec<Webhook>>;
    /// The webhook, held against other writers until the end of the transaction.
    async fn webhook_find(&mut self, id: &WebhookId) -> Result<Option<Webhook>>;
    /// Writes it, or what is new of it; its secrets stay.
    async fn webhook_put(&mut self, webhook: &Webhook) -> Result<()>;
    /// Removes it with its secrets and its deliveries.
    async fn webhook_delete(&mut self, id: &WebhookId) -> Result<()>;
    /// Keeps a sealed secret in its place, instead of the one before.
    async fn secret_put(&mut self, place: &SecretPlace, secret: &Sealed) -> Result<()>;
    /// The delivery, held like the webhook.
    async fn delivery_find(&mut self, id: &DeliveryId) -> Result<Option<Delivery>>;
    /// Writes it, or what is new of it.
    async fn delivery_put(&mut self, delivery: &Delivery) -> Result<()>;
    /// Forgets what was made before `before`; gives when the oldest one that is left was made.
    async fn deliveries_forget(&mut self, before: Timestamp) -> Result<Option<Timestamp>>;
    /// Commits, with the audit entries in the same transaction. Only what changes nothing of meaning
    /// (a try that is repeated) comes without an entry. Every enabled webhook that wants an entry gets
    /// its delivery in the same transaction.
    async fn commit(self: Box<Self>, now: Timestamp, entries: Vec<AuditEntry>) -> Result<()>;
}
