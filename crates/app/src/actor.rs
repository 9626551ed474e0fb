use landfast_domain::ids::UserId;

use crate::{
    error::{Error, Result},
    ports::{Role, Workspace},
    problem::ProblemCode,
};

/// Who asks, and in which workspace. Made by signing in, never by a request's own word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// What the audit log calls them: an e-mail address or `token:NAME`.
    pub name: String,
    /// `None` for a token.
    pub user: Option<UserId>,
    pub role: Role,
    pub workspace: Workspace,
    pub request_id: Option<String>,
}

impl Actor {
    /// # Errors
    /// `forbidden` for a reader.
    pub fn must_operate(&self) -> Result<()> {
        match self.role {
            Role::Operator => Ok(()),
            Role::Reader => Err(Error::new(
                ProblemCode::Forbidden,
                format!(
                    "{} may look but not change anything in the workspace {}.",
                    self.name, self.workspace.name
                ),
            )
            .hint("Ask an operator of this workspace to do it, or to make you one.")),
        }
    }
}
