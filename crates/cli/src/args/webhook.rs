use clap::{Args, Subcommand, ValueEnum};

#[derive(Debug, Args)]
pub struct WebhookArgs {
    #[command(subcommand)]
    pub command: WebhookCommand,
}

#[derive(Debug, Subcommand)]
pub enum WebhookCommand {
    /// The webhooks of the workspace, and how they stand.
    List,
    /// One webhook, without its URL and its secret.
    Show(WebhookId),
    /// Add a webhook and print its signing secret, once. The URL is read from a prompt or from
    /// standard input: whoever has that of a chat can write there.
    Add(WebhookAdd),
    /// Change a webhook, turn it off or on.
    Edit(WebhookEdit),
    /// Remove a webhook with everything that is on its way to it.
    Remove(WebhookRemove),
    /// Replace the signing secret and print the new one, once. The old one signs nothing any more.
    Secret(WebhookId),
    /// Send a test event, and wait for the first try; exits with 1 when it was not delivered.
    Test(WebhookTest),
    /// What was sent in the last 14 days, and what is on its way; newest first.
    Deliveries(WebhookDeliveries),
    /// Send an event again, with the same id.
    Redeliver {
        #[command(flatten)]
        webhook: WebhookId,
        /// `msg_…`, as `landfast webhook deliveries` shows it.
        delivery_id: String,
    },
}

#[derive(Debug, Clone, Args)]
pub struct WebhookId {
    /// `whk_…`, as `landfast webhook list` shows it.
    pub webhook_id: String,
}

#[derive(Debug, Args)]
pub struct WebhookAdd {
    /// Who is told by it; appears in the activity.
    #[arg(long)]
    pub name: String,
    /// How the receiver wants to be told.
    #[arg(long, value_enum, default_value_t = WebhookFormat::Landfast)]
    pub format: WebhookFormat,
    /// An action of the activity, such as access.proven, or its first word. May be given more than
    /// once; everything when left out.
    #[arg(long = "kind", value_name = "KIND")]
    pub kinds: Vec<String>,
}

#[derive(Debug, Args)]
pub struct WebhookEdit {
    #[command(flatten)]
    pub webhook: WebhookId,
    #[arg(long)]
    pub name: Option<String>,
    /// Replace the URL; the new one is read from a prompt or from standard input.
    #[arg(long)]
    pub url: bool,
    #[arg(long, value_enum)]
    pub format: Option<WebhookFormat>,
    /// In the place of the kinds before. May be given more than once.
    #[arg(long = "kind", value_name = "KIND", conflicts_with = "all_kinds")]
    pub kinds: Vec<String>,
    /// Everything from now on.
    #[arg(long)]
    pub all_kinds: bool,
    /// Turn it on, also after the server had stopped it.
    #[arg(long, conflicts_with = "disable")]
    pub enable: bool,
    /// Turn it off.
    #[arg(long)]
    pub disable: bool,
}

#[derive(Debug, Args)]
pub struct WebhookRemove {
    #[command(flatten)]
    pub webhook: WebhookId,
    /// Do not ask.
    #[arg(long)]
    pub yes: bool,
}

#[derive(Debug, Args)]
pub struct WebhookTest {
    #[command(flatten)]
    pub webhook: WebhookId,
    /// Do not wait for the first try.
    #[arg(long)]
    pub no_wait: bool,
}

#[derive(Debug, Args)]
pub struct WebhookDeliveries {
    #[command(flatten)]
    pub webhook: WebhookId,
    /// How many.
    #[arg(long, default_value_t = 50)]
    pub limit: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum WebhookFormat {
    /// JSON.
    Landfast,
    /// One line of text, as Slack and its like take it.
    Slack,
}
