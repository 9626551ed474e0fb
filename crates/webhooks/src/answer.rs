//! Answers to CloudFormation's custom resources, put where it waits for them.

use std::sync::Arc;

use async_trait::async_trait;
use landfast_app::ports::CallbackAnswers;
use landfast_domain::{
    callback::{Answered, CallbackSettings, ResponseUrl},
    webhook::{Cidr, Reach, Scheme, Unreached},
};
use reqwest::{Client, Url};

use crate::{
    failure::unreached,
    resolve::Lookup,
    send::{Limits, client, drain},
};

/// [`CallbackAnswers`] over HTTP. Hosts of S3 at public addresses, and whatever blocks the operator of
/// the server allowed: S3 has private ones where a network has an endpoint of its own for it.
pub struct Answerer {
    aws: Client,
    /// For the simulated AWS alone.
    simulated: Option<Client>,
}

impl Answerer {
    /// Connects nowhere yet. `allowed`: blocks of addresses that are not public and may be S3's.
    ///
    /// # Errors
    /// When the machine's certificates cannot be read.
    pub fn new(
        settings: &CallbackSettings,
        allowed: Vec<Cidr>,
        lookup: &Arc<dyn Lookup>,
        limits: Limits,
    ) -> reqwest::Result<Self> {
        let aws = client(&Reach { allowed }, lookup, limits, Scheme::Https)?;
        // An address in a URL is never looked up; that it is the simulation's was judged with the URL.
        let nowhere = Reach::default();
        let simulated = settings.simulated.as_ref();
        let simulated = simulated
            .map(|_| client(&nowhere, lookup, limits, Scheme::Http))
            .transpose()?;
        Ok(Self { aws, simulated })
    }

    async fn send(&self, at: &ResponseUrl, body: &str) -> Result<u16, Unreached> {
        let client = if at.is_simulated() {
            self.simulated.as_ref().ok_or(Unreached::Address)?
        } else {
            &self.aws
        };
        let url = Url::parse(at.expose()).map_err(|_| Unreached::Url)?;
        // The client must read the same host as the one that was judged.
        if url.host_str() != Some(at.host()) {
            return Err(Unreached::Url);
        }
        // No Content-Type: what is signed has none.
        let answer = client
            .put(url)
            .body(body.to_owned())
            .send()
            .await
            .map_err(|why| unreached(&why))?;
        let code = answer.status().as_u16();
        drain(answer).await;
        Ok(code)
    }
}

#[async_trait]
impl CallbackAnswers for Answerer {
    async fn put(&self, at: &ResponseUrl, body: &str) -> Answered {
        match self.send(at, body).await {
            Ok(code) => Answered::Status(code),
            Err(why) => Answered::Unreached(why),
        }
    }
}
