//! The one place where the SDK is configured: regions, timeouts, retries, endpoints.

use std::time::Duration;

use aws_config::{
    AppName, BehaviorVersion, SdkConfig, identity::IdentityCache, retry::RetryConfig,
    timeout::TimeoutConfig,
};
use aws_credential_types::{Credentials, provider::SharedCredentialsProvider};
use aws_sdk_sts::config::SharedHttpClient;
use landfast_domain::{Partition, Region};

use crate::{
    endpoints::{Endpoints, needs_path_style},
    environment::Environment,
    settings::{Settings, Timeouts},
};

/// How often a template is put before its trouble is reported.
const PUBLISH_ATTEMPTS: u32 = 4;
/// The longest that SQS keeps a call open while there is no message.
const LONG_POLL: Duration = Duration::from_secs(20);
/// For a whole publishing call with its retries.
const PUBLISH_TIMEOUT: Duration = Duration::from_secs(60);

/// For a file of bills on its way to S3: some hundred megabytes, over the line of an office.
const UPLOAD_TIMEOUT: Duration = Duration::from_secs(10 * 60);
/// For the same with its retries.
const UPLOADS_TIMEOUT: Duration = Duration::from_secs(30 * 60);

/// HTTP clients by the timeouts that their connections have.
#[derive(Debug, Clone)]
pub(crate) struct Patience {
    pub calls: SharedHttpClient,
    /// For calls that wait.
    pub waiting: SharedHttpClient,
    /// For calls that bring large files.
    pub uploads: SharedHttpClient,
}

/// How every client of this crate is made.
///
/// The SDK retries nothing by itself, publishing apart: a check is retried as a whole by the table
/// of work, with a longer breath and in sight of the user. Two retries inside each other multiply.
#[derive(Debug, Clone)]
pub(crate) struct Clients {
    pub partition: Partition,
    environment: Environment,
    sts_region: String,
    timeouts: Timeouts,
    http: Patience,
    /// Signs as the server.
    own: SdkConfig,
    /// Has no credentials and looks for none.
    unsigned: SdkConfig,
}

impl Clients {
    pub fn new(
        settings: &Settings,
        environment: &Environment,
        http: Patience,
        credentials: SharedCredentialsProvider,
    ) -> Self {
        let partition = settings.partition(environment);
        let home = || partition.home_region().to_owned();
        let sts_region = settings.sts_region.as_ref().map(|r| r.as_str().to_owned());
        let mut new = Self {
            partition,
            environment: environment.clone(),
            sts_region: sts_region.unwrap_or_else(home),
            timeouts: settings.timeouts,
            http,
            own: SdkConfig::builder().build(),
            unsigned: SdkConfig::builder().build(),
        };
        new.unsigned = new.plain();
        // Credentials are found anew shortly before they expire; nothing waits for that longer
        // than the timeout.
        let cache = IdentityCache::lazy().load_timeout(settings.timeouts.credentials);
        new.own = new.signing(partition, credentials, cache.build());
        new
    }

    /// For a session of an assumed role. Nothing of it is kept: a shared identity cache would hold
    /// the credentials of every account that was ever checked.
    pub fn for_session(&self, partition: Partition, credentials: Credentials) -> SdkConfig {
        let credentials = SharedCredentialsProvider::new(credentials);
        self.signing(partition, credentials, IdentityCache::no_cache())
    }

    fn signing(
        &self,
        partition: Partition,
        credentials: SharedCredentialsProvider,
        cache: impl aws_sdk_sts::config::ResolveCachedIdentity + 'static,
    ) -> SdkConfig {
        self.plain()
            .into_builder()
            .region(region(partition.home_region()))
            .credentials_provider(credentials)
            .identity_cache(cache)
            .build()
    }

