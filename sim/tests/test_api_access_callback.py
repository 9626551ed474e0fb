"""The template that customers launch, with a topic: who has to answer whom, and when."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from helpers.admin import AdminClient
from helpers.aws import REGION, Aws
from helpers.callbacks import answer, put
from helpers.template import wait_for

TEMPLATES = Path(__file__).parents[2] / "deploy" / "cloudformation"
STACK = "landfast-api-access"


def test_a_launch_is_answered_and_everything_after_it_asks_nobody(aws: Aws) -> None:
    cfn = aws.root(aws.payer, "cloudformation")
    stack_id = _launch(aws, cfn)
    request = _receive(aws)
    assert (request["RequestType"], request["StackId"]) == ("Create", stack_id)
    asked = request["ResourceProperties"]
    role = f"arn:aws:iam::{aws.payer}:role/landfast/landfast-test"
    assert asked == {
        "ServiceToken": aws.about["callback_topic"],
        "ServiceTimeout": "300",
        "RoleArn": role,
    }
    assert "lf-" not in json.dumps(request)
    assert answer(request, PhysicalResourceId="landfast-callback") == 200
    wait_for(cfn, STACK, "CREATE_COMPLETE")
    cfn.update_stack(
        StackName=STACK,
        UsePreviousTemplate=True,
        Capabilities=["CAPABILITY_NAMED_IAM"],
        Parameters=_parameters(aws, Inventory="off"),
    )
    wait_for(cfn, STACK, "UPDATE_COMPLETE")
    cfn.delete_stack(StackName=STACK)
    wait_for(cfn, stack_id, "DELETE_COMPLETE")
    assert _nothing(aws)


def test_an_update_without_the_topic_lets_go_of_it_silently(aws: Aws) -> None:
    cfn = aws.root(aws.payer, "cloudformation")
    _launch(aws, cfn)
    answer(_receive(aws))
    wait_for(cfn, STACK, "CREATE_COMPLETE")
    cfn.update_stack(
        StackName=STACK,
        UsePreviousTemplate=True,
        Capabilities=["CAPABILITY_NAMED_IAM"],
        Parameters=_parameters(aws, CallbackTopicArn=""),
    )
    wait_for(cfn, STACK, "UPDATE_COMPLETE")
    resources = cfn.list_stack_resources(StackName=STACK)["StackResourceSummaries"]
    assert "Callback" not in {one["LogicalResourceId"] for one in resources}
    assert _nothing(aws)


def test_a_landfast_that_is_gone_costs_a_launch_five_minutes(aws: Aws, admin: AdminClient) -> None:
    cfn = aws.root(aws.payer, "cloudformation")
    _launch(aws, cfn)
    request = _receive(aws)
    admin.post("/clock", advance_seconds=301)
    wait_for(cfn, STACK, "ROLLBACK_COMPLETE")
    assert _nothing(aws), "the rollback asks nobody"
    assert answer(request) == 200
    cfn.delete_stack(StackName=STACK)


def test_a_stack_of_another_region_tells_nobody(aws: Aws) -> None:
    cfn = aws.root(aws.payer, "cloudformation", "eu-west-1")
    _launch(aws, cfn)
    wait_for(cfn, STACK, "CREATE_COMPLETE")
    assert _nothing(aws)


def test_a_stack_without_a_topic_tells_nobody(aws: Aws) -> None:
    cfn = aws.root(aws.payer, "cloudformation")
    _launch(aws, cfn, CallbackTopicArn="")
    wait_for(cfn, STACK, "CREATE_COMPLETE")
    assert _nothing(aws)


def test_the_operators_template_makes_topic_and_queue(aws: Aws) -> None:
    own = aws.root(aws.stranger, "cloudformation")
    body = (TEMPLATES / "landfast-callback.yaml").read_text()
    own.create_stack(StackName="landfast-callback", TemplateBody=body)
    stack = wait_for(own, "landfast-callback", "CREATE_COMPLETE")
    made = {one["OutputKey"]: one["OutputValue"] for one in stack["Outputs"]}
    cfn = aws.root(aws.payer, "cloudformation")
    _launch(aws, cfn, CallbackTopicArn=made["CallbackTopic"])
    sqs = aws.root(aws.stranger, "sqs")
    received = sqs.receive_message(QueueUrl=made["CallbackQueue"], WaitTimeSeconds=5)
    request = json.loads(json.loads(received["Messages"][0]["Body"])["Message"])
    assert put(request["ResponseURL"], _success(request)) == 200
    wait_for(cfn, STACK, "CREATE_COMPLETE")


def _success(request: dict[str, Any]) -> bytes:
    document = {name: request[name] for name in ("StackId", "RequestId", "LogicalResourceId")}
    document |= {"Status": "SUCCESS", "PhysicalResourceId": "landfast-callback"}
    return json.dumps(document).encode()


def _parameters(aws: Aws, **changes: str) -> list[dict[str, str]]:
    values = {
        "ExternalId": "lf-aaaaaaaaaaaaaaaaaaaaaaaaaa",
        "Principal": aws.about["server_role_arn"],
        "RoleName": "landfast-test",
        "CallbackTopicArn": aws.about["callback_topic"],
        **changes,
    }
    return [{"ParameterKey": name, "ParameterValue": value} for name, value in values.items()]


def _launch(aws: Aws, cfn: Any, **changes: str) -> str:
    stack_id: str = cfn.create_stack(
        StackName=STACK,
        TemplateBody=(TEMPLATES / "api-access.yaml").read_text(),
        Capabilities=["CAPABILITY_NAMED_IAM"],
        Parameters=_parameters(aws, **changes),
    )["StackId"]
    return stack_id


def _receive(aws: Aws) -> dict[str, Any]:
    """As the server does: with its own rights."""
    sqs, url = aws.server("sqs"), aws.about["callback_queue"]
    messages = sqs.receive_message(QueueUrl=url, WaitTimeSeconds=5)["Messages"]
    sqs.delete_message(QueueUrl=url, ReceiptHandle=messages[0]["ReceiptHandle"])
    request: dict[str, Any] = json.loads(json.loads(messages[0]["Body"])["Message"])
    assert request["StackId"].split(":")[3] == REGION
    return request


def _nothing(aws: Aws) -> bool:
    found = aws.server("sqs").receive_message(QueueUrl=aws.about["callback_queue"])
    return not found.get("Messages")
