"""What every row amounts to: whole numbers, calculated for many rows at a time.

The columns are those of bills; `amortized` and `net_amortized` are what their readers make of them.
The formulas are those of AWS's Cloud Intelligence Dashboards (view `summary_view`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np
import numpy.typing as npt

from landfast_bills.catalog import Shape
from landfast_bills.entries import Kind
from landfast_bills.numbers import MONEY_DIGITS, Whole, whole
from landfast_bills.plan import MonthPlan
from landfast_bills.randomness import mixed
from landfast_bills.rates import Rates
from landfast_bills.usage import PLANS

Amounts = dict[str, Whole]

_UNIT: Final = 1_000_000
_EIGHT_DECIMALS: Final = 10**4
_COMMITMENT_STEP: Final = 10 ** (MONEY_DIGITS - 4)
_HOURS: Final = 24
_KEY_STEP = np.uint64(0x2545_F491_4F6C_DD1D)
_PARTIAL: Final = 1
"""The savings plan of which a half was paid up front."""

_MORE_THAN_USED = (104, 100)
_BATCH: Final = 1 << 16


class Calculator:
    """Calculates the rows of one month."""

    def __init__(self, plan: MonthPlan) -> None:
        """Prepare what does not depend on the row."""
        self._plan = plan
        self.rates = Rates(plan.entries)
        story, intervals = plan.recipe.story, plan.intervals
        hourly = bool(intervals) and intervals[0].hours == 1
        self._factors = np.array(
            [
                [
                    story.hourly_factor(shape, one.start.date(), one.start.hour)
                    if hourly
                    else story.daily_factor(shape, one.start.date())
                    for one in intervals
                ]
                for shape in Shape
            ],
            np.int64,
        )
        self._hours = intervals[0].hours
        self._keys = np.array([one.key for one in intervals], np.uint64)
        self._used = self._used_commitments()
        self.commitments = self._hourly_commitments()

    def rows(self, entry: Whole, period: Whole) -> Amounts:
        """Return the amounts of rows, given by their entries and periods."""
        if self._plan.periods == len(self._plan.intervals):
            return self._rows(entry, period)
        found: Amounts = {}
        for interval in range(len(self._plan.intervals)):
            for name, values in self._rows(entry, np.full_like(period, interval)).items():
                found[name] = found[name] + values if name in found else values
        return found

    def _rows(self, entry: Whole, interval: Whole) -> Amounts:
        rates, kind = self.rates, self.rates.kind[entry]
        quantity = self._quantity(rates, entry, interval)
        cost = rates.price.cost(entry, quantity, rates.unit[entry])
        percent = rates.percent[entry]
        found = {
            "quantity": np.where(kind >= Kind.RECURRING, _UNIT, quantity),
            "public": np.where(kind <= Kind.COVERED, cost, 0),
            "blended": np.where(kind <= Kind.DISCOUNTED, 1, 0)
            * rates.blended.cost(entry, quantity, rates.unit[entry]),
        }
        signed = np.where(kind == Kind.NEGATION, -cost, cost)
        of_plan = (kind == Kind.COVERED) | (kind == Kind.NEGATION)
        found["unblended"] = np.where((kind == Kind.USAGE) | of_plan, signed, 0)
        found["blended"] = np.where(of_plan, signed, found["blended"])
        taken = np.where(kind == Kind.USAGE, _rounded(cost * percent // 100), 0)
        found["discount"] = -taken
        self._add_plans(found, entry, quantity)
        self._add_reservations(found, entry, quantity)
        self._add_fees(found, entry, interval)
        return self._finished(found, entry)

    def _quantity(self, rates: Rates, entry: Whole, interval: Whole) -> Whole:
        usual = rates.daily[entry] * self._hours // _HOURS
        factor = self._factors[rates.shape[entry], interval]
        keys = mixed(rates.key[entry] + self._keys[interval] * _KEY_STEP)
        noise = 900 + (keys % np.uint64(201)).astype(np.int64)
        varied = usual * factor // 1000 * noise // 1000
        found = np.where(rates.is_steady[entry], usual, varied)
        return np.where(rates.is_whole[entry], found // _UNIT * _UNIT, found)

    def _add_plans(self, found: Amounts, entry: Whole, quantity: Whole) -> None:
        covered = self.rates.kind[entry] == Kind.COVERED
        cost = self.rates.planned.cost(entry, quantity, _EIGHT_DECIMALS)
        found["plan_cost"] = np.where(covered, cost, 0)

    def _add_reservations(self, found: Amounts, entry: Whole, quantity: Whole) -> None:
        hours = quantity // _UNIT
        found["reserved_upfront"] = hours * self.rates.reserved[entry]
        found["reserved_recurring"] = found["reserved_upfront"]

    def _add_fees(self, found: Amounts, entry: Whole, interval: Whole) -> None:
        kind = self.rates.kind[entry]
        is_fee = (kind == Kind.RECURRING) | (kind == Kind.UNUSED)
        plan = np.where(is_fee, self.rates.plan[entry], 0)
        total = np.where(is_fee, self.commitments[plan] * self._hours, 0)
        upfront = np.where(plan == _PARTIAL, total // 2, 0)
        found["plan_total"] = total
        found["plan_used"] = np.where(is_fee, self._used[plan, interval], 0)
        found["plan_upfront"] = upfront
        found["plan_recurring"] = total - upfront
        recurring = np.where(kind == Kind.RECURRING, total - upfront, 0)
        found["unblended"] = found["unblended"] + recurring
        found["blended"] = found["blended"] + recurring
        taken = recurring * self.rates.percent[entry] // 100
        found["discount"] = found["discount"] - taken

    def _finished(self, found: Amounts, entry: Whole) -> Amounts:
        """Add what follows from the columns."""
        kind, left = self.rates.kind[entry], 100 - self.rates.percent[entry]
        found["net_unblended"] = found["unblended"] + found["discount"]
        reserved = found["reserved_upfront"] + found["reserved_recurring"]
        unused = found["plan_total"] - found["plan_used"]
        gross = {Kind.DISCOUNTED: reserved, Kind.COVERED: found["plan_cost"]}
        found["amortized"] = np.where(kind == Kind.USAGE, found["unblended"], 0)
        found["net_amortized"] = np.where(kind == Kind.USAGE, found["net_unblended"], 0)
        for one, cost in {**gross, Kind.RECURRING: unused}.items():
            found["amortized"] = np.where(kind == one, cost, found["amortized"])
            net = cost * left // 100
            found["net_amortized"] = np.where(kind == one, net, found["net_amortized"])
        found["reserved"] = reserved
        for name in ("plan_cost", "reserved", "plan_upfront", "plan_recurring"):
            found[f"net_{name}"] = found[name] * left // 100
        for name in ("reserved_upfront", "reserved_recurring"):
            found[f"net_{name}"] = found[name] * left // 100
        return self._with_focus(found, kind, unused * left // 100)

    def _with_focus(self, found: Amounts, kind: Whole, unused: Whole) -> Amounts:
        found["billed"] = np.where(kind == Kind.COVERED, 0, found["net_unblended"])
        effective = np.where(kind == Kind.UNUSED, unused, found["net_amortized"])
        found["effective"] = np.where(kind == Kind.RECURRING, 0, effective)
        is_usage = kind <= Kind.COVERED
        found["list"] = np.where(is_usage, found["public"], found["unblended"])
        found["contracted"] = found["list"] + found["discount"]
        return found

    def _used_commitments(self) -> npt.NDArray[np.int64]:
        """Return what covered usage took of each plan in each interval, everybody's."""
        intervals = len(self._plan.intervals)
        found = np.zeros((PLANS, intervals), np.int64)
        covered = [one for one in self._plan.all_entries if one.kind is Kind.COVERED]
        rates = Rates(covered)
        at_once = max(_BATCH // max(intervals, 1), 1)
        for start in range(0, len(covered), at_once):
            entries = np.arange(start, min(start + at_once, len(covered)))
            entry = np.repeat(entries, intervals)
            interval = np.tile(np.arange(intervals), len(entries))
            quantity = self._quantity(rates, entry, interval)
            cost = rates.planned.cost(entry, quantity, _EIGHT_DECIMALS)
            np.add.at(found, (rates.plan[entry], interval), cost)
        return found

    def _hourly_commitments(self) -> Whole:
        """Return what the organization committed to for each plan: a little more than it uses."""
        more, of = _MORE_THAN_USED
        steps = [
            -(-int(most) * more // (of * self._hours * _COMMITMENT_STEP))
            for most in self._used.max(axis=1)
        ]
        return whole([max(step + step % 2, 2) * _COMMITMENT_STEP for step in steps])


def _rounded(values: Whole) -> Whole:
    step = _EIGHT_DECIMALS
    return np.asarray((values + step // 2) // step * step, np.int64)


def one_row(amounts: Mapping[str, int]) -> Amounts:
    """Return the amounts of a single row; what is not given is zero."""
    return {name: whole([amounts.get(name, 0)]) for name in NAMES}


NAMES = (
    "quantity",
    "public",
    "blended",
    "unblended",
    "discount",
    "net_unblended",
    "amortized",
    "net_amortized",
    "plan_cost",
    "net_plan_cost",
    "plan_total",
    "plan_used",
    "plan_upfront",
    "net_plan_upfront",
    "plan_recurring",
    "net_plan_recurring",
    "reserved",
    "net_reserved",
    "reserved_upfront",
    "net_reserved_upfront",
    "reserved_recurring",
    "net_reserved_recurring",
    "fee_upfront",
    "net_fee_upfront",
    "unused_upfront",
    "net_unused_upfront",
    "unused_recurring",
    "net_unused_recurring",
    "unused_quantity",
    "upfront_value",
    "split",
    "net_split",
    "billed",
    "effective",
    "list",
    "contracted",
)
"""What a row can amount to; `unused_...` and `fee_...` are of a reservation's fee."""
