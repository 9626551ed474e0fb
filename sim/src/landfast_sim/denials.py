"""How a denial is put into words and bytes."""

from __future__ import annotations

import json
from typing import Any

from ministack.core import iam_actions

from landfast_sim.services import wire

Answer = tuple[int, dict[str, str], bytes]


def install() -> None:
    """Wrap ministack's denials."""
    respond = iam_actions.access_denied_response

    def answer(*arguments: Any, **more: Any) -> Answer:
        found: Answer = respond(*arguments, **more)
        return _as_asked(found, more.get("headers") or {})

    iam_actions.access_denied_response = answer


def _as_asked(answer: Answer, headers: dict[str, str]) -> Answer:
    """Put a JSON denial into the protocol that the client spoke."""
    status, answered, body = answer
    if not wire.is_cbor(headers) or "json" not in answered.get("Content-Type", ""):
        return answer
    members = json.loads(body)
    return wire.refusal(wire.CBOR, status, members["__type"], members["message"])
