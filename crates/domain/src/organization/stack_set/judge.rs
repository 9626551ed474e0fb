use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::StackSetSeen;
use crate::launch::CALLBACK;

/// CloudFormation shows so what a template marks `NoEcho`.
const HIDDEN: &str = "****";
/// Shown by no page and no table.
const SECRET: &str = "ExternalId";
/// Left to whoever makes the StackSet.
const FREE: [&str; 4] = [
    CALLBACK,
    "WritableTagKeys",
    "PermissionsBoundaryArn",
    "CreateProvider",
];

/// What the StackSet is to roll out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    pub template: String,
    pub parameters: BTreeMap<String, String>,
    /// What the template takes where nothing is given.
    pub defaults: BTreeMap<String, String>,
}

/// One way in which the StackSet is not what the roll-out wants.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flaw {
    pub kind: FlawKind,
    pub expected: String,
    pub found: String,
}

/// The closed list is part of the HTTP contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FlawKind {
    /// Its text is not the current template's.
    OtherTemplate,
    /// A parameter without which no role lets Landfast in, or lets somebody else in.
    WrongParameter,
    /// A parameter that follows from the choices of the roll-out.
    OtherChoice,
    NoAutoDeployment,
    NotServiceManaged,
    /// A second operation is refused while one runs.
    NoManagedExecution,
}

impl FlawKind {
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::OtherTemplate => "other_template",
            Self::WrongParameter => "wrong_parameter",
            Self::OtherChoice => "other_choice",
            Self::NoAutoDeployment => "no_auto_deployment",
            Self::NotServiceManaged => "not_service_managed",
            Self::NoManagedExecution => "no_managed_execution",
        }
    }

    /// What to do next.
    #[must_use]
    pub const fn remedy(self) -> &'static str {
        match self {
            Self::OtherTemplate => {
                "Update the StackSet with the template URL of the roll-out; keep the parameters."
            }
            Self::WrongParameter => {
                "Update the StackSet with the value that the roll-out shows. Until then its roles do not let Landfast in."
            }
            Self::OtherChoice => {
                "Update the StackSet with the values of the roll-out, or roll out what it has."
            }
            Self::NoAutoDeployment => {
                "Turn automatic deployment on, so that accounts that come later get the role by themselves."
            }
            Self::NotServiceManaged => {
                "A self-managed StackSet needs an execution role in every account and follows no new account. Where trusted access is available, make it with service-managed permissions."
            }
            Self::NoManagedExecution => {
                "Turn managed execution on, so that operations wait for each other."
            }
        }
    }
}

/// Sets the StackSet against what is wanted. Without `wanted`, which a server that has no identity
/// cannot say, template and parameters are not judged.
#[must_use]
pub fn judge(seen: &StackSetSeen, wanted: Option<&Wanted>) -> Vec<Flaw> {
    let mut flaws = Vec::new();
    if let Some(wanted) = wanted {
        flaws.extend(template(seen, wanted));
        flaws.extend(parameters(seen, wanted));
    }
    let settings = [
        (
            seen.service_managed,
            FlawKind::NotServiceManaged,
            "service-managed permissions",
            "self-managed",
        ),
        (
            seen.auto_deployment || !seen.service_managed,
            FlawKind::NoAutoDeployment,
            "automatic deployment",
            "off",
        ),
        (
            seen.managed_execution,
            FlawKind::NoManagedExecution,
            "managed execution",
            "off",
        ),
    ];
    let off = settings.into_iter().filter(|(on, ..)| !on);
    flaws.extend(off.map(|(_, kind, expected, found)| Flaw {
        kind,
        expected: expected.to_owned(),
        found: found.to_owned(),
    }));
    flaws
}

/// Line ends and blanks at the end are the editor's of whoever pasted it.
fn template(seen: &StackSetSeen, wanted: &Wanted) -> Option<Flaw> {
    fn lines(text: &str) -> impl Iterator<Item = &str> {
        text.trim().lines().map(str::trim_end)
    }
    (!lines(&seen.template).eq(lines(&wanted.template))).then(|| Flaw {
        kind: FlawKind::OtherTemplate,
        expected: "the current template of this Landfast".to_owned(),
        found: "another text".to_owned(),
    })
}

