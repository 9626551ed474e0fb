"""A StackSet as a resource of the payer's stack."""

from __future__ import annotations

import json
from typing import Any

import pytest

from helpers import stack_sets
from helpers.admin import AdminClient
from helpers.aws import Aws
from helpers.stack_sets import NAME, REGION
from helpers.template import parameters, publish, wait_for

STACK = "landfast-rollout"
OTHER_ID = "lf-" + "b" * 26


@pytest.fixture
def payer(aws: Aws) -> Any:
    return stack_sets.payer(aws)


def template(aws: Aws, *units: str, external_id: str | None = None) -> str:
    given = [dict(parameter) for parameter in parameters(aws)]
    given[0]["ParameterValue"] = external_id or given[0]["ParameterValue"]
    properties = {
        "StackSetName": NAME,
        "TemplateURL": publish(aws),
        "Parameters": given,
        "Capabilities": ["CAPABILITY_NAMED_IAM"],
        "PermissionModel": "SERVICE_MANAGED",
        "AutoDeployment": {"Enabled": "true", "RetainStacksOnAccountRemoval": "false"},
        "OperationPreferences": {"MaxConcurrentCount": "5", "FailureToleranceCount": 4},
        "StackInstancesGroup": [
            {
                "DeploymentTargets": {"OrganizationalUnitIds": [aws.about["units"][unit]]},
                "Regions": [REGION],
            }
            for unit in units
        ],
    }
    resources = {"Rollout": {"Type": "AWS::CloudFormation::StackSet", "Properties": properties}}
    outputs = {"Id": {"Value": {"Ref": "Rollout"}}}
    return json.dumps({"Resources": resources, "Outputs": outputs})


def test_its_whole_life(aws: Aws, payer: Any) -> None:
    payer.create_stack(StackName=STACK, TemplateBody=template(aws, "Sandbox"))
    made = wait_for(payer, STACK, "CREATE_COMPLETE")
    found = payer.describe_stack_set(StackSetName=NAME)["StackSet"]
    assert made["Outputs"][0]["OutputValue"] == found["StackSetId"]
    assert found["AutoDeployment"] == {"Enabled": True, "RetainStacksOnAccountRemoval": False}
    assert set(stack_sets.instances(payer)) == set(aws.linked[3:5])

    changed = template(aws, "Workloads", external_id=OTHER_ID)
    payer.update_stack(StackName=STACK, TemplateBody=changed)
    wait_for(payer, STACK, "UPDATE_COMPLETE")
    assert set(stack_sets.instances(payer)) == set(aws.linked[:3])
    shown = payer.describe_stack_set(StackSetName=NAME)["StackSet"]["Parameters"]
    assert {"ParameterKey": "ExternalId", "ParameterValue": OTHER_ID} in shown

    payer.delete_stack(StackName=STACK)
    wait_for(payer, made["StackId"], "DELETE_COMPLETE")
    assert payer.list_stack_sets(Status="ACTIVE")["Summaries"] == []
    assert [stack_sets.roles(aws, account) for account in aws.linked] == [[]] * 6


def test_one_that_fails_leaves_nothing(aws: Aws, payer: Any, admin: AdminClient) -> None:
    admin.post("/stack-failures", accounts=aws.linked, reason="The name is taken.")
    careful = json.loads(template(aws, "Workloads"))
    del careful["Resources"]["Rollout"]["Properties"]["OperationPreferences"]
    payer.create_stack(StackName=STACK, TemplateBody=json.dumps(careful))
    wait_for(payer, STACK, "ROLLBACK_COMPLETE")
    events = payer.describe_stack_events(StackName=STACK)["StackEvents"]
    said = [event.get("ResourceStatusReason", "") for event in events]
    assert any("The name is taken." in reason for reason in said)
    assert payer.list_stack_sets(Status="ACTIVE")["Summaries"] == []


def test_without_trusted_access(aws: Aws) -> None:
    cloudformation = aws.root(aws.payer, "cloudformation")
    cloudformation.create_stack(StackName=STACK, TemplateBody=template(aws, "Sandbox"))
    wait_for(cloudformation, STACK, "ROLLBACK_COMPLETE")
    events = cloudformation.describe_stack_events(StackName=STACK)["StackEvents"]
    said = " ".join(event.get("ResourceStatusReason", "") for event in events)
    assert "You must enable organizations access" in said
