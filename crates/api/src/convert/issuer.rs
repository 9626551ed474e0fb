use landfast_app::{IssuerState, ports::Role};
use landfast_domain::oidc::{AUDIENCE, IssuerKey, Standing};

use super::{account::trust, action::action, time};
use crate::dto;

pub(crate) fn issuer_view(state: &IssuerState, role: Role) -> dto::IssuerView {
    let why_not = match &state.settings {
        None => Some("This server is no OIDC issuer.".to_owned()),
        Some(_) => state.ring.why_not_rotate(state.at),
    };
    let settings = state.settings.as_ref();
    let documents = state.documents().into_iter();
    dto::IssuerView {
        issuer: settings.map(|issuer| issuer.url.to_string()),
        usual_trust: trust(state.usual),
        audience: AUDIENCE.to_owned(),
        static_files: settings.is_some_and(|issuer| issuer.static_files),
        keys: state
            .ring
            .keys()
            .iter()
            .map(|key| view(state, key))
            .collect(),
        documents: documents
            .map(|one| dto::IssuerDocument {
                path: one.path.to_owned(),
                text: one.text,
            })
            .collect(),
        actions: vec![action("rotate", why_not.as_deref(), role)],
    }
}

fn view(state: &IssuerState, key: &IssuerKey) -> dto::IssuerKeyView {
    let standing = state.ring.standing(key, state.at);
    let until = match standing {
        Standing::Retired { until } => Some(until),
        Standing::Next { .. } | Standing::Active | Standing::Gone => None,
    };
    dto::IssuerKeyView {
        kid: key.kid().to_string(),
        state: match standing {
            Standing::Next { .. } => dto::IssuerKeyState::Next,
            Standing::Active => dto::IssuerKeyState::Active,
            Standing::Retired { .. } => dto::IssuerKeyState::Retired,
            Standing::Gone => dto::IssuerKeyState::Gone,
        },
        made_at: time(key.made_at),
        published_at: key.published_at.map(time),
        signs_from: key.signs_from().map(time),
        published_until: until.map(time),
    }
}
