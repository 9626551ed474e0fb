use std::time::Duration;

use landfast_domain::ids::{UserId, WorkspaceId};
use secrecy::SecretString;

use super::{
    invite::parse_email,
    password::acceptable,
    secret,
    sign_in::{NewSession, fold},
    workspaces::parse_name,
};
use crate::{
    app::App,
    error::{Error, Result},
    ports::{AuditEntry, Invitation, Role, User, Workspace},
    problem::ProblemCode,
};

const FIRST_LINK: Duration = Duration::from_secs(24 * 60 * 60);

/// What somebody with a one-time link sends.
pub struct SetUp {
    pub link: SecretString,
    /// Asked of the first operator only; an invitation carries it.
    pub email: Option<String>,
    pub password: SecretString,
    /// Asked of the first operator only.
    pub workspace: Option<String>,
}

impl App {
    /// Whether the installation has no operator yet.
    ///
    /// # Errors
    /// `unavailable`.
    pub async fn needs_set_up(&self) -> Result<bool> {
        Ok(!self.ports.store.any_user().await?)
    }

    /// A link for the first operator; `None` once there is one. Each start of the server makes a new
    /// one that lasts a day; the older ones end with the first that is used.
    ///
    /// # Errors
    /// `unavailable`.
    pub async fn first_operator_link(&self) -> Result<Option<SecretString>> {
        if !self.needs_set_up().await? {
            return Ok(None);
        }
        let (link, secret_hash) = secret::mint(self);
        let expires_at = self.now().plus(FIRST_LINK);
        self.ports
            .store
            .invitation_insert(&Invitation {
                secret_hash,
                user: None,
                expires_at,
            })
            .await?;
        Ok(Some(link))
    }

    /// Uses a one-time link: makes the first operator, or sets an invited person's password.
    ///
    /// # Errors
    /// `one_time_link_invalid`, `password_too_weak`, `email_invalid`, `workspace_name_invalid`. Bad
    /// input leaves the link as it is.
    pub async fn set_up(&self, request: &SetUp) -> Result<NewSession> {
        acceptable(&request.password)?;
        let hash = secret::hash(&request.link);
        let found = self.ports.store.invitation_find(&hash, self.now()).await?;
        let invitation = found.ok_or_else(link_invalid)?;
        let password_hash = self
            .passwords
            .hash(&request.password, self.random())
            .await?;
        let user = match &invitation.user {
            Some(id) => {
                self.consume(&hash).await?;
                self.ports
                    .store
                    .user_set_password(id, &password_hash)
                    .await?;
                self.ports
                    .store
                    .user_get(id)
                    .await?
                    .ok_or_else(link_invalid)?
            }
            None => self.first_operator(request, &hash, password_hash).await?,
        };
        self.open_session(&user).await
    }

    async fn first_operator(
        &self,
        request: &SetUp,
        link: &[u8; 32],
        password_hash: String,
    ) -> Result<User> {
        let email = parse_email(request.email.as_deref().unwrap_or_default())?;
        let name = parse_name(request.workspace.as_deref().unwrap_or("main"))?;
        if !self.needs_set_up().await? {
            return Err(link_invalid());
        }
        self.consume(link).await?;
        self.make_operator(&email, password_hash, &name).await
    }

    /// Makes an operator with a workspace of this name, which may be there already.
    ///
    /// # Errors
    /// `user_exists`, `email_invalid`, `password_too_weak`, `workspace_name_invalid`.
    pub async fn create_operator(
        &self,
        email: &str,
        password: &SecretString,
        workspace: &str,
    ) -> Result<User> {
        acceptable(password)?;
        let (email, workspace) = (parse_email(email)?, parse_name(workspace)?);
        let hash = self.passwords.hash(password, self.random()).await?;
        self.make_operator(&email, hash, &workspace).await
    }

    async fn make_operator(
        &self,
        email: &str,
        password_hash: String,
        workspace: &str,
    ) -> Result<User> {
        let now = self.now();
        let user = User {
            id: UserId::new(now, self.random()),
            email: fold(email),
            password_hash: Some(password_hash),
            created_at: now,
        };
        let entry = AuditEntry {
            actor: user.email.clone(),
            action: "user.first_operator",
            account: None,
            summary: format!(
                "{} became an operator of the workspace {workspace}.",
                user.email
            ),
            request_id: None,
        };
        let found = self.ports.store.workspace_find(workspace).await?;
        self.ports.store.user_insert(&user).await?;
        match found {
            Some(there) => {
                let mut tx = self.ports.store.workspace(&there.id).begin().await?;
                tx.member_put(&user.id, Role::Operator).await?;
                tx.commit(now, vec![entry]).await?;
            }
            None => {
                let made = Workspace {
                    id: WorkspaceId::new(now, self.random()),
                    name: workspace.to_owned(),
                    created_at: now,
                };
                self.ports
                    .store
                    .workspace_insert(&made, Some((&user.id, Role::Operator)), entry)
                    .await?;
            }
        }
        Ok(user)
    }

    async fn consume(&self, link: &[u8; 32]) -> Result<()> {
        if self.ports.store.invitation_consume(link).await? {
            Ok(())
        } else {
            Err(link_invalid())
        }
    }
}

fn link_invalid() -> Error {
    Error::new(ProblemCode::OneTimeLinkInvalid, "This link was used already, has expired, or was never given out.")
        .hint("An operator can make a new one. For the first operator: start the server again and use the link it prints.")
}
