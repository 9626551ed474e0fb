"""The columns of a Parquet file, taken apart into what is stored one after the other.

A map is two leaves, keys and values, with levels that tell which entries are whose. The definition
level says how much of the path is there; the repetition level is 0 where a row begins and 1 for
another entry of the same map.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

from landfast_sim.billing.cells import Cell

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_JULIAN_EPOCH = 2_440_588


class Physical(Enum):
    """How a value is stored."""

    INT64 = 2
    INT96 = 3
    DOUBLE = 5
    BYTE_ARRAY = 6


@dataclass(frozen=True)
class Column:
    """One column of the table."""

    name: str
    physical: Physical
    """Of a map: of its values."""

    required: bool = False
    """Whether there is never a null: what is absent is empty then."""

    is_map: bool = False


@dataclass
class Leaf:
    """One stored sequence of values with its levels."""

    path: tuple[str, ...]
    physical: Physical
    most_defined: int
    most_repeated: int = 0
    values: list[Any] = field(default_factory=list)
    defined: list[int] = field(default_factory=list)
    repeated: list[int] = field(default_factory=list)

    def add(self, value: Any, defined: int, repeated: int = 0) -> None:
        """Add a value, or only levels where `defined` says that there is none."""
        if defined == self.most_defined:
            self.values.append(value)
        self.defined.append(defined)
        self.repeated.append(repeated)

    def plain(self) -> bytes:
        """Return the values in the encoding PLAIN."""
        return b"".join(_plain(self.physical, value) for value in self.values)


def take_apart(column: Column, cells: Sequence[Cell]) -> list[Leaf]:
    """Return the leaves of a column."""
    if column.is_map:
        return _map_leaves(column, cells)
    leaf = Leaf((column.name,), column.physical, 0 if column.required else 1)
    for cell in cells:
        if column.required:
            leaf.add(_nothing(column) if cell is None else cell, 0)
        else:
            leaf.add(cell, 0 if cell is None or cell == "" else 1)
    return [leaf]


def _map_leaves(column: Column, cells: Sequence[Cell]) -> list[Leaf]:
    entry = (column.name, "key_value")
    keys = Leaf((*entry, "key"), Physical.BYTE_ARRAY, 2, 1)
    values = Leaf((*entry, "value"), column.physical, 3, 1)
    for cell in cells:
        entries = list(cell.items()) if isinstance(cell, Mapping) else []
        if not entries:
            for leaf in (keys, values):
                leaf.add(None, 1 if isinstance(cell, Mapping) else 0)
        for number, (key, value) in enumerate(entries):
            keys.add(key, 2, min(number, 1))
            values.add(value, 3, min(number, 1))
    return [keys, values]


def _nothing(column: Column) -> Cell:
    return "" if column.physical is Physical.BYTE_ARRAY else Decimal(0)


def _plain(physical: Physical, value: Any) -> bytes:
    if physical is Physical.BYTE_ARRAY:
        raw = str(value).encode()
        return len(raw).to_bytes(4, "little") + raw
    if physical is Physical.DOUBLE:
        return struct.pack("<d", float(value))
    since = value - _EPOCH if isinstance(value, datetime) else None
    if physical is Physical.INT64:
        return struct.pack("<q", since // _MILLISECOND if since else 0)
    days = since.days if since else 0
    nanoseconds = since.seconds * 1_000_000_000 if since else 0
    return struct.pack("<qi", nanoseconds, days + _JULIAN_EPOCH)


_MILLISECOND = _EPOCH.resolution * 1000
