use landfast_app::{
    NewToken, NewUser, SignedIn,
    ports::{Membership, Role, Standing, Token, Workspace},
};
use secrecy::ExposeSecret;

use super::time;
use crate::dto;

pub(crate) const fn role(role: dto::Role) -> Role {
    match role {
        dto::Role::Operator => Role::Operator,
        dto::Role::Reader => Role::Reader,
    }
}

const fn role_view(role: Role) -> dto::Role {
    match role {
        Role::Operator => dto::Role::Operator,
        Role::Reader => dto::Role::Reader,
    }
}

pub(crate) fn session_view(signed_in: &SignedIn) -> dto::SessionView {
    let actor = &signed_in.actor;
    let via = if actor.user.is_some() {
        dto::SignInMethod::Session
    } else {
        dto::SignInMethod::Token
    };
    dto::SessionView {
        email: actor.name.clone(),
        role: role_view(actor.role),
        workspace: workspace_view(&actor.workspace, actor.role),
        workspaces: signed_in
            .workspaces
            .iter()
            .map(|(workspace, role)| workspace_view(workspace, *role))
            .collect(),
        via,
    }
}

pub(crate) fn workspace_view(workspace: &Workspace, role: Role) -> dto::WorkspaceView {
    dto::WorkspaceView {
        workspace_id: workspace.id.to_string(),
        name: workspace.name.clone(),
        role: role_view(role),
    }
}

pub(crate) fn user_view(membership: &Membership) -> dto::UserView {
    let user = &membership.user;
    dto::UserView {
        user_id: user.id.to_string(),
        email: user.email.clone(),
        role: role_view(membership.role),
        created_at: time(user.created_at),
        invited: membership.standing == Standing::Invited,
    }
}

pub(crate) fn new_user_view(new: &NewUser) -> dto::NewUserView {
    dto::NewUserView {
        user: user_view(&new.membership),
        link: dto::Secret::new(format!("/setup#{}", new.link.expose_secret())),
        expires_at: time(new.expires_at),
    }
}

pub(crate) fn token_view(token: &Token) -> dto::TokenView {
    dto::TokenView {
        token_id: token.id.to_string(),
        name: token.name.clone(),
        role: role_view(token.role),
        created_at: time(token.created_at),
        created_by: token.created_by.clone(),
        expires_at: time(token.expires_at),
        last_used_at: token.last_used_at.map(time),
    }
}

pub(crate) fn new_token_view(new: &NewToken) -> dto::NewTokenView {
    dto::NewTokenView {
        token: dto::Secret::new(new.text.expose_secret().to_owned()),
        view: token_view(&new.token),
    }
}
