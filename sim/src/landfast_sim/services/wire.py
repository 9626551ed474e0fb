"""AWS's JSON, REST-JSON and CBOR protocols seen from the server, with botocore's own serializers.

botocore refuses to write a member that the model of the answer does not have, so nothing invented
gets out.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from botocore.parsers import RpcV2CBORParser
from botocore.serialize import JSONSerializer, RpcV2CBORSerializer

_CBOR_TYPE = "application/cbor"
_SMITHY = "smithy-protocol"

Answer = tuple[int, dict[str, str], bytes]


@dataclass(frozen=True)
class Protocol:
    """What the client spoke, and so what it is answered in."""

    content_type: str
    cbor: bool = False


JSON = Protocol("application/x-amz-json-1.1")
CBOR = Protocol(_CBOR_TYPE, cbor=True)


def is_cbor(headers: Mapping[str, str]) -> bool:
    """Whether a request is smithy's RPC in CBOR."""
    return headers.get(_SMITHY) == "rpc-v2-cbor"


def cbor_operation(path: str) -> str | None:
    """Return the operation in `/service/NAME/operation/OPERATION`."""
    before, found, operation = path.partition("/operation/")
    return operation if found and before.startswith("/service/") else None


def protocol_of(headers: Mapping[str, str], metadata: Mapping[str, Any]) -> Protocol:
    """Return the protocol of a request to a service with this metadata."""
    if is_cbor(headers):
        return CBOR
    if metadata["protocol"].startswith("rest-"):
        return Protocol("application/json")
    return Protocol(f"application/x-amz-json-{metadata.get('jsonVersion', '1.1')}")


def parse(protocol: Protocol, body: bytes) -> dict[str, Any]:
    """Return the members of a request, or raise ValueError."""
    if not body:
        return {}
    if protocol.cbor:
        parser = RpcV2CBORParser()
        value = parser.parse_data_item(parser.get_peekable_stream_from_bytes(body))
    else:
        value = json.loads(body)
    if not isinstance(value, dict):
        message = f"body: expected a structure, found {type(value).__name__}"
        raise ValueError(message)  # noqa: TRY004 - the caller's data
    return value


def success(protocol: Protocol, answer: dict[str, Any], shape: Any) -> Answer:
    """Write an answer of `shape`; a member that the shape does not have is a KeyError."""
    headers = _headers(protocol)
    if protocol.cbor:
        written = bytearray()
        RpcV2CBORSerializer()._serialize_data_item(written, answer, shape)
        return 200, headers, bytes(written)
    body: dict[str, Any] = {}
    if shape is not None:
        JSONSerializer()._serialize(body, answer, shape)
    return 200, headers, json.dumps(body).encode()


def refusal(protocol: Protocol, status: int, code: str, message: str) -> Answer:
    """Write an error."""
    headers = {**_headers(protocol), "x-amzn-errortype": code}
    if protocol.cbor:
        return status, headers, cbor_map({"__type": code, "message": message})
    return status, headers, json.dumps({"__type": code, "message": message}).encode()


def cbor_map(members: Mapping[str, str]) -> bytes:
    """Write a CBOR map of short strings (RFC 8949, 3.1: major types 3 and 5)."""
    written = bytearray([0xA0 | len(members)])
    for text in (text for member in members.items() for text in member):
        raw = text.encode()
        written += bytes([0x79]) + len(raw).to_bytes(2, "big") + raw
    return bytes(written)


def _headers(protocol: Protocol) -> dict[str, str]:
    headers = {"Content-Type": protocol.content_type}
    return {**headers, _SMITHY: "rpc-v2-cbor"} if protocol.cbor else headers
