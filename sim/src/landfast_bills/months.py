"""Billing periods: calendar months in UTC, the end exclusive."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime

_MONTHS = 12
_PERIOD = re.compile(r"^(\d{4})-(0[1-9]|1[0-2])$")


@dataclass(frozen=True)
class Month:
    """One billing period."""

    year: int
    number: int

    @classmethod
    def of(cls, seconds: float) -> Month:
        """Return the month of a moment in seconds since the epoch."""
        moment = datetime.fromtimestamp(seconds, UTC)
        return cls(moment.year, moment.month)

    @classmethod
    def read(cls, text: object) -> Month:
        """Return the month written `YYYY-MM`, or raise ValueError."""
        found = _PERIOD.match(text) if isinstance(text, str) else None
        if found is None:
            message = f"period: expected YYYY-MM, found {text!r}"
            raise ValueError(message)
        return cls(int(found[1]), int(found[2]))

    @property
    def start(self) -> date:
        """The first day."""
        return date(self.year, self.number, 1)

    @property
    def end(self) -> date:
        """The first day after it."""
        return date(self.year + self.number // _MONTHS, self.number % _MONTHS + 1, 1)

    @property
    def folder(self) -> str:
        """The month in the keys of a legacy report: `yyyymmdd-yyyymmdd`."""
        return f"{self.start:%Y%m%d}-{self.end:%Y%m%d}"

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.end - self.start).days

    def index(self) -> int:
        """Return a number that is one more for the next month."""
        return self.year * _MONTHS + self.number - 1

    def plus(self, months: int) -> Month:
        """Return the month so many months later."""
        year, number = divmod(self.index() + months, _MONTHS)
        return Month(year, number + 1)

    def __str__(self) -> str:
        """Return it as `YYYY-MM`."""
        return f"{self.start:%Y-%m}"


def midnight(day: date) -> datetime:
    """Return the moment at which a day begins."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
