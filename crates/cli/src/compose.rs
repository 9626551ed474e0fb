//! Puts the parts together: store, AWS, clock, randomness, use cases.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use landfast_app::{
    App, IssuerSettings, PacedProbe, Ports, Settings,
    ports::{CallbackPorts, Clock, Random, Store},
};
use landfast_aws::Aws;
use landfast_bills::{Bucket, FolderKeeper, Reader};
use landfast_domain::{
    PrincipalArn, Region,
    callback::{CallbackSettings, SimulatedOrigin, TopicArn},
    oidc::IssuerUrl,
    webhook::Reach,
};
use landfast_store::{KeySource, Location, Sealer, SqlStore};
use landfast_webhooks::{Answerer, Limits, Lookup, Sender, SystemLookup};
use secrecy::SecretString;

use crate::{
    ambient::{LocalHints, SystemClock, SystemRandom},
    args::{AwsArgs, BillsPlace, CallbackArgs, Database, IssuerArgs, WorkerArgs},
    exit::{Exit, Failure},
};

/// The environment, read once here and handed on.
pub fn environment() -> HashMap<String, String> {
    #[expect(
        clippy::disallowed_methods,
        reason = "the composition root reads the environment for everybody"
    )]
    std::env::vars().collect()
}

/// The database of a server or worker.
pub async fn store(database: &Database) -> Result<SqlStore, Failure> {
    let settings = settings_of(database)?;
    landfast_store::open(&settings, clock(), random())
        .await
        .map_err(unusable)
}

/// The same for one command, beside a server that may be running.
pub async fn store_beside(database: &Database) -> Result<SqlStore, Failure> {
    let settings = settings_of(database)?;
    landfast_store::open_beside(&settings, clock(), random())
        .await
        .map_err(unusable)
}

pub fn clock() -> Arc<dyn Clock> {
    Arc::new(SystemClock)
}

pub fn random() -> Arc<dyn Random> {
    Arc::new(SystemRandom)
}

/// Name of the embedded database in the data folder.
const FILE: &str = "landfast.db";

/// The file of an embedded database.
pub fn database_file(database: &Database) -> Option<PathBuf> {
    let embedded = database.database_url.is_none();
    embedded.then(|| database.data_dir.join(FILE))
}

fn settings_of(database: &Database) -> Result<landfast_store::Settings, Failure> {
    let file = database.data_dir.join(FILE);
    let location = match &database.database_url {
        Some(url) => Location::Postgres(SecretString::from(url.clone())),
        None => Location::SqliteFile(file),
    };
    if database.database_url.is_none() {
        std::fs::create_dir_all(&database.data_dir).map_err(|why| {
            Failure::new(
                Exit::Failed,
                format!(
                    "The data folder {} could not be made: {why}",
                    database.data_dir.display()
                ),
            )
            .hint("Choose another folder with --data-dir.")
        })?;
    }
    Ok(landfast_store::Settings { location })
}

pub fn unusable(why: landfast_store::Error) -> Failure {
    let mut what = format!("The database cannot be used: {why}");
    let mut next = std::error::Error::source(&why);
    while let Some(cause) = next {
        what = format!("{what}\n  because {cause}");
        next = cause.source();
    }
    Failure::new(Exit::Unavailable, what)
}

/// What the command line says of AWS, parsed.
pub fn aws_settings(args: &AwsArgs, make_bucket: bool) -> Result<landfast_aws::Settings, Failure> {
    let usage = |why: String| Failure::new(Exit::Usage, why);
    let principal_arn = args
        .principal_arn
        .as_deref()
        .map(PrincipalArn::parse)
        .transpose();
    let sts_region = args.sts_region.as_deref().map(Region::parse).transpose();
    let template_region = args
        .template_region
        .as_deref()
        .map(Region::parse)
        .transpose();
    Ok(landfast_aws::Settings {
        principal_arn: principal_arn.map_err(|why| usage(format!("--principal-arn: {why}")))?,
        sts_region: sts_region.map_err(|why| usage(format!("--sts-region: {why}")))?,
        template_bucket: args.template_bucket.clone(),
        template_region: template_region
            .map_err(|why| usage(format!("--template-region: {why}")))?,
        ensure_bucket: make_bucket,
        allow_imds_v1: args.allow_imds_v1,
        ..landfast_aws::Settings::default()
    })
}

pub async fn aws(args: &AwsArgs, make_bucket: bool) -> Result<Aws, Failure> {
    Ok(Aws::new(aws_settings(args, make_bucket)?, environment()).await)
}

pub struct Composed {
    pub app: Arc<App>,
    pub hints: LocalHints,
}

