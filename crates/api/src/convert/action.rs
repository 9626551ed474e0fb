use landfast_app::ports::Role;

use crate::dto;

/// Why somebody who may only look can do nothing, whatever the account or step itself allows.
const READER: &str = "You are a reader of this workspace: you see everything and change nothing. Ask an operator to do it.";

/// An action as somebody with this role sees it. Clients draw it and hold no rule.
pub(super) fn action(name: &str, why_not: Option<&str>, role: Role) -> dto::ActionView {
    let why_not = match role {
        Role::Reader => Some(READER),
        Role::Operator => why_not,
    };
    dto::ActionView {
        name: name.to_owned(),
        allowed: why_not.is_none(),
        why_not: why_not.map(str::to_owned),
    }
}
