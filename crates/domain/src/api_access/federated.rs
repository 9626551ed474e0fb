//! At the door of a role that trusts Landfast's issuer: what a refusal of a token means, and which
//! tokens must be refused.

use super::{
    causes::{self, cause},
    door::{Desk, refusal},
    findings::Findings,
    wanted::{ApiAccessWanted, MadeBy},
};
use crate::{
    Partition,
    check::{Cause, CheckCode, Denial, Mistake, Outcome, Seen},
    oidc::{AUDIENCE, IssuerUrl},
};

/// STS says `InvalidIdentityToken` for several reasons; its words tell which (STS API Reference,
/// `AssumeRoleWithWebIdentity`).
const NO_PROVIDER: &str = "No OpenIDConnect provider found";
const WRONG_AUDIENCE: &str = "Incorrect token audience";

impl Denial {
    /// Whether the account has no OIDC provider for the issuer.
    #[must_use]
    pub fn is_no_provider(&self) -> bool {
        self.message.contains(NO_PROVIDER)
    }

    /// Whether the account's OIDC provider takes no tokens for this audience.
    #[must_use]
    pub fn is_other_audience(&self) -> bool {
        self.message.contains(WRONG_AUDIENCE)
    }
}

impl Desk<'_> {
    pub(super) fn token_refused(
        &self,
        expected: &str,
        issuer: &IssuerUrl,
        denial: &Denial,
    ) -> Outcome {
        let wanted = self.wanted;
        let not_met = |mistake, found: String, remedy: &str, causes| Outcome::NotMet {
            mistake,
            expected: expected.to_owned(),
            found,
            remedy: remedy.to_owned(),
            causes,
        };
        if denial.is_no_provider() {
            let found = format!(
                "account {} has no OIDC provider for {issuer}",
                wanted.account
            );
            return not_met(
                Mistake::ProviderMissing,
                found,
                "Go through these reasons from the top; the first that fits is the one to mend.",
                deployed(wanted)
                    .into_iter()
                    .chain([provider_missing(wanted, issuer)])
                    .collect(),
            );
        }
        if denial.is_other_audience() {
            let found = format!("the OIDC provider for {issuer} takes no tokens for {AUDIENCE}");
            let remedy = format!(
                "Open IAM, Identity providers in account {}, choose {} and add the audience {AUDIENCE}.",
                wanted.account,
                issuer.host_and_path()
            );
            return not_met(Mistake::ProviderAudience, found, &remedy, Vec::new());
        }
        not_met(
            Mistake::NotAnswering,
            format!("AWS refused: {}", denial.code),
            "AWS does not tell why a role refuses. Go through these reasons from the top; the first that fits is the one to mend.",
            reasons(wanted, issuer),
        )
    }

    /// The three tokens that must be refused, after the one that is let in.
    pub fn token_refusals(&self, out: &mut Findings) {
        let seen = self.seen;
        let let_in = |seen: &Option<Seen<()>>| matches!(seen, Some(Seen::Yes(())));
        let mistake = if let_in(&seen.wrong_external_id) && let_in(&seen.other_account) {
            Mistake::ExternalIdUnconditional
        } else {
            Mistake::ExternalIdWildcard
        };
        let remedy = super::remedy::mend_trust(self.wanted, mistake);
        // Of the two, the one that says more.
        let (subject, how) = match (&seen.wrong_external_id, &seen.other_account) {
            (Some(Seen::No(_)), other) => (other, "for the external id with another account"),
            (wrong, _) => (wrong, "with a wrong external id"),
        };
        let code = CheckCode::RefuseOtherSubject;
        refusal(
            out,
            code,
            subject,
            mistake,
            &format!("by a token {how}"),
            &remedy,
        );
        let (code, mistake) = (CheckCode::RefuseOtherAudience, Mistake::AudienceUnchecked);
        let remedy = super::remedy::mend_trust(self.wanted, mistake);
        let how = "by a token for another audience";
        refusal(out, code, &seen.other_audience, mistake, how, &remedy);
    }
}

/// That what makes the role may not be there: the first reason of those that a stack or a module has.
fn deployed(wanted: &ApiAccessWanted) -> Option<Cause> {
    let all = match wanted.made_by {
        MadeBy::Stack | MadeBy::StackSet => causes::of_a_stack(wanted),
        MadeBy::Module => causes::of_a_module(wanted),
        MadeBy::Hand => Vec::new(),
    };
    all.into_iter().next()
}

fn provider_missing(wanted: &ApiAccessWanted, issuer: &IssuerUrl) -> Cause {
    let arn = issuer.provider_arn(Partition::of(&wanted.region), &wanted.account);
    cause(
        Mistake::ProviderMissing,
        "The OIDC provider was deleted, or the stack was told not to make it",
        format!(
            "Look for {arn} under IAM, Identity providers. If it is not there, update the stack with the parameter CreateProvider set to Yes; for a role of your own add a provider with the address {issuer} and the audience {AUDIENCE}."
        ),
    )
}

fn reasons(wanted: &ApiAccessWanted, issuer: &IssuerUrl) -> Vec<Cause> {
    let edited = cause(
        Mistake::ExternalIdEdited,
        "Its trust policy demands another subject",
        format!(
            "The condition StringEquals on {} must hold the whole value shown on this page, with the colon and the account id. In a stack, compare the parameter ExternalId.",
            issuer.condition_key("sub")
        ),
    );
    let deleted = cause(
        Mistake::RoleDeleted,
        "There is no such role",
        format!(
            "Look for {} under IAM, Roles in account {}.",
            wanted.role.name(),
            wanted.account
        ),
    );
    let policy = cause(
        Mistake::PrincipalEdited,
        "Its trust policy names another provider or action",
        format!(
            "It must let in {} by sts:AssumeRoleWithWebIdentity.",
            issuer.provider_arn(Partition::of(&wanted.region), &wanted.account)
        ),
    );
    deployed(wanted)
        .into_iter()
        .chain([edited, deleted, policy])
        .collect()
}

#[cfg(test)]
#[path = "federated_tests.rs"]
mod tests;
