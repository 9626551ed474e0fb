"""The bills of the simulation: whose they are, what they cost, and who sees which rows.

They are made by `landfast_bills`, for the accounts that an organization has at the time. Twelve
months before the month in which the simulation begins, every payer's story begins.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Final

from landfast_bills import catalog
from landfast_bills.batches import Batch, Bill
from landfast_bills.entries import Entry, Kind
from landfast_bills.months import Month, midnight
from landfast_bills.numbers import decimal
from landfast_bills.organization import Account
from landfast_bills.organization import Organization as Payers
from landfast_bills.recipe import Discounts, Granularity, Recipe, Want
from landfast_bills.story import Story
from landfast_sim import world
from landfast_sim.organizations.model import Member, Organization

MONTHS: Final = 12
"""How many months a story has before it goes on as at its end."""

SERVICES = (
    *sorted({meter.product.name for meter in catalog.METERS}),
    catalog.SAVINGS_PLANS.name,
    catalog.SUPPORT.name,
    catalog.MARKETPLACE.name,
    catalog.TAX,
)
"""The values of Cost Explorer's dimension SERVICE."""

Costs = dict[tuple[str, str, date], Decimal]
"""By account, service and day."""

_MOST_LINKED: Final = 40
_ENTRIES: Final = 150
_INVOICED_AFTER = timedelta(days=3)


@dataclass(frozen=True)
class Asked:
    """What a report or an export asks for."""

    granularity: Granularity
    discounts: Discounts = Discounts.COLUMNS
    is_focus: bool = False
    split: bool = False


class Bills:
    """The bills of the accounts of one organization and of those outside."""

    def __init__(self, organization: Callable[[], Organization], now: Callable[[], float]) -> None:
        """Show a payer its members as `organization` has them at the time."""
        self._organization = organization
        self._now = now
        self._first: Month | None = None

    def reset(self) -> None:
        """Begin the stories anew."""
        self._first = None

    def bill(self, account_id: str, month: Month, asked: Asked) -> Bill:
        """Return what an account sees of a month by now; only a payer sees others' rows."""
        recipe = self._recipe(account_id, asked)
        is_payer = recipe.organization.payer.account_id == account_id
        seen = frozenset[str]() if is_payer else frozenset({account_id})
        return Bill(recipe, self._want(recipe, month, seen))

    def costs(self, account_id: str, start: date, end: date) -> Costs:
        """Return the unblended costs that an account sees, from `start` until before `end`."""
        recipe = self._recipe(account_id, Asked(Granularity.DAILY))
        is_payer = recipe.organization.payer.account_id == account_id
        found: Costs = {}
        month = Month(start.year, start.month)
        while month.start < end:
            for key, cost in _costs(recipe, self._want(recipe, month, frozenset())).items():
                if start <= key[2] < end and (is_payer or key[0] == account_id):
                    found[key] = cost
            month = month.plus(1)
        return found

    def _want(self, recipe: Recipe, month: Month, seen: frozenset[str]) -> Want:
        now = datetime.fromtimestamp(self._now(), UTC)
        tomorrow = now.date() + timedelta(days=1)
        return Want(
            month,
            entries=max(_ENTRIES, 4 * len(recipe.organization.accounts)),
            until=tomorrow if tomorrow < month.end else None,
            invoiced=now >= midnight(month.end) + _INVOICED_AFTER,
            accounts=seen,
        )

    def _recipe(self, account_id: str, asked: Asked) -> Recipe:
        if self._first is None:
            self._first = Month.of(self._now()).plus(1 - MONTHS)
        payers = self._payers(account_id)
        return Recipe(
            organization=payers,
            story=Story.of(self._first, MONTHS),
            seed=int(payers.payer.account_id),
            granularity=asked.granularity,
            discounts=asked.discounts,
            is_focus=asked.is_focus,
            split=asked.split,
            extremes=False,
            sparse=True,
        )

    def _payers(self, account_id: str) -> Payers:
        organization = self._organization()
        if account_id not in organization.members:
            names = {owner.account_id: owner.name for owner in world.OUTSIDE}
            return Payers(Account(account_id, names.get(account_id, ""), "Root"), ())
        management = organization.management
        linked = sorted(organization.linked(), key=lambda member: member.owner.account_id)
        return Payers(
            Account(management.account_id, management.name, "Root"),
            tuple(_account(organization, member) for member in linked[:_MOST_LINKED]),
        )


def payer_of(organization: Organization, account_id: str) -> str:
    """Return who pays an account's bill: its organization's management account, or itself."""
    member = account_id in organization.members
    return organization.management.account_id if member else account_id


def _account(organization: Organization, member: Member) -> Account:
    unit = organization.units.get(member.parent_id)
    name = unit.name if unit is not None else "Root"
    return Account(member.owner.account_id, member.owner.name, name)


@lru_cache(maxsize=64)
def _costs(recipe: Recipe, want: Want) -> Costs:
    bill = Bill(recipe, want)
    sums: dict[tuple[str, str, date], int] = {}
    for batch in bill.batches():
        for entry, day, cost in _rows(batch):
            service = catalog.TAX if entry.kind is Kind.TAX else entry.meter.product.name
            key = (entry.account.account_id, service, day)
            sums[key] = sums.get(key, 0) + cost
    return {key: decimal(cost) for key, cost in sums.items()}


def _rows(batch: Batch) -> Iterator[tuple[Entry, date, int]]:
    days = [span.start.date() for span in batch.group.spans]
    rows = zip(
        batch.entry.tolist(), batch.span.tolist(), batch.amounts["unblended"].tolist(), strict=True
    )
    for entry, span, cost in rows:
        yield batch.group.entries[entry], days[span], cost
