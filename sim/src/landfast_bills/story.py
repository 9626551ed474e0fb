"""What happens to the organization from month to month, and how usage goes up and down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from landfast_bills.catalog import Shape
from landfast_bills.months import Month

_WHOLE: Final = 1000
_WEEKEND: Final = 5
_WEEKEND_SHARES = {Shape.WEB: 780, Shape.OFFICE: 240, Shape.BATCH: 900, Shape.SPIKE: 780}
_HOURS = {
    Shape.WEB: (
        4,
        3,
        2,
        2,
        2,
        3,
        5,
        8,
        10,
        12,
        13,
        14,
        14,
        14,
        14,
        13,
        13,
        14,
        15,
        16,
        15,
        12,
        8,
        5,
    ),
    Shape.OFFICE: (1, 1, 1, 1, 1, 1, 2, 6, 14, 20, 22, 20, 14, 18, 22, 21, 17, 9, 4, 2, 2, 1, 1, 1),
    Shape.BATCH: (20, 40, 44, 40, 22, 8, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 4, 10),
}
_SPIKE_DAYS = range(17, 20)
_SPIKE: Final = 9
_ALL_AT_ONCE: Final = 9
"""With fewer months than this, everything is there from the first."""


@dataclass(frozen=True)
class Story:
    """When things begin; numbers of months count from the first one, which is 0."""

    first: Month
    plans_from: int = 1
    reservations_from: int = 2
    discounts_from: int = 3
    late_from: int = 6
    spike_in: int = 8

    @classmethod
    def of(cls, first: Month, months: int) -> Story:
        """Return the usual story, or one that leaves nothing out if there are few months."""
        if months >= _ALL_AT_ONCE:
            return cls(first)
        return cls(first, 0, 0, 0, 0, max(months - 1, 0))

    def index(self, month: Month) -> int:
        """Return the number of a month; those before the first are as the first."""
        return max(month.index() - self.first.index(), 0)

    def daily_factor(self, shape: Shape, day: date) -> int:
        """Return how much is used on a day, in thousandths of the usual."""
        if shape is Shape.STEADY:
            return _WHOLE
        grown = _WHOLE + max((day - self.first.start).days, 0)
        if shape is Shape.STOCK:
            return grown
        share = _WEEKEND_SHARES[shape] if day.weekday() >= _WEEKEND else _WHOLE
        month = Month(day.year, day.month)
        runaway = (
            shape is Shape.SPIKE
            and month.index() - self.first.index() == self.spike_in
            and day.day in _SPIKE_DAYS
        )
        return grown * share // _WHOLE * (_SPIKE if runaway else 1)

    def hourly_factor(self, shape: Shape, day: date, hour: int) -> int:
        """Return how much is used in an hour, in thousandths of a usual day's 24th."""
        daily = self.daily_factor(shape, day)
        shares = _HOURS.get(Shape.WEB if shape is Shape.SPIKE else shape)
        return daily if shares is None else daily * shares[hour] * len(shares) // sum(shares)
