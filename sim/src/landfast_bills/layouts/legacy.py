"""Legacy reports: the files of one delivery, in the order in which AWS writes them.

https://docs.aws.amazon.com/cur/latest/userguide/access-cur-s3.html
With the artifact for Athena: https://docs.aws.amazon.com/cur/latest/userguide/cur-ate-manual.html
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from landfast_bills.batches import Bill
from landfast_bills.columns import legacy
from landfast_bills.columns.legacy import manifest_type
from landfast_bills.columns.sources import Column, Type, snake
from landfast_bills.files import parts, sink
from landfast_bills.files.parquet import ParquetWriter
from landfast_bills.files.parts import Packing, Size
from landfast_bills.files.sink import File, Sink
from landfast_bills.files.text import TextWriter
from landfast_bills.layouts import exports
from landfast_bills.layouts.delivery import Delivered, joined, json_file

MOMENT = "%Y-%m-%dT%H:%M:%SZ"
"""How times are written in text."""

_STATUS_FOLDER = "cost_and_usage_data_status"


class Versions(StrEnum):
    """What happens to the files of the delivery before."""

    NEW = "CREATE_NEW_REPORT"
    OVERWRITE = "OVERWRITE_REPORT"
    ATHENA = "ATHENA"
    """Overwritten, in the partitions of a table."""


@dataclass(frozen=True)
class Report:
    """A report definition, as far as its files show it."""

    name: str
    prefix: str
    bucket: str
    account_id: str
    packing: Packing = Packing.GZIP
    versions: Versions = Versions.NEW
    resources: bool = True
    milliseconds: bool = False
    """Whether times in text have them; AWS has written both."""

    @property
    def report_id(self) -> str:
        """The id that manifests have."""
        arn = f"arn:aws:cur:us-east-1:{self.account_id}:definition/{self.name}"
        return hashlib.sha256(arn.encode()).hexdigest()

    def key(self, *parts_: str) -> str:
        """Return a key of the report."""
        return joined(self.prefix, self.name, *parts_)


def deliver(report: Report, bill: Bill, assembly_id: str, size: Size, target: Sink) -> Delivered:
    """Write one month: the data first, the manifest that points to it last."""
    return _Delivery(report, bill, assembly_id, target).write(size)


class _Delivery:
    def __init__(self, report: Report, bill: Bill, assembly_id: str, target: Sink) -> None:
        self._report = report
        self._bill = bill
        self._assembly_id = assembly_id
        self._target = target
        self._keys: list[str] = []
        self._is_parquet = report.packing is Packing.PARQUET
        self._columns = legacy.columns(bill, resources=report.resources, parquet=self._is_parquet)

    def write(self, size: Size) -> Delivered:
        """Write everything in its order."""
        report, folder = self._report, self._bill.plan.month.folder
        for_athena = report.versions is Versions.ATHENA
        if for_athena:
            self._put(status(report, "UPDATING"))
        data = parts.write(
            self._bill.batches(),
            self._writer(),
            report.packing,
            size,
            (self._target, self._data_key),
        )
        self._keys += data
        artifacts = [self._create_table()] if for_athena else []
        for artifact in artifacts:
            self._put(artifact)
        found = self._manifest(data, [one.key for one in artifacts])
        name = f"{report.name}-Manifest.json"
        if report.versions is Versions.NEW:
            self._put(json_file(report.key(folder, self._assembly_id, name), found))
        self._put(json_file(report.key(folder, name), found))
        manifest = self._keys[-1]
        if for_athena:
            self._put(status(report, "READY"))
        return Delivered(self._assembly_id, manifest, tuple(data), tuple(self._keys))

    def _put(self, file: File) -> None:
        sink.write(self._target, file)
        self._keys.append(file.key)

    def _writer(self) -> TextWriter | ParquetWriter:
        plan = self._bill.plan
        if self._is_parquet:
            return ParquetWriter(plan, self._columns, required=True, int96=False)
        moment = exports.MOMENT if self._report.milliseconds else MOMENT
        return TextWriter(plan, self._columns, moment, quotes_all=False)

    def _data_key(self, number: int, extension: str) -> str:
        report, month = self._report, self._bill.plan.month
        name = f"{report.name}-{number:05d}.{extension}"
        if report.versions is Versions.NEW:
            return report.key(month.folder, self._assembly_id, name)
        if not self._is_parquet:
            return report.key(month.folder, name)
        return report.key(report.name, f"year={month.year}", f"month={month.number}", name)

    def _manifest(self, keys: Sequence[str], artifacts: Sequence[str]) -> dict[str, Any]:
        report, month = self._report, self._bill.plan.month
        compression = {Packing.GZIP: "GZIP", Packing.ZIP: "ZIP"}.get(report.packing, "Parquet")
        return {
            "assemblyId": self._assembly_id,
            "account": report.account_id,
            "columns": [self._manifest_column(one) for one in self._columns],
            "charset": "UTF-8",
            "compression": compression,
            "contentType": "Parquet" if self._is_parquet else "text/csv",
            "reportId": report.report_id,
            "reportName": report.name,
            "billingPeriod": {
                "start": f"{month.start:%Y%m%d}T000000.000Z",
                "end": f"{month.end:%Y%m%d}T000000.000Z",
            },
            "bucket": report.bucket,
            "reportKeys": list(keys),
            "additionalArtifactKeys": [{"artifactType": "ATHENA", "name": k} for k in artifacts],
        }

    def _manifest_column(self, column: Column) -> dict[str, str]:
        category, name = _named(column, self._is_parquet)
        return {"category": category, "name": name, "type": manifest_type(column)}

    def _create_table(self) -> File:
        report = self._report
        columns = ",\n".join(
            f"  {one.name} {_SQL.get(one.type, 'STRING')}" for one in self._columns
        )
        where = f"s3://{report.bucket}/{report.key(report.name)}/"
        statement = (
            f"CREATE EXTERNAL TABLE {snake(report.name)} (\n{columns}\n)\n"
            "PARTITIONED BY (year STRING, month STRING)\n"
            f"STORED AS PARQUET\nLOCATION '{where}'\n"
        )
        key = report.key(self._bill.plan.month.folder, f"{report.name}-create-table.sql")
        return File(key, statement.encode(), "text/plain")


_SQL = {Type.DOUBLE: "DOUBLE", Type.TIMESTAMP: "TIMESTAMP"}
_CATEGORIES = (
    "identity",
    "bill",
    "line_item",
    "discount",
    "product",
    "pricing",
    "reservation",
    "savings_plan",
    "split_line_item",
    "cost_category",
    "resource_tags",
)


def _named(column: Column, is_parquet: bool) -> tuple[str, str]:  # noqa: FBT001 - of a report
    if not is_parquet:
        category, _, name = column.name.partition("/")
        return category, name
    category = next(one for one in _CATEGORIES if column.name.startswith(f"{one}_"))
    return category, column.name.removeprefix(f"{category}_")


def status(report: Report, state: str) -> File:
    """Return the table that tells a reader whether files are being replaced."""
    table = pa.table({"status": pa.array([state], pa.string())})

    def write_to(file: BinaryIO) -> None:
        pq.write_table(table, file, store_schema=False, version="1.0")

    key = report.key(_STATUS_FOLDER, f"{_STATUS_FOLDER}.parquet")
    return File(key, parts.in_memory(write_to))
