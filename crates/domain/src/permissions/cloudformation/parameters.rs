//! What the person who launches the stack sees, and what CloudFormation checks of it.

use super::yaml::{Entry, Node, entry, list, map};
use crate::Partition;

/// The longest ARN of a role or user: 20 characters of partition and service, 12 of the account,
/// 5 of `:role`, a path of 512 and a name of 64 (IAM User Guide, "IAM and AWS STS quotas").
const MAX_PRINCIPAL: u32 = 613;

struct Parameter {
    name: &'static str,
    label: &'static str,
    group: &'static str,
    description: &'static str,
    /// A regular expression; [`PARTITIONS`] stands for the name of any partition.
    pattern: &'static str,
    max_length: u32,
    optional: bool,
    constraint: &'static str,
}

const FIXED: &str = "Filled in by Landfast. Do not change.";
const OPTIONAL: &str = "Optional";
const PARTITIONS: &str = "PARTITIONS";

/// Patterns hold neither `*` nor `?` nor `$`: IAM would take them for wildcards and variables.
const PARAMETERS: [Parameter; 4] = [
    Parameter {
        name: "ExternalId",
        label: "External id",
        group: FIXED,
        description: "Minted by Landfast for this registration. Do not change it: the role then answers nobody.",
        pattern: "^lf-[a-z2-7]{26}$",
        max_length: 29,
        optional: false,
        constraint: "The value that Landfast shows: lf- and 26 characters of a-z and 2-7.",
    },
    Parameter {
        name: "Principal",
        label: "Landfast's identity",
        group: FIXED,
        description: "ARN of the role or user that Landfast runs as; nobody else can use the new role. Do not change it: the role would answer somebody else, or nobody.",
        pattern: "^arn:(PARTITIONS):iam::[0-9]{12}:(role|user)/[A-Za-z0-9+=,.@_/-]+$",
        max_length: MAX_PRINCIPAL,
        optional: false,
        constraint: "The ARN of an IAM role or user, as Landfast shows it.",
    },
    Parameter {
        name: "RoleName",
        label: "Name of the new role",
        group: FIXED,
        description: "Name of the role that this stack makes. Do not change it: Landfast looks for the role under this name.",
        pattern: "^landfast-[A-Za-z0-9-]{1,48}$",
        max_length: 57,
        optional: false,
        constraint: "The name that Landfast shows: landfast- and 1 to 48 letters, digits and hyphens.",
    },
    Parameter {
        name: "PermissionsBoundaryArn",
        label: "Permissions boundary",
        group: OPTIONAL,
        description: "ARN of the permissions boundary that your organization puts on its roles. Leave it empty if there is none.",
        pattern: "^(arn:(PARTITIONS):iam::([0-9]{12}|aws):policy/[A-Za-z0-9+=,.@_/-]+)?$",
        max_length: 700,
        optional: true,
        constraint: "Empty, or the ARN of a managed policy.",
    },
];

/// The section `Parameters`.
pub(super) fn section() -> Node {
    map(PARAMETERS
        .iter()
        .map(|parameter| entry(parameter.name, declaration(parameter))))
}

fn declaration(parameter: &Parameter) -> Node {
    let partitions = Partition::ALL.map(Partition::as_str).join("|");
    let default = parameter.optional.then(|| entry("Default", ""));
    let head = [
        entry("Type", "String"),
        entry("Description", parameter.description),
    ];
    let checks: [Entry; 3] = [
        entry(
            "AllowedPattern",
            parameter.pattern.replace(PARTITIONS, &partitions),
        ),
        entry("MaxLength", parameter.max_length),
        entry("ConstraintDescription", parameter.constraint),
    ];
    map(head.into_iter().chain(default).chain(checks))
}

/// The section `Metadata`: order and labels of the parameters in the AWS console.
pub(super) fn interface() -> Node {
    let group = |title: &'static str| {
        let names = PARAMETERS
            .iter()
            .filter(|p| p.group == title)
            .map(|p| p.name);
        map([
            entry("Label", map([entry("default", title)])),
            entry("Parameters", list(names)),
        ])
    };
    let labels = PARAMETERS
        .iter()
        .map(|p| entry(p.name, map([entry("default", p.label)])));
    map([entry(
        "AWS::CloudFormation::Interface",
        map([
            entry("ParameterGroups", list([FIXED, OPTIONAL].map(group))),
            entry("ParameterLabels", map(labels)),
        ]),
    )])
}
