"""The truth about a bill: exact sums, kept while rows are made, from the amounts and not the files.

Sums are kept in two halves of 31 and 33 bits, so that no number of rows overflows them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import numpy as np

from landfast_bills.amounts import Amounts
from landfast_bills.entries import DISCOUNTS, Entry, Kind
from landfast_bills.numbers import Whole, exact_text
from landfast_bills.tags import COST_CENTER

_HALF: Final = 31
_LOW = np.int64((1 << _HALF) - 1)

MEASURES = ("unblended", "blended", "amortized", "net_unblended", "net_amortized", "public")
"""Of legacy reports and CUR 2.0."""

FOCUS_MEASURES = ("billed", "effective", "list", "contracted")

_TAGS = (COST_CENTER, "team", "Team")
_ALSO = ("discount", "quantity", "reserved_upfront", "reserved_recurring")
"""What later lines want to know."""

CATEGORIES: Mapping[Kind, str] = {
    Kind.RECURRING: "Purchase",
    Kind.UPFRONT: "Purchase",
    Kind.RI_FEE: "Purchase",
    Kind.FEE: "Purchase",
    Kind.REFUND: "Adjustment",
    Kind.CREDIT: "Credit",
    Kind.TAX: "Tax",
}
"""FOCUS's ChargeCategory; what is not here is Usage."""


Key = tuple[object, ...]


def keys_of(entry: Entry) -> list[Key]:
    """Return what an entry belongs to: everything, its account, its discount, its reservation."""
    account = entry.account.account_id
    found: list[Key] = []
    if entry.is_by_interval:
        found += [("all",), ("account", account)]
    if entry.discount is not None:
        found.append(("discount", account, entry.meter.product.code, entry.discount))
    if entry.kind is Kind.DISCOUNTED and entry.commitment is not None:
        found.append(("reservation", entry.commitment.arn))
    return found


class Tally:
    """Sums of some amounts by one number of each row."""

    def __init__(self, names: Sequence[str], size: int) -> None:
        """Count `names` for the numbers from 0 until before `size`."""
        self._names = list(names)
        self._low = np.zeros((len(names), size), np.int64)
        self._high = np.zeros((len(names), size), np.int64)
        self.rows = np.zeros(size, np.int64)

    def add(self, where: Whole, amounts: Amounts) -> None:
        """Add rows."""
        self.rows += np.bincount(where, minlength=len(self.rows))
        for place, name in enumerate(self._names):
            values = amounts[name]
            np.add.at(self._low[place], where, values & _LOW)
            np.add.at(self._high[place], where, values >> _HALF)

    def of(self, name: str, where: int) -> int:
        """Return one sum."""
        place = self._names.index(name)
        return (int(self._high[place, where]) << _HALF) + int(self._low[place, where])


