//! What the person who launches the stack sees, and what CloudFormation checks of it.

use super::{
    callback,
    conditions::pascal,
    yaml::{Entry, Node, entry, list, map},
};
use crate::{
    Partition,
    oidc::IssuerUrl,
    permissions::{Capability, Choices, TagAccess},
};

pub(super) const PERMISSIONS_BOUNDARY: &str = "PermissionsBoundaryArn";
pub(super) const TAG_ACCESS: &str = "TagAccess";
pub(super) const CREATE_PROVIDER: &str = "CreateProvider";
pub(super) const YES: &str = "Yes";
pub(super) const WRITABLE_TAG_KEYS: &str = "WritableTagKeys";

/// The longest ARN of a role or user: 20 characters of partition and service, 12 of the account,
/// 5 of `:role`, a path of 512 and a name of 64 (IAM User Guide, "IAM and AWS STS quotas").
const MAX_PRINCIPAL: u32 = 613;
/// Characters of the list of tag keys. It stands in a policy once for each service.
pub const MAX_WRITABLE_TAG_KEYS: usize = 256;

pub(super) struct Parameter {
    pub name: String,
    pub label: &'static str,
    pub group: &'static str,
    pub description: String,
    /// Without one, a value is demanded.
    pub default: Option<&'static str>,
    pub check: Check,
}

pub(super) enum Check {
    /// A regular expression, the longest value and what to say of another one. [`PARTITIONS`] stands
    /// for the name of any partition.
    Pattern(&'static str, u32, &'static str),
    OneOf(Vec<&'static str>),
    /// A list with commas, each of whose values fits the regular expression; and what to say of another.
    Each(&'static str, &'static str),
}

impl Check {
    const fn parameter_type(&self) -> &'static str {
        match self {
            Self::Pattern(..) | Self::OneOf(_) => "String",
            Self::Each(..) => "CommaDelimitedList",
        }
    }
}

pub(super) const FIXED: &str = "Filled in by Landfast. Do not change.";
const CHOSEN: &str = "Chosen in Landfast";
pub(super) const OPTIONAL: &str = "Optional";
const PARTITIONS: &str = "PARTITIONS";

/// Patterns of values that policies hold outside of lists take neither `*` nor `?` nor `$`: IAM would
/// take them for wildcards and variables.
fn parameters(issuer: Option<&IssuerUrl>) -> Vec<Parameter> {
    let mut all = vec![external_id()];
    all.extend(issuer.is_none().then(principal));
    all.push(role_name());
    all.extend(chosen());
    all.extend(issuer.map(create_provider));
    all.extend(optional());
    all
}

pub(super) fn external_id() -> Parameter {
    Parameter {
            name: "ExternalId".to_owned(),
            label: "External id",
            group: FIXED,
            description: "Minted by Landfast for this registration. Do not change it: the role then answers nobody.".to_owned(),
            default: None,
            check: Check::Pattern(
                "^lf-[a-z2-7]{26}$",
                29,
                "The value that Landfast shows: lf- and 26 characters of a-z and 2-7.",
            ),
        }
}

pub(super) fn principal() -> Parameter {
    Parameter {
            name: "Principal".to_owned(),
            label: "Landfast's identity",
            group: FIXED,
            description: "ARN of the role or user that Landfast runs as; nobody else can use the new role. Do not change it: the role would answer somebody else, or nobody.".to_owned(),
            default: None,
            check: Check::Pattern(
                "^arn:(PARTITIONS):iam::[0-9]{12}:(role|user)/[A-Za-z0-9+=,.@_/-]+$",
                MAX_PRINCIPAL,
                "The ARN of an IAM role or user, as Landfast shows it.",
            ),
        }
}

pub(super) fn role_name() -> Parameter {
    Parameter {
            name: "RoleName".to_owned(),
            label: "Name of the new role",
            group: FIXED,
            description: "Name of the role that this stack makes. Do not change it: Landfast looks for the role under this name.".to_owned(),
            default: None,
            check: Check::Pattern(
                "^landfast-[A-Za-z0-9-]{1,48}$",
                57,
                "The name that Landfast shows: landfast- and 1 to 48 letters, digits and hyphens.",
            ),
        }
}

/// An account can have one provider for an address only.
fn create_provider(issuer: &IssuerUrl) -> Parameter {
    Parameter {
        name: CREATE_PROVIDER.to_owned(),
        label: "Make the OIDC provider",
        group: OPTIONAL,
        description: format!(
            "Yes: the stack makes the OIDC provider for {issuer}. No: the account has it already; an account can have only one."
        ),
        default: Some(YES),
        check: Check::OneOf(vec![YES, "No"]),
    }
}

