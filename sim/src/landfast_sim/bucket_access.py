"""Who may use a bucket, where ministack 1.5.33 is stricter or laxer than S3.

It denies what a bucket policy allows to a role or user of another account, ignores
ExpectedBucketOwner, takes every bucket for one of the caller's account (aws:ResourceAccount), and
the plain HTTP of this simulation for an insecure connection.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ministack import app as ministack_app
from ministack.core import iam_actions, iam_evaluator
from ministack.core.iam_evaluator import EvalContext, evaluate_resource_policy
from ministack.core.responses import get_region, request_scope
from ministack.services import s3

_OWNER_HEADER = "x-amz-expected-bucket-owner"
_SOURCE_OWNER_HEADER = "x-amz-source-expected-bucket-owner"
_RESOURCE_ACCOUNT = ("aws:resourceaccount", "s3:resourceaccount")
_BUCKETS = "arn:aws:s3:::"


def install() -> None:
    """Wrap ministack's parts."""
    s3._foreign_bucket_allows = _for_the_caller_itself(s3._foreign_bucket_allows)
    s3._dispatch = _for_expected_owners(s3._dispatch)
    _know_whose_buckets_are()
    _take_every_connection_for_tls()


@dataclass(frozen=True)
class _Request:
    """The arguments of ministack's function, in its order."""

    owner: str
    bucket: str
    key: str
    method: str
    query: dict[str, Any]
    caller: str
    headers: dict[str, str] | None = None


def _for_the_caller_itself(allows_account: Callable[..., bool]) -> Callable[..., bool]:
    def allows(*arguments: Any, **more: Any) -> bool:
        request = _Request(*arguments, **more)
        arn = iam_evaluator.caller_arn()
        if not request.caller or f":{request.caller}:" not in arn:
            return allows_account(*arguments, **more)
        found = _decision(request, arn)
        if found == "Deny":
            return False
        return found == "Allow" or allows_account(*arguments, **more)

    return allows


def _decision(request: _Request, caller_arn: str) -> str:
    """Return what the bucket's policy says to this very principal."""
    owner, bucket = request.owner, request.bucket
    policy = s3._bucket_policies.get_scoped(owner, None, bucket)
    if not policy:
        return "ImplicitDeny"
    public = s3._policy_is_public(policy)
    if public and s3._public_access_blocked(owner, bucket, "RestrictPublicBuckets"):
        return "ImplicitDeny"
    resource = f"{bucket}/{request.key}" if request.key else bucket
    name = iam_actions._s3_action(request.method, f"/{resource}", request.query)
    action = f"s3:{name or ('GetObject' if request.method in ('GET', 'HEAD') else 'PutObject')}"
    with request_scope(owner, get_region()):
        found = iam_actions.s3_service_context(
            action, request.query, f"/{resource}", request.headers or {}
        )
    context = EvalContext(
        principal_arn=caller_arn,
        principal_type="AssumedRole" if ":assumed-role/" in caller_arn else "User",
        principal_account=request.caller,
        action=action,
        resource_arn=f"arn:aws:s3:::{resource}",
        region=get_region(),
        service_context={name.lower(): value for name, value in found.items()},
    )
    decision: str = evaluate_resource_policy(policy, context).decision
    return decision


def _for_expected_owners(dispatch: Callable[..., Any]) -> Callable[..., Any]:
    def serve(method: str, bucket: str, key: str, headers: dict[str, str], *rest: Any) -> Any:
        source = headers.get("x-amz-copy-source", "").lstrip("/").partition("/")[0]
        for name, header in ((bucket, _OWNER_HEADER), (source, _SOURCE_OWNER_HEADER)):
            expected = headers.get(header)
            owner = s3._bucket_owner_account(name) if expected and name else None
            if owner is not None and owner != expected:
                return s3._error("AccessDenied", "Access Denied", 403, f"/{bucket}/{key}")
        return dispatch(method, bucket, key, headers, *rest)

    return serve


def _know_whose_buckets_are() -> None:
    """Let `aws:ResourceAccount` be the owner of a bucket, whose ARN does not name it."""
    resolve_other = iam_evaluator._resolve_condition_key

    def resolve(key: str, context: Any) -> Any:
        arn = str(context.resource_arn)
        if key.lower() in _RESOURCE_ACCOUNT and arn.startswith(_BUCKETS):
            bucket = arn.removeprefix(_BUCKETS).partition("/")[0]
            return s3._bucket_owner_account(bucket) or resolve_other(key, context)
        return resolve_other(key, context)

    iam_evaluator._resolve_condition_key = resolve


def _take_every_connection_for_tls() -> None:
    """Let `aws:SecureTransport` be true: policies that demand TLS are not what is simulated."""
    pin = iam_evaluator.pin_request_origin

    def pin_as_tls(source_ip: str, _secure: object) -> None:
        pin(source_ip, secure_transport=True)

    ministack_app.pin_request_origin = pin_as_tls
