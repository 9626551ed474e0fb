use landfast_app::ports::{Identity, IdentitySource, SourceOutcome};
use landfast_domain::check::Trouble;

use crate::dto;

pub(crate) fn identity_view(
    found: &Result<Identity, Trouble>,
    tried: Vec<IdentitySource>,
) -> dto::IdentityView {
    let identity = found.as_ref().ok();
    dto::IdentityView {
        available: identity.is_some(),
        account: identity.map(|own| own.principal.account().to_string()),
        principal_arn: identity.map(|own| own.principal.to_string()),
        partition: identity.map(|own| own.principal.partition().to_string()),
        source: identity.map(|own| own.source.clone()),
        tried: tried.into_iter().map(source).collect(),
        trouble: found.as_ref().err().map(|trouble| trouble.detail.clone()),
    }
}

fn source(source: IdentitySource) -> dto::IdentitySourceView {
    let outcome = match source.outcome {
        SourceOutcome::Used => dto::IdentitySourceOutcome::Used,
        SourceOutcome::NotTried => dto::IdentitySourceOutcome::NotTried,
        SourceOutcome::Absent => dto::IdentitySourceOutcome::Absent,
        SourceOutcome::Failed => dto::IdentitySourceOutcome::Failed,
    };
    dto::IdentitySourceView {
        source: source.source,
        outcome,
        detail: source.detail,
    }
}
