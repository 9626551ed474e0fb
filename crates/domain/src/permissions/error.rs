use std::fmt;

use super::{Capability, MalformedAction, Refusal};

/// All that is wrong with the permission files, one line each.
#[derive(Debug, Clone, thiserror::Error, PartialEq, Eq)]
pub struct ManifestError {
    /// Not empty; in the order of the files.
    pub findings: Vec<Finding>,
}

impl fmt::Display for ManifestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines: Vec<String> = self.findings.iter().map(Finding::to_string).collect();
        f.write_str(&lines.join("\n"))
    }
}

/// One fault, with the place to mend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub capability: Capability,
    /// The number of the `[[actions]]` entry, from 1, and its action; `None` for the file as a whole.
    pub entry: Option<(usize, String)>,
    pub fault: Fault,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.capability.file())?;
        if let Some((number, action)) = &self.entry {
            let action: String = action.chars().take(120).collect();
            write!(f, ", entry {number} ({action})")?;
        }
        write!(f, ": {}", self.fault)
    }
}

/// What is wrong: found, expected, and the cure.
#[derive(Debug, Clone, thiserror::Error, PartialEq, Eq)]
pub enum Fault {
    #[error("line {line}: {why}; correct it as deploy/permissions/README.md describes")]
    Syntax { line: usize, why: String },
    #[error("there is no [[actions]] entry; expected at least one; add it or drop the capability")]
    NoActions,
    #[error(
        "`{field}` is {found}; expected one printable line of at most {limit} characters; \
         write it in plain words"
    )]
    Text {
        field: &'static str,
        found: &'static str,
        limit: usize,
    },
    #[error(transparent)]
    Action(#[from] MalformedAction),
    #[error(transparent)]
    Refused(#[from] Refusal),
    #[error("entry {first} asks for the same action; expected each action once; join the two")]
    Duplicate { first: usize },
    #[error("`{field}` holds {found:?}; expected one of {expected}; correct the word")]
    Word {
        field: &'static str,
        found: String,
        expected: String,
    },
    #[error(
        "`{field}` is empty; expected one of {expected}; fill it in, or leave out an optional field"
    )]
    Empty {
        field: &'static str,
        expected: String,
    },
    #[error("`{field}` holds {found:?} twice; expected it once; take one out")]
    Twice { field: &'static str, found: String },
    #[error("`any` stands beside other resources; expected it alone; keep `any` or the others")]
    AnyBesideOthers,
    #[error("`{field}` is missing; expected it when {when}; add it")]
    Missing {
        field: &'static str,
        when: &'static str,
    },
    #[error("`{field}` stands there; expected it only when {when}; take it out")]
    Stray {
        field: &'static str,
        when: &'static str,
    },
    #[error(
        "the condition key {found:?} is none; expected one such as aws:ResourceAccount; correct it"
    )]
    ConditionKey { found: String },
    #[error(
        "a role has no room for it beside the capabilities before it; expected at most {inline} \
         characters of inline policies and {managed} managed policies of {each}; narrow or drop \
         entries"
    )]
    NoRoom {
        inline: usize,
        managed: usize,
        each: usize,
    },
}
