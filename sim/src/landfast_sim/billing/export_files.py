"""The files of one execution of an export, in the order in which AWS writes them.

https://docs.aws.amazon.com/cur/latest/userguide/dataexports-export-delivery.html
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from landfast_sim.billing import cells, export_rows, files
from landfast_sim.billing.cells import Cell
from landfast_sim.billing.exports import Export
from landfast_sim.billing.files import File
from landfast_sim.billing.months import Month
from landfast_sim.billing.parquet.file import write
from landfast_sim.billing.parquet.leaves import Column, Physical
from landfast_sim.billing.query import Column as Selected
from landfast_sim.billing.source import Line
from landfast_sim.billing.tables import CUR2_TABLE, Kind

_MOMENT = "%Y-%m-%dT%H:%M:%S.000Z"


class ExportDelivery:
    """One execution of an export for one month."""

    def __init__(
        self, export: Export, month: Month, execution_id: str, lines: Sequence[Line]
    ) -> None:
        """Hold what is delivered."""
        self._export = export
        self._month = month
        self._execution_id = execution_id
        self._query = export.query()
        self._rows = export_rows.rows(self._query, lines, month)

    @property
    def manifest_key(self) -> str:
        """Where the manifest is."""
        return self._key("metadata", f"{self._export.name}-Manifest.json")

    def files(self) -> Iterator[File]:
        """Yield the data first and the manifest, which says that all of it is there, last."""
        data = list(self._data())
        yield from data
        bucket = self._export.destination.bucket
        manifest = {
            "executionId": self._execution_id,
            "exportArn": self._export.arn,
            "exportName": self._export.name,
            "billingPeriod": {
                "start": f"{self._month.start}T00:00:00.000Z",
                "end": f"{self._month.end}T00:00:00.000Z",
            },
            "columns": [{"name": one.name, "type": one.kind.value} for one in self._query.columns],
            "dataFiles": [f"s3://{bucket}/{file.key}" for file in data],
        }
        yield files.json_file(self.manifest_key, manifest)

    def _key(self, kind: str, name: str) -> str:
        in_place = self._export.output["Overwrite"] == "OVERWRITE_REPORT"
        folders = [] if in_place else [self._execution_id]
        period = f"BILLING_PERIOD={self._month}"
        return self._export.destination.key(self._export.name, kind, period, *folders, name)

    def _data(self) -> Iterator[File]:
        for number, rows in files.parts(self._rows):
            name = f"{self._export.name}-{number:05d}"
            if self._export.output["Format"] == "PARQUET":
                yield File(self._key("data", f"{name}.snappy.parquet"), self._parquet(rows))
            else:
                yield self._text(name, rows)

    def _text(self, name: str, rows: Sequence[Sequence[Cell]]) -> File:
        names = [one.name for one in self._query.columns]
        body = cells.comma_separated(names, rows, _MOMENT)
        if self._export.output["Compression"] == "ZIP":
            packed = files.zipped(f"{name}.csv", body)
            return File(self._key("data", f"{name}.csv.zip"), packed, "application/zip")
        return File(self._key("data", f"{name}.csv.gz"), files.gzipped(body), "application/x-gzip")

    def _parquet(self, rows: Sequence[Sequence[Cell]]) -> bytes:
        columns = [self._column(one) for one in self._query.columns]
        return write("spark_schema", columns, rows)

    def _column(self, selected: Selected) -> Column:
        if selected.kind is Kind.TIMESTAMP:
            # Real files of FOCUS have the old type of 96 bits.
            is_focus = self._query.table is not CUR2_TABLE
            return Column(selected.name, Physical.INT96 if is_focus else Physical.INT64)
        is_number = selected.kind in (Kind.DOUBLE, Kind.NUMBERS)
        physical = Physical.DOUBLE if is_number else Physical.BYTE_ARRAY
        is_map = selected.kind in (Kind.STRINGS, Kind.NUMBERS)
        return Column(selected.name, physical, is_map=is_map)
