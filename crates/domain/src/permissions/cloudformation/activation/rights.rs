//! What the role of a permit may do, each action with its reason. Resource types and condition keys:
//! AWS Service Authorization Reference, "AWS CloudFormation" and "AWS STS".

use super::{
    super::yaml::{Entry, Node, call, entry, item, list, map, reference, sub},
    parameters::{ACCOUNTS, HAS_MORE, MEMBER_ROLE, MORE_ACCOUNTS, ORGANIZATION, TEMPLATE_PREFIX},
    until,
};
use crate::aws::RolePath;

type Action = (&'static str, &'static str);

const ENTER: [Action; 1] = [(
    "sts:AssumeRole",
    "Enter the listed accounts, to create the stack of Landfast's access role there.",
)];

const SHOW: [Action; 1] = [(
    "iam:GetRole",
    "Read back this role's own trust policy, to prove that nobody but Landfast can use the role.",
)];

/// AWS authorizes making a StackSet on no resource: what it is made from is bound instead.
const MAKE: [Action; 1] = [(
    "cloudformation:CreateStackSet",
    "Make the StackSet, from Landfast's own templates only.",
)];

/// Takes a template too.
const CHANGE: [Action; 1] = [(
    "cloudformation:UpdateStackSet",
    "Bring the StackSet up to the present template, from Landfast's own templates only.",
)];

const DEPLOY: [Action; 2] = [
    (
        "cloudformation:CreateStackInstances",
        "Have the StackSet deployed to accounts.",
    ),
    (
        "cloudformation:UpdateStackInstances",
        "Have accounts deployed again that failed.",
    ),
];

const FOLLOW: [Action; 7] = [
    (
        "cloudformation:DescribeStackSet",
        "See whether the StackSet is there, and what it is made from.",
    ),
    (
        "cloudformation:DescribeStackSetOperation",
        "Follow a deployment.",
    ),
    (
        "cloudformation:ListStackSetOperations",
        "Find a deployment that is under way.",
    ),
    (
        "cloudformation:ListStackSetOperationResults",
        "See which account failed, and why.",
    ),
    (
        "cloudformation:ListStackInstances",
        "See which accounts were reached.",
    ),
    (
        "cloudformation:DescribeStackInstance",
        "See how one account stands.",
    ),
    (
        "cloudformation:StopStackSetOperation",
        "Stop a deployment when somebody asks for it.",
    ),
];

/// What every way has: of the role itself it reads, and changes nothing.
pub fn itself() -> Node {
    let own = sub(format!(
        "arn:${{AWS::Partition}}:iam::${{AWS::AccountId}}:role{}${{RoleName}}",
        RolePath::landfast().as_str()
    ));
    list([statement(&SHOW, vec![own], [])])
}

/// The statements of `Way` `selected`. One for each list: IAM would take an empty value for an account.
pub fn selected() -> Node {
    let role = sub(format!(
        "arn:${{AWS::Partition}}:iam::*:role/${{{MEMBER_ROLE}}}"
    ));
    let enter = |ids: &str| {
        let equals = map([
            entry("aws:ResourceOrgID", reference(ORGANIZATION)),
            entry("aws:ResourceAccount", reference(ids)),
        ]);
        let bound = [entry("StringEquals", equals)];
        statement(&ENTER, vec![role.clone()], bound)
    };
    let more = [
        Node::from(HAS_MORE),
        enter(MORE_ACCOUNTS),
        reference("AWS::NoValue"),
    ];
    Node::Sequence(vec![item(enter(ACCOUNTS)), item(call("If", list(more)))])
}

/// The statements of `Way` `stack_set`.
pub fn stack_set() -> Node {
    let of = |account: &str, kind: &str| {
        sub(format!(
            "arn:${{AWS::Partition}}:cloudformation:*:{account}:{kind}"
        ))
    };
    let set = || of("${AWS::AccountId}", "stackset/landfast-*");
    // AWS wants these two besides the StackSet where it deploys.
    let deployed = || {
        vec![
            set(),
            of("${AWS::AccountId}", "stackset-target/*"),
            of("*", "type/resource/AWS-IAM-*"),
        ]
    };
    let ours = || {
        let address = entry(
            "cloudformation:TemplateUrl",
            list([sub(format!("${{{TEMPLATE_PREFIX}}}*"))]),
        );
        [entry("StringLike", map([address]))]
    };
    let statements = [
        statement(&MAKE, vec![Node::from("*")], ours()),
        statement(&CHANGE, deployed(), ours()),
        statement(&DEPLOY, deployed(), []),
        statement(&FOLLOW, vec![set()], []),
    ];
    list(statements)
}

fn statement(
    actions: &[Action],
    resources: Vec<Node>,
    bound: impl IntoIterator<Item = Entry>,
) -> Node {
    let actions = actions
        .iter()
        .map(|(action, reason)| item(*action).comment(*reason));
    map([
        entry("Effect", "Allow"),
        entry("Action", Node::Sequence(actions.collect())),
        entry("Resource", list(resources)),
        entry("Condition", map(bound.into_iter().chain([until()]))),
    ])
}
