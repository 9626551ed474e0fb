//! The search for the server's own credentials, with a journal.
//!
//! The sources and their order are the SDK's. The chain is put together here because the SDK's own
//! does not say which source answered, and what the others said.

use std::sync::Arc;

use aws_config::{
    BehaviorVersion, Region,
    ecs::EcsCredentialsProvider,
    imds::{self, credentials::ImdsCredentialsProvider},
    meta::credentials::CredentialsProviderChain,
    profile::ProfileFileCredentialsProvider,
    provider_config::ProviderConfig,
    web_identity_token::{StaticConfiguration, WebIdentityTokenCredentialsProvider},
};
use aws_credential_types::{
    Credentials,
    provider::{
        self, ProvideCredentials, SharedCredentialsProvider, error::CredentialsError, future,
    },
};

use aws_runtime::env_config::file::{EnvConfigFileKind, EnvConfigFiles};
use aws_sdk_sts::config::SharedHttpClient;
use landfast_domain::machine::Source;

use super::{
    journal::Journal,
    look::Look,
    metadata::{self, MetadataClient},
    version_one::VersionOne,
};
use crate::{environment::Environment, settings::Settings, watch::Watch};

/// The sources in their order, and what is needed to explain a search.
pub(crate) struct Chain {
    provider: SharedCredentialsProvider,
    journal: Journal,
    watch: Watch,
    environment: Environment,
    metadata: Arc<MetadataClient>,
}

impl Chain {
    /// `http` is for the sources that call AWS; containers and instances are asked directly.
    pub fn new(
        settings: &Settings,
        environment: &Environment,
        watch: &Watch,
        http: SharedHttpClient,
    ) -> Self {
        let home = settings.partition(environment).home_region();
        let region = settings.sts_region.as_ref().map_or(home, |r| r.as_str());
        let near = ProviderConfig::without_region()
            .with_region(Some(Region::new(region.to_owned())))
            .with_behavior_version(Some(BehaviorVersion::v2026_01_12()));
        // Profiles and web identity call STS, by its regional endpoint.
        let far = near.clone().with_http_client(watch.around(http));
        let metadata = Arc::new(MetadataClient::new(environment, settings.timeouts.metadata));
        let journal = Journal::default();
        let variables = Variables(from_variables(environment));
        let profile = profile(environment, &far);
        let container = EcsCredentialsProvider::builder().configure(&near);
        let sources = Sources(&journal);
        let variables = sources.one(Source::Environment, variables);
        let profile = sources.one(Source::Profile, profile);
        let web_identity = sources.one(Source::WebIdentity, web_identity(environment, &far));
        let container = sources.one(Source::Container, container.build());
        let version_two = instance(&sources, settings, environment, &near);
        let version_one = version_one(settings, environment, &metadata);
        let version_one = sources.one(Source::InstanceMetadataV1, version_one);
        let chain = CredentialsProviderChain::first_try("Environment", variables)
            .or_else("Profile", profile)
            .or_else("WebIdentityToken", web_identity)
            .or_else("Container", container)
            .or_else("InstanceMetadata", version_two)
            .or_else("InstanceMetadataV1", version_one);
        Self {
            provider: SharedCredentialsProvider::new(chain),
            journal,
            watch: watch.clone(),
            environment: environment.clone(),
            metadata,
        }
    }

    pub fn provider(&self) -> SharedCredentialsProvider {
        self.provider.clone()
    }

    pub(super) fn look(&self) -> Look {
        Look {
            environment: self.environment.clone(),
            journal: self.journal.clone(),
            watch: self.watch.clone(),
            metadata: Arc::clone(&self.metadata),
        }
    }
}

/// The files and the profile are those of the environment that was handed in.
fn profile(environment: &Environment, config: &ProviderConfig) -> ProfileFileCredentialsProvider {
    let mut files = EnvConfigFiles::builder();
    files = match environment.get("AWS_CONFIG_FILE") {
        Some(file) => files.with_file(EnvConfigFileKind::Config, file),
        None => files.include_default_config_file(true),
    };
    files = match environment.get("AWS_SHARED_CREDENTIALS_FILE") {
        Some(file) => files.with_file(EnvConfigFileKind::Credentials, file),
        None => files.include_default_credentials_file(true),
    };
    let builder = ProfileFileCredentialsProvider::builder().configure(config);
    let builder = builder.profile_files(files.build());
    match environment.get("AWS_PROFILE") {
        Some(name) => builder.profile_name(name).build(),
        None => builder.build(),
    }
}

