"""The formats that bills are made in, by the names that the command line has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from landfast_bills.batches import Bill
from landfast_bills.columns import tables
from landfast_bills.columns.tables import CUR2_TABLE, FOCUS_1_0_TABLE, FOCUS_1_2_TABLE
from landfast_bills.files.parts import USUAL, Packing, Size
from landfast_bills.files.sink import Sink
from landfast_bills.layouts import exports, legacy
from landfast_bills.layouts.delivery import Delivered
from landfast_bills.layouts.exports import Export
from landfast_bills.layouts.legacy import Report, Versions
from landfast_bills.randomness import Dice

LEGACY = ""
"""The table of a legacy report: it has none."""


@dataclass(frozen=True)
class Format:
    """What is delivered, and in which files."""

    table: str
    packing: Packing
    for_athena: bool = False

    @property
    def is_focus(self) -> bool:
        """Whether its rows are those of FOCUS."""
        return self.table in (FOCUS_1_0_TABLE, FOCUS_1_2_TABLE)


FORMATS: Mapping[str, Format] = {
    "cur1-csv": Format(LEGACY, Packing.GZIP),
    "cur1-zip": Format(LEGACY, Packing.ZIP),
    "cur1-parquet": Format(LEGACY, Packing.PARQUET),
    "cur1-athena": Format(LEGACY, Packing.PARQUET, for_athena=True),
    "cur2-csv": Format(CUR2_TABLE, Packing.GZIP),
    "cur2-parquet": Format(CUR2_TABLE, Packing.PARQUET),
    "focus10-csv": Format(FOCUS_1_0_TABLE, Packing.GZIP),
    "focus10-parquet": Format(FOCUS_1_0_TABLE, Packing.PARQUET),
    "focus12-csv": Format(FOCUS_1_2_TABLE, Packing.GZIP),
    "focus12-parquet": Format(FOCUS_1_2_TABLE, Packing.PARQUET),
}


@dataclass(frozen=True)
class Place:
    """Where a bill is delivered, and how."""

    format: Format
    bucket: str = "acme-bills"
    prefix: str = "bills"
    name: str = "acme"
    overwrites: bool = True
    columns: Sequence[str] = ()
    """Of an export; none: all."""

    milliseconds: bool = False
    size: Size = USUAL

    def deliver(self, bill: Bill, number: int, sink: Sink) -> Delivered:
        """Write one month; `number` tells this delivery of it from others."""
        ident = identity(bill, self.name, number)
        if self.format.table == LEGACY:
            return legacy.deliver(self._report(bill), bill, ident, self.size, sink)
        execution = f"{bill.plan.month.end}T06:00:{number % 60:02d}.000Z-{ident}"
        return exports.deliver(self._export(bill), bill, execution, self.size, sink)

    def _report(self, bill: Bill) -> Report:
        versions = Versions.OVERWRITE if self.overwrites else Versions.NEW
        return Report(
            name=self.name,
            prefix=self.prefix,
            bucket=self.bucket,
            account_id=bill.plan.recipe.organization.payer.account_id,
            packing=self.format.packing,
            versions=Versions.ATHENA if self.format.for_athena else versions,
            milliseconds=self.milliseconds,
        )

    def _export(self, bill: Bill) -> Export:
        organization = bill.plan.recipe.organization
        where = "cn-northwest-1" if organization.partition == "aws-cn" else "us-east-1"
        start = f"arn:{organization.partition}:bcm-data-exports:{where}"
        table = self.format.table
        names = self.columns or tables.usual(table, split=bill.plan.recipe.split)
        return Export(
            name=self.name,
            prefix=self.prefix,
            bucket=self.bucket,
            arn=f"{start}:{organization.payer.account_id}:export/{self.name}",
            table=table,
            columns=tuple(tables.columns(table, names)),
            packing=self.format.packing,
            overwrites=self.overwrites,
        )


def identity(bill: Bill, name: str, number: int) -> str:
    """Return a UUID that is the same for the same delivery."""
    dice = Dice("delivery", bill.plan.recipe.seed, name, bill.plan.month, number)
    return str(UUID(dice.letters(32), version=4))
