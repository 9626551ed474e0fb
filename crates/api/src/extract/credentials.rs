use http::{HeaderMap, HeaderName, header};
use landfast_app::{Error, ProblemCode, Result, SignedIn, bearer};
use secrecy::SecretString;

use super::cookie::read_cookie;
use crate::server::Server;

const WORKSPACE: HeaderName = HeaderName::from_static("landfast-workspace");

/// What a request shows of its sender.
pub(crate) enum Credentials {
    Token(SecretString),
    Session(SecretString),
}

impl Credentials {
    /// A request with the header `Authorization` is judged by it alone: a cookie beside it is not
    /// looked at, which is what lets such calls pass without a check of their origin.
    pub fn of(headers: &HeaderMap, server: &Server) -> Option<Self> {
        match headers.get(header::AUTHORIZATION) {
            Some(value) => bearer(value.to_str().ok()?).map(Self::Token),
            None => read_cookie(headers, server.settings.https).map(Self::Session),
        }
    }

    /// Who that is, in the workspace that the headers name or else in the first.
    ///
    /// # Errors
    /// `sign_in_required`, `workspace_not_found`.
    pub async fn sign_in(&self, headers: &HeaderMap, server: &Server) -> Result<SignedIn> {
        let workspace = workspace(headers)?;
        match self {
            Self::Token(text) => server.app.by_token(text, workspace.as_deref()).await,
            Self::Session(secret) => server.app.by_session(secret, workspace.as_deref()).await,
        }
    }
}

/// The workspace's name. Header values are ASCII, so that other letters come percent-encoded as UTF-8.
fn workspace(headers: &HeaderMap) -> Result<Option<String>> {
    let Some(value) = headers.get(WORKSPACE) else {
        return Ok(None);
    };
    let unreadable = || {
        Error::new(
            ProblemCode::WorkspaceNotFound,
            "The header Landfast-Workspace could not be read.",
        )
        .hint("Send the workspace's name, percent-encoded as UTF-8 where it is not ASCII.")
    };
    let text = percent_decode(value.as_bytes()).ok_or_else(unreadable)?;
    Ok(Some(text.trim().to_owned()).filter(|name| !name.is_empty()))
}

fn percent_decode(bytes: &[u8]) -> Option<String> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((byte, tail)) = rest.split_first() {
        if *byte == b'%' {
            let digits = std::str::from_utf8(tail.get(..2)?).ok()?;
            out.push(u8::from_str_radix(digits, 16).ok()?);
            rest = tail.get(2..)?;
        } else {
            out.push(*byte);
            rest = tail;
        }
    }
    String::from_utf8(out).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_plain_or_percent_encoded() {
        for (sent, read) in [
            (&b"main"[..], Some("main")),
            (b"M%C3%BCller%20AG", Some("M\u{fc}ller AG")),
            (b"50%", None),
            (b"%zz", None),
            (b"\xfc", None),
        ] {
            assert_eq!(percent_decode(sent).as_deref(), read, "{sent:?}");
        }
    }
}
