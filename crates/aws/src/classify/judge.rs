//! What an answer of AWS means. Pure; the table of tests is the specification.

use std::time::Duration;

use landfast_domain::check::{Denial, Trouble, TroubleKind};

use super::{
    Call, Signer,
    codes::{Meaning, meaning},
    own_policy, token,
};
use crate::{failure::Failure, text::shorten};

const ASSUME_ROLE: &str = "sts:AssumeRole";

/// An answer that is no success, without the SDK's types.
#[derive(Debug, Clone, Default)]
pub(super) struct Answer {
    pub status: u16,
    /// `None` when the body was none of AWS's.
    pub code: Option<String>,
    pub message: String,
    pub request_id: Option<String>,
    pub retry_after: Option<Duration>,
}

pub(super) fn judge(call: Call, answer: Answer) -> Failure {
    let known = answer
        .code
        .as_deref()
        .map(|code| meaning(call.service(), code, &answer.message));
    match known {
        Some(Meaning::Throttled) => throttled(call, answer),
        None if answer.status == 429 => throttled(call, answer),
        Some(Meaning::Outage) => outage(call, answer),
        _ if answer.status >= 500 => outage(call, answer),
        None => stranger(call, answer),
        Some(Meaning::AccessDenied) => denied(call, answer),
        Some(Meaning::Other) => other(call, answer),
        Some(why) => signature(call, why, answer),
    }
}

pub(super) fn trouble(kind: TroubleKind, detail: String, answer: Answer) -> Failure {
    Failure::Trouble(Trouble {
        kind,
        detail,
        request_id: answer.request_id,
        retry_after: answer.retry_after,
    })
}

fn throttled(call: Call, answer: Answer) -> Failure {
    let detail = format!(
        "AWS asks Landfast to call {} more slowly ({}).",
        call.action,
        name(&answer)
    );
    trouble(TroubleKind::Throttled, detail, answer)
}

fn outage(call: Call, answer: Answer) -> Failure {
    let detail = format!(
        "AWS could not serve {} ({}, HTTP {}).",
        call.action,
        name(&answer),
        answer.status
    );
    trouble(TroubleKind::Outage, detail, answer)
}

/// A refusal without AWS's form is a proxy's or a portal's. It must never pass for AWS's own.
fn stranger(call: Call, answer: Answer) -> Failure {
    let detail = format!(
        "Something between Landfast and AWS answered {} in AWS's place (HTTP {}). Let Landfast reach \
         AWS's endpoints, or set HTTPS_PROXY.",
        call.action, answer.status
    );
    trouble(TroubleKind::Network, detail, answer)
}

fn name(answer: &Answer) -> &str {
    answer.code.as_deref().unwrap_or("no error code")
}

fn denied(call: Call, answer: Answer) -> Failure {
    let own = call.action == ASSUME_ROLE && call.signer == Signer::Own;
    let blamed = own_policy::blamed(&answer.message).filter(|_| own);
    match blamed {
        Some(kind) => {
            let detail = format!(
                "Landfast's own identity may not call sts:AssumeRole: AWS names a {kind} on Landfast's \
                 side. Allow sts:AssumeRole on the roles below the path /landfast/ there."
            );
            trouble(TroubleKind::Ours, detail, answer)
        }
        None => refusal(answer),
    }
}

pub(super) fn refusal(answer: Answer) -> Failure {
    Failure::Denied(Denial {
        code: answer.code.unwrap_or_default(),
        message: shorten(&answer.message),
        request_id: answer.request_id,
    })
}

/// STS says no in one way only. Any other error of `AssumeRole` says nothing about the role, and a
/// negative probe must not take it for the refusal that it hopes for.
fn other(call: Call, answer: Answer) -> Failure {
    if call.signer == Signer::Token {
        return token::judge(call, answer);
    }
    if call.action != ASSUME_ROLE {
        return refusal(answer);
    }
    not_as_made(call, answer)
}

pub(super) fn not_as_made(call: Call, answer: Answer) -> Failure {
    let detail = match answer.code.as_deref() {
        Some("RegionDisabledException") => {
            "AWS STS is not active for this account in the region where Landfast calls it. Choose \
             another STS region for Landfast, or activate STS in the account's IAM settings."
                .to_owned()
        }
        _ => format!(
            "AWS did not take the call of {} as Landfast made it ({}): {}",
            call.action,
            name(&answer),
            shorten(&answer.message)
        ),
    };
    trouble(TroubleKind::Ours, detail, answer)
}

/// AWS did not get as far as asking for permission.
fn signature(call: Call, why: Meaning, answer: Answer) -> Failure {
    if why == Meaning::ClockSkew {
        let detail = format!(
            "The clock of Landfast's machine differs too much from AWS's ({}). Set it, and keep it set \
             by NTP.",
            name(&answer)
        );
        return trouble(TroubleKind::Ours, detail, answer);
    }
    if call.signer == Signer::Token {
        return token::judge(call, answer);
    }
    if call.signer == Signer::Key {
        return refusal(answer);
    }
    if call.signer == Signer::Member && why == Meaning::UnknownKey {
        return refusal(answer);
    }
    if matches!(call.signer, Signer::Session | Signer::Member) {
        let detail = format!(
            "AWS did not accept credentials that it had accepted moments before ({}).",
            name(&answer)
        );
        return trouble(TroubleKind::Outage, detail, answer);
    }
    let detail = format!("{} ({}).", own_credentials(why), name(&answer));
    trouble(TroubleKind::Ours, detail, answer)
}

const fn own_credentials(why: Meaning) -> &'static str {
    match why {
        Meaning::Expired => {
            "Landfast's own AWS credentials have expired. Renew them at their source; when they come \
             from environment variables, restart Landfast with new ones"
        }
        Meaning::UnknownKey => {
            "AWS does not know Landfast's own access key. Give Landfast credentials that are valid; for \
             AWS GovCloud (US) and China also set AWS_REGION to a region there"
        }
        _ => {
            "AWS says that Landfast's signature is wrong. The secret access key does not belong to the \
             access key id, or a proxy changes requests on their way"
        }
    }
}

#[cfg(test)]
mod tests;
