"""The bucket that a report or an export is delivered to, and what its policy lets AWS do there.

AWS checks both when a report or an export is made and again with every delivery:
https://docs.aws.amazon.com/cur/latest/userguide/dataexports-s3-bucket.html
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ministack.core.iam_evaluator import EvalContext, evaluate_resource_policy
from ministack.core.responses import request_scope
from ministack.services import s3

TEST_OBJECT = "aws-programmatic-access-test-object"
"""What AWS writes to see whether it may: in the root, so a grant for the prefix is too little."""

_ERRORS_FROM = 300


class Problem(StrEnum):
    """Why AWS cannot deliver."""

    NO_BUCKET = "the bucket does not exist"
    OTHER_OWNER = "the bucket belongs to another account"
    OTHER_REGION = "the bucket is in another region"
    NOT_PERMITTED = "the bucket's policy does not let the service write"


@dataclass(frozen=True)
class Writer:
    """AWS itself, on behalf of one report or export."""

    service: str
    """The service principal, as a bucket policy names it."""

    account_id: str
    """`aws:SourceAccount`."""

    source_arn: str
    """`aws:SourceArn`."""

    bucket_actions: tuple[str, ...] = ()
    """What it needs on the bucket besides writing objects."""


@dataclass(frozen=True)
class Destination:
    """Where in S3."""

    bucket: str
    owner: str
    region: str
    prefix: str

    def key(self, *parts: str) -> str:
        """Return a key below the prefix."""
        return "/".join(part for part in (self.prefix.strip("/"), *parts) if part)


def problem(destination: Destination, writer: Writer) -> Problem | None:
    """Return what keeps `writer` from delivering, if anything does."""
    owner = s3._bucket_owner_account(destination.bucket)
    if owner is None:
        return Problem.NO_BUCKET
    if owner != destination.owner:
        return Problem.OTHER_OWNER
    if _region(owner, destination.bucket) != destination.region:
        return Problem.OTHER_REGION
    arn = f"arn:aws:s3:::{destination.bucket}"
    keys = (TEST_OBJECT, destination.key("any"))
    wanted = [
        *((action, arn) for action in writer.bucket_actions),
        *(("s3:PutObject", f"{arn}/{key}") for key in keys),
    ]
    if all(_allowed(owner, destination, writer, *one) for one in wanted):
        return None
    return Problem.NOT_PERMITTED


def put(destination: Destination, key: str, body: bytes, content_type: str) -> None:
    """Write an object, as AWS does once `problem` has found none."""
    with request_scope(destination.owner, destination.region):
        status, _, answer = s3._dispatch(
            "PUT", destination.bucket, key, {"content-type": content_type}, body, {}
        )
    if status >= _ERRORS_FROM:
        message = f"delivery to s3://{destination.bucket}/{key}: HTTP {status}: {answer!r}"
        raise RuntimeError(message)


def leave_test_object(destination: Destination) -> None:
    """Write what AWS leaves behind when it accepts a bucket."""
    put(destination, TEST_OBJECT, b"", "application/octet-stream")


def _region(owner: str, bucket: str) -> str | None:
    with request_scope(owner, "us-east-1"):
        region: str | None = s3.bucket_region(bucket)
    return region


def _allowed(
    owner: str, destination: Destination, writer: Writer, action: str, resource: str
) -> bool:
    policy = s3._bucket_policies.get_scoped(owner, None, destination.bucket)
    context = EvalContext(
        principal_arn="*",
        principal_type="Service",
        principal_account="",
        action=action,
        resource_arn=resource,
        region=destination.region,
        secure_transport=True,
        service_context={
            "aws:sourceaccount": writer.account_id,
            "aws:sourcearn": writer.source_arn,
            "aws:principalservicename": writer.service,
            "aws:principalisawsservice": "true",
            "s3:x-amz-acl": "bucket-owner-full-control",
        },
    )
    found = evaluate_resource_policy(policy, context, service=writer.service)
    return bool(found.decision == "Allow")
