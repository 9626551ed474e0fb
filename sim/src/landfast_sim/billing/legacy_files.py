"""The files of one delivery of a legacy report, in the order in which AWS writes them.

https://docs.aws.amazon.com/cur/latest/userguide/access-cur-s3.html
With the artifact for Athena: https://docs.aws.amazon.com/cur/latest/userguide/cur-ate-manual.html
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

from landfast_sim.billing import cells, files, legacy_rows
from landfast_sim.billing.cells import Cell
from landfast_sim.billing.files import File
from landfast_sim.billing.legacy_rows import LegacyColumn
from landfast_sim.billing.months import Month
from landfast_sim.billing.parquet.file import write
from landfast_sim.billing.parquet.leaves import Column, Physical
from landfast_sim.billing.reports import Report
from landfast_sim.billing.source import Line

_STATUS_FOLDER = "cost_and_usage_data_status"


class LegacyDelivery:
    """One assembly of a report for one month."""

    def __init__(
        self, report: Report, month: Month, assembly_id: str, lines: Sequence[Line]
    ) -> None:
        """Hold what is delivered."""
        self._report = report
        self._month = month
        self._assembly_id = assembly_id
        elements = report.definition["AdditionalSchemaElements"]
        self._columns = legacy_rows.columns(lines, resources="RESOURCES" in elements)
        self._rows = [[one.value(line, month) for one in self._columns] for line in lines]
        self._is_parquet = report.definition["Format"] == "Parquet"
        self._overwrites = report.definition["ReportVersioning"] == "OVERWRITE_REPORT"

    @property
    def manifest_key(self) -> str:
        """Where the manifest is that points to the newest assembly."""
        return self._key(self._month.folder, f"{self._report.name}-Manifest.json")

    def files(self) -> Iterator[File]:
        """Yield the data first and the manifest that points to it last."""
        for_athena = "ATHENA" in self._report.definition["AdditionalArtifacts"]
        if for_athena:
            yield self._status("UPDATING")
        data = list(self._data())
        yield from data
        artifacts = [self._create_table()] if for_athena else []
        yield from artifacts
        manifest = self._manifest([file.key for file in data], [file.key for file in artifacts])
        if not self._overwrites:
            name = f"{self._report.name}-Manifest.json"
            yield files.json_file(self._key(self._month.folder, self._assembly_id, name), manifest)
        yield files.json_file(self.manifest_key, manifest)
        if for_athena:
            yield self._status("READY")

    def _key(self, *parts: str) -> str:
        return self._report.destination.key(self._report.name, *parts)

    def _data(self) -> Iterator[File]:
        for number, rows in files.parts(self._rows):
            name = f"{self._report.name}-{number:05d}"
            if self._is_parquet:
                yield File(self._data_key(f"{name}.snappy.parquet"), self._parquet(rows))
            else:
                yield self._text(name, rows)

    def _data_key(self, name: str) -> str:
        if not self._overwrites:
            return self._key(self._month.folder, self._assembly_id, name)
        if not self._is_parquet:
            return self._key(self._month.folder, name)
        year, month = f"year={self._month.year}", f"month={self._month.number}"
        return self._key(self._report.name, year, month, name)

    def _text(self, name: str, rows: Sequence[Sequence[Cell]]) -> File:
        names = [one.text_name for one in self._columns]
        body = cells.comma_separated(names, rows, legacy_rows.MOMENT)
        if self._report.definition["Compression"] == "ZIP":
            packed = files.zipped(f"{name}.csv", body)
            return File(self._data_key(f"{name}.csv.zip"), packed, "application/zip")
        return File(self._data_key(f"{name}.csv.gz"), files.gzipped(body), "application/x-gzip")

    def _parquet(self, rows: Sequence[Sequence[Cell]]) -> bytes:
        columns = [Column(one.snake_name, _physical(one), required=True) for one in self._columns]
        return write("hive_schema", columns, rows)

    def _manifest(self, keys: list[str], artifacts: list[str]) -> dict[str, object]:
        wanted = self._report.definition
        return {
            "assemblyId": self._assembly_id,
            "account": self._report.account_id,
            "columns": [self._manifest_column(one) for one in self._columns],
            "charset": "UTF-8",
            "compression": wanted["Compression"],
            "contentType": "Parquet" if self._is_parquet else "text/csv",
            "reportId": _report_id(self._report),
            "reportName": self._report.name,
            "billingPeriod": {
                "start": f"{self._month.start:%Y%m%d}T000000.000Z",
                "end": f"{self._month.end:%Y%m%d}T000000.000Z",
            },
            "bucket": wanted["S3Bucket"],
            "reportKeys": keys,
            "additionalArtifactKeys": [{"artifactType": "ATHENA", "name": k} for k in artifacts],
        }

    def _manifest_column(self, column: LegacyColumn) -> dict[str, str]:
        category, name = column.category, column.name
        if self._is_parquet:
            category, name = legacy_rows.snake(category), legacy_rows.snake(name)
        return {"category": category, "name": name, "type": column.kind}

    def _status(self, status: str) -> File:
        """Return the table that tells a reader whether files are being replaced."""
        table = write("hive_schema", [Column("status", Physical.BYTE_ARRAY)], [[status]])
        return File(self._key(_STATUS_FOLDER, f"{_STATUS_FOLDER}.parquet"), table)

    def _create_table(self) -> File:
        columns = ",\n".join(f"  {one.snake_name} {_sql(one)}" for one in self._columns)
        where = f"s3://{self._report.destination.bucket}/{self._key(self._report.name)}/"
        statement = (
            f"CREATE EXTERNAL TABLE {legacy_rows.snake(self._report.name)} (\n{columns}\n)\n"
            "PARTITIONED BY (year STRING, month STRING)\n"
            f"STORED AS PARQUET\nLOCATION '{where}'\n"
        )
        key = self._key(self._month.folder, f"{self._report.name}-create-table.sql")
        return File(key, statement.encode(), "text/plain")


def _report_id(report: Report) -> str:
    return hashlib.sha256(report.writer.source_arn.encode()).hexdigest()


def _physical(column: LegacyColumn) -> Physical:
    if column.is_number:
        return Physical.DOUBLE
    return Physical.INT64 if column.is_time else Physical.BYTE_ARRAY


def _sql(column: LegacyColumn) -> str:
    if column.is_number:
        return "DOUBLE"
    return "TIMESTAMP" if column.is_time else "STRING"
