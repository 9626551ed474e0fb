"""SNS and SQS between accounts: who may send what to whom, and how it is taken off."""

from __future__ import annotations

import json
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from botocore.exceptions import ClientError

from helpers.admin import AdminClient
from helpers.aws import Aws, code
from helpers.callbacks import TOPIC, arn, make_topic, statement
from helpers.roles import ROLE_NAME, allow, enter


def test_a_topic_takes_messages_from_accounts_that_its_policy_names(aws: Aws) -> None:
    payer = {"Principal": {"AWS": f"arn:aws:iam::{aws.payer}:root"}, "Condition": {}}
    queue = make_topic(aws, statement(aws, **payer))
    aws.root(aws.payer, "sns").publish(TopicArn=arn(aws, "sns"), Message="hello")
    assert _bodies(aws, queue) == ["hello"]
    refused = _refusal(
        aws.root(aws.stranger, "sns").publish, TopicArn=arn(aws, "sns"), Message="hello"
    )
    assert refused[0] == 403
    assert _bodies(aws, queue) == []


def test_a_role_of_another_account_needs_both_sides(aws: Aws) -> None:
    role = f"arn:aws:iam::{aws.payer}:role/landfast/{ROLE_NAME}"
    queue = make_topic(aws, statement(aws, Principal={"AWS": role}, Condition={}))
    credentials = enter(aws, aws.payer, allow("sns:Publish", resource=arn(aws, "sns")))
    sns = aws.session("sns", credentials)
    sns.publish(TopicArn=arn(aws, "sns"), Message="hello")
    assert _bodies(aws, queue) == ["hello"]
    aws.root(aws.payer, "iam").delete_role_policy(RoleName=ROLE_NAME, PolicyName="reads")
    assert _refusal(sns.publish, TopicArn=arn(aws, "sns"), Message="hello")[0] == 403


def test_without_raw_delivery_a_message_has_an_envelope(aws: Aws) -> None:
    queue = make_topic(aws, raw=False)
    aws.root(aws.home, "sns").publish(TopicArn=arn(aws, "sns"), Message="hello", Subject="s")
    (body,) = _bodies(aws, queue)
    envelope = json.loads(body)
    assert (envelope["Type"], envelope["TopicArn"]) == ("Notification", arn(aws, "sns"))
    assert (envelope["Message"], envelope["Subject"]) == ("hello", "s")


def test_raw_delivery_can_be_switched(aws: Aws) -> None:
    queue = make_topic(aws, raw=False)
    sns = aws.root(aws.home, "sns")
    subscription = sns.list_subscriptions_by_topic(TopicArn=arn(aws, "sns"))["Subscriptions"][0]
    sns.set_subscription_attributes(
        SubscriptionArn=subscription["SubscriptionArn"],
        AttributeName="RawMessageDelivery",
        AttributeValue="true",
    )
    sns.publish(TopicArn=arn(aws, "sns"), Message="hello")
    assert _bodies(aws, queue) == ["hello"]


@pytest.mark.parametrize("policy", ["", "other topic", "other service"])
def test_a_queue_takes_messages_from_its_topic_only(aws: Aws, policy: str) -> None:
    queue = make_topic(aws)
    service = "s3" if policy == "other service" else "sns"
    source = arn(aws, "sns", "other") if policy == "other topic" else arn(aws, "sns")
    sends = {
        "Effect": "Allow",
        "Principal": {"Service": f"{service}.amazonaws.com"},
        "Action": "sqs:SendMessage",
        "Resource": arn(aws, "sqs"),
        "Condition": {"ArnEquals": {"aws:SourceArn": source}},
    }
    document = json.dumps({"Version": "2012-10-17", "Statement": [sends]}) if policy else ""
    sqs = aws.root(aws.home, "sqs")
    sqs.set_queue_attributes(QueueUrl=queue, Attributes={"Policy": document})
    aws.root(aws.home, "sns").publish(TopicArn=arn(aws, "sns"), Message="hello")
    assert _bodies(aws, queue) == []


def test_other_accounts_do_not_read_the_queue(aws: Aws) -> None:
    queue = make_topic(aws)
    sqs = aws.root(aws.stranger, "sqs")
    assert _refusal(sqs.receive_message, QueueUrl=queue)[0] == 403
    assert _refusal(sqs.send_message, QueueUrl=queue, MessageBody="x")[0] == 403


def test_a_long_poll_ends_when_a_message_comes(aws: Aws) -> None:
    queue = make_topic(aws)
    sqs = aws.root(aws.home, "sqs")
    with ThreadPoolExecutor(1) as executor:
        started = time.monotonic()
        polling = executor.submit(sqs.receive_message, QueueUrl=queue, WaitTimeSeconds=8)
        aws.root(aws.home, "sns").publish(TopicArn=arn(aws, "sns"), Message="hello")
        assert polling.result()["Messages"][0]["Body"] == "hello"
        assert time.monotonic() - started < 7
    started = time.monotonic()
    assert "Messages" not in sqs.receive_message(QueueUrl=queue, WaitTimeSeconds=1)
    assert time.monotonic() - started >= 1


