"""Data Exports: the files of one execution, in the order in which AWS writes them.

https://docs.aws.amazon.com/cur/latest/userguide/dataexports-export-delivery.html
"""

from __future__ import annotations

from dataclasses import dataclass, field

from landfast_bills.batches import Bill
from landfast_bills.columns import tables
from landfast_bills.columns.sources import Column
from landfast_bills.columns.tables import CUR2_TABLE
from landfast_bills.files import parts, sink
from landfast_bills.files.parquet import ParquetWriter
from landfast_bills.files.parts import Packing, Size
from landfast_bills.files.sink import Sink
from landfast_bills.files.text import TextWriter
from landfast_bills.layouts.delivery import Delivered, joined, json_file

MOMENT = "%Y-%m-%dT%H:%M:%S.000Z"
"""How times are written in text."""


@dataclass(frozen=True)
class Export:
    """An export, as far as its files show it."""

    name: str
    prefix: str
    bucket: str
    arn: str
    table: str = CUR2_TABLE
    columns: tuple[Column, ...] = field(default_factory=tuple)
    packing: Packing = Packing.PARQUET
    overwrites: bool = True

    @property
    def is_focus(self) -> bool:
        """Whether its table is one of FOCUS."""
        return self.table != CUR2_TABLE


def deliver(export: Export, bill: Bill, execution_id: str, size: Size, target: Sink) -> Delivered:
    """Write one month: the data first, the manifest, which says that all of it is there, last."""
    plan = bill.plan
    folders = [f"BILLING_PERIOD={plan.month}", *([] if export.overwrites else [execution_id])]

    def key(kind: str, name: str) -> str:
        return joined(export.prefix, export.name, kind, *folders, name)

    def data_key(number: int, extension: str) -> str:
        return key("data", f"{export.name}-{number:05d}.{extension}")

    columns = tables.without_nets(export.columns, plan)
    writer: TextWriter | ParquetWriter
    if export.packing is Packing.PARQUET:
        writer = ParquetWriter(plan, columns, required=False, int96=export.is_focus)
    else:
        writer = TextWriter(plan, columns, MOMENT, quotes_all=True)
    data = parts.write(bill.batches(), writer, export.packing, size, (target, data_key))
    manifest = {
        "executionId": execution_id,
        "exportArn": export.arn,
        "exportName": export.name,
        "billingPeriod": {
            "start": f"{plan.month.start}T00:00:00.000Z",
            "end": f"{plan.month.end}T00:00:00.000Z",
        },
        "columns": [{"name": one.name, "type": one.type.value} for one in columns],
        "dataFiles": [f"s3://{export.bucket}/{one}" for one in data],
    }
    where = key("metadata", f"{export.name}-Manifest.json")
    sink.write(target, json_file(where, manifest))
    return Delivered(execution_id, where, tuple(data), (*data, where))
