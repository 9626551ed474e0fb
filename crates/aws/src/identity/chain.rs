//! The search for the server's own credentials, with a journal.
//!
//! The sources and their order are the SDK's. The chain is put together here because the SDK's own
//! does not say which source answered, and what the others said.

use aws_config::{
    BehaviorVersion, Region, ecs::EcsCredentialsProvider,
    imds::credentials::ImdsCredentialsProvider, meta::credentials::CredentialsProviderChain,
    profile::ProfileFileCredentialsProvider, provider_config::ProviderConfig,
    web_identity_token::WebIdentityTokenCredentialsProvider,
};
use aws_credential_types::{
    Credentials,
    provider::{
        self, ProvideCredentials, SharedCredentialsProvider, error::CredentialsError, future,
    },
};

use super::{journal::Journal, source::Source};
use crate::{environment::Environment, settings::Settings};

/// The sources in their order.
#[derive(Debug)]
pub(crate) struct Chain {
    chain: CredentialsProviderChain,
    journal: Journal,
}

impl Chain {
    pub fn new(settings: &Settings, environment: &Environment) -> Self {
        let home = settings.partition(environment).home_region();
        let region = settings.sts_region.as_ref().map_or(home, |r| r.as_str());
        // Profiles and web identity call STS, by its regional endpoint.
        let config = ProviderConfig::without_region()
            .with_region(Some(Region::new(region.to_owned())))
            .with_behavior_version(Some(BehaviorVersion::v2026_01_12()));
        let profile = ProfileFileCredentialsProvider::builder().configure(&config);
        let web_identity = WebIdentityTokenCredentialsProvider::builder().configure(&config);
        let container = EcsCredentialsProvider::builder().configure(&config);
        let instance = ImdsCredentialsProvider::builder().configure(&config);
        let journal = Journal::default();
        let variables = Variables(from_variables(environment));
        let first = Recorded::new(Source::Environment, &journal, variables);
        let chain = CredentialsProviderChain::first_try("Environment", first)
            .or_else(
                "Profile",
                Recorded::new(Source::Profile, &journal, profile.build()),
            )
            .or_else(
                "WebIdentityToken",
                Recorded::new(Source::WebIdentity, &journal, web_identity.build()),
            )
            .or_else(
                "Container",
                Recorded::new(Source::Container, &journal, container.build()),
            )
            .or_else(
                "InstanceMetadata",
                Recorded::new(Source::InstanceMetadata, &journal, instance.build()),
            );
        Self { chain, journal }
    }

    pub fn journal(&self) -> Journal {
        self.journal.clone()
    }

    pub fn into_provider(self) -> SharedCredentialsProvider {
        SharedCredentialsProvider::new(self.chain)
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
