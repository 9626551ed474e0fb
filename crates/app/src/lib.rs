//! The use cases of Landfast: what people and the schedule can make it do.
//!
//! Decides who may do what and in which order things are written; knows neither SQL nor HTTP nor an
//! AWS type. What it needs from outside are the traits in [`ports`].

mod access;
mod accounts;
mod activation;
mod activity;
mod actor;
mod app;
mod billing;
mod bills;
pub mod callbacks;
mod commitments;
mod error;
mod issuer;
mod keys;
mod organization;
mod owner_links;
mod people;
pub mod ports;
mod problem;
mod removal;
mod tally;
mod terraform;
mod webhooks;
pub mod work;

pub use access::{Instructions, PacedProbe, PayerDeployment, StepStatus};
pub use accounts::{AccountDraft, AccountEdit};
pub use activation::{ActivationDraft, ActivationStatus, PermitDraft, PermitStatus};
pub use actor::Actor;
pub use app::{App, Ports, Settings};
pub use billing::{ExportStatus, Offer};
pub use bills::{BillsOfPayer, NamedAnswer};
pub use commitments::{NamedCommitment, StandingOf};
pub use error::{Error, FieldProblem, Result};
pub use issuer::{IssuerSettings, IssuerState};
pub use keys::{AccountKeys, KeyDraft, MethodState};
pub use organization::{OrganizationStatus, RolloutDraft, RolloutStatus, RunDraft};
pub use owner_links::{NewOwnerLink, Owner, OwnerVisit};
pub use people::{Credentials, NewSession, NewToken, NewUser, SetUp, SignedIn, bearer};
pub use problem::{Kind, ProblemCode};
pub use removal::{RecordRemoved, RemovalStatus};
pub use tally::Tally;
pub use terraform::{
    Announcement, AppliedRole, DeployedExport, DeployedStackSet, DeploymentView, PartOf, PartView,
    Registration,
};
pub use webhooks::{NewWebhook, WebhookDraft, WebhookEdit};
