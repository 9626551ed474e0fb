"""What a request to AWS is: read before it is served, for the journal and the faults."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from urllib.parse import parse_qs

from ministack.core import iam_evaluator
from ministack.core.iam_evaluator import AmbiguousAccessKeyError, find_iam_access_key_account
from ministack.core.responses import set_request_account_id
from ministack.core.router import detect_service, extract_access_key_id, extract_region

from landfast_sim.action_names import api_action
from landfast_sim.asgi import Request
from landfast_sim.services import wire

_TARGETS: Mapping[str, tuple[str, ...]] = {
    "sts": ("RoleArn",),
    "cloudformation": ("StackName", "StackSetName", "TemplateURL"),
    "iam": ("RoleName", "PolicyArn", "PolicySourceArn", "UserName"),
    "organizations": ("AccountId", "ParentId", "ChildId", "ResourceId"),
}
"""The request parameters that name what a call is about, the first that is present wins."""


class Protocol(StrEnum):
    """A family of AWS's protocols."""

    JSON = "json"
    CBOR = "cbor"
    XML = "xml"


_REST_JSON = ("lambda", "savingsplans")


@dataclass(frozen=True)
class RequestFacts:
    """Who calls which action on what. Nothing here is a secret: an external id is only a hash."""

    service: str
    """The signing name's service as ministack routes it: `sts`, `organizations`, `s3`..."""

    action: str | None
    """The API action; for REST services the IAM action without its prefix (`PutObject`)."""

    region: str
    account: str | None
    """The caller's account, not verified yet; None for an unsigned request."""

    principal_arn: str | None
    """The caller as GetCallerIdentity would name it; None if the key is unknown."""

    target: str | None
    target_account: str | None
    """The account in `target` when that is an ARN of another account (a RoleArn)."""

    external_id_sha256: str | None
    role_session_name: str | None
    source_identity: str | None
    protocol: Protocol
    """What the service answers in, errors too."""

    def concerns(self, account: str) -> bool:
        """Whether `account` makes the call or is the one it is aimed at."""
        return account in (self.account, self.target_account)


def read_facts(request: Request) -> RequestFacts:
    """Work out the facts of a request with ministack's own routing."""
    headers = dict(request.headers)
    query = dict(request.query)
    parameters = _parameters(request)
    routing = {**query, **{k: [v] for k, v in parameters.items() if k in ("Action", "Version")}}
    service = str(detect_service(request.method, request.path, headers, routing))
    iam_action = api_action(service, request.method, request.path, headers, request.body, routing)
    account, principal_arn = _caller(extract_access_key_id(headers, query))
    target = _target(service, request.path, parameters)
    external_id = parameters.get("ExternalId")
    return RequestFacts(
        service=service,
        action=iam_action.partition(":")[2] if iam_action else None,
        region=str(extract_region(headers, query)),
        account=account,
        principal_arn=principal_arn,
        target=target,
        target_account=_account_in_arn(target),
        external_id_sha256=(
            hashlib.sha256(external_id.encode()).hexdigest() if external_id is not None else None
        ),
        role_session_name=parameters.get("RoleSessionName"),
        source_identity=parameters.get("SourceIdentity"),
        protocol=_protocol(service, headers),
    )


def _parameters(request: Request) -> dict[str, str]:
    """Return the scalar parameters of a query or JSON call; a REST body is none of our business."""
    if "x-amz-target" in request.headers:
        try:
            return {k: v for k, v in request.json_object().items() if isinstance(v, str)}
        except ValueError:
            return {}
    fields: dict[str, Any] = dict(request.query)
    if "x-www-form-urlencoded" in request.headers.get("content-type", ""):
        fields |= parse_qs(request.body.decode("utf-8", errors="replace"), keep_blank_values=True)
    return {name: values[0] for name, values in fields.items()}


def _caller(access_key_id: str) -> tuple[str | None, str | None]:
    if not access_key_id:
        return None, None
    try:
        scope = find_iam_access_key_account(access_key_id) or access_key_id
    except AmbiguousAccessKeyError:
        return None, None
    # Request-scoped (a context variable of this request's task); the app sets it again.
    set_request_account_id(scope)
    identity = iam_evaluator.resolve_caller_identity(access_key_id)
    if identity is None:
        return None, None
    return str(identity["accountId"]), str(identity["userArn"])


def _protocol(service: str, headers: Mapping[str, str]) -> Protocol:
    if wire.is_cbor(headers):
        return Protocol.CBOR
    is_json = "x-amz-target" in headers or service in _REST_JSON
    return Protocol.JSON if is_json else Protocol.XML


def _target(service: str, path: str, parameters: Mapping[str, str]) -> str | None:
    if service == "s3":
        return path.lstrip("/") or None
    for name in _TARGETS.get(service, ()):
        if parameters.get(name):
            return parameters[name]
    return None


_ARN_ACCOUNT_FIELD = 4


def _account_in_arn(target: str | None) -> str | None:
    if target is None or not target.startswith("arn:"):
        return None
    parts = target.split(":")
    return parts[_ARN_ACCOUNT_FIELD] or None if len(parts) > _ARN_ACCOUNT_FIELD else None


def error_code(body: bytes, headers: Mapping[str, str]) -> str | None:
    """Return the AWS error code in an answer's body (JSON `__type`, XML `Code`) or header."""
    text = body.decode("utf-8", errors="replace")
    if text.lstrip().startswith("{"):
        try:
            found = json.loads(text).get("__type")
        except ValueError:
            found = None
        if isinstance(found, str):
            return found.rpartition("#")[2]
    before, tag, after = text.partition("<Code>")
    if tag and before is not None:
        return after.partition("</Code>")[0]
    return headers.get("x-amzn-errortype", "").partition(":")[0] or None
