//! One function from the SDK's errors to what they mean: a refusal, or trouble and whose it is.

mod codes;
mod judge;
mod own_policy;
mod token;
mod unanswered;

use std::{error::Error, time::Duration};

use aws_sdk_sts::{
    config::http::HttpResponse,
    error::{ProvideErrorMetadata, SdkError},
    operation::RequestId,
};

pub(crate) use codes::ACCESS_DENIED;
pub(crate) use token::THE_ISSUER;

use crate::failure::Failure;
use judge::Answer;

/// Whose credentials signed a call. Trouble with them is trouble of the server's, or of nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Signer {
    Own,
    Session,
    /// A session in an account that is being activated, in a region that may not be enabled there: where it
    /// is not, AWS does not know the session.
    Member,
    /// A long-term key that a customer gave: that AWS does not know it is an answer about the key.
    Key,
    /// Nobody: a token of Landfast's issuer is shown instead.
    Token,
}

/// What was asked, as IAM names it: `sts:AssumeRole`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Call {
    pub action: &'static str,
    pub signer: Signer,
}

impl Call {
    pub const fn own(action: &'static str) -> Self {
        let signer = Signer::Own;
        Self { action, signer }
    }

    pub const fn session(action: &'static str) -> Self {
        let signer = Signer::Session;
        Self { action, signer }
    }

    pub const fn member(action: &'static str) -> Self {
        let signer = Signer::Member;
        Self { action, signer }
    }

    pub const fn key(action: &'static str) -> Self {
        let signer = Signer::Key;
        Self { action, signer }
    }

    pub const fn token(action: &'static str) -> Self {
        let signer = Signer::Token;
        Self { action, signer }
    }

    fn service(self) -> &'static str {
        self.action
            .split_once(':')
            .map_or("", |(service, _)| service)
    }
}

/// What an error of the SDK means.
pub(crate) fn classify<E>(call: Call, error: &SdkError<E>) -> Failure
where
    E: ProvideErrorMetadata + Error + 'static,
{
    match error {
        SdkError::ServiceError(context) => {
            let meta = context.err().meta();
            let request_id = meta.request_id().or_else(|| error.request_id());
            let answer = Answer {
                status: context.raw().status().as_u16(),
                code: meta.code().map(ToOwned::to_owned),
                message: meta.message().unwrap_or_default().to_owned(),
                request_id: request_id.map(ToOwned::to_owned),
                retry_after: retry_after(context.raw()),
            };
            judge::judge(call, answer)
        }
        _ => Failure::Trouble(unanswered::explain(call, error)),
    }
}

/// How long AWS asked us to wait: `Retry-After` in seconds (RFC 9110, 10.2.3), or the SDKs' own
/// header in milliseconds. A date is not understood; AWS sends none.
fn retry_after(response: &HttpResponse) -> Option<Duration> {
    let number = |name: &str| response.headers().get(name)?.trim().parse::<u64>().ok();
    number("x-amz-retry-after")
        .map(Duration::from_millis)
        .or_else(|| number("retry-after").map(Duration::from_secs))
}
