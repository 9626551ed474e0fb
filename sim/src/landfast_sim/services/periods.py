"""The time periods of Cost Explorer: the end is exclusive, a month at the edge may be cut."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from landfast_sim.services.modelled import ServiceError

Period = tuple[date, date]
_MONTHS = 12


def read(payload: dict[str, Any]) -> Period:
    """Return the requested TimePeriod, or refuse it as Cost Explorer does."""
    given = payload["TimePeriod"]
    try:
        start, end = (datetime.fromisoformat(given[edge]).date() for edge in ("Start", "End"))
    except ValueError as error:
        raise ServiceError("ValidationException", f"Invalid date: {error}") from error
    if start >= end:
        message = "Start date (and hour) should be before end date (and hour)"
        raise ServiceError("ValidationException", message)
    return start, end


def split(period: Period, granularity: str) -> list[Period]:
    """Return the period day by day or month by month."""
    start, end = period
    if granularity != "MONTHLY":
        days = (start + timedelta(days=offset) for offset in range((end - start).days))
        return [(day, day + timedelta(days=1)) for day in days]
    found = []
    while start < end:
        following = date(start.year + start.month // _MONTHS, start.month % _MONTHS + 1, 1)
        found.append((start, min(following, end)))
        start = following
    return found


def shape(period: Period) -> dict[str, str]:
    """Return a period as the shape DateInterval."""
    return {"Start": period[0].isoformat(), "End": period[1].isoformat()}