class Truth:
    """The sums of one month."""

    def __init__(
        self, entries: Sequence[Entry], days: int, currency: str, *, is_focus: bool
    ) -> None:
        """Count rows of `entries`, and those of other lines as they come."""
        self._measures = FOCUS_MEASURES if is_focus else MEASURES
        self._is_focus = is_focus
        self._currency = currency
        self._entries = list(entries)
        self._tally = Tally((*self._measures, *self._others()), len(entries))
        self._by_day = Tally(self._measures, days)
        self._singles: list[tuple[Entry, int, Mapping[str, int]]] = []
        self._foreign: list[tuple[Entry, Mapping[str, int]]] = []
        self._split_rows = 0
        self._places: dict[Key, list[int]] = {}

    def _others(self) -> list[str]:
        wanted = (*_ALSO, "net_unblended")
        return [name for name in wanted if name not in self._measures]

    def add(self, entry: Whole, day: Whole, amounts: Amounts) -> None:
        """Add rows by the places of their entries and their days."""
        self._tally.add(entry, amounts)
        self._by_day.add(day, amounts)

    def add_single(self, entry: Entry, day: int, amounts: Mapping[str, int]) -> None:
        """Add a row of an entry that is not among those of the beginning."""
        if entry.kind is Kind.SPLIT:
            self._split_rows += 1
            return
        if entry.currency:
            self._foreign.append((entry, amounts))
            return
        counted = dict(amounts)
        if entry.kind in DISCOUNTS:
            # The net columns of other lines contain it already, and AWS blends no discounts.
            counted.update(net_unblended=0, net_amortized=0, blended=0)
        self._singles.append((entry, day, counted))

    def of(self, name: str, key: Key) -> int:
        """Return the sum of one amount over what belongs together, for lines that depend on it."""
        if not self._places:
            for place, entry in enumerate(self._entries):
                for one in keys_of(entry):
                    self._places.setdefault(one, []).append(place)
        usage = sum(self._tally.of(name, place) for place in self._places.get(key, ()))
        singles = (more for entry, _, more in self._singles if key in keys_of(entry))
        return usage + sum(more.get(name, 0) for more in singles)

    @property
    def rows(self) -> int:
        """How many rows there are."""
        others = len(self._singles) + len(self._foreign) + self._split_rows
        return int(self._tally.rows.sum()) + others

    def as_json(self) -> dict[str, Any]:
        """Return the sums as exact decimal text.

        What is in another currency than the organization's is only in the cut by currency, and
        split cost allocation data is in no sum.
        """
        cuts: dict[str, Callable[[Entry], str]] = {
            "charge_category" if self._is_focus else "line_item_type": self._type,
            "account": lambda entry: entry.account.account_id,
            "service": lambda entry: entry.meter.product.code,
            "region": lambda entry: entry.region.code if entry.region else "",
        }
        by = {name: self._cut(of_entry) for name, of_entry in cuts.items()}
        for tag in _TAGS:
            by[f"tag:{tag}"] = self._cut(_tag(tag))
        by["day"] = self._days()
        whole = self._cut(lambda _: self._currency)
        by["currency"] = {**whole, **self._in_other_currencies()}
        counted = {"rows": self.rows, "split_rows": self._split_rows}
        return {**counted, "totals": whole.get(self._currency, {}), "by": by}

    def _in_other_currencies(self) -> dict[str, dict[str, Any]]:
        sums: dict[str, list[int]] = {}
        for entry, amounts in self._foreign:
            _add(sums, entry.currency, 1, [amounts.get(name, 0) for name in self._measures])
        return self._shown(sums)

    def _type(self, entry: Entry) -> str:
        return CATEGORIES.get(entry.kind, "Usage") if self._is_focus else entry.type

    def _cut(self, of_entry: Callable[[Entry], str]) -> dict[str, dict[str, Any]]:
        sums: dict[str, list[int]] = {}
        for place, entry in enumerate(self._entries):
            values = [self._tally.of(name, place) for name in self._measures]
            _add(sums, of_entry(entry), int(self._tally.rows[place]), values)
        for entry, _, amounts in self._singles:
            _add(sums, of_entry(entry), 1, [amounts.get(name, 0) for name in self._measures])
        return self._shown(sums)

    def _days(self) -> dict[str, dict[str, Any]]:
        sums: dict[str, list[int]] = {}
        for day, rows in enumerate(self._by_day.rows):
            values = [self._by_day.of(name, day) for name in self._measures]
            _add(sums, f"{day + 1:02d}", int(rows), values)
        for _, day, amounts in self._singles:
            values = [amounts.get(name, 0) for name in self._measures]
            _add(sums, f"{day + 1:02d}", 1, values)
        return self._shown(sums)

    def _shown(self, sums: Mapping[str, Sequence[int]]) -> dict[str, dict[str, Any]]:
        return {
            key: {
                "rows": found[0],
                **{
                    name: exact_text(value)
                    for name, value in zip(self._measures, found[1:], strict=True)
                },
            }
            for key, found in sorted(sums.items())
            if found[0]
        }


def _tag(key: str) -> Callable[[Entry], str]:
    return lambda entry: entry.tags.get(key, "")


def _add(sums: dict[str, list[int]], key: str, rows: int, values: Sequence[int]) -> None:
    found = sums.setdefault(key, [0] * (len(values) + 1))
    for place, value in enumerate((rows, *values)):
        found[place] += value
