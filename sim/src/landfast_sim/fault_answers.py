"""The answers of a service in trouble, in that service's own words and protocol."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from xml.sax.saxutils import escape

from landfast_sim.asgi import Response
from landfast_sim.faults import FaultKind
from landfast_sim.request_facts import Protocol, RequestFacts
from landfast_sim.services import wire

Answer = tuple[int, str, str]
"""HTTP status, error code, message."""

_THROTTLES: Mapping[str, Answer] = {
    # Codes per service: the "Common errors" page of each API reference.
    "sts": (400, "Throttling", "Rate exceeded"),
    "iam": (400, "Throttling", "Rate exceeded"),
    "cloudformation": (400, "Throttling", "Rate exceeded"),
    "organizations": (400, "TooManyRequestsException", "You have sent too many requests."),
    "tagging": (400, "ThrottledException", "Rate exceeded"),
    "s3": (503, "SlowDown", "Please reduce your request rate."),
    "ec2": (503, "RequestLimitExceeded", "Request limit exceeded."),
    "dynamodb": (400, "ThrottlingException", "Rate of requests exceeds the allowed throughput."),
}
_THROTTLE = (400, "ThrottlingException", "Rate exceeded")

_SERVER_ERRORS: Mapping[str, Answer] = {
    "organizations": (500, "ServiceException", "AWS Organizations can't complete your request."),
    "s3": (500, "InternalError", "We encountered an internal error. Please try again."),
    "ec2": (500, "InternalError", "An internal error has occurred."),
}
_SERVER_ERROR = (500, "InternalFailure", "We encountered an internal error. Please try again.")

_UNAVAILABLE = (503, "ServiceUnavailable", "Service is unable to handle request.")


def answer_for(kind: FaultKind, facts: RequestFacts) -> Response:
    """Return the refusal for a request that is not executed."""
    if kind in (FaultKind.THROTTLE, FaultKind.ONE_AT_A_TIME):
        answer = _THROTTLES.get(facts.service, _THROTTLE)
    elif kind is FaultKind.SERVER_ERROR:
        answer = _SERVER_ERRORS.get(facts.service, _SERVER_ERROR)
    else:
        answer = _UNAVAILABLE
    return _render(facts, *answer)


def _render(facts: RequestFacts, status: int, code: str, message: str) -> Response:
    request_id = str(uuid.uuid4())
    headers = {"x-amzn-requestid": request_id}
    if facts.protocol is not Protocol.XML:
        spoken = wire.CBOR if facts.protocol is Protocol.CBOR else wire.JSON
        _, described, body = wire.refusal(spoken, status, code, message)
        return Response(status, body, {**headers, **described})
    return _render_xml(facts, (status, code, message), headers)


def _render_xml(facts: RequestFacts, answer: Answer, headers: dict[str, str]) -> Response:
    status, code, message = answer
    request_id = headers["x-amzn-requestid"]
    error = f"<Code>{code}</Code><Message>{escape(message)}</Message>"
    if facts.service == "s3":
        xml = f"<Error>{error}<RequestId>{request_id}</RequestId></Error>"
    elif facts.service == "ec2":
        xml = (
            f"<Response><Errors><Error>{error}</Error></Errors>"
            f"<RequestID>{request_id}</RequestID></Response>"
        )
    else:
        blame = "Sender" if status < 500 else "Receiver"  # noqa: PLR2004 - HTTP's own classes
        xml = (
            f"<ErrorResponse><Error><Type>{blame}</Type>{error}</Error>"
            f"<RequestId>{request_id}</RequestId></ErrorResponse>"
        )
    body = '<?xml version="1.0" encoding="UTF-8"?>' + xml
    return Response(status, body.encode(), {**headers, "content-type": "text/xml"})
