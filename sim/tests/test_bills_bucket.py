"""The bucket in which servers keep bills: what the documented policy allows, and what not."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError

from helpers.aws import Aws
from landfast_sim import seed_bills, world

GUIDE = Path(__file__).parents[2] / "docs" / "bills.md"
KEY = f"{world.BILLS_PREFIX}/bills/v1/current.json"
BUCKET = world.BILLS_BUCKET
REGION = world.BILLS_REGION


def test_the_documented_policy_is_the_one_that_is_tried() -> None:
    blocks = re.findall(r"```json\n(.*?)```", GUIDE.read_text(), re.DOTALL)
    (policy,) = [block for block in blocks if "s3:ListBucket" in block]
    for name, value in (
        ("BUCKET", BUCKET),
        ("PREFIX", world.BILLS_PREFIX),
        ("ACCOUNT", world.HOME.account_id),
    ):
        policy = policy.replace(name, value)
    assert json.loads(policy)["Statement"] == list(seed_bills.STATEMENTS)


def test_below_the_prefix_everything_that_is_needed_is_allowed(aws: Aws) -> None:
    s3 = _server(aws)
    s3.put_object(Bucket=BUCKET, Key=KEY, Body=b"one", IfNoneMatch="*")
    assert s3.get_object(Bucket=BUCKET, Key=KEY)["Body"].read() == b"one"
    listed = s3.list_objects_v2(Bucket=BUCKET, Prefix=f"{world.BILLS_PREFIX}/bills/v1/")
    assert [found["Key"] for found in listed["Contents"]] == [KEY]
    s3.delete_object(Bucket=BUCKET, Key=KEY)


def test_beside_the_prefix_nothing_is_allowed(aws: Aws) -> None:
    s3 = _server(aws)
    for refused in (
        lambda: s3.put_object(Bucket=BUCKET, Key="elsewhere/x", Body=b""),
        lambda: s3.get_object(Bucket=BUCKET, Key="elsewhere/x"),
        lambda: s3.delete_object(Bucket=BUCKET, Key=f"{world.BILLS_PREFIX}-2/x"),
        lambda: s3.list_objects_v2(Bucket=BUCKET),
        lambda: s3.list_objects_v2(Bucket=BUCKET, Prefix="elsewhere/"),
        lambda: s3.get_bucket_policy(Bucket=BUCKET),
    ):
        assert _refusal(refused) == (403, "AccessDenied")


def test_a_put_on_a_condition_that_does_not_hold_changes_nothing(aws: Aws) -> None:
    s3 = _server(aws)

    def put(body: bytes, **condition: str) -> Any:
        return s3.put_object(Bucket=BUCKET, Key=KEY, Body=body, **condition)

    assert _refusal(lambda: put(b"x", IfMatch='"0"')) == (404, "NoSuchKey")
    first = put(b"one", IfNoneMatch="*")["ETag"]
    assert _refusal(lambda: put(b"x", IfNoneMatch="*")) == (412, "PreconditionFailed")
    second = put(b"two", IfMatch=first)["ETag"]
    assert _refusal(lambda: put(b"x", IfMatch=first)) == (412, "PreconditionFailed")
    found = s3.get_object(Bucket=BUCKET, Key=KEY)
    assert (found["Body"].read(), found["ETag"]) == (b"two", second)


def test_its_region_is_told_to_who_may_not_look_at_it(aws: Aws) -> None:
    for region in ("us-east-1", REGION):
        with pytest.raises(ClientError) as refused:
            _server(aws, region).head_bucket(Bucket=BUCKET)
        headers = refused.value.response["ResponseMetadata"]["HTTPHeaders"]
        assert headers["x-amz-bucket-region"] == REGION


def _server(aws: Aws, region: str = REGION) -> Any:
    keys = aws.about["server_credentials"]
    session = {
        "AccessKeyId": keys["access_key_id"],
        "SecretAccessKey": keys["secret_access_key"],
        "SessionToken": keys["session_token"],
    }
    return aws.session("s3", session, region)


def _refusal(call: Any) -> tuple[int, str]:
    with pytest.raises(ClientError) as refused:
        call()
    response = refused.value.response
    return response["ResponseMetadata"]["HTTPStatusCode"], response["Error"]["Code"]
