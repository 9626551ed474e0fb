"""The tables of Data Exports: their columns with types, and what can be configured.

CUR 2.0: https://docs.aws.amazon.com/cur/latest/userguide/table-dictionary-cur2.html
FOCUS: https://docs.aws.amazon.com/cur/latest/userguide/table-dictionary-focus-1-2-aws.html
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from landfast_bills.columns.cur2_names import CUR2, CUR2_OPTIONAL
from landfast_bills.columns.focus_names import FOCUS_1_0, FOCUS_1_2
from landfast_bills.columns.sources import Type as Kind


@dataclass(frozen=True)
class Property:
    """Something that a table can be configured with."""

    name: str
    values: tuple[str, ...]
    """What may be given; empty: anything."""

    default: str
    adds: tuple[str, ...] = ()
    """The columns that the table has if the value is TRUE."""


_SWITCH = ("TRUE", "FALSE")


@dataclass(frozen=True)
class Table:
    """One table."""

    name: str
    description: str
    columns: Mapping[str, Kind]
    properties: tuple[Property, ...] = field(default=())

    def columns_with(self, configuration: Mapping[str, str]) -> dict[str, Kind]:
        """Return the columns that the table has when configured so."""
        missing = {
            column
            for known in self.properties
            if configuration.get(known.name, known.default) != "TRUE"
            for column in known.adds
        }
        return {name: kind for name, kind in self.columns.items() if name not in missing}


def _kinds(columns: Mapping[str, str]) -> dict[str, Kind]:
    return {name: Kind(kind) for name, kind in columns.items()}


BILLING_VIEW = "BILLING_VIEW_ARN"

CUR2_TABLE = Table(
    "COST_AND_USAGE_REPORT",
    "Cost and Usage Report (CUR) 2.0",
    _kinds({**CUR2, **{name: kind for added in CUR2_OPTIONAL.values() for name, kind in added}}),
    (
        Property(BILLING_VIEW, (), ""),
        Property("TIME_GRANULARITY", ("HOURLY", "DAILY", "MONTHLY"), "HOURLY"),
        Property("INCLUDE_MANUAL_DISCOUNT_COMPATIBILITY", _SWITCH, "FALSE"),
        *(
            Property(name, _SWITCH, "FALSE", tuple(column for column, _ in added))
            for name, added in CUR2_OPTIONAL.items()
        ),
    ),
)

TABLES: Mapping[str, Table] = {
    table.name: table
    for table in (
        CUR2_TABLE,
        Table("FOCUS_1_0_AWS", "FOCUS 1.0 with AWS columns", _kinds(FOCUS_1_0)),
        Table("FOCUS_1_2_AWS", "FOCUS 1.2 with AWS columns", _kinds(FOCUS_1_2)),
    )
}
