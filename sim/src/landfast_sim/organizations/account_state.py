"""The life of a member account.

`State` replaced `Status`, which told an account that AWS suspended from one that was closed by
nobody's words. Both are in the answers; AWS takes `Status` out in September 2026.
https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_account_state.html
"""

from __future__ import annotations

from enum import StrEnum

REINSTATEMENT_SECONDS = 90 * 86_400.0
"""How long a closed account stays in the organization."""


class AccountState(StrEnum):
    """A phase in the life of an account."""

    PENDING_ACTIVATION = "PENDING_ACTIVATION"
    """The sign-up was never completed."""

    ACTIVE = "ACTIVE"

    SUSPENDED = "SUSPENDED"
    """AWS restricted the account."""

    PENDING_CLOSURE = "PENDING_CLOSURE"
    CLOSED = "CLOSED"


def status_of(state: AccountState) -> str:
    """Return the older field `Status`, which has no words for three of the states."""
    if state in (AccountState.ACTIVE, AccountState.PENDING_CLOSURE):
        return state.value
    return "SUSPENDED"
