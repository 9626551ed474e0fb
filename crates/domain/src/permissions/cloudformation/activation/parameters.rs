//! What the person who launches the stack sees, and the conditions that it decides.

use super::super::{
    parameters::{
        self, Check, FIXED, OPTIONAL, PERMISSIONS_BOUNDARY, Parameter, permissions_boundary,
    },
    yaml::{Node, call, entry, list, map, reference},
};
use crate::{AccountId, oidc::IssuerUrl};

pub const WAY: &str = "Way";
pub const VALID_UNTIL: &str = "ValidUntil";
pub const ORGANIZATION: &str = "OrganizationId";
pub const MEMBER_ROLE: &str = "MemberRoleName";
pub const ACCOUNTS: &str = "AccountIds";
pub const MORE_ACCOUNTS: &str = "MoreAccountIds";
pub const TEMPLATE_PREFIX: &str = "TemplatePrefix";

pub const IS_SELECTED: &str = "IsSelected";
pub const IS_STACK_SET: &str = "IsStackSet";
pub const HAS_MORE: &str = "HasMoreAccounts";

/// Of one permit. Twice as many ids as one parameter holds.
pub const MOST_ACCOUNTS: usize = 500;
/// An id and its comma take 13 of the 4,096 bytes of a parameter's value (AWS CloudFormation User Guide,
/// "CloudFormation quotas").
const MOST_IN_ONE: usize = 250;

const WHAT: &str = "What it is for. Filled in by Landfast; do not change.";
pub const GROUPS: [&str; 3] = [FIXED, WHAT, OPTIONAL];

/// The values of `AccountIds` and `MoreAccountIds`.
#[must_use]
pub fn split_ids(ids: &[AccountId]) -> [String; 2] {
    let joined = |ids: &[AccountId]| {
        let texts: Vec<&str> = ids.iter().map(AccountId::as_str).collect();
        texts.join(",")
    };
    let (first, rest) = ids.split_at(ids.len().min(MOST_IN_ONE));
    [joined(first), joined(rest)]
}

fn parameter(
    name: &str,
    label: &'static str,
    description: &str,
    default: Option<&'static str>,
    check: Check,
) -> Parameter {
    Parameter {
        name: name.to_owned(),
        label,
        group: WHAT,
        description: description.to_owned(),
        default,
        check,
    }
}

/// Patterns of values that policies hold take neither `*` nor `?` nor `$`: IAM would take them for
/// wildcards and variables.
pub fn all(issuer: Option<&IssuerUrl>) -> Vec<Parameter> {
    let external_id = Parameter {
        description: "Minted by Landfast for this permit alone; the registered role of the payer has another one. Do not change it: the role then answers nobody."
            .to_owned(),
        ..parameters::external_id()
    };
    let mut all = vec![external_id];
    all.extend(issuer.is_none().then(parameters::principal));
    all.push(parameters::role_name());
    all.extend(deadline_and_way());
    all.extend(of_selected());
    all.push(parameter(
        TEMPLATE_PREFIX,
        "Beginning of the templates' addresses",
        "With Way stack_set: StackSets can be made from templates whose addresses begin so, and from no others.",
        Some(""),
        Check::Pattern(
            "^(https?://[A-Za-z0-9._:/-]+)?$",
            512,
            "Empty, or the beginning of an address in the bucket for templates.",
        ),
    ));
    all.push(permissions_boundary());
    all
}

fn deadline_and_way() -> [Parameter; 2] {
    let valid_until = parameter(
        VALID_UNTIL,
        "Valid until",
        "Nobody can use the role afterwards. In UTC.",
        None,
        Check::Pattern(
            "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$",
            20,
            "A time such as 2026-01-31T12:00:00Z.",
        ),
    );
    let way = parameter(
        WAY,
        "What the role is for",
        "selected: enter the accounts listed below. stack_set: roll out by StackSet.",
        None,
        Check::OneOf(vec!["selected", "stack_set"]),
    );
    [valid_until, way]
}

fn of_selected() -> [Parameter; 4] {
    const IDS: &str = "Account ids of 12 digits with commas between them.";
    [
        parameter(
            ORGANIZATION,
            "Organization",
            "With Way selected: the accounts must be in this organization.",
            Some("o-none000000"),
            Check::Pattern(
                "^o-[a-z0-9]{10,32}$",
                34,
                "The id of an organization, such as o-exampleorgid.",
            ),
        ),
        parameter(
            MEMBER_ROLE,
            "Role in the accounts",
            "With Way selected: the role by which this payer enters its linked accounts.",
            Some("OrganizationAccountAccessRole"),
            Check::Pattern(
                "^[A-Za-z0-9+=,.@_-]{1,64}$",
                64,
                "The name of a role, without a path.",
            ),
        ),
        parameter(
            ACCOUNTS,
            "Accounts",
            "With Way selected: the accounts that the role may enter.",
            Some(""),
            Check::Each("^([0-9]{12})?$", IDS),
        ),
        parameter(
            MORE_ACCOUNTS,
            "More accounts",
            "More of them, where one list has no room for all.",
            Some(""),
            Check::Each("^([0-9]{12})?$", IDS),
        ),
    ]
}

pub fn conditions() -> Node {
    let equals = |value: Node, to: &str| call("Equals", list([value, Node::from(to)]));
    let filled = |value: Node| call("Not", list([equals(value, "")]));
    let stack_set = [
        equals(reference(WAY), "stack_set"),
        filled(reference(TEMPLATE_PREFIX)),
    ];
    let more = call("Join", list([Node::from(""), reference(MORE_ACCOUNTS)]));
    map([
        entry(
            "HasPermissionsBoundary",
            filled(reference(PERMISSIONS_BOUNDARY)),
        ),
        entry(IS_SELECTED, equals(reference(WAY), "selected")),
        entry(IS_STACK_SET, call("And", list(stack_set)))
            .comment("Without a prefix any template would do."),
        entry(HAS_MORE, filled(more)),
    ])
}
