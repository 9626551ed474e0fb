use axum::extract::{
    FromRequest, Request,
    rejection::{BytesRejection, FailedToBufferBody},
};
use bytes::Bytes;
use http::{HeaderMap, header};
use landfast_app::{Error, FieldProblem, ProblemCode};
use serde::de::DeserializeOwned;

use crate::{problem::Failure, server::Server};

/// A JSON body. Unknown fields, doubled fields and another content type are refused.
pub(crate) struct Body<T>(pub T);

/// The same, for calls whose body may be left out.
pub(crate) struct OptionalBody<T>(pub T);

impl<T: DeserializeOwned> FromRequest<Server> for Body<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, server: &Server) -> Result<Self, Failure> {
        let is_json = is_json(request.headers());
        let bytes = read(request, server).await?;
        if is_json {
            parse(&bytes).map(Self)
        } else {
            Err(not_json())
        }
    }
}

impl<T: DeserializeOwned + Default> FromRequest<Server> for OptionalBody<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, server: &Server) -> Result<Self, Failure> {
        let is_json = is_json(request.headers());
        let bytes = read(request, server).await?;
        match bytes.is_empty() {
            true => Ok(Self(T::default())),
            false if is_json => parse(&bytes).map(Self),
            false => Err(not_json()),
        }
    }
}

/// Bounded by the router's body limit, before anything is parsed.
async fn read(request: Request, server: &Server) -> Result<Bytes, Failure> {
    Bytes::from_request(request, server)
        .await
        .map_err(|why| match why {
            BytesRejection::FailedToBufferBody(FailedToBufferBody::LengthLimitError(_)) => {
                Failure::new(
                    ProblemCode::BodyTooLarge,
                    "The request's body is larger than 64 KiB.",
                )
            }
            _ => Failure::misunderstood("The request's body broke off."),
        })
}

fn is_json(headers: &HeaderMap) -> bool {
    let text = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let essence = text.split(';').next().unwrap_or_default().trim();
    essence.eq_ignore_ascii_case("application/json")
}

fn not_json() -> Failure {
    Failure::misunderstood("The request's body is not declared as JSON.")
        .hint("Send the header Content-Type: application/json.")
}

fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Failure> {
    serde_json::from_slice(bytes).map_err(|why| {
        let detail = format!(
            "The request's body does not fit at line {}, column {}: {}.",
            why.line(),
            why.column(),
            without_values(&why)
        );
        let fields = field_of(&why).map(|path| FieldProblem {
            path,
            code: ProblemCode::BodyInvalid,
            detail: detail.clone(),
        });
        let error = Error::new(ProblemCode::BodyInvalid, detail)
            .hint("The fields of each request are in /api/v1/openapi.json.");
        Failure(Error {
            fields: fields.into_iter().collect(),
            ..error
        })
    })
}

/// What serde says, without the value that it found: that may be a password in the wrong place.
fn without_values(why: &serde_json::Error) -> String {
    let text = why.to_string();
    let text = text
        .rsplit_once(" at line ")
        .map_or(text.as_str(), |(said, _)| said);
    match (
        text.starts_with("invalid type") || text.starts_with("invalid value"),
        text.rsplit_once(", expected "),
    ) {
        (true, Some((_, expected))) => format!("expected {expected}"),
        _ => text.to_owned(),
    }
}

/// The field that serde names between backticks, when it is one of ours.
fn field_of(why: &serde_json::Error) -> Option<&'static str> {
    const FIELDS: [&str; 15] = [
        "access_key_id",
        "secret_access_key",
        "access_keys",
        "account_id",
        "name",
        "region",
        "method",
        "role_arn",
        "trigger",
        "email",
        "password",
        "link",
        "workspace",
        "role",
        "expires_in_days",
    ];
    let text = why.to_string();
    let named = text
        .strip_prefix("missing field `")
        .or_else(|| text.strip_prefix("duplicate field `"))?;
    let named = named.split('`').next()?;
    FIELDS.into_iter().find(|field| *field == named)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dto::{SignInRequest, TokenDraft};

    fn refusal<T: DeserializeOwned>(text: &str) -> Error {
        parse::<T>(text.as_bytes())
            .err()
            .map(|failure| failure.0)
            .unwrap()
    }

    #[test]
    fn a_value_in_the_wrong_place_is_not_repeated() {
        for body in [
            r#"{"email":"a","password":["hunter2"]}"#,
            r#"{"email":"a","password":4711}"#,
            r#""hunter2""#,
        ] {
            let detail = refusal::<SignInRequest>(body).detail;
            assert!(
                !detail.contains("hunter2") && !detail.contains("4711"),
                "{detail}"
            );
        }
        let detail =
            refusal::<TokenDraft>(r#"{"name":"a","role":"reader","expires_in_days":"hunter2"}"#)
                .detail;
        assert!(
            detail.contains("expected u32") && !detail.contains("hunter2"),
            "{detail}"
        );
    }

    #[test]
    fn the_missing_field_is_named() {
        let refused = refusal::<SignInRequest>(r#"{"email":"a"}"#);
        assert_eq!(
            refused.fields.first().map(|field| field.path),
            Some("password")
        );
    }

    #[test]
    fn content_types() {
        for (sent, fits) in [
            (Some("application/json"), true),
            (Some("Application/JSON; charset=utf-8"), true),
            (Some("text/plain"), false),
            (Some("application/json-patch+json"), false),
            (None, false),
        ] {
            let mut headers = HeaderMap::new();
            if let Some(sent) = sent {
                headers.insert(header::CONTENT_TYPE, sent.parse().unwrap());
            }
            assert_eq!(is_json(&headers), fits, "{sent:?}");
        }
    }
}
