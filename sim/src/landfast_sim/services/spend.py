"""What accounts spend: made up from the account, the service and the day, the same in every run."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

SERVICES = (
    "Amazon Elastic Compute Cloud - Compute",
    "Amazon Relational Database Service",
    "Amazon Simple Storage Service",
    "AmazonCloudWatch",
)
"""The values of the dimension SERVICE."""

_LARGEST_CENTS = 5_000


def of_day(account_id: str, service: str, day: date) -> Decimal:
    """Return what an account spends on a service on a day, in US dollars."""
    seed = f"{account_id} {service} {day.isoformat()}".encode()
    cents = int.from_bytes(hashlib.sha256(seed).digest()[:4], "big") % _LARGEST_CENTS
    return Decimal(cents) / 100


def between(account_id: str, service: str, start: date, end: date) -> Decimal:
    """Return the spend from `start` until before `end`."""
    return sum((of_day(account_id, service, day) for day in days(start, end)), Decimal(0))


def days(start: date, end: date) -> Iterator[date]:
    """Return every day from `start` until before `end`."""
    for offset in range((end - start).days):
        yield start + timedelta(days=offset)