fn parameters(seen: &StackSetSeen, wanted: &Wanted) -> Vec<Flaw> {
    let mut flaws = Vec::new();
    for (name, value) in &wanted.parameters {
        let given = seen
            .parameters
            .get(name)
            .or_else(|| wanted.defaults.get(name));
        let found = given.map(String::as_str).unwrap_or_default();
        if FREE.contains(&name.as_str()) || found == value || found == HIDDEN {
            continue;
        }
        let (expected, found) = if name == SECRET {
            ("the one that was minted for this roll-out", "another value")
        } else {
            (value.as_str(), found)
        };
        let kind = if wanted.defaults.contains_key(name) {
            FlawKind::OtherChoice
        } else {
            FlawKind::WrongParameter
        };
        flaws.push(Flaw {
            kind,
            expected: format!("{name}: {expected}"),
            found: found.chars().take(200).collect(),
        });
    }
    flaws
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map(all: &[(&str, &str)]) -> BTreeMap<String, String> {
        let owned = all.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned()));
        owned.collect()
    }

    fn wanted() -> Wanted {
        Wanted {
            template: "Resources:\n  Role: {}\n".to_owned(),
            parameters: map(&[
                ("ExternalId", "lf-secret"),
                ("Principal", "role/one"),
                ("Billing", "No"),
                ("Inventory", "Yes"),
                ("WritableTagKeys", ""),
            ]),
            defaults: map(&[("Billing", "Yes"), ("Inventory", "Yes")]),
        }
    }

    fn as_wanted() -> StackSetSeen {
        StackSetSeen {
            service_managed: true,
            auto_deployment: true,
            managed_execution: true,
            template: "Resources:  \r\n  Role: {}".to_owned(),
            parameters: map(&[
                ("ExternalId", "lf-secret"),
                ("Principal", "role/one"),
                ("Billing", "No"),
                ("WritableTagKeys", "team"),
            ]),
            units: Vec::new(),
        }
    }

    #[test]
    fn each_difference_is_its_own_finding() {
        type Change = fn(&mut StackSetSeen);
        let cases: [(Change, &[FlawKind]); 9] = [
            (|_| {}, &[]),
            (
                |s| s.template = "Resources: {}".to_owned(),
                &[FlawKind::OtherTemplate],
            ),
            (
                |s| {
                    drop(
                        s.parameters
                            .insert("ExternalId".to_owned(), "lf-other".to_owned()),
                    )
                },
                &[FlawKind::WrongParameter],
            ),
            (
                |s| {
                    drop(
                        s.parameters
                            .insert("ExternalId".to_owned(), "****".to_owned()),
                    )
                },
                &[],
            ),
            (
                |s| drop(s.parameters.remove("Principal")),
                &[FlawKind::WrongParameter],
            ),
            (
                |s| drop(s.parameters.remove("Billing")),
                &[FlawKind::OtherChoice],
            ),
            (|s| s.auto_deployment = false, &[FlawKind::NoAutoDeployment]),
            (
                |s| (s.service_managed, s.auto_deployment) = (false, false),
                &[FlawKind::NotServiceManaged],
            ),
            (
                |s| s.managed_execution = false,
                &[FlawKind::NoManagedExecution],
            ),
        ];
        for (change, expected) in cases {
            let mut seen = as_wanted();
            change(&mut seen);
            let flaws = judge(&seen, Some(&wanted()));
            let kinds: Vec<FlawKind> = flaws.iter().map(|flaw| flaw.kind).collect();
            assert_eq!(kinds, expected);
            let told = format!("{flaws:?}");
            assert!(
                !told.contains("lf-secret") && !told.contains("lf-other"),
                "{told}"
            );
        }
    }

    #[test]
    fn what_nobody_can_say_is_not_judged() {
        let mut seen = as_wanted();
        seen.template.clear();
        assert_eq!(judge(&seen, None), []);
    }
}
