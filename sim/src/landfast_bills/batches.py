"""The rows of a month, a batch at a time, so that a bill of any size needs little memory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from landfast_bills import charges
from landfast_bills.amounts import Amounts, Calculator, one_row
from landfast_bills.entries import Entry, Span
from landfast_bills.numbers import Whole, whole
from landfast_bills.plan import MonthPlan
from landfast_bills.recipe import Recipe, Want
from landfast_bills.truth import Truth

_ROWS: Final = 1 << 16


@dataclass(frozen=True)
class Group:
    """Entries and intervals that rows are made of."""

    entries: Sequence[Entry]
    spans: Sequence[Span]


@dataclass(frozen=True)
class Batch:
    """Rows: the entry and the interval of each by their places in the group, and its amounts."""

    group: Group
    entry: Whole
    span: Whole
    amounts: Amounts

    def __len__(self) -> int:
        """Return how many rows it is."""
        return len(self.entry)

    def part(self, start: int, end: int) -> Batch:
        """Return some of its rows."""
        cut = slice(start, end)
        amounts = {name: values[cut] for name, values in self.amounts.items()}
        return Batch(self.group, self.entry[cut], self.span[cut], amounts)


class Bill:
    """One month of a bill."""

    def __init__(self, recipe: Recipe, want: Want) -> None:
        """Lay it out, or raise ValueError if it cannot have so few rows."""
        self.plan = MonthPlan(recipe, want)
        self.plan.fill(len(charges.of_month(self.plan)))
        self.charges = charges.of_month(self.plan)
        self._entries = self.plan.entries
        self.truth = self._nothing_yet()

    @property
    def rows(self) -> int:
        """How many rows it has."""
        return self.plan.rows + len(self.charges)

    def groups(self) -> list[Group]:
        """Return what the batches are made of, in their order."""
        return [self._usage(), self._charged()]

    def batches(self, size: int = _ROWS) -> Iterator[Batch]:
        """Yield all rows; `truth` is complete after the last."""
        self.truth = self._nothing_yet()
        usage, charged = self.groups()
        everybody = self.truth
        for batch in self._usage_batches(usage, size):
            day = batch.span // self.plan.slots * self._days_per_period()
            self.truth.add(batch.entry, np.asarray(day, np.int64), batch.amounts)
            yield batch
        if self.plan.want.accounts:
            everybody = self._sums_of_everybody()
        rows = []
        for charge in self.charges:
            amounts = charge.amounts(everybody)
            self.truth.add_single(charge.entry, 0, amounts)
            rows.append(one_row(amounts))
        if rows:
            together = {name: np.concatenate([one[name] for one in rows]) for name in rows[0]}
            places = np.arange(len(rows))
            yield Batch(charged, places, np.zeros_like(places), together)

    def _usage(self) -> Group:
        return Group(self._entries, self.plan.spans)

    def _charged(self) -> Group:
        return Group([one.entry for one in self.charges], [self.plan.whole()])

    def _usage_batches(self, group: Group, size: int) -> Iterator[Batch]:
        calculator = Calculator(self.plan)
        entries, total = len(group.entries), self.plan.rows
        if not entries:
            return
        full = entries - 1 if self.plan.rest else entries
        turn = whole([one.number % self.plan.slots for one in group.entries])
        for start in range(0, total, size):
            row = np.arange(start, min(start + size, total))
            is_rest = row >= full * self.plan.periods
            entry = np.where(is_rest, full, row % max(full, 1))
            period = np.where(is_rest, row - full * self.plan.periods, row // max(full, 1))
            span = period * self.plan.slots + turn[entry]
            yield Batch(group, entry, span, calculator.rows(entry, period))

    def _days_per_period(self) -> float:
        hours = self.plan.intervals[0].hours
        return hours / 24

    def _nothing_yet(self) -> Truth:
        recipe = self.plan.recipe
        currency = recipe.organization.currency
        return Truth(self._entries, self.plan.days, currency, is_focus=recipe.is_focus)

    def _sums_of_everybody(self) -> Truth:
        """Return the sums that lines depend on, when only some accounts are shown."""
        shown = self.plan.want
        whole_bill = Bill(
            self.plan.recipe, Want(shown.month, shown.rows, shown.entries, shown.until)
        )
        for _ in whole_bill.batches():
            pass
        return whole_bill.truth
