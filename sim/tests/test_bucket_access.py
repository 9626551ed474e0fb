"""Who may use a bucket: other accounts' roles, and callers who expect an owner."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from helpers.aws import Aws, code
from helpers.bills import BUCKET, make_bucket
from helpers.roles import ROLE_NAME, allow, enter

OBJECT = f"arn:aws:s3:::{BUCKET}/*"


def test_a_policy_lets_in_a_role_of_another_account(aws: Aws) -> None:
    reader, owner = aws.linked[0], aws.payer
    _bucket(aws, _grant(f"arn:aws:iam::{reader}:role/landfast/{ROLE_NAME}"))
    s3 = aws.session("s3", enter(aws, reader, allow("s3:GetObject", resource=OBJECT)))
    assert s3.get_object(Bucket=BUCKET, Key="a")["Body"].read() == b"bill"
    assert _refusal(s3.put_object, Bucket=BUCKET, Key="a") == (403, "AccessDenied")
    # The account itself is not named, its other principals stay outside.
    assert _refusal(aws.root(reader, "s3").get_object, Bucket=BUCKET, Key="a")[0] == 403
    aws.root(owner, "s3").put_bucket_policy(Bucket=BUCKET, Policy='{"Statement": []}')
    assert _refusal(s3.get_object, Bucket=BUCKET, Key="a") == (403, "AccessDenied")


def test_the_role_needs_a_permission_of_its_own_account_too(aws: Aws) -> None:
    reader = aws.linked[0]
    _bucket(aws, _grant(f"arn:aws:iam::{reader}:role/landfast/{ROLE_NAME}"))
    s3 = aws.session("s3", enter(aws, reader, allow("s3:ListBucket")))
    assert _refusal(s3.get_object, Bucket=BUCKET, Key="a") == (403, "AccessDenied")


def test_a_denial_in_the_policy_binds_a_role_of_another_account(aws: Aws) -> None:
    reader = aws.linked[0]
    role = f"arn:aws:iam::{reader}:role/landfast/{ROLE_NAME}"
    _bucket(aws, _grant(f"arn:aws:iam::{reader}:root"), _grant(role, Effect="Deny"))
    s3 = aws.session("s3", enter(aws, reader, allow("s3:GetObject", resource=OBJECT)))
    assert _refusal(s3.get_object, Bucket=BUCKET, Key="a") == (403, "AccessDenied")


def test_an_unexpected_owner_is_refused(aws: Aws) -> None:
    _bucket(aws)
    s3 = aws.root(aws.payer, "s3")
    s3.get_object(Bucket=BUCKET, Key="a", ExpectedBucketOwner=aws.payer)
    s3.list_objects_v2(Bucket=BUCKET, ExpectedBucketOwner=aws.payer)
    for call, arguments in (
        (s3.get_object, {"Key": "a"}),
        (s3.put_object, {"Key": "b"}),
        (s3.list_objects_v2, {}),
        (s3.get_bucket_location, {}),
    ):
        refused = _refusal(call, Bucket=BUCKET, ExpectedBucketOwner=aws.stranger, **arguments)
        assert refused == (403, "AccessDenied"), call
    refused = _refusal(s3.head_bucket, Bucket=BUCKET, ExpectedBucketOwner=aws.stranger)
    assert refused[0] == 403


def test_a_role_that_is_held_to_its_own_account_does_not_read_others_buckets(aws: Aws) -> None:
    reader = aws.linked[0]
    _bucket(aws, _grant(f"arn:aws:iam::{reader}:root"))
    for account, expected in ((aws.payer, 200), (reader, 403)):
        own = {"StringEquals": {"aws:ResourceAccount": account}}
        aws_role = {**allow("s3:GetObject", resource=OBJECT), "Condition": own}
        s3 = aws.session("s3", enter(aws, reader, aws_role))
        if expected == 200:
            s3.get_object(Bucket=BUCKET, Key="a")
        else:
            assert _refusal(s3.get_object, Bucket=BUCKET, Key="a") == (403, "AccessDenied")
        iam = aws.root(reader, "iam")
        iam.delete_role_policy(RoleName=ROLE_NAME, PolicyName="reads")
        iam.delete_role(RoleName=ROLE_NAME)


def test_policies_that_demand_tls_let_the_simulations_callers_in(aws: Aws) -> None:
    _bucket(aws)
    s3 = aws.session("s3", enter(aws, aws.payer, allow("s3:GetObject", resource=OBJECT)))
    s3.get_object(Bucket=BUCKET, Key="a")


def _bucket(aws: Aws, *statements: dict[str, Any]) -> None:
    make_bucket(aws, aws.payer, *statements)
    aws.root(aws.payer, "s3").put_object(Bucket=BUCKET, Key="a", Body=b"bill")


def _grant(principal: str, **changes: Any) -> dict[str, Any]:
    return {
        "Effect": "Allow",
        "Principal": {"AWS": principal},
        "Action": "s3:GetObject",
        "Resource": OBJECT,
        **changes,
    }


def _refusal(call: Any, **arguments: Any) -> tuple[int, str]:
    with pytest.raises(ClientError) as refusal:
        call(**arguments)
    return code(refusal.value)
