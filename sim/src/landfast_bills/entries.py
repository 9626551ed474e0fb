"""What a bill is made of: entries, each of them one row in every interval that it is in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import IntEnum

from landfast_bills.catalog import Meter, Region
from landfast_bills.organization import Account


class Kind(IntEnum):
    """The types of line items.

    UNUSED is a row of FOCUS that the other tables do not have. SPLIT is split cost allocation data:
    usage that shows once more whose part of an instance it is.
    """

    USAGE = 0
    DISCOUNTED = 1
    COVERED = 2
    NEGATION = 3
    RECURRING = 4
    UNUSED = 5
    UPFRONT = 6
    RI_FEE = 7
    FEE = 8
    REFUND = 9
    CREDIT = 10
    TAX = 11
    EDP = 12
    PRIVATE_RATE = 13
    BUNDLED = 14
    SPLIT = 15


TYPES: Mapping[Kind, str] = {
    Kind.USAGE: "Usage",
    Kind.DISCOUNTED: "DiscountedUsage",
    Kind.COVERED: "SavingsPlanCoveredUsage",
    Kind.NEGATION: "SavingsPlanNegation",
    Kind.RECURRING: "SavingsPlanRecurringFee",
    Kind.UNUSED: "Usage",
    Kind.UPFRONT: "SavingsPlanUpfrontFee",
    Kind.RI_FEE: "RIFee",
    Kind.FEE: "Fee",
    Kind.REFUND: "Refund",
    Kind.CREDIT: "Credit",
    Kind.TAX: "Tax",
    Kind.EDP: "EdpDiscount",
    Kind.PRIVATE_RATE: "PrivateRateDiscount",
    Kind.BUNDLED: "BundledDiscount",
    Kind.SPLIT: "Usage",
}
"""`lineItem/LineItemType`."""

DISCOUNTS = frozenset({Kind.EDP, Kind.PRIVATE_RATE, Kind.BUNDLED})
"""Lines whose amounts the net columns of other lines already contain."""

BY_INTERVAL = (
    Kind.USAGE,
    Kind.DISCOUNTED,
    Kind.COVERED,
    Kind.NEGATION,
    Kind.RECURRING,
    Kind.UNUSED,
)
"""Entries that have a row in every interval; the others are one row a month."""


@dataclass(frozen=True)
class Commitment:
    """A savings plan or a reservation."""

    arn: str
    number: int
    """Of a savings plan: its place in the organization's list."""

    is_plan: bool
    payment: str
    """`No Upfront` or `Partial Upfront`."""

    term: str
    start: datetime
    end: datetime
    owner: Account
    count: int = 1
    """How many reservations it is."""


@dataclass(frozen=True)
class Entry:
    """One thing that is charged, with everything about it that does not change in a month."""

    number: int
    """Tells its usage from that of others, in every month."""

    kind: Kind
    account: Account
    meter: Meter
    region: Region | None = None
    price: Decimal = Decimal(0)
    resource_id: str = ""
    tags: Mapping[str, str] = field(default_factory=dict)
    categories: Mapping[str, str] = field(default_factory=dict)
    zone: str = ""
    daily: int = 0
    """Units of usage a day, about, in millionths."""

    discount: Kind | None = None
    """What kind of discount its net cost has."""

    commitment: Commitment | None = None
    description: str = ""
    billing_entity: str = "AWS"
    currency: str = ""
    """Only if it is not the organization's."""

    legal_entity: str = ""

    @property
    def is_by_interval(self) -> bool:
        """Whether it has a row in every interval."""
        return self.kind in BY_INTERVAL

    @property
    def type(self) -> str:
        """`lineItem/LineItemType`."""
        return TYPES[self.kind]

    @property
    def usage_type(self) -> str:
        """The meter's usage type in the region."""
        return (self.region.prefix if self.region else "") + self.meter.usage_type


@dataclass(frozen=True)
class Span:
    """The interval of a row, the end exclusive."""

    start: datetime
    end: datetime