    /// What every client has.
    fn plain(&self) -> SdkConfig {
        let timeouts = TimeoutConfig::builder()
            .connect_timeout(self.timeouts.connect)
            .read_timeout(self.timeouts.read)
            .operation_timeout(self.timeouts.operation)
            .build();
        let mut builder = SdkConfig::builder()
            .behavior_version(BehaviorVersion::v2026_01_12())
            .http_client(self.http.calls.clone())
            .timeout_config(timeouts)
            .retry_config(RetryConfig::disabled())
            .use_fips(self.environment.flag("AWS_USE_FIPS_ENDPOINT"));
        builder.set_app_name(AppName::new("landfast").ok());
        builder.build()
    }

    /// What signs as the server.
    pub const fn own(&self) -> &SdkConfig {
        &self.own
    }

    /// STS for calls that nobody signs, by the regional endpoint of the role's partition.
    pub fn unsigned_sts(&self, partition: Partition) -> aws_sdk_sts::Client {
        let name = if partition == self.partition {
            self.sts_region.as_str()
        } else {
            partition.home_region()
        };
        let mut config = aws_sdk_sts::config::Builder::from(&self.unsigned).region(region(name));
        config.set_endpoint_url(self.endpoint("STS"));
        aws_sdk_sts::Client::from_conf(config.build())
    }

    /// STS as the server, by the regional endpoint.
    pub fn own_sts(&self) -> aws_sdk_sts::Client {
        let mut config =
            aws_sdk_sts::config::Builder::from(&self.own).region(region(&self.sts_region));
        config.set_endpoint_url(self.endpoint("STS"));
        aws_sdk_sts::Client::from_conf(config.build())
    }

    /// SQS as the server. It waits for messages, longer than any other call.
    pub fn own_sqs(&self, queue_region: &Region) -> aws_sdk_sqs::Client {
        let timeouts = TimeoutConfig::builder()
            .connect_timeout(self.timeouts.connect)
            .read_timeout(LONG_POLL + self.timeouts.read)
            .operation_timeout(LONG_POLL + self.timeouts.operation)
            .build();
        let mut config = aws_sdk_sqs::config::Builder::from(&self.own)
            .region(region(queue_region.as_str()))
            .http_client(self.http.waiting.clone())
            .timeout_config(timeouts);
        config.set_endpoint_url(self.endpoint("SQS"));
        aws_sdk_sqs::Client::from_conf(config.build())
    }

    pub fn own_iam(&self) -> aws_sdk_iam::Client {
        self.iam(&self.own)
    }

    pub fn sts(&self, sdk: &SdkConfig) -> aws_sdk_sts::Client {
        let mut config = aws_sdk_sts::config::Builder::from(sdk);
        config.set_endpoint_url(self.endpoint("STS"));
        aws_sdk_sts::Client::from_conf(config.build())
    }

    /// IAM has one endpoint for each partition; the SDK finds it from the home region.
    pub fn iam(&self, sdk: &SdkConfig) -> aws_sdk_iam::Client {
        let mut config = aws_sdk_iam::config::Builder::from(sdk);
        config.set_endpoint_url(self.endpoint("IAM"));
        aws_sdk_iam::Client::from_conf(config.build())
    }

    /// Organizations has one endpoint for each partition too.
    pub fn organizations(&self, sdk: &SdkConfig) -> aws_sdk_organizations::Client {
        let mut config = aws_sdk_organizations::config::Builder::from(sdk);
        config.set_endpoint_url(self.endpoint("ORGANIZATIONS"));
        aws_sdk_organizations::Client::from_conf(config.build())
    }

    /// CloudFormation, where StackSets are administered; callers choose the region.
    pub fn cloudformation(&self, sdk: &SdkConfig) -> aws_sdk_cloudformation::Client {
        let mut config = aws_sdk_cloudformation::config::Builder::from(sdk);
        config.set_endpoint_url(self.endpoint("CLOUDFORMATION"));
        aws_sdk_cloudformation::Client::from_conf(config.build())
    }

    /// Cost and Usage Reports have one endpoint, in the home region; China's is called the same.
    pub fn reports(&self, sdk: &SdkConfig) -> aws_sdk_costandusagereport::Client {
        let mut config = aws_sdk_costandusagereport::config::Builder::from(sdk);
        config.set_endpoint_url(self.endpoint("COST_AND_USAGE_REPORT_SERVICE"));
        aws_sdk_costandusagereport::Client::from_conf(config.build())
    }