pub fn app(
    store: SqlStore,
    secret_key: PathBuf,
    aws: &Aws,
    calls_per_second: u32,
    settings: Settings,
    callback_queue: Option<&str>,
    bills: Arc<FolderKeeper>,
) -> Result<Composed, Failure> {
    let hints = LocalHints::default();
    let store: Arc<dyn Store> = Arc::new(store);
    let secrets = Sealer::new(
        KeySource::File(secret_key),
        Arc::clone(&store),
        clock(),
        random(),
    );
    let webhooks = Sender::new(
        settings.webhook_reach.clone(),
        Arc::new(SystemLookup),
        Limits::default(),
    );
    let webhooks = webhooks.map_err(|why| {
        Failure::new(
            Exit::Failed,
            format!("The client that sends webhooks could not be made: {why}"),
        )
    })?;
    let callbacks = settings.callback.as_ref().zip(callback_queue);
    let callbacks = callbacks
        .map(|(callback, url)| callback_ports(&settings, callback, url, aws))
        .transpose()?;
    let ports = Ports {
        store,
        keys: aws.keys(),
        secrets: Arc::new(secrets),
        probe: Arc::new(PacedProbe::new(aws.probe(), calls_per_second)),
        identity: aws.identity(),
        templates: aws.templates(),
        webhooks: Arc::new(webhooks),
        clock: clock(),
        random: random(),
        hints: Arc::new(hints.clone()),
        callbacks,
        bills: Arc::clone(&bills) as _,
        answers: bills,
    };
    let app = App::new(ports, settings).map_err(|why| {
        Failure::new(
            Exit::Failed,
            format!("The permissions built into this program do not hold together: {why}"),
        )
    })?;
    Ok(Composed {
        app: Arc::new(app),
        hints,
    })
}

pub fn bills(data_dir: &Path, place: &BillsPlace, aws: &Aws) -> Result<Arc<FolderKeeper>, Failure> {
    let root = data_dir.join("workspaces");
    let programs = (bills_reader()?, itself(&[ASK_BILLS])?);
    let keeper = FolderKeeper::new(root, programs, clock(), random());
    let keeper = keeper.map_err(|why| {
        let what = format!("The threads that answer questions about bills did not start: {why}");
        Failure::new(Exit::Failed, what).hint("Look at the limit of processes of this user")
    })?;
    Ok(Arc::new(match bills_bucket(place, aws) {
        Some(bucket) => keeper.in_bucket(bucket),
        None => keeper,
    }))
}

/// The bucket that bills are kept in, if they are.
pub fn bills_bucket(place: &BillsPlace, aws: &Aws) -> Option<Bucket> {
    let at = place.bills_store.as_ref()?;
    let region = place.bills_region.as_ref();
    Some(Bucket {
        objects: aws.bucket(&at.bucket, region),
        name: at.bucket.to_string(),
        region: region.map(ToString::to_string),
        prefix: at.prefix.to_string(),
    })
}

/// The command by which this program reads files for itself, in a process with limits.
pub const READ_BILL: &str = "__read-bill";
/// The one by which it answers queries in SQL for itself, likewise.
pub const ASK_BILLS: &str = "__ask-bills";

/// This program, as the reader of bills that it starts.
pub fn bills_reader() -> Result<Reader, Failure> {
    itself(&[READ_BILL])
}

fn itself(arguments: &'static [&'static str]) -> Result<Reader, Failure> {
    let program = std::env::current_exe().map_err(|why| {
        let what =
            format!("The program does not find its own file, which it reads bills with: {why}");
        Failure::new(Exit::Failed, what).hint("Start it by its full path")
    })?;
    Ok(Reader { program, arguments })
}

fn callback_ports(
    settings: &Settings,
    callback: &CallbackSettings,
    url: &str,
    aws: &Aws,
) -> Result<CallbackPorts, Failure> {
    let lookup: Arc<dyn Lookup> = Arc::new(SystemLookup);
    let allowed = settings.webhook_reach.allowed.clone();
    let answers = Answerer::new(callback, allowed, &lookup, Limits::default());
    let answers = answers.map_err(|why| {
        Failure::new(
            Exit::Failed,
            format!("The client that answers to CloudFormation could not be made: {why}"),
        )
    })?;
    Ok(CallbackPorts {
        queue: aws.callback_queue(url, callback.topic.region()),
        answers: Arc::new(answers),
    })
}

pub fn app_settings(args: &WorkerArgs, console_url: Option<String>) -> Result<Settings, Failure> {
    Ok(Settings {
        issuer: issuer(&args.issuer)?,
        console_url,
        recheck_every: Duration::from_secs(u64::from(args.recheck_hours.max(1)) * 3600),
        new_role: Duration::from_secs(u64::from(args.new_role_seconds)),
        machine_identity_for: args.machine_identity_for.clone(),
        webhook_reach: Reach {
            allowed: args.webhook_allow.clone(),
        },
        callback: callback(&args.callback)?,
        follow_pause: Duration::from_secs(u64::from(args.follow_seconds)),
    })
}

pub fn callback(args: &CallbackArgs) -> Result<Option<CallbackSettings>, Failure> {
    let usage = |option: &str, why: String| Failure::new(Exit::Usage, format!("{option}: {why}"));
    let Some(topic) = &args.callback_topic else {
        return Ok(None);
    };
    let topic = TopicArn::parse(topic).map_err(|why| usage("--callback-topic", why.to_string()))?;
    let simulated = args
        .callback_simulated
        .as_deref()
        .map(SimulatedOrigin::parse);
    let simulated = simulated
        .transpose()
        .map_err(|why| usage("--callback-simulated", why))?;
    Ok(Some(CallbackSettings { topic, simulated }))
}

pub fn issuer(args: &IssuerArgs) -> Result<Option<IssuerSettings>, Failure> {
    let Some(text) = &args.issuer else {
        return Ok(None);
    };
    let url = IssuerUrl::parse(text)
        .map_err(|why| Failure::new(Exit::Usage, format!("--issuer: {why}")))?;
    Ok(Some(IssuerSettings {
        url,
        static_files: args.issuer_static_files,
    }))
}
