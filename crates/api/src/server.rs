use std::{sync::Arc, time::Duration};

use axum::{
    Router,
    extract::DefaultBodyLimit,
    middleware,
    routing::{any, get},
};
use landfast_app::{App, ports::Random};
use tower_http::compression::CompressionLayer;

use crate::{
    document,
    events::Events,
    guard,
    metrics::{self, Metrics},
    pages,
};

/// The largest request body that is read; the largest real one has a few hundred bytes.
const BODY_LIMIT: usize = 64 * 1024;

/// Who may read `/metrics`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum MetricsAccess {
    /// An operator's API token.
    #[default]
    Operators,
    /// That, and every program on the same machine. Not behind a reverse proxy on the same machine:
    /// its requests come from the loopback address too.
    OperatorsAndLoopback,
}

/// What the operator can set about HTTP.
#[derive(Clone)]
pub struct HttpSettings {
    /// Whether people reach the server by https, here or at a proxy before it. Cookies are then
    /// `__Host-` and `Secure`; without it the server belongs on a loopback address.
    pub https: bool,
    pub metrics: MetricsAccess,
    /// Where people and programs reach the server; `None` where it does not know.
    pub public_url: Option<String>,
    /// How long a request may take. Streams of events are not bound by it.
    pub timeout: Duration,
    /// How often a stream of events shows life and asks whether its listener may still listen.
    pub heartbeat: Duration,
    /// Where the use cases send their hints.
    pub events: Events,
    /// For request ids.
    pub random: Arc<dyn Random>,
}

impl HttpSettings {
    /// The usual settings: loopback without TLS, metrics for operators.
    #[must_use]
    pub fn new(events: Events, random: Arc<dyn Random>) -> Self {
        Self {
            https: false,
            metrics: MetricsAccess::default(),
            public_url: None,
            timeout: Duration::from_secs(30),
            heartbeat: Duration::from_secs(15),
            events,
            random,
        }
    }
}

/// What handlers work with.
#[derive(Clone)]
pub(crate) struct Server {
    pub app: Arc<App>,
    pub settings: Arc<HttpSettings>,
    pub metrics: Arc<Metrics>,
}

/// Everything that is served: the API, metrics, help pages and the console.
///
/// To be run with the peer's address (`ConnectInfo`), as [`serve`](crate::serve) does; without it
/// nobody counts as loopback.
pub fn router(app: Arc<App>, settings: HttpSettings) -> Router {
    let server = Server {
        app,
        settings: Arc::new(settings),
        metrics: Arc::default(),
    };
    let (api, _) = document::with_routes();
    let pages = pages::router(server.app.issuer_url());
    Router::new()
        .nest("/api/v1", api)
        .route("/api", any(guard::not_found))
        .route("/api/{*rest}", any(guard::not_found))
        .route("/metrics", get(metrics::show))
        .merge(pages)
        .fallback(pages::console)
        .method_not_allowed_fallback(guard::method_not_allowed)
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .layer(middleware::from_fn(guard::same_origin))
        .layer(CompressionLayer::new())
        .layer(middleware::from_fn_with_state(
            server.clone(),
            guard::headers,
        ))
        .layer(middleware::from_fn_with_state(
            server.clone(),
            guard::observe,
        ))
        .with_state(server)
}
