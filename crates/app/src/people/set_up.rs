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
    ports::{AuditEntry, Invitation, Membership, Role, Standing, User, Workspace},
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
        let invitation = Invitation {
            secret_hash,
            into: None,
            expires_at,
        };
        self.ports.store.invitation_insert(&invitation).await?;
        Ok(Some(link))
    }

    /// Uses a one-time link: makes the first operator, or takes an invitation up. Somebody invited
    /// chooses a password, or gives the one that they have from another workspace.
    ///
    /// # Errors
    /// `one_time_link_invalid`, `password_too_weak`, `sign_in_failed`, `email_invalid`,
    /// `workspace_name_invalid`. Bad input leaves the link as it is.
    pub async fn set_up(&self, request: &SetUp) -> Result<NewSession> {
        let hash = secret::hash(&request.link);
        let found = self.ports.store.invitation_find(&hash, self.now()).await?;
        let user = match found.ok_or_else(link_invalid)?.into {
            Some((user, workspace)) => self.join(request, &hash, &user, &workspace).await?,
            None => self.first_operator(request, &hash).await?,
        };
        self.open_session(&user).await
    }

    async fn join(
        &self,
        request: &SetUp,
        link: &[u8; 32],
        user: &UserId,
        workspace: &WorkspaceId,
    ) -> Result<User> {
        let rows = self.ports.store.workspace(workspace);
        let invited = |m: &Membership| m.user.id == *user && m.standing == Standing::Invited;
        let member = rows
            .members()
            .await?
            .into_iter()
            .find(invited)
            .ok_or_else(link_invalid)?;
        if member.user.password_hash.is_some() {
            self.check_password(Some(&member.user), &member.user.email, &request.password)
                .await?;
        } else {
            acceptable(&request.password)?;
            let chosen = self
                .passwords
                .hash(&request.password, self.random())
                .await?;
            self.ports.store.user_set_password(user, &chosen).await?;
        }
        let mut tx = rows.begin().await?;
        tx.member_put(user, member.role, Standing::Member).await?;
        let summary = format!(
            "{} took the invitation up as {}.",
            member.user.email,
            member.role.as_str()
        );
        tx.commit(
            self.now(),
            vec![by_themselves(&member.user, "user.joined", summary)],
        )
        .await?;
        // Last, so that dying before it leaves a link that still works, with the password just chosen.
        self.ports.store.invitation_consume(link).await?;
        Ok(member.user)
    }

    async fn first_operator(&self, request: &SetUp, link: &[u8; 32]) -> Result<User> {
        acceptable(&request.password)?;
        let email = parse_email(request.email.as_deref().unwrap_or_default())?;
        let name = parse_name(request.workspace.as_deref().unwrap_or("main"), "workspace")?;
        if !self.needs_set_up().await? {
            return Err(link_invalid());
        }
        let password_hash = self
            .passwords
            .hash(&request.password, self.random())
            .await?;
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
        let (email, workspace) = (parse_email(email)?, parse_name(workspace, "workspace")?);
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
        let summary = format!(
            "{} became an operator of the workspace {workspace}.",
            user.email
        );
        let entry = by_themselves(&user, "user.first_operator", summary);
        let found = self.ports.store.workspace_find(workspace).await?;
        self.ports.store.user_insert(&user).await?;
        match found {
            Some(there) => {
                let mut tx = self.ports.store.workspace(&there.id).begin().await?;
                tx.member_put(&user.id, Role::Operator, Standing::Member)
                    .await?;
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

    /// Sets a new password and ends the person's sessions: what an operator of the machine does for
    /// somebody who has forgotten theirs.
    ///
    /// # Errors
    /// `password_too_weak`, `user_not_found`.
    pub async fn replace_password(&self, email: &str, password: &SecretString) -> Result<()> {
        acceptable(password)?;
        let none = || {
            Error::new(
                ProblemCode::UserNotFound,
                format!("Nobody signs in as {email}."),
            )
        };
        let user = self
            .ports
            .store
            .user_find(&fold(email))
            .await?
            .ok_or_else(none)?;
        let hash = self.passwords.hash(password, self.random()).await?;
        self.ports.store.user_set_password(&user.id, &hash).await?;
        for membership in self.ports.store.memberships(&user.id).await? {
            let tx = self
                .ports
                .store
                .workspace(&membership.workspace.id)
                .begin()
                .await?;
            let summary = format!(
                "The password of {} was replaced on the server's own command line.",
                user.email
            );
            tx.commit(
                self.now(),
                vec![by_themselves(&user, "user.password_replaced", summary)],
            )
            .await?;
        }
        Ok(())
    }

    async fn consume(&self, link: &[u8; 32]) -> Result<()> {
        if self.ports.store.invitation_consume(link).await? {
            Ok(())
        } else {
            Err(link_invalid())
        }
    }
}

fn by_themselves(user: &User, action: &'static str, summary: String) -> AuditEntry {
    AuditEntry {
        actor: user.email.clone(),
        action,
        account: None,
        summary,
        request_id: None,
    }
}

fn link_invalid() -> Error {
    Error::new(ProblemCode::OneTimeLinkInvalid, "This link was used already, has expired, or was never given out.")
        .hint("An operator can make a new one. For the first operator: start the server again and use the link it prints.")
}
