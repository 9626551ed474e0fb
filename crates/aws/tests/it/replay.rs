//! An HTTP client for the SDK that replays answers and remembers requests.
//!
//! Written here because the SDK's own would switch on features of crates below every SDK crate, and
//! with that build all of them a second time.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
};

use aws_sdk_s3::primitives::SdkBody;
use aws_sdk_sts::config::{SharedHttpClient, http::HttpResponse};
use aws_smithy_runtime_api::client::{
    http::{HttpConnector, HttpConnectorFuture, SharedHttpConnector, http_client_fn},
    orchestrator::HttpRequest,
    result::ConnectorError,
};

/// What AWS, or the way to it, does next.
#[derive(Debug, Clone)]
pub enum Next {
    Answer {
        status: u16,
        headers: Vec<(&'static str, &'static str)>,
        body: String,
    },
    /// The connection breaks.
    Broken,
    /// The connection takes too long.
    TooLate,
    /// The certificate is not believed, in the words of rustls.
    Untrusted(&'static str),
}

impl Next {
    pub fn answer(status: u16, body: impl Into<String>) -> Self {
        let (headers, body) = (Vec::new(), body.into());
        Self::Answer {
            status,
            headers,
            body,
        }
    }

    pub fn with(mut self, name: &'static str, value: &'static str) -> Self {
        if let Self::Answer { headers, .. } = &mut self {
            headers.push((name, value));
        }
        self
    }
}

/// A request as it would have gone out.
#[derive(Debug, Clone)]
pub struct Asked {
    pub method: String,
    pub uri: String,
    pub body: String,
    headers: Vec<(String, String)>,
}

impl Asked {
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut all = self.headers.iter();
        all.find(|(n, _)| n == name)
            .map(|(_, value)| value.as_str())
    }

    /// Parameters of a form, percent-encoded as they were sent.
    pub fn form(&self) -> Vec<(&str, &str)> {
        self.body
            .split('&')
            .filter_map(|pair| pair.split_once('='))
            .collect()
    }

    pub fn field(&self, name: &str) -> Option<&str> {
        self.form()
            .into_iter()
            .find(|(n, _)| *n == name)
            .map(|(_, value)| value)
    }

    /// What was asked, of whichever protocol.
    pub fn action(&self) -> String {
        let target = self
            .header("x-amz-target")
            .and_then(|t| t.rsplit('.').next());
        let action = self.field("Action").or(target);
        action.map_or_else(
            || format!("{} {}", self.method, path(&self.uri)),
            ToOwned::to_owned,
        )
    }
}

fn path(uri: &str) -> &str {
    let rest = uri.split_once("://").map_or(uri, |(_, rest)| rest);
    rest.split_once('/').map_or("", |(_, path)| path)
}

#[derive(Debug, Clone, Default)]
pub struct Replay {
    answers: Arc<Mutex<VecDeque<Next>>>,
    asked: Arc<Mutex<Vec<Asked>>>,
}

impl Replay {
    pub fn of(answers: impl IntoIterator<Item = Next>) -> Self {
        let answers: VecDeque<Next> = answers.into_iter().collect();
        Self {
            answers: Arc::new(Mutex::new(answers)),
            ..Self::default()
        }
    }

    pub fn client(&self) -> SharedHttpClient {
        let connector = SharedHttpConnector::new(self.clone());
        http_client_fn(move |_, _| connector.clone())
    }

    pub fn asked(&self) -> Vec<Asked> {
        self.asked.lock().expect("lock").clone()
    }

    pub fn actions(&self) -> Vec<String> {
        self.asked().iter().map(Asked::action).collect()
    }
}

impl HttpConnector for Replay {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let body = request.body().bytes().unwrap_or_default();
        self.asked.lock().expect("lock").push(Asked {
            method: request.method().to_owned(),
            uri: request.uri().to_owned(),
            body: String::from_utf8_lossy(body).into_owned(),
            headers: request
                .headers()
                .iter()
                .map(|(n, v)| (n.to_owned(), v.to_owned()))
                .collect(),
        });
        let next = self.answers.lock().expect("lock").pop_front();
        let next = next.expect("an answer for every request");
        HttpConnectorFuture::new(async move {
            // As on a network, others get their turn meanwhile.
            tokio::task::yield_now().await;
            match next {
                Next::Answer {
                    status,
                    headers,
                    body,
                } => Ok(response(status, &headers, body)),
                Next::Broken => Err(ConnectorError::io("connection reset by peer".into())),
                Next::Untrusted(why) => Err(ConnectorError::io(
                    format!("invalid peer certificate: {why}").into(),
                )),
                Next::TooLate => Err(ConnectorError::timeout("no connection within 3 s".into())),
            }
        })
    }
}

fn response(status: u16, headers: &[(&'static str, &'static str)], body: String) -> HttpResponse {
    let mut response = HttpResponse::new(status.try_into().expect("a status"), SdkBody::from(body));
    for (name, value) in headers {
        response.headers_mut().insert(*name, *value);
    }
    response
}
