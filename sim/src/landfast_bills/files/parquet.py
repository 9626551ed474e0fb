"""Parquet files with the types that AWS's have.

Legacy reports have no nulls: what is absent is empty or zero. Exports have nulls, and FOCUS has
times of 96 bits. Money is a double in all of them, the nearest to the exact amount.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, BinaryIO

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from landfast_bills.batches import Batch, Group
from landfast_bills.columns.sources import (
    Amount,
    Column,
    Figure,
    Interval,
    Moment,
    Numbers,
    Strings,
    Text,
    Type,
)
from landfast_bills.numbers import doubles
from landfast_bills.plan import MonthPlan

_TYPES = {
    Type.STRING: pa.string(),
    Type.DOUBLE: pa.float64(),
    Type.TIMESTAMP: pa.timestamp("ms", tz="UTC"),
    Type.STRINGS: pa.map_(pa.string(), pa.string()),
    Type.NUMBERS: pa.map_(pa.string(), pa.float64()),
}

Rows = Callable[[Batch], Any]


class ParquetWriter:
    """Writes batches as row groups."""

    def __init__(
        self, plan: MonthPlan, columns: Sequence[Column], *, required: bool, int96: bool
    ) -> None:
        """Write these columns."""
        self._plan = plan
        self._columns = columns
        self._required = required
        self._int96 = int96
        fields = [pa.field(one.name, _TYPES[one.type], not required) for one in columns]
        self._schema = pa.schema(fields)
        self._prepared: tuple[Group, list[Rows]] | None = None

    def open(self, file: BinaryIO) -> pq.ParquetWriter:
        """Begin a file."""
        return pq.ParquetWriter(
            file,
            self._schema,
            version="1.0",
            compression="snappy",
            use_deprecated_int96_timestamps=self._int96,
            store_schema=False,
        )

    def table(self, batch: Batch) -> pa.Table:
        """Return the rows of a batch."""
        columns = [of_rows(batch) for of_rows in self._of_group(batch.group)]
        return pa.Table.from_arrays(columns, schema=self._schema)

    def nothing(self) -> pa.Table:
        """Return no rows."""
        return self._schema.empty_table()

    def _of_group(self, group: Group) -> list[Rows]:
        if self._prepared is None or self._prepared[0] is not group:
            self._prepared = (group, [self._rows(column, group) for column in self._columns])
        return self._prepared[1]

    def _rows(self, column: Column, group: Group) -> Rows:
        source, kind = column.source, _TYPES[column.type]
        if isinstance(source, Amount):
            return self._amounts(source, group)
        if isinstance(source, Numbers):
            return _numbers(source, group)
        if isinstance(source, Interval):
            return _taken([source.of(span) for span in group.spans], kind, by_span=True)
        if isinstance(source, Moment):
            moments = [source.of(self._plan, span) for span in group.spans]
            return _taken(moments, kind, by_span=True)
        return _taken([self._cell(source, entry) for entry in group.entries], kind)

    def _cell(self, source: Text | Figure | Strings, entry: Any) -> Any:
        if isinstance(source, Text):
            text = source.of(self._plan, entry)
            return text if text or self._required else None
        if isinstance(source, Figure):
            figure = source.of(entry)
            if figure is None:
                return 0.0 if self._required else None
            return float(figure)
        return list(source.of(self._plan, entry).items())

    def _amounts(self, source: Amount, group: Group) -> Rows:
        present = np.array([source.where(entry) for entry in group.entries], np.bool_)

        is_nowhere = not present.any()

        def rows(batch: Batch) -> pa.Array:
            if is_nowhere:
                nothing = pa.scalar(0.0 if self._required else None, pa.float64())
                return pa.repeat(nothing, len(batch))
            values = doubles(batch.amounts[source.name], source.digits)
            absent = ~present[batch.entry]
            if self._required:
                return pa.array(np.where(absent, 0.0, values))
            return pa.array(values, mask=absent)

        return rows


def _taken(cells: Sequence[Any], kind: Any, *, by_span: bool = False) -> Rows:
    known = pa.array(cells, kind)
    return lambda batch: known.take(pa.array(batch.span if by_span else batch.entry))


def _numbers(source: Numbers, group: Group) -> Rows:
    keys = pa.array([source.key(entry) for entry in group.entries], pa.string())
    has_key = np.array([bool(source.key(entry)) for entry in group.entries], np.bool_)

    def rows(batch: Batch) -> pa.Array:
        values = batch.amounts[source.name]
        filled = has_key[batch.entry] & (values != 0)
        offsets = np.concatenate([[0], np.cumsum(filled)]).astype(np.int32)
        chosen = pc.take(keys, pa.array(batch.entry[filled]))
        items = pa.array(doubles(values[filled], 12))
        return pa.MapArray.from_arrays(pa.array(offsets), chosen, items)

    return rows
