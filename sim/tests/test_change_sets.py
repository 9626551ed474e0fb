"""A stack that gives access is changed: choices, a newer template, change sets."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from botocore.exceptions import ClientError

from helpers.aws import Aws, code
from helpers.choices import as_text, with_choices
from helpers.roles import EXTERNAL_ID, assume
from helpers.shapes import misfits
from helpers.template import (
    DONE_WITHIN_SECONDS,
    STACK_NAME,
    parameters,
    publish,
    wait_for,
)

ROLE = "landfast-access"
NAMED = ["CAPABILITY_NAMED_IAM"]
CHANGE_SET = "landfast-update"


@pytest.fixture
def stack(aws: Aws) -> Any:
    """A stack of the small template, without choices."""
    cfn = aws.root(aws.payer, "cloudformation")
    cfn.create_stack(
        StackName=STACK_NAME,
        TemplateURL=publish(aws),
        Parameters=parameters(aws),
        Capabilities=NAMED,
    )
    wait_for(cfn, STACK_NAME, "CREATE_COMPLETE")
    return cfn


def kept(*names: str) -> list[dict[str, Any]]:
    return [{"ParameterKey": name, "UsePreviousValue": True} for name in names]


def propose(cfn: Any, **changes: Any) -> dict[str, Any]:
    """A change set to the template with choices, once it is made."""
    arguments = {
        "StackName": STACK_NAME,
        "ChangeSetName": CHANGE_SET,
        "TemplateBody": as_text(),
        "Parameters": kept("ExternalId", "Principal", "RoleName"),
        "Capabilities": NAMED,
        **changes,
    }
    made = cfn.create_change_set(**arguments)
    assert misfits(cfn, "create_change_set", made) == []
    deadline = time.monotonic() + DONE_WITHIN_SECONDS
    while True:
        found = cfn.describe_change_set(StackName=STACK_NAME, ChangeSetName=made["Id"])
        assert misfits(cfn, "describe_change_set", found) == []
        if not str(found["Status"]).endswith(("_PENDING", "_IN_PROGRESS")):
            return dict(found)
        assert time.monotonic() < deadline
        time.sleep(0.02)


def execute(cfn: Any) -> dict[str, Any]:
    cfn.execute_change_set(StackName=STACK_NAME, ChangeSetName=CHANGE_SET)
    return wait_for(cfn, STACK_NAME, "UPDATE_COMPLETE")


def allowed(aws: Aws, service: str, operation: str) -> bool:
    role_arn = f"arn:aws:iam::{aws.payer}:role/landfast/{ROLE}"
    answer = assume(aws.server("sts"), role_arn, f"{EXTERNAL_ID}:{aws.payer}")
    try:
        getattr(aws.session(service, answer["Credentials"]), operation)()
    except ClientError as error:
        if code(error)[1] != "AccessDeniedException":
            raise
        return False
    return True


def choices(aws: Aws) -> str:
    role = aws.root(aws.payer, "iam").get_role(RoleName=ROLE)["Role"]
    return {str(tag["Key"]): str(tag["Value"]) for tag in role["Tags"]}["landfast:choices"]


def test_a_change_set_says_what_it_will_do_and_does_nothing(aws: Aws, stack: Any) -> None:
    proposed = propose(stack)
    assert (proposed["Status"], proposed["ExecutionStatus"]) == ("CREATE_COMPLETE", "AVAILABLE")
    changes = {
        change["ResourceChange"]["LogicalResourceId"]: change["ResourceChange"]
        for change in proposed["Changes"]
    }
    assert {name: change["Action"] for name, change in changes.items()} == {
        "Role": "Modify",
        "BillingPolicy": "Add",
    }
    assert changes["Role"]["Replacement"] == "False"
    hidden = {p["ParameterKey"]: p["ParameterValue"] for p in proposed["Parameters"]}
    assert hidden["Remark"] == "****"
    assert not allowed(aws, "cur", "describe_report_definitions")
    assert stack.describe_stacks(StackName=STACK_NAME)["Stacks"][0]["StackStatus"] == (
        "CREATE_COMPLETE"
    )


def test_executed_it_gives_what_was_chosen(aws: Aws, stack: Any) -> None:
    propose(stack)
    updated = execute(stack)
    values = {p["ParameterKey"]: p["ParameterValue"] for p in updated["Parameters"]}
    assert values["ExternalId"] == EXTERNAL_ID
    assert (values["Billing"], values["Inventory"]) == ("on", "off")
    assert allowed(aws, "cur", "describe_report_definitions")
    assert not allowed(aws, "resourcegroupstaggingapi", "get_resources")
    assert choices(aws) == "billing=on inventory=off"


def test_a_choice_is_turned_and_turned_back(aws: Aws, stack: Any) -> None:
    propose(stack)
    execute(stack)
    turned = [
        *kept("ExternalId", "Principal", "RoleName"),
        {"ParameterKey": "Billing", "ParameterValue": "off"},
        {"ParameterKey": "Inventory", "ParameterValue": "on"},
    ]
    proposed = propose(stack, Parameters=turned)
    actions = {
        c["ResourceChange"]["LogicalResourceId"]: c["ResourceChange"]["Action"]
        for c in proposed["Changes"]
    }
    assert actions == {"Role": "Modify", "BillingPolicy": "Remove", "InventoryPolicy": "Add"}
    execute(stack)
    assert not allowed(aws, "cur", "describe_report_definitions")
    assert allowed(aws, "resourcegroupstaggingapi", "get_resources")
    assert choices(aws) == "billing=off inventory=on"
    iam = aws.root(aws.payer, "iam")
    assert iam.list_attached_role_policies(RoleName=ROLE)["AttachedPolicies"] == []
    assert iam.list_policies(Scope="Local")["Policies"] == []
    stack.update_stack(
        StackName=STACK_NAME,
        UsePreviousTemplate=True,
        Parameters=[
            *kept("ExternalId", "Principal", "RoleName", "Inventory"),
            {"ParameterKey": "Billing", "ParameterValue": "on"},
        ],
        Capabilities=NAMED,
    )
    wait_for(stack, STACK_NAME, "UPDATE_COMPLETE")
    assert allowed(aws, "cur", "describe_report_definitions")
    stack_id = stack.describe_stacks(StackName=STACK_NAME)["Stacks"][0]["StackId"]
    stack.delete_stack(StackName=STACK_NAME)
    wait_for(stack, stack_id, "DELETE_COMPLETE")
    assert iam.list_policies(Scope="Local")["Policies"] == []


def test_a_managed_policy_changes_in_place(aws: Aws, stack: Any) -> None:
    propose(stack)
    execute(stack)
    newer = with_choices()
    document = newer["Resources"]["BillingPolicy"]["Properties"]["PolicyDocument"]
    document["Statement"][0]["Action"] = ["tag:GetResources"]
    proposed = propose(
        stack,
        TemplateBody=json.dumps(newer),
        Parameters=kept("ExternalId", "Principal", "RoleName", "Billing", "Inventory"),
    )
    change = proposed["Changes"][0]["ResourceChange"]
    assert (change["Action"], change["LogicalResourceId"]) == ("Modify", "BillingPolicy")
    execute(stack)
    iam = aws.root(aws.payer, "iam")
    arn = iam.list_attached_role_policies(RoleName=ROLE)["AttachedPolicies"][0]["PolicyArn"]
    assert arn == f"arn:aws:iam::{aws.payer}:policy/landfast/landfast-billing"
    assert iam.get_policy(PolicyArn=arn)["Policy"]["DefaultVersionId"] == "v2"
    assert allowed(aws, "resourcegroupstaggingapi", "get_resources")
    assert not allowed(aws, "cur", "describe_report_definitions")


def test_a_change_set_without_changes_fails(stack: Any) -> None:
    propose(stack)
    execute(stack)
    same = kept("ExternalId", "Principal", "RoleName", "Billing", "Inventory", "Remark")
    proposed = propose(stack, Parameters=same)
    assert (proposed["Status"], proposed["ExecutionStatus"]) == ("FAILED", "UNAVAILABLE")
    assert "didn't contain changes" in proposed["StatusReason"]


def test_a_previous_value_that_never_was_is_refused(stack: Any) -> None:
    with pytest.raises(ClientError) as refusal:
        propose(stack, Parameters=kept("ExternalId", "Principal", "RoleName", "Billing"))
    assert code(refusal.value) == (400, "ValidationError")


def test_named_iam_has_to_be_acknowledged_again(stack: Any) -> None:
    with pytest.raises(ClientError) as refusal:
        propose(stack, Capabilities=[])
    assert code(refusal.value) == (400, "InsufficientCapabilitiesException")


def test_a_managed_policy_of_somebody_else_is_not_taken_over(aws: Aws, stack: Any) -> None:
    theirs = json.dumps(
        with_choices()["Resources"]["BillingPolicy"]["Properties"]["PolicyDocument"]
    )
    iam = aws.root(aws.payer, "iam")
    iam.create_policy(PolicyName="landfast-billing", Path="/", PolicyDocument=theirs)
    propose(stack)
    stack.execute_change_set(StackName=STACK_NAME, ChangeSetName=CHANGE_SET)
    wait_for(stack, STACK_NAME, "UPDATE_ROLLBACK_COMPLETE")
    events = stack.describe_stack_events(StackName=STACK_NAME)["StackEvents"]
    assert any("already exists" in event.get("ResourceStatusReason", "") for event in events)
    assert len(iam.list_policies(Scope="Local")["Policies"]) == 1


def test_a_change_set_of_an_unknown_stack(aws: Aws) -> None:
    cfn = aws.root(aws.standalone, "cloudformation")
    with pytest.raises(ClientError) as refusal:
        cfn.describe_change_set(StackName="nothing", ChangeSetName=CHANGE_SET)
    assert code(refusal.value)[1] in ("ChangeSetNotFound", "ValidationError")
