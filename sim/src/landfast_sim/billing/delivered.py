"""One month of a report or an export, written into its bucket as AWS writes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from landfast_bills.columns import tables
from landfast_bills.files.parts import Packing, Size
from landfast_bills.files.sink import File, Memory
from landfast_bills.layouts import exports as export_layout
from landfast_bills.layouts import legacy as legacy_layout
from landfast_bills.layouts.delivery import Delivered
from landfast_bills.layouts.legacy import Versions
from landfast_bills.months import Month
from landfast_bills.recipe import Discounts, Granularity
from landfast_sim.billing import destination
from landfast_sim.billing.bills import Asked, Bills
from landfast_sim.billing.destination import Destination
from landfast_sim.billing.exports import Export
from landfast_sim.billing.reports import Report
from landfast_sim.billing.tables import CUR2_TABLE

_SIZE: Final = Size(rows=1_500)
"""AWS splits at about a gigabyte; small files let a small bill have several."""

_MANUAL_DISCOUNTS = "MANUAL_DISCOUNT_COMPATIBILITY"
_SPLIT_COSTS = "SPLIT_COST_ALLOCATION_DATA"
_LEGACY_PACKINGS = {"GZIP": Packing.GZIP, "ZIP": Packing.ZIP, "Parquet": Packing.PARQUET}
_PACKINGS = {"GZIP": Packing.GZIP, "ZIP": Packing.ZIP, "PARQUET": Packing.PARQUET}


@dataclass(frozen=True)
class Known:
    """A delivery, and what is true of the bill in it."""

    delivered: Delivered
    truth: dict[str, Any]


def report(asked: Report, bills: Bills, month: Month, assembly_id: str) -> Known:
    """Deliver a month of a legacy report."""
    wanted = asked.definition
    elements = wanted["AdditionalSchemaElements"]
    versions = Versions(wanted["ReportVersioning"])
    described = legacy_layout.Report(
        name=asked.name,
        prefix=asked.destination.prefix,
        bucket=asked.destination.bucket,
        account_id=asked.account_id,
        packing=_LEGACY_PACKINGS[wanted["Compression"]],
        versions=Versions.ATHENA if "ATHENA" in wanted["AdditionalArtifacts"] else versions,
        resources="RESOURCES" in elements,
    )
    shown = Asked(
        Granularity(wanted["TimeUnit"]),
        _discounts(lines=_MANUAL_DISCOUNTS in elements),
        split=_SPLIT_COSTS in elements,
    )
    bill = bills.bill(asked.account_id, month, shown)
    bucket = _bucket(asked.destination)
    found = legacy_layout.deliver(described, bill, assembly_id, _SIZE, bucket)
    return Known(found, bill.truth.as_json())


def export(asked: Export, bills: Bills, month: Month, execution_id: str) -> Known:
    """Deliver a month of an export: the columns that its query selects."""
    query = asked.query()
    name = query.table.name
    described = export_layout.Export(
        name=asked.name,
        prefix=asked.destination.prefix,
        bucket=asked.destination.bucket,
        arn=asked.arn,
        table=name,
        columns=tuple(
            tables.column(name, one.source, one.member, one.name) for one in query.columns
        ),
        packing=_PACKINGS[asked.output["Compression"]],
        overwrites=asked.output["Overwrite"] == "OVERWRITE_REPORT",
    )
    shown = Asked(
        Granularity(asked.granularity()),
        _discounts(lines=asked.setting(f"INCLUDE_{_MANUAL_DISCOUNTS}") == "TRUE"),
        is_focus=query.table is not CUR2_TABLE,
        split=asked.setting(f"INCLUDE_{_SPLIT_COSTS}") == "TRUE",
    )
    bill = bills.bill(asked.account_id, month, shown)
    bucket = _bucket(asked.destination)
    found = export_layout.deliver(described, bill, execution_id, _SIZE, bucket)
    return Known(found, bill.truth.as_json())


def _discounts(*, lines: bool) -> Discounts:
    return Discounts.LINES if lines else Discounts.COLUMNS


def _bucket(where: Destination) -> Memory:
    def put(file: File) -> None:
        destination.put(where, file.key, file.body, file.content_type)

    return Memory(put)
