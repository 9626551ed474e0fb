"""Service-managed StackSets: the organization, targets, instances, their ends."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from helpers import stack_sets
from helpers.aws import Aws, code
from helpers.roles import EXTERNAL_ID, outcome
from helpers.stack_sets import NAME, REGION

STACKSETS = "member.org.stacksets.cloudformation.amazonaws.com"
NESTED = '{"Resources": {"Inner": {"Type": "AWS::CloudFormation::Stack"}}}'
OTHER_ID = EXTERNAL_ID[:-1] + ("a" if EXTERNAL_ID[-1] != "a" else "b")


@pytest.fixture
def payer(aws: Aws) -> Any:
    return stack_sets.payer(aws)


def test_the_organization_lets_it_in_first(aws: Aws) -> None:
    cloudformation = aws.root(aws.payer, "cloudformation")
    assert cloudformation.describe_organizations_access()["Status"] == "DISABLED"
    with pytest.raises(ClientError, match="must enable organizations access"):
        stack_sets.create(aws, cloudformation)
    cloudformation.activate_organizations_access()
    assert cloudformation.describe_organizations_access()["Status"] == "ENABLED"
    stack_sets.create(aws, cloudformation)
    services = aws.root(aws.payer, "organizations").list_aws_service_access_for_organization()
    assert STACKSETS in {s["ServicePrincipal"] for s in services["EnabledServicePrincipals"]}
    cloudformation.deactivate_organizations_access()
    assert cloudformation.describe_organizations_access()["Status"] == "DISABLED"
    with pytest.raises(ClientError, match="must enable organizations access"):
        stack_sets.deploy(cloudformation, aws.about["root_id"])


def test_the_root_is_everybody_but_the_management_account(aws: Aws, payer: Any) -> None:
    stack_sets.create(aws, payer)
    root = aws.about["root_id"]
    operation = stack_sets.deploy(payer, root)
    done = stack_sets.ended(payer, operation)
    assert (done["Action"], done["Status"]) == ("CREATE", "SUCCEEDED")
    assert set(stack_sets.results(payer, operation)) == set(aws.linked)
    found = stack_sets.instances(payer)
    assert {(i["Status"], i["OrganizationalUnitId"]) for i in found.values()} == {("CURRENT", root)}
    for account in aws.linked:
        role_arn = f"arn:aws:iam::{account}:role/landfast/landfast-access"
        assert outcome(aws.server("sts"), role_arn, f"{EXTERNAL_ID}:{account}") == 200
        stack = aws.root(account, "cloudformation").describe_stacks()["Stacks"][0]
        assert stack["StackId"] == found[account]["StackId"]
        assert stack["StackName"].startswith(f"StackSet-{NAME}-")
    assert stack_sets.roles(aws, aws.payer) == []


@pytest.mark.parametrize(
    ("units", "more", "expected"),
    [
        (["Workloads"], {}, {0, 1, 2}),
        (["Production"], {}, {0, 1}),
        (["Data", "Sandbox"], {}, {1, 3, 4}),
        (["Leaving"], {}, set()),
        (["Workloads"], {"AccountFilterType": "INTERSECTION", "Accounts": [0, 3]}, {0}),
        (["Workloads"], {"AccountFilterType": "DIFFERENCE", "Accounts": [0]}, {1, 2}),
        (["Sandbox"], {"AccountFilterType": "UNION", "Accounts": [0]}, {0, 3, 4}),
    ],
)
def test_targets(
    aws: Aws, payer: Any, units: list[str], more: dict[str, Any], expected: set[int]
) -> None:
    stack_sets.create(aws, payer)
    targets = {
        "OrganizationalUnitIds": [aws.about["units"][unit] for unit in units],
        **more,
    }
    if "Accounts" in more:
        targets["Accounts"] = [aws.linked[number] for number in more["Accounts"]]
    operation = stack_sets.deploy(payer, DeploymentTargets=targets)
    assert stack_sets.ended(payer, operation)["Status"] == "SUCCEEDED"
    assert set(stack_sets.instances(payer)) == {aws.linked[number] for number in expected}


@pytest.mark.parametrize(
    "wrong",
    [
        {"DeploymentTargets": {"OrganizationalUnitIds": ["ou-ac01-nothing0"]}},
        {"DeploymentTargets": {"Accounts": ["000123456789"]}},
        {"DeploymentTargets": {}, "Accounts": ["000123456789"]},
        {"ParameterOverrides": [{"ParameterKey": "Nothing", "ParameterValue": "x"}]},
    ],
)
def test_targets_that_cannot_be(aws: Aws, payer: Any, wrong: dict[str, Any]) -> None:
    stack_sets.create(aws, payer)
    with pytest.raises(ClientError) as refusal:
        stack_sets.deploy(payer, aws.about["root_id"], **wrong)
    assert code(refusal.value) == (400, "ValidationError")


@pytest.mark.parametrize(
    ("wrong", "expected"),
    [
        ({"Capabilities": []}, (400, "InsufficientCapabilitiesException")),
        ({"Parameters": []}, (400, "ValidationError")),
        ({"TemplateURL": None}, (400, "ValidationError")),
        ({"TemplateURL": None, "TemplateBody": "{"}, (400, "ValidationError")),
        ({"TemplateURL": None, "TemplateBody": NESTED}, (400, "ValidationError")),
        ({"ExecutionRoleName": "some"}, (400, "ValidationError")),
        ({"PermissionModel": "SELF_MANAGED"}, (400, "ValidationError")),
        ({"StackSetName": "taken"}, (409, "NameAlreadyExistsException")),
    ],
)
def test_what_cannot_be_created(
    aws: Aws, payer: Any, wrong: dict[str, Any], expected: tuple[int, str]
) -> None:
    stack_sets.create(aws, payer, StackSetName="taken")
    with pytest.raises(ClientError) as refusal:
        stack_sets.create(aws, payer, **wrong)
    assert code(refusal.value) == expected


def test_a_token_makes_one(aws: Aws, payer: Any) -> None:
    for _ in range(2):
        stack_sets.create(aws, payer, ClientRequestToken="once")
    assert len(payer.list_stack_sets()["Summaries"]) == 1


def test_an_update_reaches_every_stack(aws: Aws, payer: Any) -> None:
    stack_sets.create(aws, payer)
    stack_sets.ended(payer, stack_sets.deploy(payer, aws.about["units"]["Sandbox"]))
    operation = payer.update_stack_set(
        StackSetName=NAME,
        UsePreviousTemplate=True,
        Parameters=[
            {"ParameterKey": "ExternalId", "ParameterValue": OTHER_ID},
            {"ParameterKey": "Principal", "UsePreviousValue": True},
        ],
        Capabilities=["CAPABILITY_NAMED_IAM"],
        OperationPreferences=stack_sets.EVERYBODY,
    )["OperationId"]
    assert stack_sets.ended(payer, operation)["Action"] == "UPDATE"
    assert len(stack_sets.results(payer, operation)) == 2
    role_arn = f"arn:aws:iam::{aws.linked[3]}:role/landfast/landfast-access"
    assert outcome(aws.server("sts"), role_arn, f"{OTHER_ID}:{aws.linked[3]}") == 200
    shown = payer.describe_stack_set(StackSetName=NAME)["StackSet"]["Parameters"]
    assert {"ParameterKey": "ExternalId", "ParameterValue": OTHER_ID} in shown


def test_an_instance_has_parameters_of_its_own(aws: Aws, payer: Any) -> None:
    stack_sets.create(aws, payer)
    sandbox = aws.about["units"]["Sandbox"]
    stack_sets.ended(payer, stack_sets.deploy(payer, sandbox))
    account = aws.linked[3]
    operation = payer.update_stack_instances(
        StackSetName=NAME,
        DeploymentTargets={
            "OrganizationalUnitIds": [sandbox],
            "Accounts": [account],
            "AccountFilterType": "INTERSECTION",
        },
        Regions=[REGION],
        ParameterOverrides=[{"ParameterKey": "RoleName", "ParameterValue": "landfast-other"}],
    )["OperationId"]
    stack_sets.ended(payer, operation)
    assert stack_sets.roles(aws, account) == ["landfast-other"]
    assert stack_sets.roles(aws, aws.linked[4]) == ["landfast-access"]
    instance = payer.describe_stack_instance(
        StackSetName=NAME, StackInstanceAccount=account, StackInstanceRegion=REGION
    )["StackInstance"]
    expected = [{"ParameterKey": "RoleName", "ParameterValue": "landfast-other"}]
    assert instance["ParameterOverrides"] == expected


@pytest.mark.parametrize("retain", [True, False])
def test_deleting(aws: Aws, payer: Any, *, retain: bool) -> None:
    stack_sets.create(aws, payer)
    units = aws.about["units"]
    stack_sets.ended(payer, stack_sets.deploy(payer, units["Sandbox"], units["Workloads"]))
    with pytest.raises(ClientError) as refusal:
        payer.delete_stack_set(StackSetName=NAME)
    assert code(refusal.value) == (409, "StackSetNotEmptyException")
    operation = _delete(payer, [units["Sandbox"]], retain=retain)
    assert stack_sets.ended(payer, operation)["RetainStacks"] == retain
    assert set(stack_sets.instances(payer)) == set(aws.linked[:3])
    left = ["landfast-access"] if retain else []
    assert stack_sets.roles(aws, aws.linked[3]) == left
    stack_sets.ended(payer, _delete(payer, [units["Workloads"]], retain=False))
    assert stack_sets.instances(payer) == {}
    payer.delete_stack_set(StackSetName=NAME)
    payer.delete_stack_set(StackSetName=NAME)
    with pytest.raises(ClientError) as refusal:
        payer.describe_stack_set(StackSetName=NAME)
    assert code(refusal.value) == (404, "StackSetNotFoundException")
    assert payer.list_stack_sets(Status="ACTIVE")["Summaries"] == []
    stack_sets.create(aws, payer)


def test_pages(aws: Aws, payer: Any) -> None:
    stack_sets.create(aws, payer)
    operation = stack_sets.deploy(payer, aws.about["root_id"])
    stack_sets.ended(payer, operation)
    seen: list[str] = []
    arguments: dict[str, Any] = {"StackSetName": NAME, "OperationId": operation, "MaxResults": 4}
    while True:
        page = payer.list_stack_set_operation_results(**arguments)
        seen += [result["Account"] for result in page["Summaries"]]
        if "NextToken" not in page:
            break
        arguments["NextToken"] = page["NextToken"]
    assert sorted(seen) == sorted(aws.linked)
    with pytest.raises(ClientError):
        payer.list_stack_instances(StackSetName=NAME, NextToken="foreign")


def test_a_delegated_administrator(aws: Aws, payer: Any) -> None:
    account = aws.linked[5]
    own = aws.root(account, "cloudformation")
    with pytest.raises(ClientError, match="not a delegated administrator"):
        stack_sets.create(aws, own, CallAs="DELEGATED_ADMIN")
    with pytest.raises(ClientError, match="must be the management account"):
        stack_sets.create(aws, own)
    aws.root(aws.payer, "organizations").register_delegated_administrator(
        AccountId=account, ServicePrincipal=STACKSETS
    )
    stack_sets.create(aws, own, CallAs="DELEGATED_ADMIN")
    operation = stack_sets.deploy(own, aws.about["root_id"], CallAs="DELEGATED_ADMIN")
    assert stack_sets.ended(own, operation, CallAs="DELEGATED_ADMIN")["Status"] == "SUCCEEDED"
    found = payer.describe_stack_set(StackSetName=NAME)["StackSet"]
    assert aws.payer in found["StackSetARN"]
    assert len(stack_sets.instances(own, CallAs="DELEGATED_ADMIN")) == 6
    with pytest.raises(ClientError) as refusal:
        own.describe_stack_set(StackSetName=NAME)
    assert code(refusal.value) == (404, "StackSetNotFoundException")


def test_policies_are_enforced(aws: Aws, payer: Any) -> None:
    stack_sets.create(aws, payer)
    iam = aws.root(aws.payer, "iam")
    iam.create_user(UserName="reader")
    iam.put_user_policy(
        UserName="reader",
        PolicyName="one",
        PolicyDocument=(
            '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": '
            '"cloudformation:DescribeStackSet", "Resource": '
            f'"arn:aws:cloudformation:*:{aws.payer}:stackset/{NAME}:*"}}]}}'
        ),
    )
    key = iam.create_access_key(UserName="reader")["AccessKey"]
    reader = aws.session("cloudformation", {**key, "SessionToken": None})
    assert reader.describe_stack_set(StackSetName=NAME)["StackSet"]["StackSetName"] == NAME
    refused: list[tuple[Any, str]] = [
        (reader.describe_stack_set, "other"),
        (reader.list_stack_instances, NAME),
    ]
    for call, name in refused:
        with pytest.raises(ClientError) as refusal:
            call(StackSetName=name)
        assert code(refusal.value)[0] == 403


def _delete(cloudformation: Any, units: list[str], *, retain: bool) -> str:
    return str(
        cloudformation.delete_stack_instances(
            StackSetName=NAME,
            DeploymentTargets={"OrganizationalUnitIds": units},
            Regions=[REGION],
            RetainStacks=retain,
            OperationPreferences=stack_sets.EVERYBODY,
        )["OperationId"]
    )
