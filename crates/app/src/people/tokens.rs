use std::time::Duration;

use landfast_domain::ids::TokenId;
use secrecy::{ExposeSecret, SecretString};
use subtle::ConstantTimeEq;

use super::{
    secret,
    sign_in::{SignedIn, sign_in_required},
};
use crate::{
    actor::Actor,
    app::{App, entry},
    error::{Error, Result},
    ports::{Role, Token, Workspace},
    problem::ProblemCode,
};

const PREFIX: &str = "lft_";
const MAX_DAYS: u32 = 366;
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// A token that was just made. The text is shown once and not kept.
pub struct NewToken {
    pub text: SecretString,
    pub token: Token,
}

impl App {
    /// # Errors
    /// `unavailable`.
    pub async fn tokens(&self, actor: &Actor) -> Result<Vec<Token>> {
        Ok(self.rows(actor).tokens().await?)
    }

    /// Makes an API token for the actor's workspace.
    ///
    /// # Errors
    /// `forbidden`, `token_name_invalid`, `token_expiry_invalid`.
    pub async fn create_token(
        &self,
        actor: &Actor,
        name: &str,
        role: Role,
        days: u32,
    ) -> Result<NewToken> {
        actor.must_operate()?;
        let name = parse_name(name)?;
        if !(1..=MAX_DAYS).contains(&days) {
            let detail = format!("A token lasts 1 to {MAX_DAYS} days, found {days}.");
            return Err(Error::field(
                ProblemCode::TokenExpiryInvalid,
                "expires_in_days",
                detail,
            ));
        }
        let now = self.now();
        let (secret, secret_hash) = secret::mint(self);
        let token = Token {
            id: TokenId::new(now, self.random()),
            workspace: actor.workspace.id.clone(),
            name,
            role,
            secret_hash,
            created_by: actor.name.clone(),
            created_at: now,
            expires_at: now.plus(DAY * days),
            last_used_at: None,
        };
        let mut tx = self.rows(actor).begin().await?;
        tx.token_insert(&token).await?;
        let summary = format!(
            "Made the API token \"{}\" ({}) for {days} days.",
            token.name,
            role.as_str()
        );
        tx.commit(now, vec![entry(actor, "token.created", None, summary)])
            .await?;
        let text = SecretString::from(format!("{PREFIX}{}.{}", token.id, secret.expose_secret()));
        Ok(NewToken { text, token })
    }

    /// # Errors
    /// `forbidden`, `token_not_found`.
    pub async fn revoke_token(&self, actor: &Actor, id: &str) -> Result<()> {
        actor.must_operate()?;
        let none = || {
            Error::new(
                ProblemCode::TokenNotFound,
                "There is no such API token in this workspace.",
            )
        };
        let id = TokenId::parse(id).map_err(|_| none())?;
        let mut tx = self.rows(actor).begin().await?;
        if !tx.token_delete(&id).await? {
            return Err(none());
        }
        Ok(tx
            .commit(
                self.now(),
                vec![entry(
                    actor,
                    "token.revoked",
                    None,
                    format!("Revoked the API token {id}."),
                )],
            )
            .await?)
    }

    /// Who holds this token. Found by its public part; the secret part is compared in constant time.
    ///
    /// # Errors
    /// `sign_in_required`, `workspace_not_found` when another workspace is asked for.
    pub async fn by_token(&self, text: &SecretString, workspace: Option<&str>) -> Result<SignedIn> {
        let (id, secret) = parts(text).ok_or_else(sign_in_required)?;
        let now = self.now();
        let (token, here) = self
            .ports
            .store
            .token_find(&id, now)
            .await?
            .ok_or_else(sign_in_required)?;
        if !bool::from(secret::hash(&secret).ct_eq(&token.secret_hash)) {
            return Err(sign_in_required());
        }
        if workspace.is_some_and(|name| name.to_lowercase() != here.name.to_lowercase()) {
            return Err(Error::new(
                ProblemCode::WorkspaceNotFound,
                format!("This token belongs to the workspace {}.", here.name),
            ));
        }
        if token
            .last_used_at
            .is_none_or(|at| now.since(at) > Duration::from_secs(60))
        {
            self.ports.store.token_used(&token.id, now).await?;
        }
        Ok(signed_in(&token, here))
    }
}

fn signed_in(token: &Token, workspace: Workspace) -> SignedIn {
    let workspaces = vec![(workspace.clone(), token.role)];
    let actor = Actor {
        name: format!("token:{}", token.name),
        user: None,
        role: token.role,
        workspace,
        request_id: None,
    };
    SignedIn { actor, workspaces }
}

/// The token in an `Authorization` header (RFC 6750, section 2.1).
#[must_use]
pub fn bearer(header: &str) -> Option<SecretString> {
    let (scheme, token) = header.split_once(' ')?;
    (scheme.eq_ignore_ascii_case("bearer") && !token.is_empty())
        .then(|| SecretString::from(token.trim().to_owned()))
}

fn parts(text: &SecretString) -> Option<(TokenId, SecretString)> {
    let (id, secret) = text.expose_secret().strip_prefix(PREFIX)?.split_once('.')?;
    Some((
        TokenId::parse(id).ok()?,
        SecretString::from(secret.to_owned()),
    ))
}

fn parse_name(text: &str) -> Result<String> {
    let name = text.trim();
    if (1..=60).contains(&name.chars().count()) && !name.chars().any(char::is_control) {
        return Ok(name.to_owned());
    }
    Err(Error::field(
        ProblemCode::TokenNameInvalid,
        "name",
        "A token's name has 1 to 60 characters on one line.",
    ))
}
