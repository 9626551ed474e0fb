"""Pages of GetResources, and the permission of the resource's own service for writing tags.

AWS: "To tag a resource, you also need permission for the service's own tagging operation"; a
resource for which it is missing is in FailedResourcesMap, and the others are tagged.
https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/API_TagResources.html
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from ministack import app as ministack_app
from ministack.core import iam_evaluator
from ministack.core.responses import get_region
from ministack.core.router import extract_access_key_id

from landfast_sim.services.modelled import ServiceError
from landfast_sim.services.paging import page
from landfast_sim.tagging import resources

Payload = dict[str, Any]
Answer = tuple[int, dict[str, str], bytes]
Handler = Callable[..., Awaitable[Answer]]

MAX_PAGE = 100
"""The maximum of ResourcesPerPage."""

_OWN_ACTIONS: Mapping[str, tuple[str, str]] = {
    "dynamodb": ("dynamodb:TagResource", "dynamodb:UntagResource"),
    "ec2": ("ec2:CreateTags", "ec2:DeleteTags"),
    "elasticache": ("elasticache:AddTagsToResource", "elasticache:RemoveTagsFromResource"),
    "kms": ("kms:TagResource", "kms:UntagResource"),
    "lambda": ("lambda:TagResource", "lambda:UntagResource"),
    "rds": ("rds:AddTagsToResource", "rds:RemoveTagsFromResource"),
    "s3": ("s3:PutBucketTagging", "s3:PutBucketTagging"),
    "sns": ("sns:TagResource", "sns:UntagResource"),
    "sqs": ("sqs:TagQueue", "sqs:UntagQueue"),
}
"""By service: what tagging and untagging its resources needs besides tag:TagResources."""

_WRITES = ("TagResources", "UntagResources")
_DENIED_STATUS = 403
_OK = 200


def install() -> None:
    """Wrap ministack's handler."""
    resources.install()
    serve: Handler = ministack_app.SERVICE_HANDLERS["tagging"]

    async def handle(
        method: str, path: str, headers: dict[str, str], body: bytes, query: dict[str, Any]
    ) -> Answer:
        operation = headers.get("x-amz-target", "").rpartition(".")[2]
        payload = json.loads(body or b"{}")

        async def ask(changed: Payload) -> Answer:
            return await serve(method, path, headers, json.dumps(changed).encode(), query)

        if operation == "GetResources":
            return await _paged(payload, ask)
        if operation in _WRITES:
            key = str(extract_access_key_id(headers, query))
            return await _permitted(operation, payload, key, ask)
        return await ask(payload)

    ministack_app.SERVICE_HANDLERS["tagging"] = handle


async def _paged(payload: Payload, ask: Callable[[Payload], Awaitable[Answer]]) -> Answer:
    size = payload.pop("ResourcesPerPage", MAX_PAGE)
    token = payload.pop("PaginationToken", None)
    status, headers, body = await ask(payload)
    if status != _OK:
        return status, headers, body
    found = json.loads(body)["ResourceTagMappingList"]
    try:
        shown, more = page(found, size, token or None, "PaginationToken")
    except ServiceError as error:
        refusal = {"__type": "PaginationTokenExpiredException", "message": str(error)}
        return 400, headers, json.dumps(refusal).encode()
    answer = {"ResourceTagMappingList": shown, "PaginationToken": "", **more}
    return _OK, headers, json.dumps(answer).encode()


async def _permitted(
    operation: str, payload: Payload, key: str, ask: Callable[[Payload], Awaitable[Answer]]
) -> Answer:
    arns = payload.get("ResourceARNList", [])
    denied = {arn: found for arn in arns if (found := _denial(operation, arn, key))}
    allowed = [arn for arn in arns if arn not in denied]
    if denied and not allowed:
        status, headers, failed = _OK, {"Content-Type": "application/x-amz-json-1.1"}, {}
    else:
        status, headers, body = await ask({**payload, "ResourceARNList": allowed})
        if status != _OK:
            return status, headers, body
        failed = json.loads(body)["FailedResourcesMap"]
    return status, headers, json.dumps({"FailedResourcesMap": {**failed, **denied}}).encode()


_ARN_SERVICE = 2


def _denial(operation: str, arn: str, key: str) -> Payload | None:
    """Return the entry of FailedResourcesMap for a resource that the caller must not tag."""
    parts = str(arn).split(":")
    service = parts[_ARN_SERVICE] if len(parts) > _ARN_SERVICE else ""
    actions = _OWN_ACTIONS.get(service)
    if actions is None:
        return None
    action = actions[_WRITES.index(operation)]
    found = iam_evaluator.enforce(key, action, service, get_region(), resource_arn=arn)
    if found is None:
        return None
    caller = iam_evaluator.resolve_caller_identity(key) or {}
    message = (
        f"User: {caller.get('userArn')} is not authorized to perform: {action} on resource: {arn}"
    )
    return {
        "StatusCode": _DENIED_STATUS,
        "ErrorCode": "AccessDeniedException",
        "ErrorMessage": message,
    }
