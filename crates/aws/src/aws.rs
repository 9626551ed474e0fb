use std::{collections::HashMap, sync::Arc};

use aws_sdk_sts::config::SharedHttpClient;
use landfast_app::ports::{AccountProbe, CallbackQueue, KeyDoor, OwnIdentity, TemplateStore};

use landfast_domain::{Region, billing_export::BucketName};
use object_store::ObjectStore;

use crate::{
    assume::StsProbe,
    callbacks::SqsQueue,
    config::{Clients, Patience},
    environment::Environment,
    http,
    identity::{Chain, SdkIdentity},
    keys::SdkKeyDoor,
    objects::S3Objects,
    settings::Settings,
    templates::S3Templates,
    watch::Watch,
};

/// Connection pools, by how long their calls may take.
struct Ways {
    calls: SharedHttpClient,
    search: SharedHttpClient,
    waiting: SharedHttpClient,
    uploads: SharedHttpClient,
}

/// The ports of AWS, over one configuration of the SDK and one connection pool.
pub struct Aws {
    probe: Arc<StsProbe>,
    identity: Arc<SdkIdentity>,
    templates: Arc<S3Templates>,
    keys: Arc<SdkKeyDoor>,
    clients: Arc<Clients>,
}

impl Aws {
    /// `environment` is the process's, read once by the caller. Nothing is asked of AWS yet, and
    /// missing credentials are no error here: [`OwnIdentity`] tells about them.
    pub async fn new(settings: Settings, environment: HashMap<String, String>) -> Self {
        // Connections are made with the timeouts of the first call: the search has its own, and so
        // have the queue, which keeps a call open for longer than any other may take, and large files.
        let own = || http::shared();
        let ways = Ways {
            calls: own(),
            search: own(),
            waiting: own(),
            uploads: own(),
        };
        Self::build(&settings, environment, ways)
    }

    /// The same over another HTTP client, such as one that replays answers in a test. Containers'
    /// and instances' own endpoints are asked directly all the same.
    #[must_use]
    pub fn over(
        settings: Settings,
        environment: HashMap<String, String>,
        http: SharedHttpClient,
    ) -> Self {
        let ways = Ways {
            calls: http.clone(),
            search: http.clone(),
            waiting: http.clone(),
            uploads: http,
        };
        Self::build(&settings, environment, ways)
    }

    fn build(settings: &Settings, environment: HashMap<String, String>, ways: Ways) -> Self {
        let environment = Environment::from(environment);
        let watch = Watch::default();
        let chain = Chain::new(settings, &environment, &watch, ways.search);
        let clients = Arc::new(Clients::new(
            settings,
            &environment,
            Patience {
                calls: watch.around(ways.calls),
                waiting: watch.around(ways.waiting),
                uploads: watch.around(ways.uploads),
            },
            chain.provider(),
        ));
        let setting = settings.principal_arn.clone();
        let identity = Arc::new(SdkIdentity::new(Arc::clone(&clients), setting, &chain));
        Self {
            probe: Arc::new(StsProbe::new(Arc::clone(&clients))),
            keys: Arc::new(SdkKeyDoor::new(Arc::clone(&clients))),
            templates: Arc::new(S3Templates::new(
                Arc::clone(&clients),
                Arc::clone(&identity),
                settings,
            )),
            identity,
            clients,
        }
    }

    /// The queue that stacks call back by; it is in the topic's region.
    #[must_use]
    pub fn callback_queue(&self, url: &str, region: &Region) -> Arc<dyn CallbackQueue> {
        Arc::new(SqsQueue::new(&self.clients, url.to_owned(), region))
    }

    /// A bucket as the server itself reads and writes it. S3 is asked for its region where none is given.
    #[must_use]
    pub fn bucket(&self, name: &BucketName, region: Option<&Region>) -> Arc<dyn ObjectStore> {
        let clients = Arc::clone(&self.clients);
        Arc::new(S3Objects::new(clients, name.clone(), region.cloned()))
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
