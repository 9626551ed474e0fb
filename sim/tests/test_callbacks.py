"""Custom resources behind a topic of another account, answered over HTTP."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from conftest import start, wait_ready
from helpers.admin import AdminClient
from helpers.aws import Aws
from helpers.callbacks import TOPIC, answer, arn, make_topic, put, receive, statement
from helpers.template import wait_for

STACK = "registers"
KIND = "Custom::LandfastRegistration"


def test_the_topic_is_told_what_cloudformation_tells(aws: Aws) -> None:
    queue = make_topic(aws)
    cfn = aws.root(aws.payer, "cloudformation")
    stack_id = _create(aws, cfn, Number=5, Flag=True, List=[1, "a"])
    created = receive(aws, queue)
    url, request_id = created.pop("ResponseURL"), created.pop("RequestId")
    bucket = "cloudformation-custom-resource-response-useast1"
    assert url.startswith(f"{aws.endpoint}/{bucket}/arn%3Aaws%3Acloudformation%3A")
    assert f"%7CRegister%7C{request_id}?X-Amz-Algorithm=AWS4-HMAC-SHA256&" in url
    assert created == {
        "RequestType": "Create",
        "ServiceToken": arn(aws, "sns"),
        "StackId": stack_id,
        "LogicalResourceId": "Register",
        "ResourceType": KIND,
        "ResourceProperties": {
            "ServiceToken": arn(aws, "sns"),
            "Number": "5",
            "Flag": "true",
            "List": ["1", "a"],
        },
    }
    assert _status(cfn) == "CREATE_IN_PROGRESS"
    answer({**created, "RequestId": request_id, "ResponseURL": url}, Data={"Name": "Acme"})
    stack = wait_for(cfn, STACK, "CREATE_COMPLETE")
    outputs = {one["OutputKey"]: one["OutputValue"] for one in stack["Outputs"]}
    assert outputs == {"Id": "registration-1", "Name": "Acme"}


def test_an_update_and_a_deletion_name_the_resource(aws: Aws) -> None:
    queue = make_topic(aws)
    cfn = aws.root(aws.payer, "cloudformation")
    stack_id = _create(aws, cfn, Number=1)
    answer(receive(aws, queue), Data={"Name": "Acme"})
    wait_for(cfn, STACK, "CREATE_COMPLETE")
    cfn.update_stack(StackName=STACK, TemplateBody=_template(aws, Number=2))
    updated = receive(aws, queue)
    assert (updated["RequestType"], updated["PhysicalResourceId"]) == ("Update", "registration-1")
    assert updated["ResourceProperties"]["Number"] == "2"
    assert updated["OldResourceProperties"]["Number"] == "1"
    answer(updated, PhysicalResourceId="registration-2", Data={"Name": "Acme"})
    replaced = receive(aws, queue)  # another physical id is another resource
    assert (replaced["RequestType"], replaced["PhysicalResourceId"]) == ("Delete", "registration-1")
    answer(replaced)
    wait_for(cfn, STACK, "UPDATE_COMPLETE")
    cfn.delete_stack(StackName=STACK)
    deleted = receive(aws, queue)
    assert (deleted["RequestType"], deleted["PhysicalResourceId"]) == ("Delete", "registration-2")
    assert _status(cfn) == "DELETE_IN_PROGRESS"
    answer(deleted)
    wait_for(cfn, stack_id, "DELETE_COMPLETE")


def test_a_refusal_rolls_back_and_is_told_to_delete(aws: Aws) -> None:
    queue = make_topic(aws)
    cfn = aws.root(aws.payer, "cloudformation")
    _create(aws, cfn)
    created = receive(aws, queue)
    answer(created, Status="FAILED", Reason="the account is registered already")
    deleted = receive(aws, queue)
    assert (deleted["RequestType"], deleted["PhysicalResourceId"]) == ("Delete", "registration-1")
    answer(deleted)
    wait_for(cfn, STACK, "ROLLBACK_COMPLETE")
    (reason,) = _reasons(cfn, "CREATE_FAILED")
    told = f"the account is registered already (RequestId: {created['RequestId']})"
    assert reason == (
        f"Received response status [FAILED] from custom resource. Message returned: {told}"
    )


def test_a_refused_update_is_sent_back(aws: Aws) -> None:
    queue = make_topic(aws)
    cfn = aws.root(aws.payer, "cloudformation")
    _create(aws, cfn, Number=1)
    answer(receive(aws, queue), Data={"Name": "Acme"})
    wait_for(cfn, STACK, "CREATE_COMPLETE")
    cfn.update_stack(StackName=STACK, TemplateBody=_template(aws, Number=2))
    answer(receive(aws, queue), Status="FAILED", Reason="no")
    back = receive(aws, queue)
    assert (back["RequestType"], back["ResourceProperties"]["Number"]) == ("Update", "1")
    answer(back, Data={"Name": "Acme"})
    wait_for(cfn, STACK, "UPDATE_ROLLBACK_COMPLETE")


def test_silence_fails_after_an_hour(aws: Aws, admin: AdminClient) -> None:
    queue = make_topic(aws)
    cfn = aws.root(aws.payer, "cloudformation")
    _create(aws, cfn)
    created = receive(aws, queue)
    admin.post("/clock", advance_seconds=3500)
    assert _status(cfn) == "CREATE_IN_PROGRESS"
    admin.post("/clock", advance_seconds=100)
    deleted = receive(aws, queue)
    assert deleted["RequestType"] == "Delete"
    assert deleted["PhysicalResourceId"].startswith("registers-Register-")
    assert answer(created) == 200  # S3 takes it, nobody reads it
    answer(deleted)
    wait_for(cfn, STACK, "ROLLBACK_COMPLETE")
    (reason,) = _reasons(cfn, "CREATE_FAILED")
    assert reason.startswith("CloudFormation did not receive a response")
    assert created["RequestId"] in reason


def test_the_stack_may_wait_for_less(aws: Aws, admin: AdminClient) -> None:
    queue = make_topic(aws)
    cfn = aws.root(aws.payer, "cloudformation")
    _create(aws, cfn, ServiceTimeout=60)
    created = receive(aws, queue)
    assert created["ResourceProperties"]["ServiceTimeout"] == "60"
    admin.post("/clock", advance_seconds=61)
    answer(receive(aws, queue))
    wait_for(cfn, STACK, "ROLLBACK_COMPLETE")


def test_a_deletion_hangs_until_it_is_answered_or_fails(aws: Aws, admin: AdminClient) -> None:
    queue = make_topic(aws)
    cfn = aws.root(aws.payer, "cloudformation")
    stack_id = _create(aws, cfn)
    answer(receive(aws, queue), Data={"Name": "Acme"})
    wait_for(cfn, STACK, "CREATE_COMPLETE")
    cfn.delete_stack(StackName=STACK)
    answer(receive(aws, queue), Status="FAILED", Reason="busy")
    wait_for(cfn, STACK, "DELETE_FAILED")
    cfn.delete_stack(StackName=STACK)
    receive(aws, queue)
    admin.post("/clock", advance_seconds=3599)
    assert _status(cfn) == "DELETE_IN_PROGRESS"
    admin.post("/clock", advance_seconds=1)
    wait_for(cfn, STACK, "DELETE_FAILED")
    cfn.delete_stack(StackName=STACK)
    answer(receive(aws, queue))
    wait_for(cfn, stack_id, "DELETE_COMPLETE")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"PhysicalResourceId": ""}, "Invalid PhysicalResourceId"),
        ({"PhysicalResourceId": None}, "Invalid PhysicalResourceId"),
        ({"RequestId": "other"}, "Invalid RequestId"),
        ({"StackId": "other"}, "Invalid StackId"),
        ({"Status": "OK"}, "Invalid response status"),
        ({"Reason": "x" * 4096}, "Response object is too long."),
    ],
)
def test_answers_that_are_none(aws: Aws, changes: dict[str, Any], said: str) -> None:
    queue = make_topic(aws)
    cfn = aws.root(aws.payer, "cloudformation")
    _create(aws, cfn)
    assert answer(receive(aws, queue), **changes) == 200
    answer(receive(aws, queue))
    wait_for(cfn, STACK, "ROLLBACK_COMPLETE")
    assert said in _reasons(cfn, "CREATE_FAILED")[0]


def test_4096_bytes_are_not_too_many(aws: Aws) -> None:
    queue = make_topic(aws)
    cfn = aws.root(aws.payer, "cloudformation")
    _create(aws, cfn)
    request = receive(aws, queue)
    document = {name: request[name] for name in ("StackId", "RequestId", "LogicalResourceId")}
    document |= {"Status": "SUCCESS", "PhysicalResourceId": "r", "Data": {"Name": "Acme"}}
    document["Reason"] = "x" * (4096 - len(json.dumps({**document, "Reason": ""})))
    assert put(request["ResponseURL"], json.dumps(document).encode()) == 200
    wait_for(cfn, STACK, "CREATE_COMPLETE")


def test_a_response_url_is_signed_and_the_first_answer_counts(aws: Aws, admin: AdminClient) -> None:
    queue = make_topic(aws)
    cfn = aws.root(aws.payer, "cloudformation")
    _create(aws, cfn)
    request = receive(aws, queue)
    url = request["ResponseURL"]
    assert put(url[:-1] + ("0" if url[-1] != "0" else "1"), b"{}") == 403
    assert put(url.replace("Register", "Other"), b"{}") == 403
    assert put(url, b"{}", "application/json") == 403
    assert _status(cfn) == "CREATE_IN_PROGRESS"
    assert answer(request, Data={"Name": "Acme"}) == 200
    assert answer(request, Status="FAILED", Reason="changed my mind") == 200
    wait_for(cfn, STACK, "CREATE_COMPLETE")
    admin.post("/clock", advance_seconds=7201)
    assert answer(request) == 403


def test_only_expected_accounts_may_ask(aws: Aws) -> None:
    make_topic(aws)
    cfn = aws.root(aws.stranger, "cloudformation")
    _create(aws, cfn)
    wait_for(cfn, STACK, "ROLLBACK_COMPLETE")
    reason = _reasons(cfn, "CREATE_FAILED")[0]
    assert reason.startswith(f"User: arn:aws:iam::{aws.stranger}:root is not authorized")


@pytest.mark.parametrize(
    "changes",
    [
        {"Principal": {"AWS": "arn:aws:iam::{payer}:root"}, "Condition": {}},
        {"Principal": {"Service": "cloudformation.amazonaws.com"}},
        {"Condition": {"StringEquals": {"aws:PrincipalAccount": "{payer}"}}},
        {"Condition": {"ArnLike": {"aws:SourceArn": "arn:aws:cloudformation:*:{payer}:stack/*"}}},
    ],
)
def test_ways_to_expect_an_account(aws: Aws, changes: dict[str, Any]) -> None:
    filled = json.loads(json.dumps(changes).replace("{payer}", aws.payer))
    queue = make_topic(aws, statement(aws, **filled))
    cfn = aws.root(aws.payer, "cloudformation")
    _create(aws, cfn)
    answer(receive(aws, queue), Data={"Name": "Acme"})
    wait_for(cfn, STACK, "CREATE_COMPLETE")
    stranger = aws.root(aws.stranger, "cloudformation")
    _create(aws, stranger)
    wait_for(stranger, STACK, "ROLLBACK_COMPLETE")


def test_the_topic_has_to_be_there_and_in_the_stacks_region(aws: Aws) -> None:
    cfn = aws.root(aws.payer, "cloudformation")
    _create(aws, cfn)
    wait_for(cfn, STACK, "ROLLBACK_COMPLETE")
    assert "Topic does not exist" in _reasons(cfn, "CREATE_FAILED")[0]
    make_topic(aws)
    elsewhere = aws.root(aws.payer, "cloudformation", "eu-west-1")
    _create(aws, elsewhere)
    wait_for(elsewhere, STACK, "ROLLBACK_COMPLETE")
    assert "Invalid service token" in _reasons(elsewhere, "CREATE_FAILED")[0]


def test_the_service_token_cannot_be_changed(aws: Aws) -> None:
    queue = make_topic(aws)
    cfn = aws.root(aws.payer, "cloudformation")
    _create(aws, cfn)
    answer(receive(aws, queue), Data={"Name": "Acme"})
    wait_for(cfn, STACK, "CREATE_COMPLETE")
    other = json.loads(_template(aws))
    other["Resources"]["Register"]["Properties"]["ServiceToken"] = arn(aws, "sns", "other")
    cfn.update_stack(StackName=STACK, TemplateBody=json.dumps(other))
    wait_for(cfn, STACK, "UPDATE_ROLLBACK_COMPLETE")
    assert "Modifying service token is not allowed." in _reasons(cfn, "UPDATE_FAILED")


def test_a_stack_that_waits_does_not_outlive_a_reset(aws: Aws, admin: AdminClient) -> None:
    queue = make_topic(aws)
    cfn = aws.root(aws.payer, "cloudformation")
    _create(aws, cfn)
    request = receive(aws, queue)
    admin.post("/reset")
    assert answer(request) == 403
    admin.post("/clock", advance_seconds=4000)
    assert cfn.describe_stacks()["Stacks"] == []


def test_a_stack_that_waits_does_not_keep_the_process(tmp_path: Path) -> None:
    ready_file, log_file = tmp_path / "ready.json", tmp_path / "log"
    with log_file.open("w") as log:
        process = start(ready_file, log.fileno())
        own = Aws(wait_ready(process, ready_file, log_file))
        queue = make_topic(own)
        _create(own, own.root(own.payer, "cloudformation"))
        receive(own, queue)
        process.terminate()
        assert process.wait(timeout=10) == 0
    assert "Traceback" not in log_file.read_text()


def _template(aws: Aws, **properties: Any) -> str:
    resource = {"Type": KIND, "Properties": {"ServiceToken": arn(aws, "sns", TOPIC), **properties}}
    outputs = {
        "Id": {"Value": {"Ref": "Register"}},
        "Name": {"Value": {"Fn::GetAtt": ["Register", "Name"]}},
    }
    return json.dumps({"Resources": {"Register": resource}, "Outputs": outputs})


def _create(aws: Aws, cfn: Any, **properties: Any) -> str:
    body = _template(aws, **properties)
    stack_id: str = cfn.create_stack(StackName=STACK, TemplateBody=body)["StackId"]
    return stack_id


def _status(cfn: Any) -> str:
    status: str = cfn.describe_stacks(StackName=STACK)["Stacks"][0]["StackStatus"]
    return status


def _reasons(cfn: Any, status: str) -> list[str]:
    events = cfn.describe_stack_events(StackName=STACK)["StackEvents"]
    return [
        event["ResourceStatusReason"]
        for event in reversed(events)
        if event["ResourceStatus"] == status and event["LogicalResourceId"] == "Register"
    ]
