use landfast_domain::{
    Timestamp,
    account::Trust,
    oidc::{Document, IssuerUrl, KeyRing, documents},
};

use super::IssuerSettings;
use crate::{app::App, error::Result};

/// How the issuer stands at a moment.
#[derive(Debug, Clone)]
pub struct IssuerState {
    /// `None` where the server is no issuer.
    pub settings: Option<IssuerSettings>,
    /// Whom the role of a new account trusts when nobody says.
    pub usual: Trust,
    pub ring: KeyRing,
    pub at: Timestamp,
}

impl IssuerState {
    /// What everybody may read of the issuer; empty where there is none.
    #[must_use]
    pub fn documents(&self) -> Vec<Document> {
        let all = |issuer: &IssuerSettings| documents(&issuer.url, &self.ring, self.at);
        self.settings
            .as_ref()
            .map(all)
            .into_iter()
            .flatten()
            .collect()
    }
}

impl App {
    /// The issuer's address; `None` where the server is none.
    #[must_use]
    pub fn issuer_url(&self) -> Option<&IssuerUrl> {
        self.settings.issuer.as_ref().map(|issuer| &issuer.url)
    }

    /// # Errors
    /// `unavailable`.
    pub async fn issuer_state(&self) -> Result<IssuerState> {
        Ok(IssuerState {
            settings: self.settings.issuer.clone(),
            usual: self.usual_trust().await,
            ring: self.ring().await?,
            at: self.now(),
        })
    }

    /// The issuer's documents for everybody; empty where the server is none.
    ///
    /// # Errors
    /// `unavailable`.
    pub async fn issuer_documents(&self) -> Result<Vec<Document>> {
        let Some(issuer) = &self.settings.issuer else {
            return Ok(Vec::new());
        };
        Ok(documents(&issuer.url, &self.ring().await?, self.now()).into())
    }

    /// The issuer where the server has no AWS identity; else the role.
    pub(crate) async fn usual_trust(&self) -> Trust {
        if self.settings.issuer.is_some() && self.ports.identity.identity().await.is_err() {
            return Trust::Issuer;
        }
        Trust::Role
    }
}
