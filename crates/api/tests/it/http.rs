//! Sending requests through the router and reading answers. Every refusal is held against the
//! document: an operation answers with the problems it declares, and with no other.

use axum::{
    Router,
    body::{Body, to_bytes},
};
use http::{HeaderMap, Request, StatusCode};
use landfast_api::dto::Problem;
use serde_json::Value;
use tower::ServiceExt;

use crate::document::declared;

/// A request to be sent.
#[derive(Clone)]
pub struct Call {
    method: &'static str,
    path: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

pub fn get(path: impl Into<String>) -> Call {
    Call::new("GET", path)
}

pub fn post(path: impl Into<String>, body: Value) -> Call {
    Call::new("POST", path).json(body)
}

impl Call {
    /// `path` is below `/api/v1` unless it begins with two slashes.
    pub fn new(method: &'static str, path: impl Into<String>) -> Self {
        let path = path.into();
        let path = path
            .strip_prefix("//")
            .map_or_else(|| format!("/api/v1{path}"), |rest| format!("/{rest}"));
        Self {
            method,
            path,
            headers: Vec::new(),
            body: Vec::new(),
        }
    }

    pub fn json(self, body: Value) -> Self {
        if body.is_null() {
            self
        } else {
            self.body("application/json", body.to_string())
        }
    }

    pub fn body(mut self, content_type: &str, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self.header("content-type", content_type)
    }

    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    pub fn token(self, token: &str) -> Self {
        self.header("authorization", &format!("Bearer {token}"))
    }

    pub fn cookie(self, cookie: &str) -> Self {
        self.header("cookie", cookie)
    }

    pub fn into_request(self) -> Request<Body> {
        let Self {
            method,
            path,
            headers,
            body,
        } = self;
        let mut request = Request::builder()
            .method(method)
            .uri(&path)
            .header("host", "127.0.0.1:8080");
        for (name, value) in headers {
            request = request.header(name, value);
        }
        request.body(Body::from(body)).expect("a request")
    }

    pub async fn send(self, router: &Router) -> Answer {
        let (method, path) = (self.method, self.path.clone());
        let request = self.into_request();
        let response = router.clone().oneshot(request).await.expect("an answer");
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, 10 << 20).await.expect("a body");
        let answer = Answer {
            status: parts.status,
            headers: parts.headers,
            bytes: bytes.to_vec(),
        };
        answer.hold_against_the_document(method, &path);
        answer
    }
}

pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes)
            .unwrap_or_else(|_| panic!("expected JSON, found {}", self.text()))
    }

    /// The body, after checking the status.
    pub fn ok(&self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.text());
        if self.bytes.is_empty() {
            Value::Null
        } else {
            self.json()
        }
    }

    pub fn problem(&self) -> Problem {
        let problem: Problem = serde_json::from_slice(&self.bytes)
            .unwrap_or_else(|_| panic!("no problem: {}", self.text()));
        assert_eq!(self.header("x-request-id"), problem.request_id);
        problem
    }

    /// Status and code of a refusal.
    pub fn refusal(&self) -> (u16, &'static str) {
        (self.status.as_u16(), self.problem().code.as_str())
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().expect("text"))
    }

    fn hold_against_the_document(&self, method: &str, path: &str) {
        let refused = self.status.is_client_error() || self.status.is_server_error();
        if !refused || !path.starts_with("/api/") {
            return;
        }
        let code = self.problem().code.as_str();
        if let Some(declared) = declared(method, path) {
            assert!(
                declared.iter().any(|one| one == code),
                "{method} {path} answers {code}, and declares {declared:?}"
            );
        }
    }
}
