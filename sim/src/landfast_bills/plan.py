"""A month laid out: which entries it has, in which intervals, and how many rows that makes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from landfast_bills import catalog
from landfast_bills.entries import Entry, Kind, Span
from landfast_bills.months import midnight
from landfast_bills.recipe import Discounts, Granularity, Recipe, Want
from landfast_bills.usage import PLANS, Usage

_HOURS: Final = 24
_SLOTS: Final = (0, 6, 12, 18)
_SMALL_CHARGES: Final = 16
"""Lines of a month that no entry asks for, at most: see `charges`."""

_FILLERS: Final = 10**9
"""The numbers of entries that fill a month up begin here."""


@dataclass(frozen=True)
class Interval:
    """What the amounts of an interval are calculated from."""

    start: datetime
    hours: int

    @property
    def key(self) -> int:
        """A number that no other interval of this length has."""
        return int(self.start.timestamp()) // 3600


class MonthPlan:
    """One month of a bill."""

    def __init__(self, recipe: Recipe, want: Want) -> None:
        """Lay the month out, or raise ValueError if so few rows cannot hold it."""
        if want.rows is not None and want.accounts:
            message = "the number of rows can only be said of the bill that everybody is on"
            raise ValueError(message)
        self.recipe = recipe
        self.want = want
        self.month = want.month
        self.usage = Usage(recipe, want.month)
        last = min(want.until or want.month.end, want.month.end)
        self.days = max((last - want.month.start).days, 1)
        self.intervals = self._intervals()
        self.rest = 0
        self.all_entries = self._counted() if want.rows is None else self._filled(want.rows)
        self.spans = self._spans()

    @property
    def slots(self) -> int:
        """How many spans there are for each interval."""
        return len(_SLOTS) if self._is_sparse else 1

    @property
    def entries(self) -> list[Entry]:
        """The entries that are shown."""
        shown = self.want.accounts
        return [e for e in self.all_entries if not shown or e.account.account_id in shown]

    def fill(self, charges: int) -> None:
        """Add entries until the rows, with so many other lines, are as many as wanted.

        The last one has rows in the first `rest` intervals only. Raise ValueError if there are too
        many rows already.
        """
        if self.want.rows is None:
            return
        left = self.want.rows - charges - len(self.all_entries) * self.periods
        if left < 0:
            raise ValueError(self._too_few())
        more, self.rest = divmod(left, self.periods)
        model = next(e for e in self.all_entries if e.kind is Kind.USAGE)
        for number in range(more + (1 if self.rest else 0)):
            self.all_entries.append(replace(model, number=_FILLERS + number))

    @property
    def periods(self) -> int:
        """How many rows an entry has."""
        return 1 if self._is_monthly else len(self.intervals)

    @property
    def rows(self) -> int:
        """How many rows the entries have together; those of `charges` come on top."""
        return len(self.entries) * self.periods - (self.periods - self.rest if self.rest else 0)

    @property
    def is_discounted(self) -> bool:
        """Whether the month has discounts, and with them net columns."""
        return self.usage.has_discounts

    @property
    def has_discount_lines(self) -> bool:
        """Whether discounts are lines too."""
        lines = self.recipe.discounts is Discounts.LINES and not self.recipe.is_focus
        return lines and self.usage.has_discounts

    @property
    def _is_monthly(self) -> bool:
        return self.recipe.granularity is Granularity.MONTHLY

    @property
    def _is_sparse(self) -> bool:
        return self.recipe.sparse and self.recipe.granularity is Granularity.HOURLY

    def reservations(self) -> dict[str, list[Entry]]:
        """Return the entries of each reservation, by ARN."""
        found: dict[str, list[Entry]] = {}
        for entry in self.all_entries:
            if entry.kind is Kind.DISCOUNTED and entry.commitment is not None:
                found.setdefault(entry.commitment.arn, []).append(entry)
        return found

    def discount_lines(self) -> dict[tuple[str, str, Kind], Entry]:
        """Return an entry for each account, product code and kind of discount."""
        found: dict[tuple[str, str, Kind], Entry] = {}
        for entry in self.all_entries:
            if self.has_discount_lines and entry.discount is not None:
                key = (entry.account.account_id, entry.meter.product.code, entry.discount)
                found.setdefault(key, entry)
        return found

    def _intervals(self) -> list[Interval]:
        begin = midnight(self.month.start)
        if self.recipe.granularity is Granularity.HOURLY and not self.recipe.sparse:
            hours = range(self.days * _HOURS)
            return [Interval(begin + timedelta(hours=hour), 1) for hour in hours]
        days = range(self.days)
        return [Interval(begin + timedelta(days=day), _HOURS) for day in days]

    def _spans(self) -> list[Span]:
        if self._is_monthly:
            return [Span(midnight(self.month.start), midnight(self.month.end))]
        if self._is_sparse:
            hour = timedelta(hours=1)
            starts = [one.start + hour * slot for one in self.intervals for slot in _SLOTS]
            return [Span(start, start + hour) for start in starts]
        return [Span(i.start, i.start + timedelta(hours=i.hours)) for i in self.intervals]

    def whole(self) -> Span:
        """Return the month as an interval."""
        return Span(midnight(self.month.start), midnight(self.month.end))

    def _counted(self) -> list[Entry]:
        found = list(self._fees())
        for entry in self.usage.all():
            if len(found) >= self.want.entries:
                break
            found += self._rows_of(entry)
        return found

    def _filled(self, rows: int) -> list[Entry]:
        """Take entries as long as there is room for them and for what comes with them."""
        found = list(self._fees())
        room = _Room(self, rows, found)
        for entry in self.usage.all():
            added = self._rows_of(entry)
            if not room.takes(added):
                break
            found += added
        if room.left < 0 or not any(one.kind is Kind.USAGE for one in found):
            raise ValueError(self._too_few())
        return found

    def _too_few(self) -> str:
        return (
            f"{self.month}: {self.want.rows} rows are too few for {self.periods} intervals and "
            f"{len(self.recipe.organization.accounts)} accounts; take more rows, fewer accounts "
            "or a coarser granularity"
        )

    def _fees(self) -> Iterator[Entry]:
        if not self.usage.has_plans:
            return
        for number in range(PLANS):
            plan = self.usage.plan(number)
            meter = catalog.charge(
                catalog.SAVINGS_PLANS, "", f"ComputeSP:{plan.term}{plan.payment.replace(' ', '')}"
            )
            fee = Entry(
                number=number,
                kind=Kind.RECURRING,
                account=plan.owner,
                meter=meter,
                discount=Kind.EDP if self.usage.has_discounts else None,
                commitment=plan,
                description=f"{plan.term} {plan.payment} Compute Savings Plan",
                legal_entity=self.recipe.organization.legal_entity,
            )
            yield fee
            if self.recipe.is_focus:
                yield replace(fee, kind=Kind.UNUSED)

    def _rows_of(self, entry: Entry) -> list[Entry]:
        if entry.kind is Kind.COVERED and not self.recipe.is_focus:
            return [entry, replace(entry, kind=Kind.NEGATION)]
        return [entry]


class _Room:
    """How many rows are left while entries are taken, with the lines that they bring."""

    def __init__(self, plan: MonthPlan, rows: int, fees: list[Entry]) -> None:
        self._plan = plan
        self._brought: set[object] = set()
        self.left = rows - _SMALL_CHARGES - len(plan.recipe.organization.accounts)
        self._take(fees)

    def takes(self, entries: list[Entry]) -> bool:
        """Take entries if there is room for them."""
        brought = self._lines(entries) - self._brought
        if self._cost(entries, brought) > self.left:
            return False
        self._take(entries)
        return True

    def _take(self, entries: list[Entry]) -> None:
        brought = self._lines(entries) - self._brought
        self.left -= self._cost(entries, brought)
        self._brought |= brought

    def _cost(self, entries: list[Entry], brought: set[object]) -> int:
        return len(entries) * self._plan.periods + len(brought)

    def _lines(self, entries: list[Entry]) -> set[object]:
        found: set[object] = set()
        for entry in entries:
            if entry.discount is not None and self._plan.has_discount_lines:
                found.add((entry.account, entry.meter.product.code, entry.discount))
            if entry.kind is Kind.DISCOUNTED and entry.commitment is not None:
                # The monthly fee, in the first month the upfront one, in FOCUS what is not used.
                found |= {(entry.commitment.arn, line) for line in range(3)}
        return found


def currency(plan: MonthPlan, entry: Entry) -> str:
    """Return the currency of a line."""
    return entry.currency or plan.recipe.organization.currency


def invoice_id(plan: MonthPlan, entry: Entry) -> str:
    """Return the id of the invoice that a line is on; the Marketplace has its own."""
    if not plan.want.invoiced:
        return ""
    digits = plan.recipe.organization.payer.account_id[-4:]
    series = "EUINMP" if entry.billing_entity == "AWS Marketplace" else ""
    return f"{series}{plan.month.year}{plan.month.number:02d}{digits}"
