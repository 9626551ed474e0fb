"""What CloudFormation and the provider of a custom resource say to each other.

Requests: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-requests.html
Responses: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

MOST_BYTES = 4096
"""How long a response may be."""

_LONGEST_PHYSICAL_ID = 1024
_FAILED = "FAILED"

Properties = dict[str, Any]


class FailedError(ValueError):
    """A resource that failed: the reason as the stack's events tell it."""

    def __init__(self, reason: str, physical_id: str | None = None) -> None:
        """Carry the physical id of what the provider may have made all the same."""
        super().__init__(reason)
        self.physical_id = physical_id


@dataclass(frozen=True)
class Asked:
    """What a provider is asked for."""

    request_type: str
    """Create, Update or Delete."""

    stack_id: str
    logical_id: str
    resource_type: str
    properties: Properties
    physical_id: str | None = None
    old_properties: Properties | None = None

    @property
    def topic_arn(self) -> str:
        """The topic to ask."""
        return str(self.properties.get("ServiceToken", ""))

    def document(self, request_id: str, response_url: str) -> str:
        """Return the message to publish."""
        found: dict[str, Any] = {
            "RequestType": self.request_type,
            "ServiceToken": self.topic_arn,
            "ResponseURL": response_url,
            "StackId": self.stack_id,
            "RequestId": request_id,
            "LogicalResourceId": self.logical_id,
        }
        if self.physical_id is not None:
            found["PhysicalResourceId"] = self.physical_id
        found["ResourceType"] = self.resource_type
        found["ResourceProperties"] = _as_text(self.properties)
        if self.old_properties is not None:
            found["OldResourceProperties"] = _as_text(self.old_properties)
        return json.dumps(found)


@dataclass(frozen=True)
class Answer:
    """What a provider said."""

    physical_id: str
    attributes: dict[str, Any]


def read_answer(asked: Asked, request_id: str, body: bytes) -> Answer:
    """Return the answer, or raise FailedError if it is a failure or none at all."""
    if len(body) > MOST_BYTES:
        raise FailedError("Response object is too long.")
    try:
        found = json.loads(body)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise FailedError("Response is not valid JSON.")
    physical_id = found.get("PhysicalResourceId")
    if found.get("Status") == _FAILED:
        reason = (
            "Received response status [FAILED] from custom resource. "
            f"Message returned: {found.get('Reason', '')} (RequestId: {request_id})"
        )
        raise FailedError(reason, physical_id if isinstance(physical_id, str) else None)
    if found.get("Status") != "SUCCESS":
        raise FailedError(f"Invalid response status: {found.get('Status')!r}")
    expected = {
        "StackId": asked.stack_id,
        "RequestId": request_id,
        "LogicalResourceId": asked.logical_id,
    }
    for name, value in expected.items():
        if found.get(name) != value:
            raise FailedError(f"Invalid {name}: it is not the request's")
    if not isinstance(physical_id, str) or not 0 < len(physical_id) <= _LONGEST_PHYSICAL_ID:
        raise FailedError("Invalid PhysicalResourceId")
    data = found.get("Data") or {}
    if not isinstance(data, dict):
        raise FailedError("Invalid Data: expected an object", physical_id)
    return Answer(physical_id, data)


def _as_text(value: Any) -> Any:
    """Return properties as CloudFormation sends them: everything but maps and lists is text."""
    if isinstance(value, dict):
        return {key: _as_text(member) for key, member in value.items()}
    if isinstance(value, list):
        return [_as_text(member) for member in value]
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, (int, float)) else value
