"""A topic that stacks of other accounts ask, the queue behind it, and answers."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from typing import Any

from helpers.aws import REGION, Aws

TOPIC = "landfast-callbacks"


def arn(aws: Aws, service: str, name: str = TOPIC) -> str:
    """The ARN of Landfast's topic or queue."""
    return f"arn:aws:{service}:{REGION}:{aws.home}:{name}"


def statement(aws: Aws, **changes: Any) -> dict[str, Any]:
    """Anybody whose stack is in an expected account may publish."""
    return {
        "Effect": "Allow",
        "Principal": "*",
        "Action": "sns:Publish",
        "Resource": arn(aws, "sns"),
        "Condition": {"StringEquals": {"aws:SourceAccount": [aws.payer]}},
        **changes,
    }


def make_topic(aws: Aws, *statements: dict[str, Any], raw: bool = True) -> str:
    """Landfast's topic with a queue behind it; returns the queue's URL."""
    sns, sqs = aws.root(aws.home, "sns"), aws.root(aws.home, "sqs")
    sns.create_topic(Name=TOPIC)
    policy = {"Version": "2012-10-17", "Statement": list(statements or [statement(aws)])}
    sns.set_topic_attributes(
        TopicArn=arn(aws, "sns"), AttributeName="Policy", AttributeValue=json.dumps(policy)
    )
    sends = {
        "Effect": "Allow",
        "Principal": {"Service": "sns.amazonaws.com"},
        "Action": "sqs:SendMessage",
        "Resource": arn(aws, "sqs"),
        "Condition": {"ArnEquals": {"aws:SourceArn": arn(aws, "sns")}},
    }
    attributes = {"Policy": json.dumps({"Version": "2012-10-17", "Statement": [sends]})}
    url: str = sqs.create_queue(QueueName=TOPIC, Attributes=attributes)["QueueUrl"]
    sns.subscribe(
        TopicArn=arn(aws, "sns"),
        Protocol="sqs",
        Endpoint=arn(aws, "sqs"),
        Attributes={"RawMessageDelivery": str(raw).lower()},
    )
    return url


def receive(aws: Aws, url: str, wait: int = 5) -> dict[str, Any]:
    """The next request, taken off the queue."""
    sqs = aws.root(aws.home, "sqs")
    messages = sqs.receive_message(QueueUrl=url, WaitTimeSeconds=wait).get("Messages", [])
    assert messages, "no request has arrived"
    sqs.delete_message(QueueUrl=url, ReceiptHandle=messages[0]["ReceiptHandle"])
    found: dict[str, Any] = json.loads(messages[0]["Body"])
    return found


def answer(request: dict[str, Any], **changes: Any) -> int:
    """Tell the stack: SUCCESS unless changed. Returns the HTTP status."""
    document = {
        "Status": "SUCCESS",
        "PhysicalResourceId": request.get("PhysicalResourceId", "registration-1"),
        **{name: request[name] for name in ("StackId", "RequestId", "LogicalResourceId")},
        **changes,
    }
    return put(request["ResponseURL"], json.dumps(document).encode())


def put(url: str, body: bytes, content_type: str = "") -> int:
    """PUT without a Content-Type unless one is given; the HTTP status."""
    request = urllib.request.Request(url, body, {"Content-Type": content_type}, method="PUT")
    try:
        with urllib.request.urlopen(request, timeout=10) as found:
            return int(found.status)
    except urllib.error.HTTPError as error:
        return error.code
