"""Pages of Organizations: at most 20 items, and a token that only this operation takes back."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Sequence
from typing import Any

from landfast_sim.organizations.errors import OrganizationsError, invalid_input

MAX_PAGE = 20
"""The most items AWS gives out in one page: the maximum of MaxResults in the service's model."""

_SEAL_LENGTH = 12


def page(
    operation: str, payload: dict[str, Any], key: str, items: Sequence[dict[str, Any]]
) -> dict[str, Any]:
    """Return the page that `payload` (MaxResults, NextToken) asks for, under `key`."""
    size = payload.get("MaxResults", MAX_PAGE)
    if not isinstance(size, int) or not 1 <= size <= MAX_PAGE:
        reason = "You specified an invalid value for MaxResults."
        raise invalid_input("MAX_LIMIT_EXCEEDED_FILTER", reason)
    question = {k: v for k, v in payload.items() if k not in ("MaxResults", "NextToken")}
    start = _offset(payload.get("NextToken"), operation, question)
    answer: dict[str, Any] = {key: list(items[start : start + size])}
    if start + size < len(items):
        answer["NextToken"] = _token(start + size, operation, question)
    return answer


def _seal(offset: int, operation: str, question: dict[str, Any]) -> str:
    text = json.dumps([offset, operation, question], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:_SEAL_LENGTH]


def _token(offset: int, operation: str, question: dict[str, Any]) -> str:
    text = f"{_seal(offset, operation, question)}{offset}"
    return base64.urlsafe_b64encode(text.encode()).decode()


def _offset(token: object, operation: str, question: dict[str, Any]) -> int:
    if token is None:
        return 0
    try:
        text = base64.urlsafe_b64decode(str(token).encode()).decode()
        seal, offset = text[:_SEAL_LENGTH], int(text[_SEAL_LENGTH:])
    except ValueError:
        raise _foreign_token() from None
    if seal != _seal(offset, operation, question):
        raise _foreign_token()
    return offset


def _foreign_token() -> OrganizationsError:
    return invalid_input("INVALID_NEXT_TOKEN", "You specified an invalid value for NextToken.")
