use landfast_api::dto::{
    NewTokenView, NewUserView, Role, SessionView, SetupRequest, SetupStatus, TokenDraft, TokenList,
    UserDraft, UserList, UserPatch, UserView, WorkspaceDraft, WorkspaceList, WorkspaceView,
};
use reqwest::Method;

use crate::{Client, error::Result};

impl Client {
    /// Who this client is to the server.
    ///
    /// # Errors
    /// `sign_in_required`, `workspace_not_found`.
    pub async fn session(&self) -> Result<SessionView> {
        self.get(&["session"]).await
    }

    /// # Errors
    /// `unavailable`.
    pub async fn setup(&self) -> Result<SetupStatus> {
        self.get(&["setup"]).await
    }

    /// Uses a one-time link.
    ///
    /// # Errors
    /// `one_time_link_invalid`, `password_too_weak`, `email_invalid`.
    pub async fn set_up(&self, request: &SetupRequest) -> Result<SessionView> {
        self.call(Method::POST, &["setup"], Some(request)).await
    }

    /// # Errors
    /// `sign_in_required`.
    pub async fn workspaces(&self) -> Result<WorkspaceList> {
        self.get(&["workspaces"]).await
    }

    /// # Errors
    /// `forbidden` with a token, `workspace_name_taken`.
    pub async fn create_workspace(&self, name: &str) -> Result<WorkspaceView> {
        self.call(
            Method::POST,
            &["workspaces"],
            Some(&WorkspaceDraft {
                name: name.to_owned(),
            }),
        )
        .await
    }

    /// # Errors
    /// `sign_in_required`.
    pub async fn users(&self) -> Result<UserList> {
        self.get(&["users"]).await
    }

    /// # Errors
    /// `email_invalid`, `user_exists`, `forbidden`.
    pub async fn invite_user(&self, draft: &UserDraft) -> Result<NewUserView> {
        self.call(Method::POST, &["users"], Some(draft)).await
    }

    /// # Errors
    /// `user_not_found`, `last_operator`, `forbidden`.
    pub async fn change_user_role(&self, user_id: &str, role: Role) -> Result<UserView> {
        self.call(
            Method::PATCH,
            &["users", user_id],
            Some(&UserPatch { role }),
        )
        .await
    }

    /// # Errors
    /// `user_not_found`, `last_operator`, `forbidden`.
    pub async fn remove_user(&self, user_id: &str) -> Result<()> {
        self.order(Method::DELETE, &["users", user_id]).await
    }

    /// # Errors
    /// `sign_in_required`.
    pub async fn tokens(&self) -> Result<TokenList> {
        self.get(&["tokens"]).await
    }

    /// # Errors
    /// `token_expiry_invalid`, `token_name_invalid`, `forbidden`.
    pub async fn create_token(&self, draft: &TokenDraft) -> Result<NewTokenView> {
        self.call(Method::POST, &["tokens"], Some(draft)).await
    }

    /// # Errors
    /// `token_not_found`, `forbidden`.
    pub async fn revoke_token(&self, token_id: &str) -> Result<()> {
        self.order(Method::DELETE, &["tokens", token_id]).await
    }
}
