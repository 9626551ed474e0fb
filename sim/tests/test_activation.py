"""Entering linked accounts from the payer, and the stack that is made there."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from botocore.exceptions import ClientError

from helpers.admin import AdminClient
from helpers.aws import Aws, code
from helpers.roles import allow, assume, make_role, outcome, policy, trust
from helpers.template import wait_for

MEMBER = "OrganizationAccountAccessRole"
TEMPLATE = json.dumps({"Resources": {"Topic": {"Type": "AWS::SNS::Topic"}}})
BROKEN = json.dumps(
    {
        "Resources": {
            "Role": {
                "Type": "AWS::IAM::Role",
                "Properties": {"RoleName": MEMBER, "AssumeRolePolicyDocument": {"Statement": []}},
            }
        }
    }
)


def member(account: str) -> str:
    return f"arn:aws:iam::{account}:role/{MEMBER}"


def permit(aws: Aws, organization: str, accounts: list[str]) -> Any:
    """STS as a role in the payer that may enter these accounts of this organization."""
    role = make_role(aws, aws.payer, trust(aws, aws.payer, Condition={}), name="permit")
    statement = {
        **allow("sts:AssumeRole", resource=f"arn:aws:iam::*:role/{MEMBER}"),
        "Condition": {
            "StringEquals": {"aws:ResourceOrgID": organization, "aws:ResourceAccount": accounts}
        },
    }
    aws.root(aws.payer, "iam").put_role_policy(
        RoleName="permit", PolicyName="enter", PolicyDocument=policy(statement)
    )
    return aws.session("sts", assume(aws.server("sts"), role)["Credentials"])


def organization_of(aws: Aws) -> str:
    found: str = aws.root(aws.payer, "organizations").describe_organization()["Organization"]["Id"]
    return found


def test_only_the_listed_accounts_of_the_organization_are_entered(aws: Aws) -> None:
    first, second = aws.linked[:2]
    sts = permit(aws, organization_of(aws), [first])
    assert outcome(sts, member(first)) == 200
    assert outcome(sts, member(second)) == (403, "AccessDenied")


def test_another_organization_is_not_entered(aws: Aws) -> None:
    sts = permit(aws, "o-elsewhere01", [aws.linked[0]])
    assert outcome(sts, member(aws.linked[0])) == (403, "AccessDenied")


def test_a_role_ends_by_itself(aws: Aws, admin: AdminClient) -> None:
    ends = (datetime.now(UTC) + timedelta(hours=1)).isoformat()
    condition = {"DateLessThan": {"aws:CurrentTime": ends}}
    role = make_role(aws, aws.payer, trust(aws, aws.payer, Condition=condition), name="permit")
    assert outcome(aws.server("sts"), role) == 200
    admin.post("/clock", advance_seconds=3601)
    assert outcome(aws.server("sts"), role) == (403, "AccessDenied")


@pytest.fixture
def inside(aws: Aws) -> Any:
    """CloudFormation in a linked account, as the payer enters it, with one stack's rights left."""
    account = aws.linked[0]
    stacks = f"arn:aws:cloudformation:us-east-1:{account}:stack/wanted/*"
    left = policy(
        allow("cloudformation:CreateStack", "cloudformation:Describe*", resource=stacks),
        allow("sns:*", "iam:*"),
    )
    sts = permit(aws, organization_of(aws), [account])
    entered = assume(sts, member(account), Policy=left)["Credentials"]
    return aws.session("cloudformation", entered)


def refusal(client: Any, **more: Any) -> Any:
    try:
        client.create_stack(TemplateBody=TEMPLATE, **more)
    except ClientError as error:
        return code(error)
    return 200


def test_a_session_policy_leaves_one_stack(inside: Any) -> None:
    assert refusal(inside, StackName="other") == (403, "AccessDenied")
    assert refusal(inside, StackName="wanted") == 200


def test_the_same_token_makes_one_stack(inside: Any) -> None:
    def make(token: str) -> str:
        wanted = {"StackName": "wanted", "TemplateBody": TEMPLATE, "ClientRequestToken": token}
        made: str = inside.create_stack(**wanted)["StackId"]
        return made

    assert make("token-1") == make("token-1")
    assert refusal(inside, StackName="wanted", ClientRequestToken="token-2") == (
        400,
        "AlreadyExistsException",
    )


def test_a_stack_that_was_rolled_back_keeps_its_name(aws: Aws) -> None:
    stacks = aws.root(aws.linked[0], "cloudformation")
    named = ["CAPABILITY_NAMED_IAM"]
    stacks.create_stack(StackName="wanted", TemplateBody=BROKEN, Capabilities=named)
    stack = wait_for(stacks, "wanted", "ROLLBACK_COMPLETE")
    assert refusal(stacks, StackName="wanted") == (400, "AlreadyExistsException")
    stacks.delete_stack(StackName="wanted")
    wait_for(stacks, stack["StackId"], "DELETE_COMPLETE")
    assert refusal(stacks, StackName="wanted") == 200
