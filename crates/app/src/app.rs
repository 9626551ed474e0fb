use std::{sync::Arc, time::Duration};

use landfast_domain::{
    AccountId, Timestamp,
    account::Trust,
    callback::CallbackSettings,
    ids::WorkspaceId,
    permissions::{
        Manifest, ManifestError,
        cloudformation::{self, Template},
    },
    webhook::Reach,
};

use crate::{
    access::{NEW_ROLE, PublishedLook},
    actor::Actor,
    issuer::IssuerSettings,
    people::{Attempts, PasswordHasher},
    ports::{
        AccountProbe, AuditEntry, BillAnswers, BillKeeper, CallbackPorts, Clock, Hint, Hints,
        KeyDoor, OwnIdentity, Random, Secrets, Store, TemplateStore, Topic, WebhookSender,
        WorkspaceStore,
    },
    tally::Tally,
};

/// Everything outside that the use cases work with.
#[derive(Clone)]
pub struct Ports {
    pub store: Arc<dyn Store>,
    pub probe: Arc<dyn AccountProbe>,
    pub keys: Arc<dyn KeyDoor>,
    pub secrets: Arc<dyn Secrets>,
    pub identity: Arc<dyn OwnIdentity>,
    pub templates: Arc<dyn TemplateStore>,
    pub webhooks: Arc<dyn WebhookSender>,
    pub clock: Arc<dyn Clock>,
    pub random: Arc<dyn Random>,
    pub hints: Arc<dyn Hints>,
    /// `None` where the server has no callbacks.
    pub callbacks: Option<CallbackPorts>,
    pub bills: Arc<dyn BillKeeper>,
    pub answers: Arc<dyn BillAnswers>,
}

/// What the operator can set.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where the AWS console is; `None` for the real one.
    pub console_url: Option<String>,
    /// How often a proven account is looked at again, give or take a tenth.
    pub recheck_every: Duration,
    /// How long a refusal counts as "a new role takes a moment". Shorter in tests only.
    pub new_role: Duration,
    /// The name of the one workspace in which an account may be reached as the server itself.
    pub machine_identity_for: Option<String>,
    /// The server as an OIDC issuer; `None` where it is none.
    pub issuer: Option<IssuerSettings>,
    /// Where webhooks may lead.
    pub webhook_reach: Reach,
    /// The topic that stacks call back by; `None` where there is none.
    pub callback: Option<CallbackSettings>,
    /// The shortest pause between two looks for a role. Longer than nothing in tests only.
    pub follow_pause: Duration,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            console_url: None,
            recheck_every: Duration::from_secs(24 * 60 * 60),
            new_role: NEW_ROLE,
            machine_identity_for: None,
            issuer: None,
            webhook_reach: Reach::default(),
            callback: None,
            follow_pause: Duration::ZERO,
        }
    }
}

/// The use cases. Cheap to share: everything in it is behind an `Arc` or small.
pub struct App {
    pub(crate) ports: Ports,
    pub(crate) settings: Settings,
    pub(crate) manifest: Arc<Manifest>,
    pub(crate) template: Template,
    /// Of the billing export and of its bucket elsewhere.
    pub(crate) bill_templates: [Template; 2],
    /// Of accounts that trust the issuer.
    pub(crate) issuer_template: Option<Template>,
    /// Of a permit, by whom the payer's role trusts.
    pub(crate) permit_template: Template,
    pub(crate) issuer_permit_template: Option<Template>,
    pub(crate) passwords: PasswordHasher,
    pub(crate) attempts: Attempts,
    /// Wrong secrets by owners' links: apart, so that a flood of them forgets no failed sign-in.
    pub(crate) link_attempts: Attempts,
    pub(crate) tally: Tally,
    pub(crate) published: PublishedLook,
}

impl App {
    /// # Errors
    /// [`ManifestError`] when the permissions built into this binary do not hold together.
    pub fn new(ports: Ports, settings: Settings) -> Result<Self, ManifestError> {
        let manifest = Manifest::embedded()?;
        let template = cloudformation::api_access(&manifest);
        let issuer = settings.issuer.as_ref();
        let issuer_template =
            issuer.map(|issuer| cloudformation::api_access_oidc(&manifest, &issuer.url));
        let passwords = PasswordHasher::default();
        let issuer_permit_template =
            issuer.map(|issuer| cloudformation::activation_oidc(&issuer.url));
        Ok(Self {
            ports,
            settings,
            manifest: Arc::new(manifest),
            template,
            bill_templates: [
                cloudformation::billing_export(),
                cloudformation::billing_bucket(),
            ],
            issuer_permit_template,
            permit_template: cloudformation::activation(),
            issuer_template,
            passwords,
            attempts: Attempts::default(),
            link_attempts: Attempts::default(),
            tally: Tally::default(),
            published: PublishedLook::default(),
        })
    }

    #[must_use]
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    #[must_use]
    pub const fn template(&self) -> &Template {
        &self.template
    }

    /// The templates of the billing export, to download where there is no bucket for templates.
    #[must_use]
    pub const fn bill_templates(&self) -> &[Template; 2] {
        &self.bill_templates
    }

    /// The template of accounts that trust the issuer; `None` where the server is none.
    #[must_use]
    pub const fn issuer_template(&self) -> Option<&Template> {
        self.issuer_template.as_ref()
    }

    /// The templates of permits.
    pub fn permit_templates(&self) -> impl Iterator<Item = &Template> {
        std::iter::once(&self.permit_template).chain(&self.issuer_permit_template)
    }

    /// The template for a permit of a payer that trusts so.
    pub(crate) fn permit_template(&self, trust: Trust) -> &Template {
        match trust {
            Trust::Role => &self.permit_template,
            Trust::Issuer => self
                .issuer_permit_template
                .as_ref()
                .unwrap_or(&self.permit_template),
        }
    }

    /// The template for an account's role. A server that is no issuer has one only.
    pub(crate) fn template_for(&self, trust: Trust) -> &Template {
        match trust {
            Trust::Role => &self.template,
            Trust::Issuer => self.issuer_template.as_ref().unwrap_or(&self.template),
        }
    }

    /// How checks ended in this process.
    #[must_use]
    pub const fn tally(&self) -> &Tally {
        &self.tally
    }

    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.ports.clock.now()
    }

    pub(crate) fn random<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.ports.random.fill(&mut bytes);
        bytes
    }

    pub(crate) fn rows(&self, actor: &Actor) -> Box<dyn WorkspaceStore> {
        self.ports.store.workspace(&actor.workspace.id)
    }

    pub(crate) fn hint(&self, workspace: &WorkspaceId, topic: Topic, account: Option<&AccountId>) {
        self.ports.hints.send(Hint {
            workspace: workspace.clone(),
            topic,
            account: account.cloned(),
        });
    }
}

/// An audit entry in the name of `actor`.
pub(crate) fn entry(
    actor: &Actor,
    action: &'static str,
    account: Option<&AccountId>,
    summary: String,
) -> AuditEntry {
    AuditEntry {
        actor: actor.name.clone(),
        action,
        account: account.cloned(),
        summary,
        request_id: actor.request_id.clone(),
    }
}
