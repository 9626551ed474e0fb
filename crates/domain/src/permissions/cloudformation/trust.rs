//! Who may use the role.

use super::yaml::{Entry, Node, call, entry, item, list, map, reference, sub};
use crate::oidc::{AUDIENCE, IssuerUrl};

/// The field of an ARN that holds the account.
const ACCOUNT_FIELD: u32 = 4;

/// The trust policy.
///
/// It names the account of `Principal` and pins the principal itself by `aws:PrincipalArn`: IAM
/// replaces a role's ARN in a trust policy by its unique id, and a role that was made anew would be
/// locked out for good (IAM User Guide, "AWS JSON policy elements: Principal").
///
/// `sts:SetSourceIdentity` is a permission that AWS asks for besides `sts:AssumeRole`. It stands
/// alone because `sts:ExternalId` is a key of `sts:AssumeRole`; by itself it opens nothing.
pub(super) fn policy(issuer: Option<&IssuerUrl>) -> Node {
    policy_while(issuer, None)
}

/// The same, under a further condition. An operator of conditions stands in a statement once: it must
/// be none of `StringEquals` and `ArnEquals`.
pub(super) fn policy_while(issuer: Option<&IssuerUrl>, further: Option<&Entry>) -> Node {
    issuer.map_or_else(|| by_principal(further), |issuer| by_token(issuer, further))
}

fn by_principal(further: Option<&Entry>) -> Node {
    let assume = statement(
        "AssumeWithExternalId",
        "sts:AssumeRole",
        [
            entry("StringEquals", map([entry("sts:ExternalId", sub("${ExternalId}:${AWS::AccountId}"))])).comment(
                "The external id is bound to this account: the same value in a stack of another account is of no use.",
            ),
            only_principal(),
        ]
        .into_iter()
        .chain(further.cloned()),
    );
    let name_person = statement(
        "NameTheCaller",
        "sts:SetSourceIdentity",
        std::iter::once(only_principal()).chain(further.cloned()),
    );
    map([
        entry("Version", "2012-10-17"),
        entry(
            "Statement",
            Node::Sequence(vec![
                item(assume).comment("Landfast, with the external id of this account. Nobody else, and not without it."),
                item(name_person).comment(
                    "Lets Landfast write into your CloudTrail which person or job a call was made for. \
                     This alone does not let anybody use the role.",
                ),
            ]),
        ),
    ])
}

/// Subject and audience of the token, both: the subject is the external id of this account.
fn by_token(issuer: &IssuerUrl, further: Option<&Entry>) -> Node {
    let provider = format!(
        "arn:${{AWS::Partition}}:iam::${{AWS::AccountId}}:oidc-provider/{}",
        issuer.host_and_path()
    );
    let subject = entry(
        issuer.condition_key("sub"),
        sub("${ExternalId}:${AWS::AccountId}"),
    )
    .comment("The external id is bound to this account: the same value in a stack of another account is of no use.");
    let audience = entry(issuer.condition_key("aud"), AUDIENCE)
        .comment("A token that was made for anybody but AWS STS is refused.");
    let statement = map([
        entry("Sid", "AssumeWithToken"),
        entry("Effect", "Allow"),
        entry("Principal", map([entry("Federated", sub(provider))])),
        entry(
            "Action",
            Node::Sequence(vec![
            item("sts:AssumeRoleWithWebIdentity"),
            item("sts:SetSourceIdentity").comment(
                "Lets Landfast write into your CloudTrail which person or job a call was made for.",
            ),
        ]),
        ),
        entry(
            "Condition",
            map(
                std::iter::once(entry("StringEquals", map([subject, audience])))
                    .chain(further.cloned()),
            ),
        ),
    ]);
    let only = item(statement).comment(
        "Whoever shows a token of Landfast's for this account. Nobody else, and not without it.",
    );
    map([
        entry("Version", "2012-10-17"),
        entry("Statement", Node::Sequence(vec![only])),
    ])
}

fn statement(sid: &str, action: &str, conditions: impl IntoIterator<Item = Entry>) -> Node {
    map([
        entry("Sid", sid),
        entry("Effect", "Allow"),
        entry("Principal", map([entry("AWS", account_of_principal())])),
        entry("Action", action),
        entry("Condition", map(conditions)),
    ])
}

fn only_principal() -> Entry {
    entry(
        "ArnEquals",
        map([entry("aws:PrincipalArn", reference("Principal"))]),
    )
    .comment("Of Landfast's AWS account, this one role or user only.")
}

fn account_of_principal() -> Node {
    let fields = call("Split", list([Node::from(":"), reference("Principal")]));
    let account = call("Select", list([Node::from(ACCOUNT_FIELD), fields]));
    let arn = Node::from("arn:${AWS::Partition}:iam::${LandfastAccount}:root");
    call("Sub", list([arn, map([entry("LandfastAccount", account)])]))
}
