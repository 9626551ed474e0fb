//! Who may use the role and what it may do, as locals of the module.

use super::node::{Entry, Item, Node, entry, expression, item, list, object, template};
use crate::{
    aws::RolePath,
    oidc::AUDIENCE,
    permissions::{
        Capability, Choices, Condition, ConditionOperator, ConditionValues, Manifest, Scope,
        TagAccess, TemplateVersion,
        layout::{PolicyPlan, Statement, When},
    },
};

pub(super) const HEAD: [&str; 4] = [
    "Made by `cargo xtask gen` from deploy/permissions/*.toml; changes here are overwritten.",
    "",
    "Who can use the role, and what the role can do: each action with its reason beside it. The role \
     can change neither itself nor anything else but, where tag_access is write, the tags of \
     writable_tag_keys. The CloudFormation template of Landfast \
     says the same, statement by statement.",
    "What is written here in words: docs/permissions.md of Landfast.",
];

/// The attributes of the block `locals`. They use the variables `capabilities`, `tag_access` and
/// `writable_tag_keys`, and `local.account_id`, `local.partition`, `local.role_name`, `local.principal`,
/// `local.landfast_account_id` and `local.external_id`, which main.tf sets, and `local.issuer`.
pub(super) fn locals(manifest: &Manifest, version: &TemplateVersion) -> Vec<Entry> {
    vec![
        entry("template_version", version.as_str()).comment(
            "The version of the CloudFormation template that grants the same. Landfast reads it back from a tag.",
        ),
        entry("role_path", RolePath::landfast().as_str()),
        entry("trust", trust()).comment("Who can use the role."),
        entry("trust_by_token", trust_by_token()).comment(
            "Who can use the role where it trusts the OIDC issuer of Landfast.",
        ),
        entry("switches", switches()).comment("What was chosen."),
        entry("choices", choices()).comment("The same in one line, as Landfast reads it back from a tag."),
        entry("policies", policies(manifest)).comment(
            "What the role can do where it is granted. It is allowed nothing else.",
        ),
    ]
}

/// The trust policy of the CloudFormation template; why it is as it is stands there.
fn trust() -> Node {
    let external_id = entry(
        "StringEquals",
        object([entry(
            "sts:ExternalId",
            template("${local.external_id}:${local.account_id}"),
        )]),
    )
    .comment(
        "The external id is bound to this account: the same value in a role of another account is of no use.",
    );
    let assume = statement(
        "AssumeWithExternalId",
        "sts:AssumeRole",
        vec![external_id, only_principal()],
    );
    let name = statement(
        "NameTheCaller",
        "sts:SetSourceIdentity",
        vec![only_principal()],
    );
    object([
        entry("Version", "2012-10-17"),
        entry(
            "Statement",
            Node::List(vec![
                item(assume).comment("Landfast, with the external id of this account. Nobody else, and not without it."),
                item(name).comment(
                    "Lets Landfast write into your CloudTrail which person or job a call was made for. \
                     This alone does not let anybody use the role.",
                ),
            ]),
        ),
    ])
}

/// The trust policy of the template for an issuer. HCL computes the condition keys, so that one module
/// does for every issuer.
fn trust_by_token() -> Node {
    let provider = "arn:${local.partition}:iam::${local.account_id}:oidc-provider/${local.issuer}";
    let subject = entry(
        "${local.issuer}:sub",
        template("${local.external_id}:${local.account_id}"),
    )
    .templated()
    .comment("The external id is bound to this account: the same value in a role of another account is of no use.");
    let audience = entry("${local.issuer}:aud", AUDIENCE)
        .templated()
        .comment("A token that was made for anybody but AWS STS is refused.");
    let statement = object([
        entry("Sid", "AssumeWithToken"),
        entry("Effect", "Allow"),
        entry("Principal", object([entry("Federated", template(provider))])),
        entry(
            "Action",
            Node::List(vec![
                item("sts:AssumeRoleWithWebIdentity"),
                item("sts:SetSourceIdentity").comment(
                    "Lets Landfast write into your CloudTrail which person or job a call was made for.",
                ),
            ]),
        ),
        entry("Condition", object([entry("StringEquals", object([subject, audience]))])),
    ]);
    let only = item(statement).comment(
        "Whoever shows a token of Landfast's for this account. Nobody else, and not without it.",
    );
    object([
        entry("Version", "2012-10-17"),
        entry("Statement", Node::List(vec![only])),
    ])
}

