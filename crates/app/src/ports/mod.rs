//! What the use cases need from outside, as small traits over plain data.
//!
//! Implementations: the crate `store` for rows, the crate `aws` for accounts, the composition root
//! for clock and randomness. None of them can call a use case.

mod activation;
mod ambient;
mod aws;
mod billing;
mod bills;
mod callbacks;
mod commitments;
mod keys;
mod organizations;
mod owner_links;
mod rows;
mod secrets;
mod store;
mod webhooks;

pub use activation::{EnterMember, ItemQuery, MemberSession, NewStack, NewTemplate, PermitSession};
pub use ambient::{Clock, Hint, Hints, Random, Topic};
pub use aws::{
    AccountProbe, AccountSession, AssumeRole, Identity, IdentitySource, OwnIdentity, Pass,
    Published, SourceOutcome, TemplateStore,
};
pub use billing::{BillingSession, BucketAt, ChosenExport, Fetched};
pub use bills::{
    BillAnswers, BillKeeper, BillOf, Exported, NotAnswered, NotTaken, TakenIn, Unanswered,
};
pub use callbacks::{
    CallbackAnswers, CallbackMessage, CallbackPlace, CallbackPorts, CallbackQueue, CallbackState,
};
pub use commitments::Commitment;
pub use keys::{KeyDoor, KeyPair, KeyRotation, KeySession, KeyStanding, MethodSwitch, StoredKey};
pub use organizations::{
    Answered, MemberQuery, MemberRow, StackSetAt, StackSetChange, StackSetSession, TreeSeen,
};
pub use owner_links::StoredOwnerLink;
pub use rows::{
    AccountQuery, AuditEntry, AuditRow, AuditVerification, Check, CheckState, Cursor, Installation,
    Invitation, Membership, NewWork, Page, Role, Session, Standing, StoredReceipt, Token, Trigger,
    User, WorkCounts, WorkFilter, WorkRow, WorkState, Workspace,
};
pub use secrets::{Sealed, SecretPlace, Secrets, SecretsError};
pub use store::{Conflict, Lease, Store, StoreError, WorkspaceStore, WorkspaceTx};
pub use webhooks::{Delivery, DeliveryState, Parcel, Webhook, WebhookSender, WebhookState};
