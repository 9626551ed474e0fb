use std::{net::SocketAddr, path::PathBuf};

use clap::{Args, ValueEnum};
use landfast_domain::{Region, bill::S3Place, webhook::Cidr};

/// Where the rows are.
#[derive(Debug, Clone, Args)]
pub struct Database {
    /// Folder of the embedded database.
    #[arg(long, env = "LANDFAST_DATA_DIR", default_value = "landfast-data")]
    pub data_dir: PathBuf,
    /// PostgreSQL instead, as postgres://user:password@host/database.
    #[arg(long, env = "LANDFAST_DATABASE_URL", hide_env_values = true)]
    pub database_url: Option<String>,
    /// File of the key that seals stored access keys and webhooks; made when the first one is saved, readable by
    /// this user only. `secret.key` in the data folder when left out. Servers on one PostgreSQL need
    /// the same file. Keep a copy of it apart from the database's.
    #[arg(long, env = "LANDFAST_SECRET_KEY_FILE")]
    pub secret_key_file: Option<PathBuf>,
}

impl Database {
    pub fn secret_key(&self) -> PathBuf {
        let beside = || self.data_dir.join("secret.key");
        self.secret_key_file.clone().unwrap_or_else(beside)
    }
}

/// Where bills are kept, if not in the data folder.
#[derive(Debug, Clone, Args)]
pub struct BillsPlace {
    /// Keep bills in S3 instead of the data folder, for several servers; see docs/bills.md. The AWS
    /// identity of this machine needs the right to read and write below the prefix.
    #[arg(long, env = "LANDFAST_BILLS_STORE", value_name = "s3://BUCKET/PREFIX")]
    pub bills_store: Option<S3Place>,
    /// Region of that bucket; S3 is asked when left out.
    #[arg(long, env = "LANDFAST_BILLS_REGION", value_parser = Region::parse)]
    pub bills_region: Option<Region>,
}

/// How the server reaches AWS. Credentials come from the places where the AWS SDK looks.
#[derive(Debug, Clone, Args)]
pub struct AwsArgs {
    /// Bucket of Landfast's own account that holds the template.
    #[arg(long, env = "LANDFAST_TEMPLATE_BUCKET")]
    pub template_bucket: Option<String>,
    /// Region of the bucket; the home region of the partition when left out.
    #[arg(long, env = "LANDFAST_TEMPLATE_REGION")]
    pub template_region: Option<String>,
    /// Region in which STS is called, such as us-gov-west-1; the home region of the partition when left out.
    #[arg(long, env = "LANDFAST_STS_REGION")]
    pub sts_region: Option<String>,
    /// ARN of the role or user as which the server runs; needed when its path cannot be found out.
    #[arg(long, env = "LANDFAST_PRINCIPAL_ARN")]
    pub principal_arn: Option<String>,
    /// Take the instance's role by version 1 of the EC2 metadata service where version 2 is not there.
    #[arg(long, env = "LANDFAST_ALLOW_IMDS_V1")]
    pub allow_imds_v1: bool,
    /// Most `sts:AssumeRole` calls a second.
    #[arg(long, env = "LANDFAST_AWS_CALLS_PER_SECOND", default_value_t = 50)]
    pub aws_calls_per_second: u32,
}

/// The server as an OIDC issuer, for installations without an AWS account of their own.
#[derive(Debug, Clone, Args)]
pub struct IssuerArgs {
    /// Be an OIDC issuer under this https address, which AWS must be able to reach: the server's own,
    /// or one of any https host with --issuer-static-files. Roles trust it for good: choose one that
    /// stays.
    #[arg(long, env = "LANDFAST_ISSUER")]
    pub issuer: Option<String>,
    /// The issuer's two documents are put on its host by hand: see "landfast issuer export".
    #[arg(long, env = "LANDFAST_ISSUER_STATIC_FILES", requires = "issuer")]
    pub issuer_static_files: bool,
}

