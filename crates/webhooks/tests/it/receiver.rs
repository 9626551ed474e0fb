use std::{
    net::{IpAddr, SocketAddr},
    sync::{Arc, Mutex},
    time::Duration,
};

use landfast_app::ports::{Parcel, WebhookSender};
use landfast_domain::{
    Timestamp,
    ids::DeliveryId,
    webhook::{Answer, Reach},
};
use landfast_webhooks::{Limits, Lookup, Sender};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

/// What a receiver does with a connection.
#[derive(Debug, Clone)]
pub enum Manner {
    /// Writes this, and ends.
    Says(String),
    /// Writes a head, and then bytes without an end.
    Floods,
    /// Reads, and never says a word.
    Silent,
    /// Ends without an answer.
    HangsUp,
}

/// A receiver on this machine; remembers the requests.
pub struct Receiver {
    pub address: SocketAddr,
    pub requests: Arc<Mutex<Vec<String>>>,
}

impl Receiver {
    pub async fn start(manner: Manner) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let requests = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&requests);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, manner.clone(), Arc::clone(&log)));
            }
        });
        Self { address, requests }
    }

    pub async fn answering(status: &str, headers: &str) -> Self {
        Self::start(Manner::Says(format!(
            "HTTP/1.1 {status}\r\n{headers}Content-Length: 0\r\nConnection: close\r\n\r\n"
        )))
        .await
    }

    pub fn heard(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }
}

async fn serve(mut stream: TcpStream, manner: Manner, log: Arc<Mutex<Vec<String>>>) {
    let request = read(&mut stream).await;
    log.lock().unwrap().push(request);
    match manner {
        Manner::Says(text) => {
            let _ = stream.write_all(text.as_bytes()).await;
        }
        Manner::Floods => {
            let head = b"HTTP/1.1 200 OK\r\nContent-Length: 1000000000000\r\n\r\n";
            let _ = stream.write_all(head).await;
            while stream.write_all(&[b'x'; 8_192]).await.is_ok() {}
        }
        Manner::Silent => std::future::pending().await,
        Manner::HangsUp => {}
    }
}

/// The whole request: its head, and the body that the head announces.
async fn read(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    loop {
        // A TLS record that begins a handshake; this receiver speaks plain HTTP.
        if bytes.first() == Some(&0x16) {
            return String::new();
        }
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head.lines().find_map(|line| {
                let (name, value) = line.split_once(": ")?;
                name.eq_ignore_ascii_case("content-length")
                    .then(|| value.parse().unwrap())
            });
            if body.len() >= length.unwrap_or(0) {
                return text;
            }
        }
        let mut more = [0; 4_096];
        match stream.read(&mut more).await {
            Ok(count) if count > 0 => bytes.extend_from_slice(&more[..count]),
            _ => return text,
        }
    }
}

pub fn allowing(blocks: &[&str]) -> Reach {
    Reach {
        allowed: blocks.iter().map(|block| block.parse().unwrap()).collect(),
    }
}

/// Leads every name to the same addresses, or to those of the nth question.
pub struct Names(pub Mutex<Vec<Vec<IpAddr>>>);

impl Names {
    pub fn always(addresses: &[&str]) -> Arc<Self> {
        Self::in_turn(&[addresses])
    }

    pub fn in_turn(answers: &[&[&str]]) -> Arc<Self> {
        let parse = |one: &&[&str]| one.iter().map(|text| text.parse().unwrap()).collect();
        Arc::new(Self(Mutex::new(answers.iter().map(parse).collect())))
    }
}

#[async_trait::async_trait]
impl Lookup for Names {
    async fn lookup(&self, _: &str) -> std::io::Result<Vec<IpAddr>> {
        let mut answers = self.0.lock().unwrap();
        Ok(if answers.len() > 1 {
            answers.remove(0)
        } else {
            answers[0].clone()
        })
    }
}

pub fn limits() -> Limits {
    Limits {
        connect: Duration::from_secs(5),
        whole: Duration::from_millis(700),
    }
}

pub fn sender(reach: Reach, names: Arc<dyn Lookup>) -> Sender {
    Sender::new(reach, names, Limits::default()).unwrap()
}

pub fn parcel(url: &str) -> Parcel {
    let at = Timestamp::from_unix_ms(1_614_265_330_999);
    Parcel {
        url: url.into(),
        secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw".into(),
        id: DeliveryId::new(at, [7; 10]),
        at,
        body: r#"{"test": 2432232314}"#.into(),
    }
}

pub async fn send(sender: &Sender, url: &str) -> Answer {
    sender.send(&parcel(url)).await
}
