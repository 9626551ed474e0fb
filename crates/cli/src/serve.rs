//! The running server, and the worker beside it.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use landfast_api::HttpSettings;
use landfast_app::{
    App,
    callbacks::Listener,
    work::{Worker, WorkerSettings},
};
use secrecy::ExposeSecret;
use tokio::{
    net::TcpListener,
    signal::unix::{Signal, SignalKind, signal},
    sync::watch,
    task::JoinHandle,
};

use crate::{
    ambient::LocalHints,
    args::{ServeArgs, WorkerArgs},
    compose::{self, Composed},
    exit::{Exit, Failure},
    output::say,
    telemetry,
};

/// How long running work may take to finish after the signal to stop.
const DRAIN: Duration = Duration::from_secs(30);

pub async fn serve(args: ServeArgs) -> Result<Exit, Failure> {
    telemetry::start(args.worker.log);
    let mut signals = Signals::catch()?;
    let Composed { app, hints } = start(
        &args.worker,
        args.console_url.clone(),
        args.publish_templates,
    )
    .await?;
    if args.publish_templates {
        publish(Arc::clone(&app));
    }
    let listener = TcpListener::bind(args.listen)
        .await
        .map_err(|why| taken(args.listen, &why))?;
    let here = listener.local_addr().unwrap_or(args.listen);
    let public_url = args
        .public_url
        .clone()
        .unwrap_or_else(|| format!("http://{here}"));
    greet(&app, &public_url).await?;
    if !here.ip().is_loopback() && !public_url.starts_with("https://") {
        say(&in_the_clear(here));
    }
    let (stop, stopped) = watch::channel(false);
    let worker = start_worker(&app, &hints, &stopped);
    let settings = HttpSettings {
        https: public_url.starts_with("https://"),
        public_url: Some(public_url),
        ..HttpSettings::new(hints.pages.clone(), compose::random())
    };
    let router = landfast_api::router(app, settings);
    let mut until = stopped.clone();
    let serving = tokio::spawn(landfast_api::serve(
        listener,
        router,
        hints.pages.clone(),
        async move {
            let _ = until.wait_for(|stopped| *stopped).await;
        },
    ));
    signals.any().await;
    tracing::info!("stopping");
    let _ = stop.send(true);
    let (_, _) = tokio::join!(drain(worker), tokio::time::timeout(DRAIN, serving));
    Ok(Exit::Done)
}

pub async fn worker(args: WorkerArgs) -> Result<Exit, Failure> {
    telemetry::start(args.log);
    let mut signals = Signals::catch()?;
    if args.database.database_url.is_none() {
        return Err(Failure::new(
            Exit::Usage,
            "A worker of its own needs PostgreSQL: the embedded database serves one process.",
        )
        .hint("Give --database-url, or let \"landfast serve\" do the work."));
    }
    let Composed { app, hints } = start(&args, None, false).await?;
    let (stop, stopped) = watch::channel(false);
    let worker = start_worker(&app, &hints, &stopped);
    tracing::info!("worker is ready");
    signals.any().await;
    let _ = stop.send(true);
    drain(worker).await;
    Ok(Exit::Done)
}

async fn start(
    args: &WorkerArgs,
    console_url: Option<String>,
    make_bucket: bool,
) -> Result<Composed, Failure> {
    let store = compose::store(&args.database).await?;
    store.migrate().await.map_err(compose::unusable)?;
    let aws = compose::aws(&args.aws, make_bucket).await?;
    let composed = compose::app(
        store,
        args.database.secret_key(),
        &aws,
        args.aws.aws_calls_per_second,
        compose::app_settings(args, console_url)?,
        args.callback.callback_queue.as_deref(),
        compose::bills(&args.database.data_dir, &args.bills, &aws)?,
    )?;
    composed.app.begin_issuer().await?;
    Ok(composed)
}

fn start_worker(
    app: &Arc<App>,
    hints: &LocalHints,
    stopped: &watch::Receiver<bool>,
) -> JoinHandle<()> {
    let worker = Worker::new(
        Arc::clone(app),
        WorkerSettings::default(),
        Arc::clone(&hints.worker),
        stopped.clone(),
    );
    let listener = Listener::new(Arc::clone(app), stopped.clone());
    tokio::spawn(async move {
        tokio::join!(worker.run(), listener.run());
    })
}

async fn drain(worker: JoinHandle<()>) {
    if tokio::time::timeout(DRAIN, worker).await.is_err() {
        tracing::warn!("work was still running; it will be taken again after its lease");
    }
}

/// In the background: a bucket that cannot be reached must not keep people from signing in.
fn publish(app: Arc<App>) {
    tokio::spawn(async move {
        match app.publish_templates().await {
            Ok(url) => tracing::info!(template.url = %url, "template is published"),
            Err(why) => tracing::warn!(error = %why, "template is not published"),
        }
    });
}

/// Says where the server is, and gives the first operator a link. On the terminal, never in the log.
async fn greet(app: &App, public_url: &str) -> Result<(), Failure> {
    say(&format!(
        "Landfast {} is at {public_url}",
        env!("CARGO_PKG_VERSION")
    ));
    if let Some(link) = app.first_operator_link().await? {
        say("There is no operator yet. Open this link within a day; it works once:");
        say(&format!("  {public_url}/setup#{}", link.expose_secret()));
    }
    Ok(())
}

fn in_the_clear(here: SocketAddr) -> String {
    format!(
        "Warning: {here} is no loopback address and --public-url names no https address. Passwords and sessions \
         travel readable for everybody on the way. Put a proxy with TLS in front, and name it with --public-url."
    )
}

/// The signals that stop the program. Caught from here on, so that none is lost while it starts.
struct Signals {
    interrupt: Signal,
    terminate: Signal,
}

impl Signals {
    fn catch() -> Result<Self, Failure> {
        let catch = |kind| {
            signal(kind).map_err(|why| {
                Failure::new(Exit::Failed, format!("Signals cannot be caught: {why}"))
            })
        };
        Ok(Self {
            interrupt: catch(SignalKind::interrupt())?,
            terminate: catch(SignalKind::terminate())?,
        })
    }

    async fn any(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}

fn taken(listen: SocketAddr, why: &std::io::Error) -> Failure {
    Failure::new(
        Exit::Unavailable,
        format!("The address {listen} cannot be listened on: {why}"),
    )
    .hint("Another program may have it. Choose another one with --listen.")
}
