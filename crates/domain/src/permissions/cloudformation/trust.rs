//! Who may use the role.

use super::yaml::{Node, call, entry, item, list, map, reference, sub};

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
pub(super) fn policy() -> Node {
    let assume = statement(
        "AssumeWithExternalId",
        "sts:AssumeRole",
        [
            entry("StringEquals", map([entry("sts:ExternalId", sub("${ExternalId}:${AWS::AccountId}"))])).comment(
                "The external id is bound to this account: the same value in a stack of another account is of no use.",
            ),
            only_principal(),
        ],
    );
    let name_person = statement("NameTheCaller", "sts:SetSourceIdentity", [only_principal()]);
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

fn statement(
    sid: &str,
    action: &str,
    conditions: impl IntoIterator<Item = super::yaml::Entry>,
) -> Node {
    map([
        entry("Sid", sid),
        entry("Effect", "Allow"),
        entry("Principal", map([entry("AWS", account_of_principal())])),
        entry("Action", action),
        entry("Condition", map(conditions)),
    ])
}

fn only_principal() -> super::yaml::Entry {
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
