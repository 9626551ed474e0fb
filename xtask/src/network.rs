//! Ports and answers on loopback.

use std::{
    io::{self, Read, Write},
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream},
    time::Duration,
};

use crate::error::{Error, Result};

const PATIENCE: Duration = Duration::from_secs(5);

/// A port that was free a moment ago.
pub fn free_port() -> Result<u16> {
    listener(0).map(|address| address.port())
}

/// `wanted` if nobody listens there; 0 asks for any.
pub fn claim_port(wanted: u16) -> Result<u16> {
    let Ok(address) = listener(wanted) else {
        return Err(Error::Refused(format!(
            "port {wanted} on 127.0.0.1 is taken by another program\n  \
             to do: end it, or choose another with --port N (0 takes any)"
        )));
    };
    Ok(address.port())
}

fn listener(port: u16) -> Result<SocketAddr> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port))
        .and_then(|listener| listener.local_addr())
        .map_err(Error::file("listen on", format!("127.0.0.1:{port}")))
}

/// The status of `POST path` with a JSON body.
pub fn post(port: u16, path: &str, body: &str) -> io::Result<u16> {
    let request = format!(
        "POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    exchange(port, &request)
}

/// The status of `GET path`, with a bearer token or without.
pub fn get_status(port: u16, path: &str, token: Option<&str>) -> io::Result<u16> {
    exchange(port, &request(port, path, token))
}

fn exchange(port: u16, request: &str) -> io::Result<u16> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let mut stream = TcpStream::connect_timeout(&address, PATIENCE)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.write_all(request.as_bytes())?;
    let mut answer = String::new();
    stream.take(64).read_to_string(&mut answer)?;
    status(&answer).ok_or_else(|| io::Error::other("expected an HTTP answer"))
}

fn request(port: u16, path: &str, token: Option<&str>) -> String {
    let sign_in = token.map_or_else(String::new, |token| {
        format!("Authorization: Bearer {token}\r\n")
    });
    format!(
        "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\
         Accept: application/json\r\n{sign_in}\r\n"
    )
}

fn status(answer: &str) -> Option<u16> {
    let line = answer.lines().next()?;
    line.strip_prefix("HTTP/1.")?
        .split(' ')
        .nth(1)?
        .parse()
        .ok()
}

#[cfg(test)]
mod tests {
    use std::thread;

    use super::*;

    #[test]
    fn a_status_is_read_from_a_real_answer() {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let server = thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut seen = [0; 512];
            let length = stream.read(&mut seen).unwrap();
            stream
                .write_all(b"HTTP/1.1 401 Unauthorized\r\ncontent-length: 0\r\n\r\n")
                .unwrap();
            String::from_utf8_lossy(&seen[..length]).into_owned()
        });
        assert_eq!(
            get_status(port, "/api/v1/accounts", Some("t")).unwrap(),
            401
        );
        let seen = server.join().unwrap();
        assert!(
            seen.starts_with("GET /api/v1/accounts HTTP/1.1\r\n"),
            "{seen}"
        );
        assert!(seen.contains("Authorization: Bearer t\r\n"), "{seen}");
    }

    #[test]
    fn a_taken_port_is_refused_with_a_cure() {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let error = claim_port(port).unwrap_err().to_string();
        assert!(error.contains("--port N"), "{error}");
        assert_ne!(free_port().unwrap(), port);
    }

    #[test]
    fn nonsense_is_no_status() {
        for text in ["", "HTTP/1.1", "SSH-2.0-x", "HTTP/1.1 abc"] {
            assert_eq!(status(text), None, "{text}");
        }
    }
}
