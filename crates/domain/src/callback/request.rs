//! Reading a message of the queue: SNS's envelope, and in it a request of CloudFormation.
//!
//! Requests: CloudFormation Template Reference, "Custom resource request objects". Envelope: SNS
//! Developer Guide, "Parsing Amazon SNS message formats".

use serde::Deserialize;

use super::{CallbackSettings, MalformedResponseUrl, ResponseUrl, StackId};

/// Bytes. A request of our own template has some two thousand; this leaves room for whatever an
/// account's people added to it.
pub const MAX_MESSAGE: usize = 64 * 1024;

const MAX_REQUEST_ID: usize = 128;
const MAX_LOGICAL_ID: usize = 255;
/// Bytes (the same page on responses: "up to 1 KB").
const MAX_PHYSICAL_ID: usize = 1_024;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RequestType {
    Create,
    Update,
    Delete,
}

impl RequestType {
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Create => "Create",
            Self::Update => "Update",
            Self::Delete => "Delete",
        }
    }
}

/// A request of CloudFormation that waits for an answer. Whoever may publish can have written it.
#[derive(Clone, PartialEq, Eq)]
pub struct Request {
    pub kind: RequestType,
    pub stack: StackId,
    pub request_id: String,
    pub logical_id: String,
    /// What the resource is called; there is none at its creation.
    pub physical_id: Option<String>,
    pub response: ResponseUrl,
}

/// Why a message is no request that can be answered. Holds nothing of the message.
#[derive(Debug, Clone, Copy, thiserror::Error, PartialEq, Eq)]
pub enum NoRequest {
    #[error("it has more than {MAX_MESSAGE} bytes")]
    TooLong,
    #[error("it is no JSON of a custom resource request")]
    Form,
    #[error("its type is none of Create, Update and Delete")]
    Type,
    #[error("its StackId is no ARN of a stack")]
    Stack,
    #[error("its RequestId or LogicalResourceId cannot be an id")]
    Id,
    #[error("its ResponseURL was refused: {0}")]
    Response(MalformedResponseUrl),
}

/// Fields that are not named here are not looked at, whatever they hold.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Envelope {
    message: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Raw {
    request_type: String,
    #[serde(rename = "ResponseURL")]
    response_url: String,
    stack_id: String,
    request_id: String,
    logical_resource_id: String,
    physical_resource_id: Option<String>,
}

/// Reads the body of a message. It may come in SNS's envelope, or as it is where the subscription
/// has raw delivery.
///
/// # Errors
/// [`NoRequest`].
pub fn read(body: &str, settings: &CallbackSettings) -> Result<Request, NoRequest> {
    if body.len() > MAX_MESSAGE {
        return Err(NoRequest::TooLong);
    }
    let envelope = serde_json::from_str::<Envelope>(body);
    let text = envelope.as_ref().map_or(body, |one| one.message.as_str());
    let raw: Raw = serde_json::from_str(text).map_err(|_| NoRequest::Form)?;
    let kind = [
        RequestType::Create,
        RequestType::Update,
        RequestType::Delete,
    ]
    .into_iter()
    .find(|kind| kind.as_str() == raw.request_type)
    .ok_or(NoRequest::Type)?;
    let stack = StackId::parse(&raw.stack_id).map_err(|_| NoRequest::Stack)?;
    let ids =
        is_id(&raw.request_id, MAX_REQUEST_ID) && is_id(&raw.logical_resource_id, MAX_LOGICAL_ID);
    if !ids {
        return Err(NoRequest::Id);
    }
    let response =
        ResponseUrl::parse(&raw.response_url, &stack, settings).map_err(NoRequest::Response)?;
    let physical_id = raw
        .physical_resource_id
        .filter(|id| (1..=MAX_PHYSICAL_ID).contains(&id.len()));
    Ok(Request {
        kind,
        stack,
        request_id: raw.request_id,
        logical_id: raw.logical_resource_id,
        physical_id,
        response,
    })
}

fn is_id(text: &str, longest: usize) -> bool {
    let plain = |c: u8| c.is_ascii_alphanumeric() || c == b'-';
    (1..=longest).contains(&text.len()) && text.bytes().all(plain)
}

#[cfg(test)]
#[path = "request_tests.rs"]
mod tests;