/// Writes down what becomes of each source.
struct Sources<'a>(&'a Journal);

impl Sources<'_> {
    fn one<P: ProvideCredentials>(&self, source: Source, inner: P) -> Recorded<P> {
        Recorded::new(source, self.0, inner)
    }
}

fn web_identity(
    environment: &Environment,
    config: &ProviderConfig,
) -> WebIdentityTokenCredentialsProvider {
    let builder = WebIdentityTokenCredentialsProvider::builder().configure(config);
    let file = environment.get("AWS_WEB_IDENTITY_TOKEN_FILE");
    let Some((file, role)) = file.zip(environment.get("AWS_ROLE_ARN")) else {
        return builder.build();
    };
    let session_name = environment
        .get("AWS_ROLE_SESSION_NAME")
        .unwrap_or("landfast");
    let setting = StaticConfiguration {
        web_identity_token_file: file.into(),
        role_arn: role.to_owned(),
        session_name: session_name.to_owned(),
    };
    builder.static_configuration(setting).build()
}

/// By version 2. Its failure ends the search, unless version 1 may be asked after it.
fn instance(
    sources: &Sources<'_>,
    settings: &Settings,
    environment: &Environment,
    config: &ProviderConfig,
) -> Passing<Recorded<ImdsCredentialsProvider>> {
    let client = imds::Client::builder().configure(config);
    // An address that is none is left to the SDK, which says so.
    let named = client.clone().endpoint(metadata::endpoint(environment));
    let client = named.unwrap_or(client).build();
    let provider = ImdsCredentialsProvider::builder().configure(config);
    let provider = provider.imds_client(client).build();
    Passing {
        inner: sources.one(Source::InstanceMetadata, provider),
        passes: settings.allow_imds_v1,
    }
}

fn version_one(
    settings: &Settings,
    environment: &Environment,
    metadata: &Arc<MetadataClient>,
) -> VersionOne {
    let why_not = if settings.allow_imds_v1 {
        "it is switched off by AWS_EC2_METADATA_DISABLED"
    } else {
        "it is asked only if --allow-imds-v1 allows it"
    };
    let asked = settings.allow_imds_v1 && !environment.flag("AWS_EC2_METADATA_DISABLED");
    VersionOne {
        client: asked.then(|| Arc::clone(metadata)),
        why_not,
    }
}

/// A source whose failure, where `passes` is set, counts as nothing there.
#[derive(Debug)]
struct Passing<P> {
    inner: P,
    passes: bool,
}

impl<P: ProvideCredentials> ProvideCredentials for Passing<P> {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        future::ProvideCredentials::new(async {
            let answer = self.inner.provide_credentials().await;
            if self.passes {
                answer.map_err(CredentialsError::not_loaded)
            } else {
                answer
            }
        })
    }

    fn fallback_on_interrupt(&self) -> Option<Credentials> {
        self.inner.fallback_on_interrupt()
    }
}

/// Credentials in variables, or what is missing of them.
fn from_variables(environment: &Environment) -> Result<Credentials, &'static str> {
    let id = environment.get("AWS_ACCESS_KEY_ID");
    let secret = environment.get("AWS_SECRET_ACCESS_KEY");
    let token = environment.get("AWS_SESSION_TOKEN").map(ToOwned::to_owned);
    match (id, secret) {
        (Some(id), Some(secret)) => Ok(Credentials::new(id, secret, token, None, "Environment")),
        (Some(_), None) => Err("AWS_ACCESS_KEY_ID is set, but AWS_SECRET_ACCESS_KEY is not"),
        (None, Some(_)) => Err("AWS_SECRET_ACCESS_KEY is set, but AWS_ACCESS_KEY_ID is not"),
        (None, None) => Err("AWS_ACCESS_KEY_ID is not set"),
    }
}

