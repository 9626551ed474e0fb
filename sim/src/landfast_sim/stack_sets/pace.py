"""How many accounts are worked on at a time, and how many failures are too many. No state.

https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StackSetOperationPreferences.html
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

_AUTOMATIC_AT_A_TIME = 10


@dataclass(frozen=True)
class Pace:
    """The limits of an operation in one region."""

    at_a_time: int
    tolerated: int


def pace_of(preferences: dict[str, Any], accounts: int, *, automatic: bool) -> Pace:
    """Return the limits for so many accounts; preferences do not apply to what AWS begins."""
    if automatic:
        return Pace(_AUTOMATIC_AT_A_TIME, accounts)
    tolerated = _number(preferences, "FailureTolerance", accounts, 0)
    at_a_time = max(1, _number(preferences, "MaxConcurrent", accounts, 1))
    if preferences.get("ConcurrencyMode") != "SOFT_FAILURE_TOLERANCE":
        at_a_time = min(at_a_time, tolerated + 1)
    return Pace(at_a_time, tolerated)


def _number(preferences: dict[str, Any], name: str, accounts: int, usual: int) -> int:
    if f"{name}Percentage" in preferences:
        return accounts * int(preferences[f"{name}Percentage"]) // 100
    return int(preferences.get(f"{name}Count", usual))