/// How stacks tell the server that they are done. Without it the server finds out by itself.
#[derive(Debug, Clone, Args)]
pub struct CallbackArgs {
    /// ARN of the SNS topic of Landfast's own account that stacks of its region call back by. Their
    /// launch links carry it from then on. See docs/callbacks.md for making topic and queue.
    #[arg(
        long,
        env = "LANDFAST_CALLBACK_TOPIC",
        value_name = "ARN",
        requires = "callback_queue"
    )]
    pub callback_topic: Option<String>,
    /// URL of the SQS queue, in the topic's region, that the topic's messages go to.
    #[arg(
        long,
        env = "LANDFAST_CALLBACK_QUEUE",
        value_name = "URL",
        requires = "callback_topic"
    )]
    pub callback_queue: Option<String>,
    /// Where a simulated AWS on this machine waits for answers, besides AWS.
    #[arg(
        long,
        env = "LANDFAST_CALLBACK_SIMULATED",
        value_name = "URL",
        hide = true
    )]
    pub callback_simulated: Option<String>,
}

#[derive(Debug, Clone, Args)]
pub struct ServeArgs {
    /// Address to listen on.
    #[arg(long, env = "LANDFAST_LISTEN", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
    /// Address under which people reach the server; https makes cookies secure.
    #[arg(long, env = "LANDFAST_PUBLIC_URL")]
    pub public_url: Option<String>,
    /// Address of the AWS console, if it is not the real one.
    #[arg(long, env = "LANDFAST_CONSOLE_URL")]
    pub console_url: Option<String>,
    /// Publish the template at start, making the bucket if it is not there.
    #[arg(long, env = "LANDFAST_PUBLISH_TEMPLATES")]
    pub publish_templates: bool,
    #[command(flatten)]
    pub worker: WorkerArgs,
}

#[derive(Debug, Clone, Args)]
pub struct WorkerArgs {
    #[command(flatten)]
    pub database: Database,
    #[command(flatten)]
    pub aws: AwsArgs,
    #[command(flatten)]
    pub issuer: IssuerArgs,
    #[command(flatten)]
    pub callback: CallbackArgs,
    #[command(flatten)]
    pub bills: BillsPlace,
    /// How often every proven account is checked again, in hours, give or take a tenth.
    #[arg(long, env = "LANDFAST_RECHECK_HOURS", default_value_t = 24)]
    pub recheck_hours: u32,
    /// How long a refusal counts as a role that AWS does not show everywhere yet, in seconds.
    #[arg(
        long,
        env = "LANDFAST_NEW_ROLE_SECONDS",
        default_value_t = 120,
        hide = true
    )]
    pub new_role_seconds: u32,
    /// The shortest pause between two looks for a role, in seconds.
    #[arg(
        long,
        env = "LANDFAST_FOLLOW_SECONDS",
        default_value_t = 0,
        hide = true
    )]
    pub follow_seconds: u32,
    /// Name of the one workspace that may register the account the server runs in, to be reached by
    /// the server's own AWS identity; none when left out.
    #[arg(long, env = "LANDFAST_MACHINE_IDENTITY_FOR", value_name = "WORKSPACE")]
    pub machine_identity_for: Option<String>,
    /// A block of addresses that webhooks may go to although they are not public, and to which they
    /// may go by http. May be given more than once.
    #[arg(
        long,
        env = "LANDFAST_WEBHOOK_ALLOW",
        value_name = "CIDR",
        value_delimiter = ','
    )]
    pub webhook_allow: Vec<Cidr>,
    /// How the log is written to standard error.
    #[arg(long, env = "LANDFAST_LOG", value_enum, default_value_t = LogFormat::Json)]
    pub log: LogFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    Json,
    Text,
}

#[derive(Debug, Clone, Args)]
pub struct MigrateArgs {
    #[command(flatten)]
    pub database: Database,
}

#[derive(Debug, Clone, Args)]
pub struct DoctorArgs {
    #[command(flatten)]
    pub database: Database,
    #[command(flatten)]
    pub aws: AwsArgs,
    #[command(flatten)]
    pub issuer: IssuerArgs,
    #[command(flatten)]
    pub callback: CallbackArgs,
    #[command(flatten)]
    pub bills: BillsPlace,
}

impl BillsPlace {
    /// For commands that touch no bills.
    pub const fn none() -> Self {
        Self {
            bills_store: None,
            bills_region: None,
        }
    }
}

impl AwsArgs {
    /// For commands that do not call AWS.
    pub const fn none() -> Self {
        Self {
            template_bucket: None,
            template_region: None,
            sts_region: None,
            principal_arn: None,
            allow_imds_v1: false,
            aws_calls_per_second: 1,
        }
    }
}
