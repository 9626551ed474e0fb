use landfast_domain::permissions::{Capability, Choices, TagAccess};

use crate::{error::FieldProblem, problem::ProblemCode};

/// The choices of `before` with what somebody typed in place of it; what is left out stays.
///
/// # Errors
/// `choices_invalid` at the field that cannot be read.
pub(crate) fn choose(
    before: &Choices,
    capabilities: Option<&[String]>,
    tag_access: Option<&str>,
) -> Result<Choices, FieldProblem> {
    let on = match capabilities {
        Some(names) => names
            .iter()
            .map(|name| capability(name))
            .collect::<Result<Vec<_>, _>>()?,
        None => before.capabilities().iter().copied().collect(),
    };
    let tags = tag_access.map_or(Ok(before.tag_access()), |text| {
        let found = TagAccess::parse(text.trim());
        found.ok_or_else(|| {
            let known = TagAccess::ALL.map(TagAccess::as_str).join(", ");
            invalid(
                "tag_access",
                format!("There is no tag access \"{text}\"; expected one of {known}."),
            )
        })
    })?;
    Choices::new(on, tags)
        .map_err(|why| invalid("capabilities", super::register::sentence(&why.to_string())))
}

fn capability(name: &str) -> Result<Capability, FieldProblem> {
    Capability::parse(name.trim()).ok_or_else(|| {
        let known = Capability::OPTIONAL.map(Capability::as_str).join(", ");
        invalid(
            "capabilities",
            format!("There is no capability \"{name}\"; expected some of {known}."),
        )
    })
}

const fn invalid(path: &'static str, detail: String) -> FieldProblem {
    FieldProblem {
        path,
        code: ProblemCode::ChoicesInvalid,
        detail,
    }
}

/// For the audit log: the names of what is on.
pub(super) fn in_words(choices: &Choices) -> String {
    let names: Vec<&str> = choices
        .capabilities()
        .iter()
        .map(|one| one.as_str())
        .collect();
    let names = if names.is_empty() {
        "none".to_owned()
    } else {
        names.join(", ")
    };
    format!(
        "capabilities {names} and tag access {}",
        choices.tag_access()
    )
}
