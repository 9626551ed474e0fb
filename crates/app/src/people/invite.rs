use std::time::Duration;

use landfast_domain::{Timestamp, ids::UserId};
use secrecy::SecretString;

use super::{secret, sign_in::fold};
use crate::{
    actor::Actor,
    app::{App, entry},
    error::{Error, Result},
    ports::{Invitation, Membership, Role, Standing, User},
    problem::ProblemCode,
};

const INVITATION: Duration = Duration::from_secs(72 * 60 * 60);

/// A person who was just invited, with the link to give them.
pub struct NewUser {
    pub membership: Membership,
    /// Shown once.
    pub link: SecretString,
    pub expires_at: Timestamp,
}

impl App {
    /// # Errors
    /// `unavailable`.
    pub async fn members(&self, actor: &Actor) -> Result<Vec<Membership>> {
        Ok(self.rows(actor).members().await?)
    }

    /// Asks a person into the actor's workspace. They are in it once they have used the link, with
    /// the password that they have or choose: being asked in by one workspace gives nobody there a
    /// way into another.
    ///
    /// # Errors
    /// `forbidden`, `email_invalid`, `user_exists` when they are in the workspace already.
    pub async fn invite(&self, actor: &Actor, email: &str, role: Role) -> Result<NewUser> {
        actor.must_operate()?;
        let (email, now) = (parse_email(email)?, self.now());
        let members = self.members(actor).await?;
        if members
            .iter()
            .any(|m| m.user.email == email && m.standing == Standing::Member)
        {
            let detail = format!("{email} is in this workspace already.");
            return Err(Error::field(ProblemCode::UserExists, "email", detail));
        }
        let user = match self.ports.store.user_find(&email).await? {
            Some(user) => user,
            None => self.new_user(&email, now).await?,
        };
        let mut tx = self.rows(actor).begin().await?;
        tx.member_put(&user.id, role, Standing::Invited).await?;
        let summary = format!("Invited {email} as {}.", role.as_str());
        tx.commit(now, vec![entry(actor, "user.invited", None, summary)])
            .await?;
        let expires_at = now.plus(INVITATION);
        let into = (user.id.clone(), actor.workspace.id.clone());
        let (link, secret_hash) = secret::mint(self);
        self.ports
            .store
            .invitation_insert(&Invitation {
                secret_hash,
                into: Some(into),
                expires_at,
            })
            .await?;
        let workspace = actor.workspace.clone();
        let membership = Membership {
            workspace,
            user,
            role,
            standing: Standing::Invited,
        };
        Ok(NewUser {
            membership,
            link,
            expires_at,
        })
    }

    async fn new_user(&self, email: &str, now: Timestamp) -> Result<User> {
        let user = User {
            id: UserId::new(now, self.random()),
            email: email.to_owned(),
            password_hash: None,
            created_at: now,
        };
        self.ports.store.user_insert(&user).await?;
        Ok(user)
    }

    /// # Errors
    /// `forbidden`, `user_not_found`, `last_operator`.
    pub async fn change_role(&self, actor: &Actor, user: &str, role: Role) -> Result<Membership> {
        let mut member = self.other_member(actor, user, role == Role::Reader).await?;
        let mut tx = self.rows(actor).begin().await?;
        tx.member_put(&member.user.id, role, member.standing)
            .await?;
        let summary = format!("Made {} {}.", member.user.email, role.as_str());
        tx.commit(
            self.now(),
            vec![entry(actor, "user.role_changed", None, summary)],
        )
        .await?;
        member.role = role;
        Ok(member)
    }

    /// Takes a person out of the workspace; from then on none of their sessions reaches it.
    ///
    /// # Errors
    /// `forbidden`, `user_not_found`, `last_operator`.
    pub async fn remove_member(&self, actor: &Actor, user: &str) -> Result<()> {
        let member = self.other_member(actor, user, true).await?;
        let mut tx = self.rows(actor).begin().await?;
        tx.member_remove(&member.user.id).await?;
        let summary = format!("Took {} out of the workspace.", member.user.email);
        Ok(tx
            .commit(
                self.now(),
                vec![entry(actor, "user.removed", None, summary)],
            )
            .await?)
    }

    async fn other_member(&self, actor: &Actor, user: &str, gives_up: bool) -> Result<Membership> {
        actor.must_operate()?;
        let members = self.members(actor).await?;
        let found = members.iter().find(|m| m.user.id.as_str() == user);
        let member = found.ok_or_else(|| {
            Error::new(
                ProblemCode::UserNotFound,
                "No such user is in this workspace.",
            )
        })?;
        let operators = members
            .iter()
            .filter(|m| m.role == Role::Operator && m.standing == Standing::Member)
            .count();
        if gives_up
            && member.role == Role::Operator
            && member.standing == Standing::Member
            && operators == 1
        {
            return Err(Error::new(
                ProblemCode::LastOperator,
                format!(
                    "{} is the last operator of this workspace.",
                    member.user.email
                ),
            )
            .hint("Make somebody else an operator first."));
        }
        Ok(member.clone())
    }
}

/// # Errors
/// `email_invalid`.
pub(super) fn parse_email(text: &str) -> Result<String> {
    let email = fold(text);
    let fits = email.len() <= 254
        && !email.chars().any(|c| c.is_whitespace() || c.is_control())
        && email.split_once('@').is_some_and(|(name, host)| {
            !name.is_empty() && !host.is_empty() && !host.contains('@')
        });
    if fits {
        return Ok(email);
    }
    Err(Error::field(
        ProblemCode::EmailInvalid,
        "email",
        "Expected an e-mail address such as ada@example.com.",
    ))
}
