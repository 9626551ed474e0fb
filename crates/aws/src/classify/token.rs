//! What STS says of a token of Landfast's issuer (STS API Reference, `AssumeRoleWithWebIdentity`).

use landfast_domain::check::TroubleKind;

use super::{
    Call,
    judge::{Answer, not_as_made, refusal, trouble},
};
use crate::{failure::Failure, text::shorten};

/// Stands in what is said of the issuer; who knows its address adds it.
pub(crate) const THE_ISSUER: &str = "Landfast's OIDC issuer";

/// AWS could not fetch the keys, or the one that signed is not among them.
const NO_KEY: &str = "Couldn't retrieve verification key";

/// Only what says something about the account is a refusal: that it has no provider, or one that
/// takes no tokens for this audience. All else is between Landfast and AWS.
pub(super) fn judge(call: Call, answer: Answer) -> Failure {
    let detail = match answer.code.as_deref() {
        Some("InvalidIdentityToken") => match refusal(answer.clone()) {
            Failure::Denied(denial) if denial.is_no_provider() || denial.is_other_audience() => {
                return Failure::Denied(denial);
            }
            _ if answer.message.contains(NO_KEY) => format!(
                "AWS found no key of {THE_ISSUER} that fits its token. Its discovery document and jwks.json must be \
                 open to everybody by https and must be the present ones; where they are static files, put the \
                 new ones out (\"landfast issuer export\")."
            ),
            _ => format!(
                "AWS did not take a token of {THE_ISSUER}: {} Where its documents are static files, put the \
                 present ones out (\"landfast issuer export\").",
                shorten(&answer.message)
            ),
        },
        Some("IDPCommunicationError") => format!(
            "AWS could not reach {THE_ISSUER}. Its address must answer the internet by https, with a certificate \
             that browsers trust; a server that is not reachable from outside puts its two documents on any \
             https host (\"landfast issuer export\")."
        ),
        Some("IDPRejectedClaim") => format!(
            "AWS says that {THE_ISSUER} did not confirm its token ({}).",
            shorten(&answer.message)
        ),
        Some("ExpiredToken" | "ExpiredTokenException") => format!(
            "AWS found a fresh token of {THE_ISSUER} expired: the clock of Landfast's machine is behind. Set \
             it, and keep it set by NTP."
        ),
        _ => return not_as_made(call, answer),
    };
    trouble(TroubleKind::Ours, detail, answer)
}
