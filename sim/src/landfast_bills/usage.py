"""Who uses what: entry number n of an organization, always the same."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal

from landfast_bills import catalog, tags
from landfast_bills.catalog import METERS, Meter, Region
from landfast_bills.entries import Commitment, Entry, Kind
from landfast_bills.months import Month
from landfast_bills.organization import Account
from landfast_bills.randomness import Dice
from landfast_bills.recipe import Discounts, Recipe

PLANS = 2
"""How many savings plans the organization has."""

_COVERED_IN_TEN = 7
_RESERVED_IN_TEN = 6
_TERM_YEARS = (1, 3)
_PAYMENTS = ("No Upfront", "Partial Upfront")


class Usage:
    """The entries of an organization in one month."""

    def __init__(self, recipe: Recipe, month: Month) -> None:
        """Ask `recipe` for everything."""
        self._recipe = recipe
        self._month = month
        self._index = recipe.story.index(month)
        self._accounts = recipe.organization.accounts
        self.has_plans = self._index >= recipe.story.plans_from
        self.has_reservations = self._index >= recipe.story.reservations_from
        discounted = recipe.discounts is not Discounts.NONE
        self.has_discounts = discounted and self._index >= recipe.story.discounts_from

    def all(self) -> Iterator[Entry]:
        """Yield entries without end, those that every month has more of at the end."""
        number = 0
        while True:
            found = self.entry(number)
            if found is not None:
                yield found
            number += 1

    def entry(self, number: int) -> Entry | None:
        """Return an entry, or None if its service is not used yet."""
        dice = Dice("entry", self._recipe.seed, number)
        meter = METERS[(number + dice.below(3)) % len(METERS)]
        account = self._account(number, dice)
        region = None if meter.is_global else dice.one_of(self._recipe.organization.regions)
        share = 20 + dice.below(230)
        if meter.is_late and self._index < self._recipe.story.late_from:
            return None
        steady = meter.shape is catalog.Shape.STEADY
        price = self._price(meter, region)
        kind, commitment = self._committed(meter, account, region, dice)
        raw = tags.of_resource(account, number, self._recipe.seed, chaos=self._recipe.chaos)
        return Entry(
            number=number,
            kind=kind,
            account=account,
            meter=meter,
            region=region,
            price=price,
            resource_id=self._resource(meter, account, region, dice),
            tags=tags.in_month(raw, self._month),
            categories=tags.categories(account),
            zone=f"{region.code}a" if region and kind is not Kind.USAGE else "",
            daily=meter.daily * (1_000_000 if steady else 10_000 * share),
            discount=self.discount_of(meter, price),
            commitment=commitment,
            description=f"${price:f} per {meter.unit} of {meter.usage_type}",
            legal_entity=self._recipe.organization.legal_entity,
        )

    def discount_of(self, meter: Meter, price: Decimal) -> Kind | None:
        """Return the kind of discount on a meter, if there is one this month."""
        if not self.has_discounts or not price:
            return None
        special = {catalog.S3: Kind.PRIVATE_RATE, catalog.CLOUDFRONT: Kind.BUNDLED}
        return special.get(meter.product, Kind.EDP)

    def plan(self, number: int) -> Commitment:
        """Return a savings plan; the payer has them all."""
        payer = self._recipe.organization.payer
        dice = Dice("plan", self._recipe.seed, number)
        ident = "-".join(dice.letters(size) for size in (8, 4, 4, 4, 12))
        arn = f"arn:{self._recipe.organization.partition}:savingsplans::{payer.account_id}"
        start = self._recipe.story.first.plus(self._recipe.story.plans_from).start
        return Commitment(
            arn=f"{arn}:savingsplan/{ident}",
            number=number,
            is_plan=True,
            payment=_PAYMENTS[number],
            term=f"{_TERM_YEARS[number]}yr",
            start=datetime(start.year, start.month, 1, tzinfo=UTC),
            end=datetime(start.year + _TERM_YEARS[number], start.month, 1, tzinfo=UTC),
            owner=payer,
        )

    def _account(self, number: int, dice: Dice) -> Account:
        skewed = dice.below(1000) * dice.below(1000) * len(self._accounts) // 1_000_000
        turn = number // 3 < len(self._accounts)
        return self._accounts[number // 3 if turn else skewed]

    def _price(self, meter: Meter, region: Region | None) -> Decimal:
        everywhere = self._recipe.organization.regions[0].tenths
        tenths = region.tenths if region else everywhere
        price = meter.price * tenths / 10
        return price.normalize() if price else Decimal(0)

    def _committed(
        self, meter: Meter, account: Account, region: Region | None, dice: Dice
    ) -> tuple[Kind, Commitment | None]:
        chance, number = dice.below(10), dice.below(PLANS)
        if meter.commitment == "sp" and self.has_plans and chance < _COVERED_IN_TEN:
            return Kind.COVERED, self.plan(number)
        if meter.commitment == "ri" and self.has_reservations and chance < _RESERVED_IN_TEN:
            return Kind.DISCOUNTED, self._reservation(meter, account, region)
        return Kind.USAGE, None

    def _reservation(self, meter: Meter, account: Account, region: Region | None) -> Commitment:
        where = region.code if region else ""
        key = (self._recipe.seed, account.account_id, meter.usage_type, where)
        dice = Dice("reservation", *key)
        service = "rds" if meter.product is catalog.RDS else "elasticache"
        resource = "ri" if service == "rds" else "reserved-instance"
        arn = f"arn:{self._recipe.organization.partition}:{service}:{where}:{account.account_id}"
        start = self._recipe.story.first.plus(self._recipe.story.reservations_from).start
        return Commitment(
            arn=f"{arn}:{resource}:ri-{start:%Y-%m-%d}-{dice.letters(8)}",
            number=-1,
            is_plan=False,
            payment="Partial Upfront",
            term="1yr",
            start=datetime(start.year, start.month, 1, tzinfo=UTC),
            end=datetime(start.year + 1, start.month, 1, tzinfo=UTC),
            owner=account,
        )

    def _resource(self, meter: Meter, account: Account, region: Region | None, dice: Dice) -> str:
        ident = meter.resource.replace("{}", dice.letters(17))
        if not ident.startswith(":"):
            return ident
        service = meter.product.code.lower().removeprefix("amazon").removeprefix("aws")
        where = region.code if region else ""
        partition = self._recipe.organization.partition
        return f"arn:{partition}:{service}:{where}:{account.account_id}{ident}"
