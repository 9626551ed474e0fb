"""Comma separated rows, made column by column.

Text that belongs to an entry is quoted once and then only pointed to, which is what makes millions
of rows quick. Legacy reports quote what needs it; exports quote all text, so that what is absent is
`""`; numbers that are absent are empty in both.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

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
)
from landfast_bills.numbers import MONEY_DIGITS, java_text, java_texts
from landfast_bills.plan import MonthPlan

_SPECIAL: Final = frozenset(',"\n\r')

Rows = Callable[[Batch], Any]


def quoted(value: str) -> str:
    """Return text in quotes."""
    return '"' + value.replace('"', '""') + '"'


def quoted_if_needed(value: str) -> str:
    """Return text in quotes if it would be read as something else without."""
    return quoted(value) if _SPECIAL.intersection(value) else value


class TextWriter:
    """Writes the rows of batches as lines."""

    def __init__(
        self,
        plan: MonthPlan,
        columns: Sequence[Column],
        moment: str,
        *,
        quotes_all: bool,
    ) -> None:
        """Write these columns; `moment` is the strftime format of times."""
        self._plan = plan
        self._columns = columns
        self._moment = moment
        self._quoted = quoted if quotes_all else quoted_if_needed
        self._prepared: tuple[Group, list[Rows]] | None = None

    def header(self) -> bytes:
        """Return the line of names."""
        names = ",".join(self._quoted(one.name) for one in self._columns)
        return f"{names}\n".encode()

    def lines(self, batch: Batch) -> memoryview:
        """Return the rows of a batch."""
        cells = [of_rows(batch) for of_rows in self._of_group(batch.group)]
        last = pc.binary_join_element_wise(cells[-1], "\n", "")
        lines = pc.binary_join_element_wise(*cells[:-1], last, ",")
        _, offsets, data = lines.buffers()
        size = memoryview(offsets).cast("i")[len(lines)]
        return memoryview(data)[:size]

    def _of_group(self, group: Group) -> list[Rows]:
        if self._prepared is None or self._prepared[0] is not group:
            self._prepared = (group, [self._rows(column, group) for column in self._columns])
        return self._prepared[1]

    def _rows(self, column: Column, group: Group) -> Rows:
        source, plan = column.source, self._plan
        if isinstance(source, Amount):
            return _amounts(source, group)
        if isinstance(source, Numbers):
            return self._numbers(source, group)
        if isinstance(source, Interval):
            return _by_span([self._quoted(source.of(span)) for span in group.spans])
        if isinstance(source, Moment):
            moments = [source.of(plan, span).strftime(self._moment) for span in group.spans]
            return _by_span([self._quoted(one) for one in moments])
        return _by_entry([self._text(source, entry) for entry in group.entries])

    def _text(self, source: Text | Figure | Strings, entry: Any) -> str:
        if isinstance(source, Text):
            return self._quoted(source.of(self._plan, entry))
        if isinstance(source, Figure):
            figure = source.of(entry)
            if figure is None:
                return ""
            return java_text(int(figure.scaleb(MONEY_DIGITS)), MONEY_DIGITS)
        return self._quoted(_json(source.of(self._plan, entry)))

    def _numbers(self, source: Numbers, group: Group) -> Rows:
        prefixes = [self._prefix(source.key(entry)) for entry in group.entries]
        starts = pa.array(prefixes, pa.string())
        nothing, end = self._quoted("{}"), self._quoted("}").rstrip('"') + '"'

        def rows(batch: Batch) -> Any:
            values = batch.amounts[source.name]
            numbers = java_texts(values, MONEY_DIGITS)
            full = pc.binary_join_element_wise(
                starts.take(pa.array(batch.entry)), numbers, end.lstrip('"'), ""
            )
            found = pc.if_else(pa.array(values != 0), full, nothing)
            return pc.fill_null(found, nothing)

        return rows

    def _prefix(self, key: str) -> str | None:
        """Return the beginning of a map with one key; what has quotes in it is always quoted."""
        return quoted(f'{{"{key}":')[:-1] if key else None


def _json(value: object) -> str:
    return json.dumps(dict(value), ensure_ascii=False) if value else "{}"  # type: ignore[call-overload]


def _by_entry(texts: Sequence[str]) -> Rows:
    known = pa.array(texts, pa.string())
    return lambda batch: known.take(pa.array(batch.entry))


def _by_span(texts: Sequence[str]) -> Rows:
    known = pa.array(texts, pa.string())
    return lambda batch: known.take(pa.array(batch.span))


def _amounts(source: Amount, group: Group) -> Rows:
    present = pa.array([source.where(entry) for entry in group.entries])
    is_everywhere = bool(pc.all(present).as_py())
    is_nowhere = not pc.any(present).as_py()

    def rows(batch: Batch) -> Any:
        if is_nowhere:
            return pa.repeat("", len(batch))
        texts = java_texts(batch.amounts[source.name], source.digits)
        if is_everywhere:
            return texts
        return pc.if_else(present.take(pa.array(batch.entry)), texts, "")

    return rows
