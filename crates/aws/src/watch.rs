//! What every answer of AWS tells by the way: AWS's time, and whether its certificate was believed.

use std::{
    fmt,
    sync::{Arc, Mutex, PoisonError},
    time::SystemTime,
};

use aws_sdk_sts::{
    config::SharedHttpClient,
    primitives::{DateTime, DateTimeFormat},
};
use aws_smithy_runtime_api::client::{
    http::{HttpClient, HttpConnector, HttpConnectorFuture, SharedHttpConnector, http_client_fn},
    orchestrator::{HttpRequest, HttpResponse},
    result::ConnectorError,
};
use landfast_domain::{
    Timestamp,
    machine::{ClockPair, TlsRefusal},
};

use crate::text::causes;

/// The last thing that was seen of each kind. All clients that call AWS write it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Watch(Arc<Mutex<Glimpse>>);

#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Glimpse {
    pub clock: Option<ClockPair>,
    pub tls: Option<TlsRefusal>,
}

impl Watch {
    pub fn read(&self) -> Glimpse {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The same client, watched.
    pub fn around(&self, client: SharedHttpClient) -> SharedHttpClient {
        let watch = self.clone();
        http_client_fn(move |settings, components| {
            let clock = components.time_source();
            SharedHttpConnector::new(Watched {
                inner: client.http_connector(settings, components),
                now: Arc::new(move || clock.as_ref().map(|clock| clock.now())),
                watch: watch.clone(),
            })
        })
    }

    fn note(&self, answer: &Result<HttpResponse, ConnectorError>, here: Option<Timestamp>) {
        let mut glimpse = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match answer {
            Ok(response) => {
                glimpse.tls = None;
                let aws = response.headers().get("date").and_then(date);
                let pair = aws.zip(here);
                glimpse.clock =
                    pair.map_or(glimpse.clock, |(aws, here)| Some(ClockPair { aws, here }));
            }
            Err(error) => glimpse.tls = refusal(&causes(error)).or(glimpse.tls),
        }
    }
}

/// `Date` (RFC 9110, 6.6.1).
fn date(text: &str) -> Option<Timestamp> {
    let at = DateTime::from_str(text, DateTimeFormat::HttpDate).ok()?;
    at.to_millis().ok().map(Timestamp::from_unix_ms)
}

/// rustls says it in words only by the time it arrives here (`rustls::CertificateError`).
fn refusal(text: &str) -> Option<TlsRefusal> {
    let text = text.to_ascii_lowercase();
    let (_, why) = text.split_once("invalid peer certificate")?;
    if why.contains("unknownissuer") || why.contains("unknown issuer") {
        Some(TlsRefusal::UnknownRoot)
    } else if why.contains("expired")
        || why.contains("not valid yet")
        || why.contains("notvalidyet")
    {
        Some(TlsRefusal::OutOfTime)
    } else {
        None
    }
}

struct Watched {
    inner: SharedHttpConnector,
    now: Arc<dyn Fn() -> Option<SystemTime> + Send + Sync>,
    watch: Watch,
}

impl fmt::Debug for Watched {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Watched").field(&self.inner).finish()
    }
}

impl HttpConnector for Watched {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let (answer, watch) = (self.inner.call(request), self.watch.clone());
        let now = Arc::clone(&self.now);
        HttpConnectorFuture::new(async move {
            let answer = answer.await;
            watch.note(&answer, now().map(timestamp));
            answer
        })
    }
}

fn timestamp(at: SystemTime) -> Timestamp {
    let since = at
        .duration_since(SystemTime::UNIX_EPOCH)
        .unwrap_or_default();
    Timestamp::from_unix_ms(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_answers() {
        let at = date("Sat, 21 Nov 2026 02:00:00 GMT").map(|at| at.to_string());
        assert_eq!(at.as_deref(), Some("2026-11-21T02:00:00Z"));
        assert_eq!(date("yesterday"), None);
    }

    #[test]
    fn certificates_that_are_not_believed() {
        for (text, expected) in [
            (
                "client error (Connect): invalid peer certificate: UnknownIssuer",
                Some(TlsRefusal::UnknownRoot),
            ),
            (
                "invalid peer certificate: certificate expired: verification time 1 (UNIX)",
                Some(TlsRefusal::OutOfTime),
            ),
            (
                "invalid peer certificate: certificate not valid yet: verification time 1 (UNIX)",
                Some(TlsRefusal::OutOfTime),
            ),
            ("invalid peer certificate: NotValidForName", None),
            ("connection reset by peer", None),
        ] {
            assert_eq!(refusal(text), expected, "{text}");
        }
    }
}
