"""The lines of a month that are no usage: fees, taxes, support, credits, refunds and discounts.

Their amounts depend on what was used, so they come last.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from landfast_bills import catalog
from landfast_bills.charge_amounts import (
    HOURS_A_YEAR,
    Amount,
    ReservationFee,
    Taken,
    fixed,
    once,
    percent_of,
    plain,
)
from landfast_bills.entries import Entry, Kind, Span
from landfast_bills.months import Month
from landfast_bills.numbers import ONE, presentable
from landfast_bills.organization import Account
from landfast_bills.plan import MonthPlan
from landfast_bills.rates import PERCENT, reserved_rate

_TAX_PERCENT, _SUPPORT_PERCENT = 8, 3
_FIRST_NUMBER: Final = 2 * 10**9
_HUGE: Final = 4_999_999 * ONE + 123_456_780_000
_TINIEST: Final = 1
_PARTS: Final = (
    ("EKSPod-EC2", 11 * ONE + 250_000_000_000),
    ("EKSPod-EC2", 4 * ONE),
    ("ECSTask-EC2", 7 * ONE + 5_000_000_000),
)
"""Operations and costs of split cost allocation data."""

_CONTRACT: Final = 1_250 * ONE
_SEAT: Final = 19_990_000_000_000


@dataclass(frozen=True)
class Charge:
    """One line."""

    entry: Entry
    span: Span
    amounts: Amount


def of_month(plan: MonthPlan) -> list[Charge]:
    """Return the lines in their order: what one needs to know of others comes after them."""
    found = _Charges(plan)
    lines = [
        *found.reservation_fees(),
        *found.plan_fees(),
        *found.marketplace(),
        *found.given_back(),
        *(found.splits() if plan.recipe.split and not plan.recipe.is_focus else ()),
        *(found.extremes() if plan.recipe.extremes else ()),
        *found.discounts(),
        *found.support(),
        *found.taxes(),
    ]
    numbered = [
        replace(line, entry=replace(line.entry, number=_FIRST_NUMBER + number))
        for number, line in enumerate(lines)
    ]
    shown = plan.want.accounts
    return [line for line in numbered if not shown or line.entry.account.account_id in shown]


class _Charges:
    def __init__(self, plan: MonthPlan) -> None:
        self._plan = plan
        self._organization = plan.recipe.organization
        self._payer = self._organization.payer
        self._user = self._organization.accounts[0]
        self._index = plan.recipe.story.index(plan.month)
        self._days = plan.days

    def reservation_fees(self) -> Iterator[Charge]:
        """Yield the monthly fee of every reservation, and what was paid for it at first."""
        begins = self._index == self._plan.recipe.story.reservations_from
        for entries in self._plan.reservations().values():
            first, count = entries[0], len(entries) + 1 + len(entries) // 8
            if first.commitment is None:
                continue
            bought = replace(first.commitment, count=count)
            rate = reserved_rate(first)
            fee = replace(
                self._fee(Kind.RI_FEE, bought.owner, replace(first.meter, resource="")),
                region=first.region,
                commitment=bought,
                discount=Kind.EDP if self._plan.is_discounted else None,
                description=f"{first.meter.usage_type} reserved instance applied, {count} bought",
            )
            amounts = ReservationFee(fee, bought, rate, rate * count * 24 * self._days)
            yield self._charge(fee, amounts.fee)
            if self._plan.recipe.is_focus:
                yield self._charge(replace(fee, kind=Kind.UNUSED), amounts.unused)
            if begins:
                upfront = presentable(rate * count * HOURS_A_YEAR)
                paid = replace(fee, kind=Kind.FEE, discount=None, description="Upfront fee")
                yield self._charge(paid, once(upfront, amortized=0))

    def plan_fees(self) -> Iterator[Charge]:
        """Yield what was paid for a savings plan at first, and what was given back of it."""
        if not self._plan.usage.has_plans:
            return
        plan = self._plan.usage.plan(1)
        meter = catalog.charge(catalog.SAVINGS_PLANS, "", f"ComputeSP:{plan.term}PartialUpfront")
        after = self._index - self._plan.recipe.story.plans_from
        if after == 0:
            fee = replace(
                self._fee(Kind.UPFRONT, plan.owner, meter),
                commitment=plan,
                description=f"{plan.term} Partial Upfront Compute Savings Plan upfront fee",
            )
            yield self._charge(fee, once(4_320 * ONE, amortized=0))
        if after == (1 if self._plan.recipe.story.reservations_from else 0):
            ident = plan.arn.rpartition("/")[2]
            refund = replace(
                self._fee(Kind.REFUND, plan.owner, meter),
                description=f"Refund for one-time fee for Savings Plan ID: {ident}",
            )
            yield self._charge(refund, once(-120 * ONE, amortized=0))

    def marketplace(self) -> Iterator[Charge]:
        """Yield what is bought from others."""
        usage = catalog.charge(catalog.MARKETPLACE, "Software", "SoftwareUsage:Seats", "Units")
        contract = catalog.charge(catalog.MARKETPLACE, "Software", "Contract:Annual", "Units")
        for kind, meter, cost in (
            (Kind.USAGE, usage, _SEAT * (12 + self._index)),
            (Kind.FEE, contract, _CONTRACT),
        ):
            line = replace(
                self._fee(kind, self._user, meter),
                billing_entity="AWS Marketplace",
                legal_entity="Logbook GmbH",
                currency="EUR" if self._plan.recipe.mixed and kind is Kind.FEE else "",
                description=f"AWS Marketplace: {meter.usage_type} of Logbook for Teams",
            )
            yield self._charge(line, once(cost))

    def given_back(self) -> Iterator[Charge]:
        """Yield a credit, and a refund for the month before."""
        meter = catalog.charge(catalog.EC2, "Compute Instance", "PromotionalCredit")
        credit = replace(
            self._fee(Kind.CREDIT, self._user, meter), description="AWS Promotional Credit"
        )
        yield self._charge(credit, once(-(75 * ONE + 123_400_000_000)))
        if self._index:
            before = Month.plus(self._plan.month, -1)
            meter = catalog.charge(catalog.S3, "Storage", "Refund")
            text = f"Refund for charges of {before}: storage that was counted twice"
            refund = replace(self._fee(Kind.REFUND, self._user, meter), description=text)
            yield self._charge(refund, once(-(3 * ONE + 141_592_653_500)))

    def extremes(self) -> Iterator[Charge]:
        """Yield an amount of fifteen digits that is taken back again, and the smallest there is."""
        meter = catalog.charge(catalog.EC2, "", "Mistake")
        for kind, cost in (
            (Kind.FEE, _HUGE),
            (Kind.REFUND, -_HUGE),
            (Kind.FEE, _TINIEST),
        ):
            line = replace(self._fee(kind, self._user, meter), description="Correction")
            yield self._charge(line, once(cost))

    def splits(self) -> Iterator[Charge]:
        """Yield whose parts of an instance are whose: costs that other lines have already."""
        account = self._user.account_id
        for number, (operation, part) in enumerate(_PARTS):
            usage_type = f"{operation.partition('-')[0].upper()}-EC2-vCPU-Hours"
            meter = catalog.charge(catalog.EKS, "Compute", usage_type, "vCPU-Hours")
            arn = f"arn:{self._organization.partition}:eks:us-east-1:{account}"
            line = replace(
                self._fee(Kind.SPLIT, self._user, replace(meter, operation=operation)),
                resource_id=f"{arn}:pod/shop/default/web-{number}/{number:08x}",
                description="Share of an instance",
            )
            shared = {"split": part, "net_split": part}
            yield self._charge(line, fixed({**plain(part), **shared}))

    def discounts(self) -> Iterator[Charge]:
        """Yield discounts as lines: together what the net columns of other lines say."""
        for (account, code, kind), model in self._plan.discount_lines().items():
            meter = catalog.charge(model.meter.product, model.meter.family)
            line = replace(
                self._fee(kind, model.account, meter),
                description=f"{PERCENT[kind]}% on {model.meter.product.name}",
            )
            yield self._charge(line, Taken(account, code, kind))

    def support(self) -> Iterator[Charge]:
        """Yield the support plan's share of everything."""
        meter = catalog.charge(catalog.SUPPORT, "", "Dollar", "Dollar")
        text = f"{_SUPPORT_PERCENT}% of monthly AWS usage"
        line = replace(self._fee(Kind.FEE, self._payer, meter), description=text)
        yield self._charge(line, percent_of(_SUPPORT_PERCENT, None))

    def taxes(self) -> Iterator[Charge]:
        """Yield a line for every account."""
        meter = catalog.charge(catalog.EC2, "", "")
        for account in self._organization.accounts:
            text = f"Tax for product code {catalog.EC2.code}"
            line = replace(self._fee(Kind.TAX, account, meter), description=text)
            yield self._charge(line, percent_of(_TAX_PERCENT, account.account_id))

    def _fee(self, kind: Kind, account: Account, meter: catalog.Meter) -> Entry:
        legal = self._organization.legal_entity
        return Entry(number=0, kind=kind, account=account, meter=meter, legal_entity=legal)

    def _charge(self, entry: Entry, amounts: Amount) -> Charge:
        return Charge(entry, self._plan.whole(), amounts)
