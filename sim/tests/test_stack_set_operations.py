"""Operations of StackSets: their order, stopping them, what AWS begins by itself."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from botocore.exceptions import ClientError

from helpers import stack_sets
from helpers.admin import AdminClient
from helpers.aws import Aws, code
from helpers.shapes import misfits
from helpers.stack_sets import NAME, REGION
from helpers.template import TEMPLATE, parameters

SLOW = 0.3


@pytest.fixture
def payer(aws: Aws) -> Any:
    return stack_sets.payer(aws)


def test_one_operation_at_a_time(aws: Aws, payer: Any, admin: AdminClient) -> None:
    stack_sets.create(aws, payer, ManagedExecution={"Active": False})
    units = aws.about["units"]
    admin.post("/settings", stack_seconds=SLOW)
    first = stack_sets.deploy(payer, units["Sandbox"])
    running = payer.describe_stack_set_operation(StackSetName=NAME, OperationId=first)
    assert running["StackSetOperation"]["Status"] == "RUNNING"
    details = {
        i["StackInstanceStatus"]["DetailedStatus"] for i in stack_sets.instances(payer).values()
    }
    assert details == {"RUNNING"}
    with pytest.raises(ClientError) as refusal:
        stack_sets.deploy(payer, units["Workloads"])
    assert code(refusal.value) == (409, "OperationInProgressException")
    with pytest.raises(ClientError) as refusal:
        payer.delete_stack_set(StackSetName=NAME)
    assert code(refusal.value) == (409, "OperationInProgressException")
    stack_sets.ended(payer, first)
    stack_sets.ended(payer, stack_sets.deploy(payer, units["Workloads"]))


def test_managed_execution_queues_what_meets(aws: Aws, payer: Any, admin: AdminClient) -> None:
    stack_sets.create(aws, payer)
    units = aws.about["units"]
    admin.post("/settings", stack_seconds=SLOW)
    first = stack_sets.deploy(payer, units["Sandbox"])
    beside = stack_sets.deploy(payer, units["Production"])
    behind = stack_sets.deploy(payer, aws.about["root_id"])
    last = stack_sets.deploy(payer, units["Staging"])
    listed = payer.list_stack_set_operations(StackSetName=NAME)["Summaries"]
    assert {o["OperationId"]: o["Status"] for o in listed} == {
        last: "QUEUED",
        behind: "QUEUED",
        beside: "RUNNING",
        first: "RUNNING",
    }
    with pytest.raises(ClientError) as refusal:
        payer.update_stack_set(
            StackSetName=NAME,
            UsePreviousTemplate=True,
            Parameters=parameters(aws),
            Capabilities=["CAPABILITY_NAMED_IAM"],
            ManagedExecution={"Active": False},
        )
    assert code(refusal.value) == (400, "InvalidOperationException")
    done = [stack_sets.ended(payer, one) for one in (first, beside, behind, last)]
    assert {operation["Status"] for operation in done} == {"SUCCEEDED"}
    assert done[2]["EndTimestamp"] >= done[0]["EndTimestamp"]
    assert len(stack_sets.instances(payer)) == 6


def test_an_operation_id_works_once(aws: Aws, payer: Any) -> None:
    stack_sets.create(aws, payer)
    sandbox = aws.about["units"]["Sandbox"]
    for _ in range(2):
        assert stack_sets.deploy(payer, sandbox, OperationId="landfast-1") == "landfast-1"
        stack_sets.ended(payer, "landfast-1")
    assert len(payer.list_stack_set_operations(StackSetName=NAME)["Summaries"]) == 1
    with pytest.raises(ClientError) as refusal:
        stack_sets.deploy(payer, aws.about["root_id"], OperationId="landfast-1")
    assert code(refusal.value) == (409, "OperationIdAlreadyExistsException")


def test_stopping(aws: Aws, payer: Any, admin: AdminClient) -> None:
    stack_sets.create(aws, payer)
    admin.post("/settings", stack_seconds=SLOW)
    operation = stack_sets.deploy(payer, aws.about["root_id"], OperationPreferences={})
    queued = stack_sets.deploy(payer, aws.about["root_id"])
    while stack_sets.results(payer, operation)[aws.linked[0]][0] == "PENDING":
        time.sleep(0.02)
    for one in (queued, operation):
        payer.stop_stack_set_operation(StackSetName=NAME, OperationId=one)
    assert stack_sets.ended(payer, queued)["Status"] == "STOPPED"
    assert stack_sets.ended(payer, operation)["Status"] == "STOPPED"
    ends = [end for end, _ in stack_sets.results(payer, operation).values()]
    assert sorted(ends) == ["CANCELLED"] * 5 + ["SUCCEEDED"]
    with pytest.raises(ClientError) as refusal:
        payer.stop_stack_set_operation(StackSetName=NAME, OperationId=operation)
    assert code(refusal.value) == (400, "InvalidOperationException")
    with pytest.raises(ClientError) as refusal:
        payer.stop_stack_set_operation(StackSetName=NAME, OperationId="unknown")
    assert code(refusal.value) == (404, "OperationNotFoundException")


def test_later_accounts_are_deployed_to(aws: Aws, payer: Any) -> None:
    stack_sets.create(aws, payer)
    units = aws.about["units"]
    stack_sets.ended(payer, stack_sets.deploy(payer, units["Sandbox"]))
    listed = payer.list_stack_set_auto_deployment_targets(StackSetName=NAME)["Summaries"]
    assert listed == [{"OrganizationalUnitId": units["Sandbox"], "Regions": [REGION]}]
    organizations = aws.root(aws.payer, "organizations")
    organizations.create_account(Email="new@example.com", AccountName="New")
    account = organizations.list_create_account_status()["CreateAccountStatuses"][0]["AccountId"]
    stack_sets.all_ended(payer)
    assert account not in stack_sets.instances(payer)
    _move(aws, account, units["Sandbox"])
    (latest, *_) = stack_sets.all_ended(payer)
    assert latest["Action"] == "CREATE"
    assert set(stack_sets.instances(payer)) == {*aws.linked[3:5], account}
    assert stack_sets.roles(aws, account) == ["landfast-access"]


@pytest.mark.parametrize("retain", [True, False])
def test_accounts_that_leave(aws: Aws, payer: Any, *, retain: bool) -> None:
    deployment = {"Enabled": True, "RetainStacksOnAccountRemoval": retain}
    stack_sets.create(aws, payer, AutoDeployment=deployment)
    units = aws.about["units"]
    stack_sets.ended(payer, stack_sets.deploy(payer, units["Sandbox"]))
    _move(aws, aws.linked[3], units["Leaving"])
    organizations = aws.root(aws.payer, "organizations")
    organizations.remove_account_from_organization(AccountId=aws.linked[4])
    stack_sets.all_ended(payer)
    assert stack_sets.instances(payer) == {}
    left = ["landfast-access"] if retain else []
    assert [stack_sets.roles(aws, account) for account in aws.linked[3:5]] == [left, left]


def test_nothing_happens_by_itself_unless_asked(aws: Aws, payer: Any) -> None:
    stack_sets.create(aws, payer, AutoDeployment={"Enabled": False})
    units = aws.about["units"]
    stack_sets.ended(payer, stack_sets.deploy(payer, units["Sandbox"]))
    _move(aws, aws.linked[0], units["Sandbox"])
    assert len(payer.list_stack_set_operations(StackSetName=NAME)["Summaries"]) == 1


def test_self_managed_ones_need_two_roles(aws: Aws) -> None:
    home = aws.root(aws.payer, "cloudformation")
    stack_sets.create(aws, home, PermissionModel="SELF_MANAGED", AutoDeployment=None)
    account = aws.standalone
    steps: list[tuple[str, str, str, dict[str, str]]] = [
        (
            aws.payer,
            "AWSCloudFormationStackSetAdministrationRole",
            "trust relationship to CloudFormation service",
            {"Service": "cloudformation.amazonaws.com"},
        ),
        (
            account,
            "AWSCloudFormationStackSetExecutionRole",
            "trust relationship to Role",
            {"AWS": f"arn:aws:iam::{aws.payer}:root"},
        ),
    ]
    for owner, role, missing, principal in steps:
        operation = _deploy_to(home, account)
        assert stack_sets.ended(home, operation)["Status"] == "FAILED"
        said = stack_sets.results(home, operation)[account][1]
        assert said.startswith(f"Account {owner} should have '{role}' role with {missing}")
        _make_role(aws, owner, role, principal)
    operation = _deploy_to(home, account)
    assert stack_sets.ended(home, operation)["Status"] == "SUCCEEDED"
    assert "landfast-access" in stack_sets.roles(aws, account)
    with pytest.raises(ClientError, match="can only have Account as target"):
        stack_sets.deploy(home, aws.about["root_id"])
    with pytest.raises(ClientError) as refusal:
        home.update_stack_instances(StackSetName=NAME, Accounts=[aws.stranger], Regions=[REGION])
    assert code(refusal.value) == (404, "StackInstanceNotFoundException")


def test_answers_fit_the_model(aws: Aws, payer: Any) -> None:
    stack_sets.create(aws, payer, Description="<&>", Tags=[{"Key": "a", "Value": "b"}])
    operation = stack_sets.deploy(payer, aws.about["units"]["Sandbox"])
    stack_sets.ended(payer, operation)
    named = {"StackSetName": NAME}
    place = {"StackInstanceAccount": aws.linked[3], "StackInstanceRegion": REGION}
    calls: list[tuple[str, dict[str, str]]] = [
        ("describe_organizations_access", {}),
        ("describe_stack_instance", {**named, **place}),
        ("describe_stack_set", named),
        ("describe_stack_set_operation", {**named, "OperationId": operation}),
        ("list_stack_instances", named),
        ("list_stack_set_auto_deployment_targets", named),
        ("list_stack_set_operation_results", {**named, "OperationId": operation}),
        ("list_stack_set_operations", named),
        ("list_stack_sets", {}),
    ]
    for call, arguments in calls:
        answer = getattr(payer, call)(**arguments)
        assert misfits(payer, call, answer) == []
        assert set(answer) - {"ResponseMetadata"}
    found = payer.describe_stack_set(StackSetName=NAME)["StackSet"]
    assert json.loads(found["TemplateBody"]) == TEMPLATE
    assert (found["Description"], found["Tags"]) == ("<&>", [{"Key": "a", "Value": "b"}])
    assert found["ManagedExecution"] == {"Active": True}
    assert found["OrganizationalUnitIds"] == [aws.about["units"]["Sandbox"]]


def _move(aws: Aws, account: str, unit: str) -> None:
    organizations = aws.root(aws.payer, "organizations")
    parent = organizations.list_parents(ChildId=account)["Parents"][0]["Id"]
    organizations.move_account(AccountId=account, SourceParentId=parent, DestinationParentId=unit)


def _make_role(aws: Aws, account: str, name: str, principal: dict[str, str]) -> None:
    statement = {"Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole"}
    document = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    aws.root(account, "iam").create_role(RoleName=name, AssumeRolePolicyDocument=document)


def _deploy_to(cloudformation: Any, account: str) -> str:
    return str(
        cloudformation.create_stack_instances(
            StackSetName=NAME, Accounts=[account], Regions=[REGION]
        )["OperationId"]
    )
