use landfast_domain::ids::WorkspaceId;

use crate::{
    actor::Actor,
    app::{App, entry},
    error::{Error, Result},
    ports::{Role, Workspace},
    problem::ProblemCode,
};

const MAX_CHARS: usize = 60;

impl App {
    /// Makes a workspace whose first operator is the actor.
    ///
    /// # Errors
    /// `forbidden` for a reader and for a token, `workspace_name_invalid`, `workspace_name_taken`.
    pub async fn create_workspace(&self, actor: &Actor, name: &str) -> Result<Workspace> {
        actor.must_operate()?;
        let user = actor.user.as_ref().ok_or_else(|| {
            Error::new(
                ProblemCode::Forbidden,
                "A token belongs to one workspace and cannot make another one.",
            )
            .hint("Sign in as a person.")
        })?;
        let (name, now) = (parse_name(name, "name")?, self.now());
        let workspace = Workspace {
            id: WorkspaceId::new(now, self.random()),
            name,
            created_at: now,
        };
        let note = entry(
            actor,
            "workspace.created",
            None,
            format!("Made the workspace {}.", workspace.name),
        );
        self.ports
            .store
            .workspace_insert(&workspace, Some((user, Role::Operator)), note)
            .await?;
        Ok(workspace)
    }
}

/// # Errors
/// `workspace_name_invalid`.
pub(super) fn parse_name(text: &str, path: &'static str) -> Result<String> {
    let name = text.trim();
    let fits = !name.is_empty()
        && name.chars().count() <= MAX_CHARS
        && name
            .chars()
            .all(|c| c.is_alphanumeric() || " -_.".contains(c));
    if fits {
        return Ok(name.to_owned());
    }
    Err(Error::field(
        ProblemCode::WorkspaceNameInvalid,
        path,
        format!(
            "A workspace's name has 1 to {MAX_CHARS} letters, digits, blanks, hyphens, dots or underscores."
        ),
    ))
}
