use data_encoding::BASE64URL_NOPAD;
use landfast_domain::{
    check::Trouble,
    oidc::{Claims, IssuerKey, IssuerUrl, JTI_BYTES, KeyRing},
};
use secrecy::SecretString;

use super::place;
use crate::{app::App, ports::Sealed};

/// Signs tokens with the key that is in use.
pub(crate) struct Minter<'a> {
    app: &'a App,
    issuer: &'a IssuerUrl,
    key: IssuerKey,
    secret: Sealed,
}

impl App {
    /// # Errors
    /// Trouble of ours: the server is no issuer, or has no key that it can use.
    pub(crate) async fn minter(&self) -> Result<Minter<'_>, Trouble> {
        let Some(issuer) = &self.settings.issuer else {
            return Err(Trouble::ours(
                "The account's role trusts Landfast's OIDC issuer, and this server runs without --issuer. \
                 Start it with the same --issuer as before, or let the account trust a role."
                    .to_owned(),
            ));
        };
        let store = &self.ports.store;
        let found = store.issuer_keys().await.map(KeyRing::new);
        let ring = found.map_err(|why| no_key(&why))?;
        let none = || no_key(&"the issuer has no key yet; start the server again");
        let key = ring.signer(self.now()).cloned().ok_or_else(none)?;
        let secret = store.issuer_key_secret(key.number).await;
        let secret = secret.map_err(|why| no_key(&why))?.ok_or_else(none)?;
        Ok(Minter {
            app: self,
            issuer: &issuer.url,
            key,
            secret,
        })
    }
}

impl Minter<'_> {
    pub const fn issuer(&self) -> &IssuerUrl {
        self.issuer
    }

    /// A token of five minutes (RFC 7515, section 7.1).
    ///
    /// # Errors
    /// Trouble of ours when the key cannot be used.
    pub async fn token(&self, subject: &str, audience: &str) -> Result<SecretString, Trouble> {
        let claims = Claims {
            issuer: self.issuer,
            subject,
            audience,
            at: self.app.now(),
            jti: self.app.random::<JTI_BYTES>(),
        };
        let input = claims.signing_input(&self.key.kid());
        let (secrets, place) = (&self.app.ports.secrets, place(self.key.number));
        let signed = secrets.sign(&place, &self.secret, &input).await;
        let signature = signed.map_err(|why| no_key(&why))?;
        let signature = BASE64URL_NOPAD.encode(&signature);
        Ok(SecretString::from(format!("{input}.{signature}")))
    }
}

/// The cause goes to the log: it may name a file of the server.
fn no_key(why: &dyn std::fmt::Display) -> Trouble {
    tracing::warn!(error = %why, "the issuer cannot sign");
    Trouble::ours(
        "Landfast's OIDC issuer cannot sign: its key cannot be used. The server's log says why."
            .to_owned(),
    )
}
