//! One connection to the server, one request at a time: what a closed loop needs, and little enough
//! to take its processor time from the server's.

use std::net::SocketAddr;

use bytes::Bytes;
use http::{Method, Request, StatusCode, header};
use http_body_util::{BodyExt, Full};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper_util::rt::TokioIo;
use tokio::{net::TcpStream, task::JoinHandle};

use crate::Result;

pub struct Connection {
    host: String,
    requests: SendRequest<Full<Bytes>>,
    driver: JoinHandle<()>,
}

impl Connection {
    pub async fn open(server: SocketAddr) -> Result<Self> {
        let stream = TcpStream::connect(server).await?;
        stream.set_nodelay(true)?;
        let (requests, connection) = handshake(TokioIo::new(stream)).await?;
        // How it ended is told by the request that it ended under.
        let driver = tokio::spawn(async move { drop(connection.await) });
        Ok(Self {
            host: server.to_string(),
            requests,
            driver,
        })
    }

    /// `GET path`, with the whole body.
    pub async fn get(&mut self, path: &str, token: Option<&str>) -> Result<(StatusCode, Bytes)> {
        self.send(Method::GET, path, token, Bytes::new()).await
    }

    /// `POST path` with a JSON document.
    pub async fn post(
        &mut self,
        path: &str,
        token: &str,
        body: &serde_json::Value,
    ) -> Result<(StatusCode, Bytes)> {
        let body = Bytes::from(body.to_string());
        self.send(Method::POST, path, Some(token), body).await
    }

    async fn send(
        &mut self,
        method: Method,
        path: &str,
        token: Option<&str>,
        body: Bytes,
    ) -> Result<(StatusCode, Bytes)> {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, &self.host)
            .header(header::ACCEPT, "application/json");
        if !body.is_empty() {
            request = request.header(header::CONTENT_TYPE, "application/json");
        }
        if let Some(token) = token {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        self.requests.ready().await?;
        let answer = self
            .requests
            .send_request(request.body(Full::new(body))?)
            .await?;
        let status = answer.status();
        Ok((status, answer.into_body().collect().await?.to_bytes()))
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.driver.abort();
    }
}
