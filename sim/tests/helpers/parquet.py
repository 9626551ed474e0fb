"""Reads the Parquet files of the simulation's bills, with the types that they are stored in."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

_MILLISECONDS = 1000


@dataclass
class Parquet:
    """What a file holds."""

    schema: list[tuple[str, str, bool]]
    """Path, physical type and whether there can be nulls, of every leaf."""

    rows: int
    columns: dict[str, list[Any]]
    """The values that are there, by the path of the leaf; nulls are left out, moments are ms."""


def read(data: bytes) -> Parquet:
    """Read a whole file."""
    file = pq.ParquetFile(io.BytesIO(data))
    leaves = [file.schema.column(number) for number in range(len(file.schema))]
    schema = [(one.path, one.physical_type, one.max_definition_level > 0) for one in leaves]
    table = file.read()
    columns: dict[str, list[Any]] = {}
    for name in table.column_names:
        column = table.column(name).combine_chunks()
        if pa.types.is_map(column.type):
            columns[f"{name}.key_value.key"] = column.keys.to_pylist()
            columns[f"{name}.key_value.value"] = column.items.to_pylist()
        else:
            columns[name] = [_plain(one) for one in column.to_pylist() if one is not None]
    return Parquet(schema, table.num_rows, columns)


def _plain(value: Any) -> Any:
    return value.timestamp() * _MILLISECONDS if hasattr(value, "timestamp") else value
