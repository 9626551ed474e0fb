use std::{convert::Infallible, sync::Arc};

use axum::{
    extract::State,
    response::{
        IntoResponse, Response,
        sse::{Event, Sse},
    },
};
use futures::{Stream, stream};
use http::{HeaderMap, HeaderValue};
use landfast_app::{
    ProblemCode,
    ports::{Hint, Topic},
};
use landfast_domain::ids::WorkspaceId;
use tokio::{
    sync::broadcast::{Receiver, error::RecvError},
    time::{Interval, MissedTickBehavior, interval},
};

use crate::{
    dto::{EventTopic, EventView},
    extract::{Credentials, Reader},
    problem::{Failure, Outcome},
    server::Server,
};

/// Hints of the workspace to fetch something again, as server-sent events. A hint can be lost or
/// doubled, and after a pause the listener fetches everything once.
#[utoipa::path(get, path = "/events", operation_id = "streamEvents", tag = "activity",
    extensions(("x-landfast-role" = json!("reader"))),
    responses((status = 200, description = "One `EventView` as JSON in the data of each event.", content_type = "text/event-stream",
        body = String)))]
pub(super) async fn stream(
    State(server): State<Server>,
    Reader(actor): Reader,
    headers: HeaderMap,
) -> Outcome<Response> {
    let stopping = || Failure::new(ProblemCode::Unavailable, "The server is about to stop.");
    let hints = server.settings.events.listen().ok_or_else(stopping)?;
    let mut heartbeat = interval(server.settings.heartbeat);
    heartbeat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let listener = Listener {
        server,
        headers: Arc::new(headers),
        workspace: actor.workspace.id,
        hints,
        heartbeat,
    };
    let mut response = Sse::new(listener.stream()).into_response();
    // Proxies of the nginx family hold streams back otherwise.
    response
        .headers_mut()
        .insert("x-accel-buffering", HeaderValue::from_static("no"));
    Ok(response)
}

/// Somebody with a page open.
struct Listener {
    server: Server,
    headers: Arc<HeaderMap>,
    workspace: WorkspaceId,
    hints: Receiver<Hint>,
    heartbeat: Interval,
}

impl Listener {
    fn stream(self) -> impl Stream<Item = Result<Event, Infallible>> {
        stream::unfold(self, |mut listener| async move {
            let event = listener.next().await?;
            Some((Ok(event), listener))
        })
    }

    /// The next event; `None` ends the stream.
    async fn next(&mut self) -> Option<Event> {
        loop {
            tokio::select! {
                hint = self.hints.recv() => match hint {
                    Ok(hint) if hint.workspace == self.workspace => return event(&view(&hint)),
                    Ok(_) => {}
                    Err(RecvError::Lagged(_)) => return event(&EventView { topic: EventTopic::Account, account_id: None }),
                    Err(RecvError::Closed) => return None,
                },
                _ = self.heartbeat.tick() => {
                    if !self.may_still_listen().await {
                        return None;
                    }
                    return Some(Event::default().comment("still here"));
                }
            }
        }
    }

    /// A session that ended or a person who was taken out of the workspace hears nothing more.
    async fn may_still_listen(&self) -> bool {
        let Some(credentials) = Credentials::of(&self.headers, &self.server) else {
            return false;
        };
        let found = credentials.sign_in(&self.headers, &self.server).await;
        found.is_ok_and(|signed_in| signed_in.actor.workspace.id == self.workspace)
    }
}

fn view(hint: &Hint) -> EventView {
    let topic = match hint.topic {
        Topic::Account => EventTopic::Account,
        Topic::Activity => EventTopic::Activity,
        Topic::Work => EventTopic::Work,
        Topic::Bills => EventTopic::Bills,
    };
    EventView {
        topic,
        account_id: hint.account.as_ref().map(ToString::to_string),
    }
}

fn event(view: &EventView) -> Option<Event> {
    Event::default().json_data(view).ok()
}
