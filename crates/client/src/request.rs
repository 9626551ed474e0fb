use std::time::Duration;

use landfast_api::dto::Problem;
use reqwest::{Method, RequestBuilder, Response};
use secrecy::ExposeSecret;
use serde::{Serialize, de::DeserializeOwned};

use crate::{
    Client, address,
    error::{Error, Result},
};

/// The body of a call that sends none.
pub(crate) const NOTHING: Option<&()> = None;

impl Client {
    pub(crate) async fn get<T: DeserializeOwned>(&self, parts: &[&str]) -> Result<T> {
        self.call(Method::GET, parts, NOTHING).await
    }

    pub(crate) async fn list<T: DeserializeOwned>(
        &self,
        parts: &[&str],
        query: &impl Serialize,
    ) -> Result<T> {
        self.ask(Method::GET, parts, query).await
    }

    /// A call whose query says what is meant.
    pub(crate) async fn ask<T: DeserializeOwned>(
        &self,
        method: Method,
        parts: &[&str],
        query: &impl Serialize,
    ) -> Result<T> {
        let request = self
            .request(method, parts)?
            .query(query)
            .timeout(self.timeout);
        self.read(self.send(request).await?).await
    }

    /// What is answered as a text and not as JSON.
    pub(crate) async fn text(&self, parts: &[&str]) -> Result<String> {
        let request = self.request(Method::GET, parts)?.timeout(self.timeout);
        let response = self.send(request).await?;
        let text = response.text().await;
        text.map_err(|why| Error::unreachable(&self.base, why))
    }

    pub(crate) async fn call<T: DeserializeOwned>(
        &self,
        method: Method,
        parts: &[&str],
        body: Option<&impl Serialize>,
    ) -> Result<T> {
        let response = self.send(self.with_body(method, parts, body)?).await?;
        self.read(response).await
    }

    /// A call that is answered without a body.
    pub(crate) async fn order(&self, method: Method, parts: &[&str]) -> Result<()> {
        self.send(self.with_body(method, parts, NOTHING)?)
            .await
            .map(drop)
    }

    fn with_body(
        &self,
        method: Method,
        parts: &[&str],
        body: Option<&impl Serialize>,
    ) -> Result<RequestBuilder> {
        let request = self.request(method, parts)?.timeout(self.timeout);
        Ok(match body {
            Some(body) => request.json(body),
            None => request,
        })
    }

    pub(crate) fn request(&self, method: Method, parts: &[&str]) -> Result<RequestBuilder> {
        let mut request = self.http.request(method, address::of(&self.base, parts)?);
        if let Some(token) = &self.token {
            request = request.bearer_auth(token.expose_secret());
        }
        if let Some(workspace) = &self.workspace {
            request = request.header("Landfast-Workspace", header_text(workspace));
        }
        Ok(request)
    }

    /// Sends, and turns a refusal into an error.
    pub(crate) async fn send(&self, request: RequestBuilder) -> Result<Response> {
        let response = request
            .send()
            .await
            .map_err(|why| Error::unreachable(&self.base, why))?;
        if response.status().is_success() {
            return Ok(response);
        }
        let status = response.status();
        let problem = response.json::<Problem>().await.map(Box::new);
        Err(problem.map_or_else(
            |_| self.unreadable(status, "no problem details"),
            Error::Refused,
        ))
    }

    async fn read<T: DeserializeOwned>(&self, response: Response) -> Result<T> {
        let status = response.status();
        let body = response
            .bytes()
            .await
            .map_err(|why| Error::unreachable(&self.base, why))?;
        serde_json::from_slice(&body).map_err(|_| self.unreadable(status, "another body"))
    }

    pub(crate) fn unreadable(&self, status: reqwest::StatusCode, found: &'static str) -> Error {
        Error::Unreadable {
            server: self.base.as_str().to_owned(),
            status,
            found,
        }
    }

    pub(crate) async fn pause(span: Duration) {
        tokio::time::sleep(span).await;
    }
}

/// Header values are ASCII: everything but letters, digits and a few marks is percent-encoded.
fn header_text(name: &str) -> String {
    name.bytes().fold(String::new(), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_workspaces_fit_into_a_header() {
        assert_eq!(header_text("M\u{fc}ller AG"), "M%C3%BCller%20AG");
    }
}