fn statement(sid: &str, action: &str, conditions: Vec<Entry>) -> Node {
    let root = template("arn:${local.partition}:iam::${local.landfast_account_id}:root");
    object([
        entry("Sid", sid),
        entry("Effect", "Allow"),
        entry("Principal", object([entry("AWS", root)])),
        entry("Action", action),
        entry("Condition", Node::Object(conditions)),
    ])
}

fn only_principal() -> Entry {
    let principal = expression("local.principal");
    entry("ArnEquals", object([entry("aws:PrincipalArn", principal)]))
        .comment("Of Landfast's AWS account, this one role or user only.")
}

fn switches() -> Node {
    let (on, off) = (Choices::switch(true), Choices::switch(false));
    object(Capability::OPTIONAL.map(|capability| {
        let chosen = format!("contains(var.capabilities, \"{capability}\") ? \"{on}\" : \"{off}\"");
        entry(capability.as_str(), expression(chosen))
    }))
}

/// The text of [`Choices::to_tag`].
fn choices() -> Node {
    let switch = |capability: Capability| format!("{capability}=${{local.switches.{capability}}} ");
    template(Capability::OPTIONAL.map(switch).concat() + "tags=${var.tag_access}")
}

fn policies(manifest: &Manifest) -> Node {
    let about = |plan: &PolicyPlan| {
        let mut all = manifest.capabilities().iter();
        let one = all.find(|one| one.capability == plan.capability)?;
        Some(format!("{}. {}", one.title, one.purpose))
    };
    object(manifest.policies().iter().map(|plan| Entry {
        comments: about(plan).into_iter().collect(),
        ..policy(plan)
    }))
}

fn policy(plan: &PolicyPlan) -> Entry {
    let statements = plan.statements.iter().map(permissions);
    let policy = object([
        entry("granted", expression(granted(plan.when))),
        entry("statements", Node::List(statements.collect())),
    ]);
    entry(plan.name.clone(), policy)
}

/// [`PolicyPlan::is_chosen`] as an expression.
fn granted(when: When) -> String {
    let on = |one: Capability| format!("local.switches.{one} == \"{}\"", Choices::switch(true));
    match when {
        When::Always => "true".to_owned(),
        When::On(capability) => on(capability),
        When::OnWithTags(capability) => {
            let none = TagAccess::None;
            format!("{} && var.tag_access != \"{none}\"", on(capability))
        }
        When::WritesTags => {
            let write = TagAccess::Write;
            format!("var.tag_access == \"{write}\" && length(var.writable_tag_keys) > 0")
        }
    }
}

fn permissions(statement: &Statement) -> Item {
    let actions = statement.permissions().map(|permission| {
        let action = item(permission.action().to_string()).comment(&permission.reason);
        match &permission.scope {
            Scope::Any { why } => action.comment(format!("On the whole account: {why}.")),
            Scope::Only(_) => action,
        }
    });
    let mut entries = vec![
        entry("Effect", "Allow"),
        entry("Action", Node::List(actions.collect())),
        entry("Resource", resource(statement.scope())),
    ];
    if !statement.conditions().is_empty() {
        entries.push(entry("Condition", conditions(statement.conditions())));
    }
    item(Node::Object(entries))
}

fn resource(scope: &Scope) -> Node {
    match scope {
        Scope::Any { .. } => Node::from("*"),
        Scope::Only(resources) => list(
            resources
                .iter()
                .map(|resource| template(for_terraform(&resource.arn_template()))),
        ),
    }
}

/// The ARN that `Fn::Sub` makes of the same text.
fn for_terraform(sub: &str) -> String {
    sub.replace("${AWS::Partition}", "${local.partition}")
        .replace("${AWS::AccountId}", "${local.account_id}")
        .replace("${RoleName}", "${local.role_name}")
}

fn conditions(all: &[Condition]) -> Node {
    let of = |operator: ConditionOperator| {
        let lines: Vec<_> = all
            .iter()
            .filter(|condition| condition.operator == operator)
            .map(|condition| entry(condition.key.clone(), values(&condition.values)))
            .collect();
        (!lines.is_empty()).then(|| entry(operator.as_str(), object(lines)))
    };
    object(ConditionOperator::ALL.into_iter().filter_map(of))
}

fn values(values: &ConditionValues) -> Node {
    match values {
        ConditionValues::Literal(values) => list(values.clone()),
        ConditionValues::WritableTagKeys => expression("var.writable_tag_keys"),
    }
}