    /// Data Exports have one endpoint for each partition.
    pub fn exports(&self, sdk: &SdkConfig) -> aws_sdk_bcmdataexports::Client {
        let mut config = aws_sdk_bcmdataexports::config::Builder::from(sdk);
        config.set_endpoint_url(self.endpoint("BCM_DATA_EXPORTS"));
        aws_sdk_bcmdataexports::Client::from_conf(config.build())
    }

    /// Cost Optimization Hub is in us-east-1 only, which is the home region of its partition.
    pub fn optimization_hub(&self, sdk: &SdkConfig) -> aws_sdk_costoptimizationhub::Client {
        let mut config = aws_sdk_costoptimizationhub::config::Builder::from(sdk);
        config.set_endpoint_url(self.endpoint("COST_OPTIMIZATION_HUB"));
        aws_sdk_costoptimizationhub::Client::from_conf(config.build())
    }

    /// Tags are kept in each region.
    pub fn tagging(&self, sdk: &SdkConfig, home: &Region) -> aws_sdk_resourcegroupstagging::Client {
        let mut config =
            aws_sdk_resourcegroupstagging::config::Builder::from(sdk).region(region(home.as_str()));
        config.set_endpoint_url(self.endpoint("RESOURCE_GROUPS_TAGGING_API"));
        aws_sdk_resourcegroupstagging::Client::from_conf(config.build())
    }

    /// S3 as a session.
    pub fn s3(&self, sdk: &SdkConfig, home: &Region) -> aws_sdk_s3::Client {
        let mut config = aws_sdk_s3::config::Builder::from(sdk).region(region(home.as_str()));
        config.set_endpoint_url(self.endpoint("S3"));
        let path_style = self.s3_endpoint().is_some_and(needs_path_style);
        aws_sdk_s3::Client::from_conf(config.force_path_style(path_style).build())
    }

    /// S3 as the server. The only client that retries by itself: publishing and keeping bills are
    /// idempotent, and nobody else retries them.
    pub fn own_s3(&self, bucket_region: &Region) -> aws_sdk_s3::Client {
        let timeouts = TimeoutConfig::builder()
            .connect_timeout(self.timeouts.connect)
            .read_timeout(self.timeouts.read)
            .operation_timeout(PUBLISH_TIMEOUT)
            .build();
        let retries = RetryConfig::standard()
            .with_max_attempts(PUBLISH_ATTEMPTS)
            .with_initial_backoff(self.timeouts.publish_pause);
        let mut config = aws_sdk_s3::config::Builder::from(&self.own)
            .region(region(bucket_region.as_str()))
            .timeout_config(timeouts)
            .retry_config(retries)
            .force_path_style(self.s3_endpoint().is_some_and(needs_path_style));
        config.set_endpoint_url(self.endpoint("S3"));
        aws_sdk_s3::Client::from_conf(config.build())
    }

    /// The same for files that take a while.
    pub fn own_s3_uploads(&self, bucket_region: &Region) -> aws_sdk_s3::Client {
        let timeouts = TimeoutConfig::builder()
            .connect_timeout(self.timeouts.connect)
            .read_timeout(UPLOAD_TIMEOUT)
            .operation_timeout(UPLOADS_TIMEOUT)
            .build();
        let config = self.own_s3(bucket_region).config().to_builder();
        let config = config
            .http_client(self.http.uploads.clone())
            .timeout_config(timeouts);
        aws_sdk_s3::Client::from_conf(config.build())
    }

    pub fn s3_endpoint(&self) -> Option<&str> {
        Endpoints(&self.environment).of("S3")
    }

    fn endpoint(&self, service: &str) -> Option<String> {
        Endpoints(&self.environment)
            .of(service)
            .map(ToOwned::to_owned)
    }
}

fn region(name: &str) -> aws_config::Region {
    aws_config::Region::new(name.to_owned())
}
