"""IAM's limits on the size and number of policies, by its API and in stacks."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any

import pytest
from botocore.exceptions import ClientError

from helpers.aws import Aws, code
from helpers.roles import ROLE_NAME, allow, make_role, policy, trust
from helpers.template import STACK_NAME, TEMPLATE, parameters, wait_for

LIMIT = (409, "LimitExceeded")


def sized(length: int) -> str:
    """A policy of exactly so many characters that IAM counts, and a lot of white space."""
    bare = policy(allow("s3:GetObject", resource="arn:aws:s3:::"))
    counted = len("".join(bare.split()))
    filled = bare.replace("arn:aws:s3:::", "arn:aws:s3:::" + "x" * (length - counted))
    return json.dumps(json.loads(filled), indent=8)


@pytest.fixture
def iam(aws: Aws) -> Any:
    make_role(aws, aws.payer, trust(aws, aws.payer))
    return aws.root(aws.payer, "iam")


def refused(call: Any, **arguments: str) -> str:
    with pytest.raises(ClientError) as refusal:
        call(**arguments)
    assert code(refusal.value) == LIMIT
    return str(refusal.value.response["Error"]["Message"])


def test_inline_policies_of_a_role_count_together(iam: Any) -> None:
    put = iam.put_role_policy
    put(RoleName=ROLE_NAME, PolicyName="one", PolicyDocument=sized(6_000))
    put(RoleName=ROLE_NAME, PolicyName="two", PolicyDocument=sized(4_240))
    over = {"RoleName": ROLE_NAME, "PolicyName": "two", "PolicyDocument": sized(4_241)}
    assert refused(put, **over) == (
        f"Maximum policy size of 10240 bytes exceeded for role {ROLE_NAME}"
    )


def test_a_managed_policy(iam: Any) -> None:
    arn = iam.create_policy(PolicyName="fits", PolicyDocument=sized(6_144))["Policy"]["Arn"]
    message = "Cannot exceed quota for PolicySize: 6144"
    assert refused(iam.create_policy, PolicyName="over", PolicyDocument=sized(6_145)) == message
    over = {"PolicyArn": arn, "PolicyDocument": sized(6_145)}
    assert refused(iam.create_policy_version, **over) == message


def test_ten_managed_policies_a_role(iam: Any) -> None:
    arns = [
        iam.create_policy(PolicyName=f"p{n}", PolicyDocument=sized(200))["Policy"]["Arn"]
        for n in range(11)
    ]
    for arn in arns[:10]:
        iam.attach_role_policy(RoleName=ROLE_NAME, PolicyArn=arn)
    iam.attach_role_policy(RoleName=ROLE_NAME, PolicyArn=arns[0])
    message = refused(iam.attach_role_policy, RoleName=ROLE_NAME, PolicyArn=arns[10])
    assert message == "Cannot exceed quota for PoliciesPerRole: 10"


def test_policies_of_a_user(iam: Any) -> None:
    iam.create_user(UserName="small")
    put = iam.put_user_policy
    put(UserName="small", PolicyName="one", PolicyDocument=sized(2_048))
    refused(put, UserName="small", PolicyName="one", PolicyDocument=sized(2_049))


def test_a_trust_policy(aws: Aws, iam: Any) -> None:
    long = trust(aws, aws.payer, Condition={"StringEquals": {"sts:ExternalId": "x" * 2_048}})
    message = refused(
        iam.update_assume_role_policy, RoleName=ROLE_NAME, PolicyDocument=json.dumps(long)
    )
    assert message == "Cannot exceed quota for ACLSizePerRole: 2048"


def _managed(role: Any, document: str) -> dict[str, Any]:
    properties = {"Roles": [role], "PolicyDocument": json.loads(document)}
    return {"Type": "AWS::IAM::ManagedPolicy", "Properties": properties}


def _inline(role: Any, document: str) -> dict[str, Any]:
    properties = {"PolicyName": "more", "Roles": [role], "PolicyDocument": json.loads(document)}
    return {"Type": "AWS::IAM::Policy", "Properties": properties}


@pytest.mark.parametrize(
    ("extra", "reason"),
    [
        ({"Large": _managed({"Ref": "Role"}, sized(6_145))}, "PolicySize: 6144"),
        ({"Large": _inline({"Ref": "Role"}, sized(10_240))}, "Maximum policy size of 10240"),
        (
            {f"P{n}": _managed({"Ref": "Role"}, sized(200)) for n in range(11)},
            "PoliciesPerRole: 10",
        ),
    ],
    ids=["managed", "inline", "number"],
)
def test_a_stack_over_a_limit_rolls_back(aws: Aws, extra: dict[str, Any], reason: str) -> None:
    template = deepcopy(TEMPLATE)
    template["Resources"] |= extra
    cfn = aws.root(aws.payer, "cloudformation")
    cfn.create_stack(
        StackName=STACK_NAME,
        TemplateBody=json.dumps(template),
        Parameters=parameters(aws),
        Capabilities=["CAPABILITY_NAMED_IAM"],
    )
    wait_for(cfn, STACK_NAME, "ROLLBACK_COMPLETE")
    events = cfn.describe_stack_events(StackName=STACK_NAME)["StackEvents"]
    assert any(reason in event.get("ResourceStatusReason", "") for event in events)
    iam = aws.root(aws.payer, "iam")
    assert ROLE_NAME not in {role["RoleName"] for role in iam.list_roles()["Roles"]}
    assert iam.list_policies(Scope="Local")["Policies"] == []


def test_a_full_stack_can_still_be_updated(aws: Aws) -> None:
    template = deepcopy(TEMPLATE)
    template["Resources"] |= {f"P{n}": _managed({"Ref": "Role"}, sized(200)) for n in range(10)}
    cfn = aws.root(aws.payer, "cloudformation")
    named = ["CAPABILITY_NAMED_IAM"]
    arguments = {"StackName": STACK_NAME, "Parameters": parameters(aws), "Capabilities": named}
    cfn.create_stack(TemplateBody=json.dumps(template), **arguments)
    wait_for(cfn, STACK_NAME, "CREATE_COMPLETE")
    changed = json.loads(sized(201))
    template["Resources"]["P0"]["Properties"]["PolicyDocument"] = changed
    cfn.update_stack(TemplateBody=json.dumps(template), **arguments)
    wait_for(cfn, STACK_NAME, "UPDATE_COMPLETE")