/// One for each choice. The defaults are the ones of Landfast.
fn chosen() -> Vec<Parameter> {
    let defaults = Choices::default();
    let mut all: Vec<Parameter> = Capability::OPTIONAL
        .into_iter()
        .map(|capability| Parameter {
            name: pascal(capability.as_str()),
            label: label(capability),
            group: CHOSEN,
            description: format!(
                "on or off: whether the role has the policy landfast-{capability}. Better changed in Landfast, which then gives the update of this stack."
            ),
            default: Some(Choices::switch(defaults.has(capability))),
            check: Check::OneOf([true, false].map(Choices::switch).to_vec()),
        })
        .collect();
    all.push(Parameter {
        name: TAG_ACCESS.to_owned(),
        label: "Tags of resources",
        group: CHOSEN,
        description: "none: no tags come in. read: tags come in and are never changed. write: edits go back, for the keys of WritableTagKeys. Better changed in Landfast, which then gives the update of this stack.".to_owned(),
        default: Some(defaults.tag_access().as_str()),
        check: Check::OneOf(TagAccess::ALL.map(TagAccess::as_str).to_vec()),
    });
    all
}

fn optional() -> Vec<Parameter> {
    vec![
        callback::parameter(),
        Parameter {
            name: WRITABLE_TAG_KEYS.to_owned(),
            label: "Tag keys that Landfast may write",
            group: OPTIONAL,
            description: "Counts only where TagAccess is write. Keys with commas between them, such as CostCenter,Owner. Leave out every key by which your policies or jobs decide. While this is empty, no tag can be written.".to_owned(),
            default: Some(""),
            check: Check::Pattern(
                "^((?![aA][wW][sS]:)[A-Za-z0-9_.:/=+@-]{1,128}(,(?![aA][wW][sS]:)[A-Za-z0-9_.:/=+@-]{1,128})*)?$",
                256,
                "Tag keys of letters, digits and _.:/=+@- with commas between them, none of which begins with aws:.",
            ),
        },
        permissions_boundary(),
    ]
}

pub(super) fn permissions_boundary() -> Parameter {
    Parameter {
        name: PERMISSIONS_BOUNDARY.to_owned(),
        label: "Permissions boundary",
        group: OPTIONAL,
        description: "ARN of the permissions boundary that your organization puts on its roles. Leave it empty if there is none.".to_owned(),
        default: Some(""),
        check: Check::Pattern(
            "^(arn:(PARTITIONS):iam::([0-9]{12}|aws):policy/[A-Za-z0-9+=,.@_/-]+)?$",
            700,
            "Empty, or the ARN of a managed policy.",
        ),
    }
}

const fn label(capability: Capability) -> &'static str {
    match capability {
        Capability::Identity | Capability::Organization | Capability::TagWriting => "Always on",
        Capability::Billing => "Find the bill's data",
        Capability::CostExplorer => "Ask Cost Explorer",
        Capability::Recommendations => "Read AWS's recommendations",
        Capability::Inventory => "See what there is",
        Capability::Activation => "Follow the roll-out to linked accounts",
    }
}

/// The section `Parameters`.
pub(super) fn section(issuer: Option<&IssuerUrl>) -> Node {
    declared(&parameters(issuer))
}

/// The section `Parameters` with these.
pub(super) fn declared(parameters: &[Parameter]) -> Node {
    map(parameters
        .iter()
        .map(|parameter| entry(parameter.name.clone(), declaration(parameter))))
}

fn declaration(parameter: &Parameter) -> Node {
    let mut fields = vec![
        entry("Type", parameter.check.parameter_type()),
        entry("Description", parameter.description.clone()),
    ];
    fields.extend(parameter.default.map(|value| entry("Default", value)));
    fields.extend(checks(&parameter.check));
    map(fields)
}

fn checks(check: &Check) -> Vec<Entry> {
    match check {
        Check::OneOf(values) => vec![entry("AllowedValues", list(values.iter().copied()))],
        Check::Each(pattern, otherwise) => vec![
            entry("AllowedPattern", *pattern),
            entry("ConstraintDescription", *otherwise),
        ],
        Check::Pattern(pattern, max_length, otherwise) => {
            let partitions = Partition::ALL.map(Partition::as_str).join("|");
            vec![
                entry("AllowedPattern", pattern.replace(PARTITIONS, &partitions)),
                entry("MaxLength", *max_length),
                entry("ConstraintDescription", *otherwise),
            ]
        }
    }
}

/// The section `Metadata`: order and labels of the parameters in the AWS console.
pub(super) fn interface(issuer: Option<&IssuerUrl>) -> Node {
    interface_of(&parameters(issuer), &[FIXED, CHOSEN, OPTIONAL])
}

/// The section `Metadata` for these, in these groups.
pub(super) fn interface_of(all: &[Parameter], groups: &[&'static str]) -> Node {
    let group = |title: &'static str| {
        let of = all.iter().filter(|p| p.group == title);
        map([
            entry("Label", map([entry("default", title)])),
            entry("Parameters", list(of.map(|p| p.name.clone()))),
        ])
    };
    let labels = all
        .iter()
        .map(|p| entry(p.name.clone(), map([entry("default", p.label)])));
    map([entry(
        "AWS::CloudFormation::Interface",
        map([
            entry("ParameterGroups", list(groups.iter().copied().map(group))),
            entry("ParameterLabels", map(labels)),
        ]),
    )])
}
