//! Calls that AWS did not answer, or that never left.

use std::error::Error;

use aws_credential_types::provider::error::CredentialsError;
use aws_sdk_sts::{error::SdkError, operation::RequestId};
use landfast_domain::check::{Trouble, TroubleKind};

use super::Call;
use crate::text::{cause, causes};

pub(super) fn explain<E: Error + 'static>(call: Call, error: &SdkError<E>) -> Trouble {
    if let Some(why) = credentials_error(error) {
        return Trouble::ours(without_credentials(why));
    }
    let (kind, detail) = describe(call.action, error);
    Trouble {
        kind,
        detail,
        request_id: error.request_id().map(ToOwned::to_owned),
        retry_after: None,
    }
}

fn describe<E: Error + 'static>(action: &str, error: &SdkError<E>) -> (TroubleKind, String) {
    match error {
        SdkError::TimeoutError(_) => (
            TroubleKind::Network,
            format!("AWS did not answer {action} in time."),
        ),
        SdkError::DispatchFailure(failure) if failure.is_timeout() => (
            TroubleKind::Network,
            format!("No connection to AWS came about in time for {action}."),
        ),
        SdkError::DispatchFailure(failure) if failure.is_user() => (
            TroubleKind::Ours,
            format!("{action} could not be sent: {}.", causes(error)),
        ),
        SdkError::DispatchFailure(_) => (
            TroubleKind::Network,
            format!("AWS could not be reached for {action}: {}.", causes(error)),
        ),
        SdkError::ResponseError(response) => (
            TroubleKind::Outage,
            format!(
                "The answer to {action} (HTTP {}) could not be read.",
                response.raw().status().as_u16()
            ),
        ),
        // A request that could not be put together.
        _ => (
            TroubleKind::Ours,
            format!("{action} could not be asked: {}.", causes(error)),
        ),
    }
}

/// The SDK hands errors of credential sources through as a cause of several kinds of errors.
fn credentials_error<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a CredentialsError> {
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(found) = error.downcast_ref::<CredentialsError>() {
            return Some(found);
        }
        next = error.source();
    }
    None
}

const CURE: &str = "Give its process a role (instance profile, task role, EKS Pod Identity or web identity), \
                    or the variables AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN.";

fn without_credentials(why: &CredentialsError) -> String {
    match why {
        CredentialsError::CredentialsNotLoaded(_) => {
            format!("Landfast has no AWS credentials of its own. {CURE}")
        }
        CredentialsError::ProviderTimedOut(_) => {
            format!("The source of Landfast's own AWS credentials did not answer in time. {CURE}")
        }
        _ => format!(
            "Landfast's own AWS credentials could not be had: {}. {CURE}",
            cause(why)
        ),
    }
}