def test_a_message_comes_back_until_it_is_deleted(aws: Aws, admin: AdminClient) -> None:
    queue = make_topic(aws)
    sqs = aws.root(aws.home, "sqs")
    aws.root(aws.home, "sns").publish(TopicArn=arn(aws, "sns"), Message="hello")
    names = ["ApproximateReceiveCount"]
    first = sqs.receive_message(QueueUrl=queue, AttributeNames=names)["Messages"][0]
    assert "Messages" not in sqs.receive_message(QueueUrl=queue)
    admin.post("/clock", advance_seconds=31)
    second = sqs.receive_message(QueueUrl=queue, AttributeNames=names)["Messages"][0]
    assert second["MessageId"] == first["MessageId"]
    counts = [one["Attributes"]["ApproximateReceiveCount"] for one in (first, second)]
    assert counts == ["1", "2"]
    sqs.change_message_visibility(
        QueueUrl=queue, ReceiptHandle=second["ReceiptHandle"], VisibilityTimeout=600
    )
    admin.post("/clock", advance_seconds=599)
    assert "Messages" not in sqs.receive_message(QueueUrl=queue)
    admin.post("/clock", advance_seconds=2)
    third = sqs.receive_message(QueueUrl=queue)["Messages"][0]
    sqs.delete_message(QueueUrl=queue, ReceiptHandle=third["ReceiptHandle"])
    admin.post("/clock", advance_seconds=31)
    assert "Messages" not in sqs.receive_message(QueueUrl=queue)


def test_a_message_that_nobody_manages_goes_to_the_dead_letters(
    aws: Aws, admin: AdminClient
) -> None:
    queue = make_topic(aws)
    sqs = aws.root(aws.home, "sqs")
    dead = sqs.create_queue(QueueName="dead")["QueueUrl"]
    redrive = {"deadLetterTargetArn": arn(aws, "sqs", "dead"), "maxReceiveCount": 2}
    sqs.set_queue_attributes(QueueUrl=queue, Attributes={"RedrivePolicy": json.dumps(redrive)})
    aws.root(aws.home, "sns").publish(TopicArn=arn(aws, "sns"), Message="poison")
    for _ in range(2):
        assert len(sqs.receive_message(QueueUrl=queue)["Messages"]) == 1
        admin.post("/clock", advance_seconds=31)
    assert "Messages" not in sqs.receive_message(QueueUrl=queue)
    assert _bodies(aws, dead) == ["poison"]


def test_messages_are_forgotten_after_their_time(aws: Aws, admin: AdminClient) -> None:
    queue = make_topic(aws)
    aws.root(aws.home, "sns").publish(TopicArn=arn(aws, "sns"), Message="hello")
    admin.post("/clock", advance_seconds=4 * 86_400 + 1)
    assert _bodies(aws, queue) == []
    aws.root(aws.home, "sns").publish(TopicArn=arn(aws, "sns"), Message="hello again")
    assert _bodies(aws, queue) == ["hello again"]


def test_another_accounts_queue_may_subscribe_if_it_is_let(aws: Aws) -> None:
    make_topic(aws)
    theirs = aws.root(aws.payer, "sqs")
    queue = theirs.create_queue(QueueName=TOPIC)["QueueUrl"]
    endpoint = arn(aws, "sqs").replace(aws.home, aws.payer)
    sends = {
        "Effect": "Allow",
        "Principal": {"Service": "sns.amazonaws.com"},
        "Action": "sqs:SendMessage",
        "Resource": endpoint,
    }
    document = json.dumps({"Version": "2012-10-17", "Statement": [sends]})
    theirs.set_queue_attributes(QueueUrl=queue, Attributes={"Policy": document})
    subscribe = {"TopicArn": arn(aws, "sns"), "Protocol": "sqs", "Endpoint": endpoint}
    assert _refusal(aws.root(aws.payer, "sns").subscribe, **subscribe)[0] == 403
    aws.root(aws.home, "sns").subscribe(**subscribe)
    aws.root(aws.home, "sns").publish(TopicArn=arn(aws, "sns"), Message="hello")
    assert "hello" in theirs.receive_message(QueueUrl=queue)["Messages"][0]["Body"]


def _bodies(aws: Aws, queue: str) -> list[str]:
    found = aws.root(aws.home, "sqs").receive_message(QueueUrl=queue, MaxNumberOfMessages=10)
    return [one["Body"] for one in found.get("Messages", [])]


def _refusal(call: Any, **arguments: Any) -> tuple[int, str]:
    with pytest.raises(ClientError) as refusal:
        call(**arguments)
    return code(refusal.value)
