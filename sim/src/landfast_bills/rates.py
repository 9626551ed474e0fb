"""What the amounts of entries are calculated from, as arrays."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

import numpy as np

from landfast_bills.catalog import Shape
from landfast_bills.entries import Entry, Kind
from landfast_bills.numbers import MONEY_DIGITS, QUANTITY_DIGITS, Whole, whole
from landfast_bills.randomness import Keys

PERCENT = {Kind.EDP: 9, Kind.PRIVATE_RATE: 15, Kind.BUNDLED: 12}
"""How much is taken off list prices."""

PLAN_SHARE: Final = Decimal("0.72")
"""What covered usage costs, of the price on demand."""

RESERVED_SHARE: Final = Decimal("0.3")
"""What an hour of a reservation costs up front, and as much again when it is used."""

BLENDED_SHARE: Final = Decimal("0.9")

_TINY = Decimal("0.000001")
_USUAL_DECIMALS, _TINY_DECIMALS = 10, MONEY_DIGITS


class Price:
    """Prices as whole numbers with a number of decimals each."""

    def __init__(self, prices: Sequence[Decimal]) -> None:
        """Take prices apart so that nothing is lost."""
        parts = [price.normalize().as_tuple() for price in prices]
        exponents = [int(part.exponent) for part in parts]
        digits = [int("".join(map(str, part.digits))) for part in parts]
        shift = [max(0, MONEY_DIGITS - QUANTITY_DIGITS + one) for one in exponents]
        self.mantissa = whole([d * 10**s for d, s in zip(digits, shift, strict=True)])
        self.divisor = whole(
            [10 ** max(0, QUANTITY_DIGITS - MONEY_DIGITS - one) for one in exponents]
        )

    def cost(self, entry: Whole, quantity: Whole, unit: Whole | int) -> Whole:
        """Return what a quantity costs, rounded to multiples of `unit`."""
        step = self.divisor[entry] * unit
        raw = quantity * self.mantissa[entry]
        return np.asarray((raw + step // 2) // step * unit, np.int64)


class Rates:
    """Everything by the place of an entry."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        """Read the entries."""
        self.kind = whole([one.kind for one in entries])
        self.key: Keys = np.array([_key(one) for one in entries], np.uint64)
        self.shape = whole([one.meter.shape for one in entries])
        self.daily = whole([one.daily for one in entries])
        self.is_whole = np.array([one.meter.is_whole for one in entries], np.bool_)
        self.is_steady = self.shape == Shape.STEADY
        self.percent = whole(
            [PERCENT.get(one.discount, 0) if one.discount else 0 for one in entries]
        )
        self.plan = whole([_plan(one) for one in entries])
        self.price = Price([one.price for one in entries])
        self.planned = Price([_planned(one) for one in entries])
        self.blended = Price([one.price * _blended_share(one) for one in entries])
        self.reserved = whole([reserved_rate(one) for one in entries])
        self.unit = whole([10 ** (MONEY_DIGITS - _decimals(one)) for one in entries])


def reserved_rate(entry: Entry) -> int:
    """Return what an hour of a reservation costs up front; it costs as much when it is used."""
    if entry.kind is not Kind.DISCOUNTED:
        return 0
    rate = (entry.price * RESERVED_SHARE).quantize(Decimal("0.00000001"))
    return int(rate.scaleb(MONEY_DIGITS))


def _key(entry: Entry) -> int:
    """Return the key of its ups and downs, which a negation shares with the line it negates."""
    return entry.number * 0x1_0000_0001 & 0xFFFF_FFFF_FFFF_FFFF


def _plan(entry: Entry) -> int:
    is_plan = entry.commitment is not None and entry.commitment.is_plan
    return entry.commitment.number if entry.commitment and is_plan else -1


def _blended_share(entry: Entry) -> Decimal:
    return BLENDED_SHARE if entry.meter.commitment == "ri" else Decimal(1)


def _decimals(entry: Entry) -> int:
    return _TINY_DECIMALS if Decimal(0) < entry.price < _TINY else _USUAL_DECIMALS


def _planned(entry: Entry) -> Decimal:
    return entry.price * PLAN_SHARE if entry.kind is Kind.COVERED else Decimal(0)
