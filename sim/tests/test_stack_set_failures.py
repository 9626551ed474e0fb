"""Accounts in which a StackSet cannot be deployed."""

from __future__ import annotations

from typing import Any

import pytest

from helpers import stack_sets
from helpers.admin import AdminClient, AdminError
from helpers.aws import Aws


@pytest.fixture
def payer(aws: Aws) -> Any:
    return stack_sets.payer(aws)


def test_an_account_that_cannot(aws: Aws, payer: Any, admin: AdminClient) -> None:
    reason = "Resource of type 'AWS::IAM::Role' with identifier 'x' already exists."
    admin.post("/stack-failures", accounts=[aws.linked[0]], reason=reason, times=1)
    stack_sets.create(aws, payer)
    root = aws.about["root_id"]
    operation = stack_sets.deploy(payer, root)
    done = stack_sets.ended(payer, operation)
    assert (done["Status"], done["StatusDetails"]["FailedStackInstancesCount"]) == ("SUCCEEDED", 1)
    status, said = stack_sets.results(payer, operation)[aws.linked[0]]
    assert status == "FAILED"
    assert said.startswith("ResourceLogicalId:Role, ResourceType:AWS::IAM::Role, ")
    assert reason in said
    failed = stack_sets.instances(payer)[aws.linked[0]]
    assert (failed["Status"], failed["StatusReason"]) == ("OUTDATED", said)
    assert failed["StackInstanceStatus"]["DetailedStatus"] == "FAILED"
    assert stack_sets.roles(aws, aws.linked[0]) == []
    listed = stack_sets.instances(payer, Filters=[{"Name": "DETAILED_STATUS", "Values": "FAILED"}])
    assert list(listed) == [aws.linked[0]]
    assert admin.get("/stack-failures")["failures"][0]["hits"] == {aws.linked[0]: 1}

    again = stack_sets.deploy(payer, root)
    assert stack_sets.ended(payer, again)["StatusDetails"]["FailedStackInstancesCount"] == 0
    assert stack_sets.instances(payer)[aws.linked[0]]["Status"] == "CURRENT"


@pytest.mark.parametrize("wrong", [{"accounts": "all"}, {"reason": ""}, {"times": "x"}, {"x": 1}])
def test_a_failure_that_cannot_be(admin: AdminClient, wrong: dict[str, Any]) -> None:
    with pytest.raises(AdminError):
        admin.post("/stack-failures", **{"accounts": [], "reason": "no", **wrong})


def test_a_service_control_policy_binds_stacks(aws: Aws, payer: Any, admin: AdminClient) -> None:
    deny = {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Deny", "Action": "iam:CreateRole", "Resource": "*"}],
    }
    admin.post("/service-control-policies", account=aws.linked[1], policies=[deny])
    stack_sets.create(aws, payer)
    operation = stack_sets.deploy(payer, aws.about["root_id"])
    stack_sets.ended(payer, operation)
    status, said = stack_sets.results(payer, operation)[aws.linked[1]]
    assert status == "FAILED"
    assert "iam:CreateRole" in said
    assert "with an explicit deny in a service control policy" in said


def test_too_many_failures_cancel_the_rest(aws: Aws, payer: Any, admin: AdminClient) -> None:
    admin.post("/stack-failures", accounts=[aws.linked[0]], reason="no")
    stack_sets.create(aws, payer)
    operation = stack_sets.deploy(payer, aws.about["root_id"], OperationPreferences={})
    assert stack_sets.ended(payer, operation)["Status"] == "FAILED"
    ends = stack_sets.results(payer, operation)
    assert [ends[account][0] for account in aws.linked] == ["FAILED"] + ["CANCELLED"] * 5
    assert {said for status, said in ends.values() if status == "CANCELLED"} == {
        "Cancelled since failure tolerance has exceeded"
    }
    states = {
        i["StackInstanceStatus"]["DetailedStatus"] for i in stack_sets.instances(payer).values()
    }
    assert states == {"FAILED", "CANCELLED"}


def test_suspended_accounts_are_skipped(aws: Aws, payer: Any) -> None:
    aws.root(aws.payer, "organizations").close_account(AccountId=aws.linked[0])
    stack_sets.create(aws, payer)
    operation = stack_sets.deploy(payer, aws.about["root_id"])
    assert stack_sets.ended(payer, operation)["Status"] == "SUCCEEDED"
    skipped = stack_sets.instances(payer)[aws.linked[0]]
    assert skipped["StackInstanceStatus"]["DetailedStatus"] == "SKIPPED_SUSPENDED_ACCOUNT"
    assert skipped["Status"] == "OUTDATED"
