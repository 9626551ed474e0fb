use landfast_domain::account::Trust;

use super::register::sentence;
use crate::{
    app::App,
    error::{Error, Result},
    problem::ProblemCode,
};

impl App {
    /// The trust that somebody typed, or the usual one. One that this server cannot be trusted by is
    /// refused only when it was asked for: a server whose identity is not there yet may register.
    ///
    /// # Errors
    /// `trust_unknown`, `issuer_unavailable`, `identity_unavailable`.
    pub(super) async fn trust(&self, text: Option<&str>) -> Result<Trust> {
        let Some(text) = text.map(str::trim).filter(|text| !text.is_empty()) else {
            return Ok(self.usual_trust().await);
        };
        let trust = Trust::parse(text).map_err(|why| {
            let detail = sentence(&why.to_string());
            Error::field(ProblemCode::TrustUnknown, "trust", detail)
        })?;
        match trust {
            Trust::Issuer => self.offers_issuer()?,
            Trust::Role => self.offers_role().await?,
        }
        Ok(trust)
    }

    fn offers_issuer(&self) -> Result<()> {
        self.issuer().map(drop).map_err(|none| Error {
            fields: Error::field(none.code, "trust", none.detail.clone()).fields,
            ..none
        })
    }

    async fn offers_role(&self) -> Result<()> {
        let own = self.ports.identity.identity().await;
        own.map(drop).map_err(|trouble| {
            let detail = format!(
                "Landfast has no AWS identity of its own that a role could trust. {}",
                trouble.detail
            );
            let refused = Error::field(ProblemCode::IdentityUnavailable, "trust", detail);
            match self.settings.issuer {
                Some(_) => {
                    refused.hint("Let the role trust the issuer of this server: \"issuer\".")
                }
                None => refused
                    .hint("landfast doctor lists every source of credentials and why it lost."),
            }
        })
    }
}
