//! One connection to the server, one request at a time: what a closed loop needs, and little enough
//! to take its processor time from the server's.

use std::net::SocketAddr;

use bytes::Bytes;
use http::{Request, StatusCode, header};
use http_body_util::{BodyExt, Empty};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper_util::rt::TokioIo;
use tokio::{net::TcpStream, task::JoinHandle};

use crate::Result;

pub struct Connection {
    host: String,
    requests: SendRequest<Empty<Bytes>>,
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
        let mut request = Request::get(path)
            .header(header::HOST, &self.host)
            .header(header::ACCEPT, "application/json");
        if let Some(token) = token {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        self.requests.ready().await?;
        let answer = self
            .requests
            .send_request(request.body(Empty::new())?)
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
