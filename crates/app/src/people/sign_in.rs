use std::time::Duration;

use landfast_domain::ids::SessionId;
use secrecy::SecretString;

use super::secret;
use crate::{
    actor::Actor,
    app::App,
    error::{Error, Result},
    ports::{Membership, Role, Session, User, Workspace},
    problem::ProblemCode,
};

const SESSION: Duration = Duration::from_secs(12 * 60 * 60);

/// What somebody types to sign in.
pub struct Credentials {
    pub email: String,
    pub password: SecretString,
}

/// A session that was just made; its secret is shown to the browser and not kept.
pub struct NewSession {
    pub secret: SecretString,
    pub lasts: Duration,
    pub signed_in: SignedIn,
}

/// Who is signed in, and where they may go.
#[derive(Debug, Clone)]
pub struct SignedIn {
    pub actor: Actor,
    /// By name; of a token just its own workspace.
    pub workspaces: Vec<(Workspace, Role)>,
}

impl App {
    /// Signs in with a password. A new session every time; older ones stay.
    ///
    /// # Errors
    /// `sign_in_failed`, the same for an unknown address and a wrong password; `too_many_attempts`.
    pub async fn sign_in(&self, credentials: &Credentials) -> Result<NewSession> {
        let email = fold(&credentials.email);
        let found = self.ports.store.user_find(&email).await?;
        let user = self
            .check_password(found.as_ref(), &email, &credentials.password)
            .await?;
        self.open_session(user).await
    }

    /// The user, if the password is theirs. Takes as long without one, and counts failures.
    pub(super) async fn check_password<'a>(
        &self,
        user: Option<&'a User>,
        email: &str,
        password: &SecretString,
    ) -> Result<&'a User> {
        let now = self.now();
        self.attempts.allowed(email, now)?;
        let stored = user.and_then(|user| user.password_hash.as_deref());
        let right = self.passwords.verify(password, stored).await?;
        if let Some(user) = user.filter(|_| right) {
            self.attempts.succeeded(email);
            return Ok(user);
        }
        self.attempts.failed(email, now);
        Err(Error::new(
            ProblemCode::SignInFailed,
            "The e-mail address or the password is wrong.",
        )
        .hint("Whoever runs the server can set a new password with \"landfast user password\"."))
    }

    pub(super) async fn open_session(&self, user: &User) -> Result<NewSession> {
        let now = self.now();
        let (secret, secret_hash) = secret::mint(self);
        let signed_in = self.signed_in(user.clone(), None).await?;
        let session = Session {
            id: SessionId::new(now, self.random()),
            secret_hash,
            user: user.id.clone(),
            created_at: now,
            expires_at: now.plus(SESSION),
        };
        self.ports.store.session_insert(&session).await?;
        Ok(NewSession {
            secret,
            lasts: SESSION,
            signed_in,
        })
    }

    /// Who holds the session with this secret, in the workspace of this name or in their first.
    ///
    /// # Errors
    /// `sign_in_required`, `workspace_not_found`.
    pub async fn by_session(
        &self,
        secret: &SecretString,
        workspace: Option<&str>,
    ) -> Result<SignedIn> {
        let found = self
            .ports
            .store
            .session_find(&secret::hash(secret), self.now())
            .await?;
        let session = found.ok_or_else(sign_in_required)?;
        let user = self
            .ports
            .store
            .user_get(&session.user)
            .await?
            .ok_or_else(sign_in_required)?;
        self.signed_in(user, workspace).await
    }

    async fn signed_in(&self, user: User, workspace: Option<&str>) -> Result<SignedIn> {
        let memberships = self.ports.store.memberships(&user.id).await?;
        let wanted = |m: &&Membership| {
            workspace.is_none_or(|name| m.workspace.name.to_lowercase() == name.to_lowercase())
        };
        let here = memberships
            .iter()
            .find(wanted)
            .ok_or_else(|| no_workspace(workspace))?;
        let actor = Actor {
            name: user.email,
            user: Some(user.id),
            role: here.role,
            workspace: here.workspace.clone(),
            request_id: None,
        };
        let workspaces = memberships
            .into_iter()
            .map(|m| (m.workspace, m.role))
            .collect();
        Ok(SignedIn { actor, workspaces })
    }

    /// Ends the session with this secret; one that is gone already is no error.
    ///
    /// # Errors
    /// `unavailable`.
    pub async fn sign_out(&self, secret: &SecretString) -> Result<()> {
        if let Some(session) = self
            .ports
            .store
            .session_find(&secret::hash(secret), self.now())
            .await?
        {
            self.ports.store.session_delete(&session.id).await?;
        }
        Ok(())
    }
}

pub(super) fn fold(email: &str) -> String {
    email.trim().to_lowercase()
}

pub(super) fn sign_in_required() -> Error {
    Error::new(
        ProblemCode::SignInRequired,
        "You are not signed in, or the session or token has ended.",
    )
    .hint("Sign in again, or pass a token that is still valid.")
}

fn no_workspace(name: Option<&str>) -> Error {
    let detail = name.map_or_else(
        || "You are in no workspace any more.".to_owned(),
        |name| format!("There is no workspace {name} that you are in."),
    );
    Error::new(ProblemCode::WorkspaceNotFound, detail)
        .hint("Ask an operator of the workspace to invite you.")
}
