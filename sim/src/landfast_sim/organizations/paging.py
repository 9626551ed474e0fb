"""Pages of Organizations: at most 20 items, and a token that only this operation takes back."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from landfast_sim.organizations.errors import OrganizationsError, invalid_input

MAX_PAGE = 20
"""The most items AWS gives out in one page: the maximum of MaxResults in the service's model."""

_SEAL_LENGTH = 12

Item = TypeVar("Item")


def page(
    operation: str,
    payload: dict[str, Any],
    items: Sequence[Item],
    describe: Callable[[Item], dict[str, Any]],
) -> dict[str, Any]:
    """Return the page that `payload` (MaxResults, NextToken) asks for.

    Only its items are described: an organization may have thousands of accounts.
    """
    size = payload.get("MaxResults", MAX_PAGE)
    if not isinstance(size, int) or not 1 <= size <= MAX_PAGE:
        reason = "You specified an invalid value for MaxResults."
        raise invalid_input("MAX_LIMIT_EXCEEDED_FILTER", reason)
    question = {k: v for k, v in payload.items() if k not in ("MaxResults", "NextToken")}
    start = _offset(payload.get("NextToken"), operation, question)
    key = _KEYS[operation]
    answer: dict[str, Any] = {key: [describe(item) for item in items[start : start + size]]}
    if start + size < len(items):
        answer["NextToken"] = _token(start + size, operation, question)
    return answer


_KEYS = {
    "ListAWSServiceAccessForOrganization": "EnabledServicePrincipals",
    "ListAccounts": "Accounts",
    "ListAccountsForParent": "Accounts",
    "ListChildren": "Children",
    "ListCreateAccountStatus": "CreateAccountStatuses",
    "ListDelegatedAdministrators": "DelegatedAdministrators",
    "ListDelegatedServicesForAccount": "DelegatedServices",
    "ListOrganizationalUnitsForParent": "OrganizationalUnits",
    "ListParents": "Parents",
    "ListRoots": "Roots",
    "ListTagsForResource": "Tags",
}
"""The member of an answer that holds the list."""


_AFTER_AN_EMPTY_PAGE = "after-an-empty-page."


def with_empty_pages(
    operation: str, payload: dict[str, Any], serve: Callable[[dict[str, Any]], dict[str, Any]]
) -> dict[str, Any]:
    """Serve a list with an empty page before each page.

    AWS: "operations can occasionally return an empty set of results even when more results are
    available", so only a missing token ends a list.
    """
    if operation not in _KEYS:
        return serve(payload)
    token = str(payload.get("NextToken", ""))
    if not token.startswith(_AFTER_AN_EMPTY_PAGE):
        return {_KEYS[operation]: [], "NextToken": _AFTER_AN_EMPTY_PAGE + token}
    asked = {name: value for name, value in payload.items() if name != "NextToken"}
    former = token.removeprefix(_AFTER_AN_EMPTY_PAGE)
    return serve({**asked, "NextToken": former} if former else asked)


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
