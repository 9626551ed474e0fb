use std::{
    sync::Arc,
    time::{Duration, UNIX_EPOCH},
};

use async_trait::async_trait;
use landfast_app::ports::{Parcel, WebhookSender};
use landfast_domain::{
    Timestamp,
    webhook::{Answer, Endpoint, Reach, Scheme, Unreached},
};
use reqwest::{
    Client, Response, Url,
    header::{CONTENT_TYPE, RETRY_AFTER},
    redirect::Policy,
};
use secrecy::ExposeSecret;

use crate::{
    failure::unreached,
    resolve::{Judged, Lookup},
    sign::{Signed, sign},
};

/// How much of an answer is read, and dropped.
const MOST: usize = 4 * 1024;

/// How long a receiver may take.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    pub connect: Duration,
    /// From the lookup of the name to the end of the answer.
    pub whole: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(5),
            whole: Duration::from_secs(15),
        }
    }
}

/// [`WebhookSender`] over HTTP.
pub struct Sender {
    reach: Reach,
    https: Client,
    http: Client,
}

impl Sender {
    /// Connects nowhere yet.
    ///
    /// # Errors
    /// When the machine's certificates cannot be read.
    pub fn new(reach: Reach, lookup: Arc<dyn Lookup>, limits: Limits) -> reqwest::Result<Self> {
        let client = |scheme| client(&reach, &lookup, limits, scheme);
        let (https, http) = (client(Scheme::Https)?, client(Scheme::Http)?);
        Ok(Self { reach, https, http })
    }

    async fn post(&self, parcel: &Parcel) -> Result<Answer, Unreached> {
        let (client, url) = self.judged(parcel)?;
        let Signed {
            id,
            timestamp,
            signature,
        } = sign(parcel).ok_or(Unreached::Secret)?;
        let answer = client
            .post(url)
            .header(CONTENT_TYPE, "application/json")
            .header("webhook-id", id)
            .header("webhook-timestamp", timestamp)
            .header("webhook-signature", signature)
            .body(parcel.body.clone())
            .send()
            .await
            .map_err(|why| unreached(&why))?;
        let (code, retry_after) = (answer.status().as_u16(), retry_after(&answer, parcel.at));
        drain(answer).await;
        Ok(Answer::Status { code, retry_after })
    }

    /// An address in a URL is never looked up: it is judged here, at every try.
    fn judged(&self, parcel: &Parcel) -> Result<(&Client, Url), Unreached> {
        let endpoint = Endpoint::parse(parcel.url.expose_secret()).map_err(|_| Unreached::Url)?;
        self.reach
            .judge(&endpoint)
            .map_err(|_| Unreached::Address)?;
        let url = Url::parse(&endpoint.url()).map_err(|_| Unreached::Url)?;
        // The client must read the same host as the one that was judged.
        if url.host_str() != Some(endpoint.host_text().as_str()) {
            return Err(Unreached::Url);
        }
        match endpoint.scheme {
            Scheme::Https => Ok((&self.https, url)),
            Scheme::Http => Ok((&self.http, url)),
        }
    }
}

#[async_trait]
impl WebhookSender for Sender {
    async fn send(&self, parcel: &Parcel) -> Answer {
        self.post(parcel).await.unwrap_or_else(|why| {
            tracing::debug!(delivery.id = %parcel.id, %why, "a webhook was not delivered");
            Answer::Unreached(why)
        })
    }
}

pub(crate) fn client(
    reach: &Reach,
    lookup: &Arc<dyn Lookup>,
    limits: Limits,
    scheme: Scheme,
) -> reqwest::Result<Client> {
    let judged = Judged {
        lookup: Arc::clone(lookup),
        reach: reach.clone(),
        scheme,
    };
    Client::builder()
        .dns_resolver(judged)
        .https_only(scheme == Scheme::Https)
        .redirect(Policy::none())
        .no_proxy()
        // A connection that is kept would be to an address that was judged some time ago.
        .pool_max_idle_per_host(0)
        .connect_timeout(limits.connect)
        .timeout(limits.whole)
        .user_agent(concat!("landfast/", env!("CARGO_PKG_VERSION")))
        .build()
}

/// Of 429 and 503 only: seconds, or a date (RFC 9110, section 10.2.3).
fn retry_after(answer: &Response, now: Timestamp) -> Option<Duration> {
    if !matches!(answer.status().as_u16(), 429 | 503) {
        return None;
    }
    let text = answer.headers().get(RETRY_AFTER)?.to_str().ok()?;
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let at = httpdate::parse_http_date(text).ok()?;
    let at = at.duration_since(UNIX_EPOCH).ok()?;
    let at = i64::try_from(at.as_millis()).ok()?;
    Some(Timestamp::from_unix_ms(at).since(now))
}

/// Reads the beginning, so that a receiver that is still writing is not cut off at once. What it
/// says, and whether it comes to an end, changes nothing.
pub(crate) async fn drain(mut answer: Response) {
    let mut read = 0;
    while let Ok(Some(chunk)) = answer.chunk().await {
        read += chunk.len();
        if read >= MOST {
            break;
        }
    }
}
