"""What a bill is to be like."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from landfast_bills.months import Month
from landfast_bills.organization import Organization
from landfast_bills.story import Story


class Granularity(StrEnum):
    """How long the interval of a row is."""

    HOURLY = "HOURLY"
    DAILY = "DAILY"
    MONTHLY = "MONTHLY"


class Discounts(StrEnum):
    """How a negotiated discount is shown, once there is one."""

    NONE = "none"
    """There is none, and no net column."""

    COLUMNS = "columns"
    """In columns of the line that it is for."""

    LINES = "lines"
    """In these columns, and again as lines of their own: whoever adds net costs leaves them out."""


@dataclass(frozen=True)
class Recipe:
    """What all months of a bill have in common."""

    organization: Organization
    story: Story
    seed: int = 1
    granularity: Granularity = Granularity.HOURLY
    discounts: Discounts = Discounts.LINES
    is_focus: bool = False
    """FOCUS has no lines that only take others back, and rows for what was paid but not used."""

    chaos: bool = True
    """Whether people tag as they do."""

    extremes: bool = True
    """Whether there are a very large and a very small amount."""

    mixed: bool = False
    """Whether a seller on the Marketplace charges in another currency than AWS."""

    split: bool = False
    """Whether there is split cost allocation data, which FOCUS never has."""

    sparse: bool = False
    """Hourly, but one hour a day: small, and each day costs what it costs in a daily bill."""


@dataclass(frozen=True)
class Want:
    """One month of it."""

    month: Month
    rows: int | None = None
    """How many rows it has, or..."""

    entries: int = 150
    """...about how many things are used."""

    until: date | None = None
    """The first day that is not over; None: the month is."""

    invoiced: bool = True
    """Whether lines have the id of an invoice."""

    accounts: frozenset[str] = field(default_factory=frozenset)
    """Whose rows are shown; empty: everybody's."""
