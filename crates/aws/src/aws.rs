use std::{collections::HashMap, sync::Arc};

use aws_sdk_sts::config::SharedHttpClient;
use landfast_app::ports::{AccountProbe, KeyDoor, OwnIdentity, TemplateStore};

use crate::{
    assume::StsProbe,
    config::Clients,
    environment::Environment,
    http,
    identity::{Chain, SdkIdentity},
    keys::SdkKeyDoor,
    settings::Settings,
    templates::S3Templates,
};

/// The ports of AWS, over one configuration of the SDK and one connection pool.
pub struct Aws {
    probe: Arc<StsProbe>,
    identity: Arc<SdkIdentity>,
    templates: Arc<S3Templates>,
    keys: Arc<SdkKeyDoor>,
}

impl Aws {
    /// `environment` is the process's, read once by the caller. Nothing is asked of AWS yet, and
    /// missing credentials are no error here: [`OwnIdentity`] tells about them.
    pub async fn new(settings: Settings, environment: HashMap<String, String>) -> Self {
        Self::over(settings, environment, http::shared())
    }

    /// The same over another HTTP client, such as one that replays answers in a test. Profiles, web
    /// identity and metadata services are asked by the SDK's own client all the same.
    #[must_use]
    pub fn over(
        settings: Settings,
        environment: HashMap<String, String>,
        http: SharedHttpClient,
    ) -> Self {
        let environment = Environment::from(environment);
        let chain = Chain::new(&settings, &environment);
        let journal = chain.journal();
        let clients = Arc::new(Clients::new(
            &settings,
            &environment,
            http,
            chain.into_provider(),
        ));
        let identity = Arc::new(SdkIdentity::new(
            Arc::clone(&clients),
            settings.principal_arn.clone(),
            environment,
            journal,
        ));
        Self {
            probe: Arc::new(StsProbe::new(Arc::clone(&clients))),
            keys: Arc::new(SdkKeyDoor::new(Arc::clone(&clients))),
            templates: Arc::new(S3Templates::new(clients, Arc::clone(&identity), &settings)),
            identity,
        }
    }

    #[must_use]
    pub fn probe(&self) -> Arc<dyn AccountProbe> {
        Arc::clone(&self.probe) as _
    }

    #[must_use]
    pub fn keys(&self) -> Arc<dyn KeyDoor> {
        Arc::clone(&self.keys) as _
    }

    #[must_use]
    pub fn identity(&self) -> Arc<dyn OwnIdentity> {
        Arc::clone(&self.identity) as _
    }

    #[must_use]
    pub fn templates(&self) -> Arc<dyn TemplateStore> {
        Arc::clone(&self.templates) as _
    }
}