/// The variables as they were at the start: a process's environment does not change.
#[derive(Debug)]
struct Variables(Result<Credentials, &'static str>);

impl ProvideCredentials for Variables {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        let answer = self.0.clone().map_err(CredentialsError::not_loaded);
        future::ProvideCredentials::ready(answer)
    }
}

/// A source that writes down what became of it.
#[derive(Debug)]
struct Recorded<P> {
    source: Source,
    journal: Journal,
    inner: P,
}

impl<P: ProvideCredentials> Recorded<P> {
    fn new(source: Source, journal: &Journal, inner: P) -> Self {
        let journal = journal.clone();
        Self {
            source,
            journal,
            inner,
        }
    }

    async fn ask(&self) -> provider::Result {
        self.journal.asked(self.source);
        let answer = self.inner.provide_credentials().await;
        self.journal.answered(self.source, &answer);
        answer
    }
}

impl<P: ProvideCredentials> ProvideCredentials for Recorded<P> {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        future::ProvideCredentials::new(self.ask())
    }

    fn fallback_on_interrupt(&self) -> Option<Credentials> {
        self.inner.fallback_on_interrupt()
    }
}

#[cfg(test)]
mod tests {
    use super::{super::journal::Attempt, *};

    #[derive(Debug)]
    struct Says(fn() -> provider::Result);

    impl ProvideCredentials for Says {
        fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
        where
            Self: 'a,
        {
            future::ProvideCredentials::ready((self.0)())
        }
    }

    fn chain(says: [fn() -> provider::Result; 3]) -> (CredentialsProviderChain, Journal) {
        let journal = Journal::default();
        let [first, second, third] = says.map(Says);
        let recorded = |source, says| Recorded::new(source, &journal, says);
        let chain = CredentialsProviderChain::first_try("a", recorded(Source::Environment, first))
            .or_else("b", recorded(Source::Profile, second))
            .or_else("c", recorded(Source::WebIdentity, third));
        (chain, journal)
    }

    const ABSENT: fn() -> provider::Result = || Err(CredentialsError::not_loaded("not set"));
    const BROKEN: fn() -> provider::Result =
        || Err(CredentialsError::invalid_configuration("a loop"));
    const HERE: fn() -> provider::Result =
        || Ok(Credentials::new("id", "secret", None, None, "test"));

    async fn journal_of(says: [fn() -> provider::Result; 3]) -> Vec<Attempt> {
        let (chain, journal) = chain(says);
        let _ = chain.provide_credentials().await;
        let attempts = journal.read().into_iter().map(|(_, attempt)| attempt);
        attempts.take(3).collect()
    }

    #[tokio::test]
    async fn the_search_is_written_down_source_by_source() {
        let absent = || Attempt::Absent("not set".to_owned());
        assert_eq!(
            journal_of([ABSENT, HERE, BROKEN]).await,
            [absent(), Attempt::Used, Attempt::NotTried]
        );
        let [first, second, third] = journal_of([ABSENT, BROKEN, HERE])
            .await
            .try_into()
            .expect("three");
        assert_eq!((first, third), (absent(), Attempt::NotTried));
        assert!(matches!(second, Attempt::Failed(why) if why.contains("a loop")));
    }

    #[tokio::test]
    async fn a_second_search_forgets_the_first() {
        let (chain, journal) = chain([HERE, ABSENT, ABSENT]);
        journal.asked(Source::WebIdentity);
        let _ = chain.provide_credentials().await;
        assert_eq!(journal.used(), Some(Source::Environment));
        assert_eq!(journal.read()[2].1, Attempt::NotTried);
    }

    #[test]
    fn half_a_key_is_named() {
        let set = |name: &str| {
            let all = [(name.to_owned(), "x".to_owned())];
            from_variables(&Environment::from(std::collections::HashMap::from(all)))
        };
        assert!(
            set("AWS_ACCESS_KEY_ID").is_err_and(|why| why.contains("SECRET_ACCESS_KEY is not"))
        );
        assert!(set("AWS_SECRET_ACCESS_KEY").is_err_and(|why| why.contains("KEY_ID is not")));
        assert!(set("AWS_SESSION_TOKEN").is_err_and(|why| why == "AWS_ACCESS_KEY_ID is not set"));
    }
}
