use landfast_app::ports::{Identity, IdentitySource, SourceOutcome};
use landfast_domain::{
    check::Trouble,
    machine::{Trap, TrapFinding},
};

use crate::dto;

pub(crate) fn identity_view(
    found: &Result<Identity, Trouble>,
    tried: Vec<IdentitySource>,
    traps: Vec<TrapFinding>,
) -> dto::IdentityView {
    let identity = found.as_ref().ok();
    dto::IdentityView {
        available: identity.is_some(),
        account: identity.map(|own| own.principal.account().to_string()),
        principal_arn: identity.map(|own| own.principal.to_string()),
        partition: identity.map(|own| own.principal.partition().to_string()),
        source: identity.map(|own| own.source.clone()),
        tried: tried.into_iter().map(source).collect(),
        traps: traps.into_iter().map(trap).collect(),
        trouble: found.as_ref().err().map(|trouble| trouble.detail.clone()),
    }
}

fn trap(finding: TrapFinding) -> dto::IdentityTrapView {
    let trap = finding.trap;
    dto::IdentityTrapView {
        code: code(trap),
        title: trap.title().to_owned(),
        found: finding.found,
        cure: trap.cure().to_owned(),
        help: format!("/help/{}", trap.as_str()),
    }
}

const fn code(trap: Trap) -> dto::IdentityTrap {
    match trap {
        Trap::StaticKeysWin => dto::IdentityTrap::StaticKeysWin,
        Trap::WebTokenMissing => dto::IdentityTrap::WebTokenMissing,
        Trap::WebTokenEmpty => dto::IdentityTrap::WebTokenEmpty,
        Trap::WebTokenExpired => dto::IdentityTrap::WebTokenExpired,
        Trap::WebTokenAudience => dto::IdentityTrap::WebTokenAudience,
        Trap::ContainerTokenNewline => dto::IdentityTrap::ContainerTokenNewline,
        Trap::MetadataHopLimit => dto::IdentityTrap::MetadataHopLimit,
        Trap::MetadataV1Only => dto::IdentityTrap::MetadataV1Only,
        Trap::MetadataProxied => dto::IdentityTrap::MetadataProxied,
        Trap::ClockOff => dto::IdentityTrap::ClockOff,
        Trap::RootCertificateMissing => dto::IdentityTrap::RootCertificateMissing,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wire_has_every_trap() {
        for trap in Trap::ALL {
            assert_eq!(serde_json::to_value(code(trap)).unwrap(), trap.as_str());
        }
    }
}
