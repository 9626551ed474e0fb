"""Where the rows of a bill come from: one interface, so that the generator can be another one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Protocol

from landfast_sim.billing.months import Month

CURRENCY = "USD"


@dataclass(frozen=True)
class Product:
    """A service as bills name it."""

    code: str
    """`lineItem/ProductCode`: AmazonEC2."""

    name: str
    """As Cost Explorer and `product/ProductName` have it."""

    family: str
    category: str
    """FOCUS's ServiceCategory."""


@dataclass(frozen=True)
class Line:
    """One row of a bill, whatever it is written as."""

    number: int
    """Unique within the month."""

    payer_id: str
    payer_name: str
    account_id: str
    account_name: str
    start: datetime
    end: datetime
    """Exclusive."""

    kind: str
    """`lineItem/LineItemType`: Usage, Tax..."""

    product: Product
    usage_type: str
    operation: str
    resource_id: str
    amount: Decimal
    unit: str
    rate: Decimal
    cost: Decimal
    """In US dollars, unblended and on demand: nobody here has a discount."""

    description: str
    region: str
    invoice_id: str
    """Empty until the month is invoiced."""

    tags: Mapping[str, str] = field(default_factory=dict)
    """By key, as the owner wrote it."""


class BillSource(Protocol):
    """Makes the rows of an account's bill."""

    def lines(self, account_id: str, month: Month, granularity: str, now: float) -> Iterable[Line]:
        """Return the rows that the account sees of a month by now, in their order.

        `granularity` is HOURLY, DAILY or MONTHLY. A payer sees its organization's usage, everybody
        else their own.
        """
        ...
