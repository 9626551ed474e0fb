"""Landfast's topic and queue for the callbacks of stacks, as docs/callbacks.md has them made."""

from __future__ import annotations

import json
from types import ModuleType
from urllib.parse import urlencode

from ministack.core.responses import request_scope
from ministack.services import sns, sqs

from landfast_sim import world

_OK = 200

_PUBLISHERS = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Sid": "StacksCallBack",
            "Effect": "Allow",
            "Principal": "*",
            "Action": "sns:Publish",
            "Resource": world.CALLBACK_TOPIC_ARN,
        }
    ],
}

_SENDER = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Sid": "OnlyTheTopic",
            "Effect": "Allow",
            "Principal": {"Service": "sns.amazonaws.com"},
            "Action": "sqs:SendMessage",
            "Resource": world.CALLBACK_QUEUE_ARN,
            "Condition": {"ArnEquals": {"aws:SourceArn": world.CALLBACK_TOPIC_ARN}},
        }
    ],
}


async def topic_and_queue() -> None:
    """Make both, and have the topic send to the queue."""
    queue = {"QueueName": world.CALLBACK_NAME}
    queue |= {"Attribute.1.Name": "Policy", "Attribute.1.Value": json.dumps(_SENDER)}
    await _call(sqs, "CreateQueue", "2012-11-05", queue)
    topic = {"Name": world.CALLBACK_NAME}
    topic |= {"Attributes.entry.1.key": "Policy"}
    topic |= {"Attributes.entry.1.value": json.dumps(_PUBLISHERS)}
    await _call(sns, "CreateTopic", "2010-03-31", topic)
    subscription = {"TopicArn": world.CALLBACK_TOPIC_ARN, "Protocol": "sqs"}
    subscription |= {"Endpoint": world.CALLBACK_QUEUE_ARN}
    await _call(sns, "Subscribe", "2010-03-31", subscription)


async def _call(service: ModuleType, action: str, version: str, parameters: dict[str, str]) -> None:
    headers = {"content-type": "application/x-www-form-urlencoded"}
    body = urlencode({"Action": action, "Version": version, **parameters}).encode()
    with request_scope(world.HOME.account_id, world.REGION):
        status, _, answer = await service.handle_request("POST", "/", headers, body, {})
    if status != _OK:
        message = f"seed: {action}: expected HTTP 200, found {status}: {answer!r}"
        raise RuntimeError(message)
