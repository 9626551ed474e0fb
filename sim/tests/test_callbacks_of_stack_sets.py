"""StackSets whose stacks register themselves, and stacks that AWS has in one region only."""

from __future__ import annotations

import json
from typing import Any

from helpers import stack_sets
from helpers.aws import Aws
from helpers.bills import export
from helpers.callbacks import answer, arn, make_topic, receive, statement


def test_every_stack_of_a_stack_set_asks_as_its_own_account(aws: Aws) -> None:
    expected = {"StringEquals": {"aws:SourceAccount": aws.linked}}
    queue = make_topic(aws, statement(aws, Condition=expected))
    cloudformation = stack_sets.payer(aws)
    register = {
        "Type": "Custom::LandfastRegistration",
        "Properties": {"ServiceToken": arn(aws, "sns"), "Account": {"Ref": "AWS::AccountId"}},
    }
    _create(aws, cloudformation, {"Register": register})
    operation = stack_sets.deploy(cloudformation, aws.about["units"]["Sandbox"])
    asked = set()
    for _ in range(2):
        request = receive(aws, queue)
        asked.add(request["ResourceProperties"]["Account"])
        assert request["StackId"].split(":")[4] == request["ResourceProperties"]["Account"]
        assert answer(request) == 200
    assert asked == {aws.linked[3], aws.linked[4]}
    assert stack_sets.ended(cloudformation, operation)["Status"] == "SUCCEEDED"


def test_exports_of_a_stack_set_are_in_one_region(aws: Aws) -> None:
    cloudformation = stack_sets.payer(aws)
    resource = {"Type": "AWS::BCMDataExports::Export", "Properties": {"Export": export()}}
    _create(aws, cloudformation, {"Export": resource})
    unit = aws.about["units"]["Sandbox"]
    operation = stack_sets.deploy(cloudformation, unit, Regions=["eu-west-1"])
    stack_sets.ended(cloudformation, operation)
    results = stack_sets.results(cloudformation, operation)
    assert set(results) == {aws.linked[3], aws.linked[4]}
    for status, reason in results.values():
        assert status == "FAILED"
        assert "Unrecognized resource types: [AWS::BCMDataExports::Export]" in reason


def _create(aws: Aws, cloudformation: Any, resources: dict[str, Any]) -> None:
    body = json.dumps({"Resources": resources})
    stack_sets.create(aws, cloudformation, TemplateURL=None, TemplateBody=body, Parameters=[])
