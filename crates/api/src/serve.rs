use std::{future::Future, io, net::SocketAddr};

use axum::{Router, serve::ListenerExt};
use tokio::net::TcpListener;

use crate::Events;

/// Serves `router` until `stop` is done; then takes no new connection, ends the streams of events
/// and gives requests in hand the time they need.
///
/// # Errors
/// What the listener says.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    events: Events,
    stop: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    // Answers are small and whole: waiting to fill a packet only delays them.
    let listener = listener.tap_io(|stream| {
        if let Err(why) = stream.set_nodelay(true) {
            tracing::debug!(error = %why, "TCP_NODELAY could not be set");
        }
    });
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    let stopped = async move {
        stop.await;
        events.close();
    };
    axum::serve(listener, service)
        .with_graceful_shutdown(stopped)
        .await
}
