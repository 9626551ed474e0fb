"""A whole Parquet file with one row group and one page a column, compressed with Snappy."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from landfast_sim.billing.cells import Cell
from landfast_sim.billing.parquet import snappy, thrift
from landfast_sim.billing.parquet.leaves import Column, Leaf, Physical, take_apart
from landfast_sim.billing.parquet.thrift import Long, Struct

_MAGIC = b"PAR1"
_REQUIRED, _OPTIONAL, _REPEATED = range(3)
_UTF8, _MAP, _TIMESTAMP_MILLIS = 0, 1, 9
_PLAIN, _RLE = 0, 3
_SNAPPY = 1
_CREATED_BY = "landfast-sim"


def write(root: str, columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> bytes:
    """Return the file; `root` is the name of the schema's root, which tells who wrote it."""
    written, chunks = bytearray(_MAGIC), []
    for number, column in enumerate(columns):
        for leaf in take_apart(column, [row[number] for row in rows]):
            offset = len(written)
            page, raw_size = _page(leaf)
            written += page
            chunks.append(_chunk(leaf, offset, len(page), raw_size))
    total = len(written) - len(_MAGIC)
    footer = thrift.struct(
        {
            1: 1,
            2: _schema(root, columns),
            3: Long(len(rows)),
            4: [{1: chunks, 2: Long(total), 3: Long(len(rows))}] if rows else [],
            6: _CREATED_BY,
        }
    )
    written += footer + len(footer).to_bytes(4, "little") + _MAGIC
    return bytes(written)


def _schema(root: str, columns: Sequence[Column]) -> list[Struct]:
    elements: list[Struct] = [{4: root, 5: len(columns)}]
    for column in columns:
        elements += _map_elements(column) if column.is_map else [_element(column)]
    return elements


def _element(column: Column) -> Struct:
    repetition = _REQUIRED if column.required else _OPTIONAL
    return _leaf_element(column.name, column.physical, repetition)


def _leaf_element(name: str, physical: Physical, repetition: int) -> Struct:
    element: dict[int, thrift.Value] = {1: physical.value, 3: repetition, 4: name}
    if physical is Physical.BYTE_ARRAY:
        element[6] = _UTF8
    elif physical is Physical.INT64:
        element[6] = _TIMESTAMP_MILLIS
    return element


def _map_elements(column: Column) -> list[Struct]:
    return [
        {3: _OPTIONAL, 4: column.name, 5: 1, 6: _MAP},
        {3: _REPEATED, 4: "key_value", 5: 2},
        _leaf_element("key", Physical.BYTE_ARRAY, _REQUIRED),
        _leaf_element("value", column.physical, _OPTIONAL),
    ]


def _page(leaf: Leaf) -> tuple[bytes, int]:
    """Return a page with its header, and the size that both would have uncompressed."""
    body = _levels(leaf.repeated, leaf.most_repeated)
    body += _levels(leaf.defined, leaf.most_defined)
    body += leaf.plain()
    compressed = snappy.compress(body)
    data_page: Struct = {1: len(leaf.defined), 2: _PLAIN, 3: _RLE, 4: _RLE}
    header = thrift.struct({1: 0, 2: len(body), 3: len(compressed), 5: data_page})
    return header + compressed, len(header) + len(body)


def _levels(levels: Sequence[int], most: int) -> bytes:
    """Write levels as runs; a column whose level is always 0 has none."""
    if most == 0:
        return b""
    runs = [(level, len(list(same))) for level, same in groupby(levels)]
    written = b"".join(thrift.varint(length << 1) + bytes([level]) for level, length in runs)
    return len(written).to_bytes(4, "little") + written


def _chunk(leaf: Leaf, offset: int, size: int, raw_size: int) -> Struct:
    metadata: Struct = {
        1: leaf.physical.value,
        2: [_PLAIN, _RLE],
        3: list(leaf.path),
        4: _SNAPPY,
        5: Long(len(leaf.defined)),
        6: Long(raw_size),
        7: Long(size),
        9: Long(offset),
    }
    return {2: Long(offset), 3: metadata}
