"""Reads the Parquet files of the simulation's bills: written from the format, not from the writer.

https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Any


@dataclass
class Parquet:
    """What a file holds."""

    schema: list[tuple[str, int | None, int | None]]
    """Name, physical type and repetition of every element below the root."""

    root: str
    rows: int
    columns: dict[str, list[Any]]
    """The values that are there, by the path of the leaf; nulls are left out."""


def read(data: bytes) -> Parquet:
    """Read a whole file."""
    assert data[:4] == data[-4:] == b"PAR1"
    size = int.from_bytes(data[-8:-4], "little")
    footer = _Compact(data[-8 - size : -8]).struct()
    elements = footer[2]
    schema = [(e[4].decode(), e.get(1), e.get(3)) for e in elements[1:]]
    columns = {}
    levels = {e[4].decode(): e[3] for e in elements[1:]}
    for group in footer.get(4, []):
        for chunk in group[1]:
            metadata = chunk[3]
            path = [part.decode() for part in metadata[3]]
            columns[".".join(path)] = _column(data, metadata, [levels[p] for p in path])
    return Parquet(schema, elements[0][4].decode(), footer[3], columns)


def _column(data: bytes, metadata: dict[int, Any], repetitions: list[int]) -> list[Any]:
    start = metadata[9]
    reader = _Compact(data[start : start + metadata[7]])
    header = reader.struct()
    assert metadata[4] == 1, "expected Snappy"
    body = _snappy(reader.data[reader.at : reader.at + header[3]])
    assert len(body) == header[2]
    count = header[5][1]
    most_defined = sum(1 for one in repetitions if one != 0)
    present = count
    at = 0
    if 2 in repetitions:
        at += 4 + int.from_bytes(body[at : at + 4], "little")
    if most_defined:
        length = int.from_bytes(body[at : at + 4], "little")
        levels = _runs(body[at + 4 : at + 4 + length])
        assert len(levels) == count
        present = sum(1 for level in levels if level == most_defined)
        at += 4 + length
    return _values(metadata[1], body[at:], present)


def _values(kind: int, raw: bytes, count: int) -> list[Any]:
    if kind == 6:
        found, at = [], 0
        for _ in range(count):
            length = int.from_bytes(raw[at : at + 4], "little")
            found.append(raw[at + 4 : at + 4 + length].decode())
            at += 4 + length
        assert at == len(raw)
        return found
    width, code = {2: (8, "<q"), 3: (12, "<qi"), 5: (8, "<d")}[kind]
    assert len(raw) == width * count
    unpacked = [struct.unpack_from(code, raw, width * number) for number in range(count)]
    if kind == 3:
        return [(days - 2_440_588) * 86_400 + nanos / 1e9 for nanos, days in unpacked]
    return [one[0] for one in unpacked]


def _runs(raw: bytes) -> list[int]:
    reader, found = _Compact(raw), []
    while reader.at < len(raw):
        header = reader.varint()
        assert header & 1 == 0, "expected runs only"
        found += [raw[reader.at]] * (header >> 1)
        reader.at += 1
    return found


def _snappy(raw: bytes) -> bytes:
    reader, found = _Compact(raw), bytearray()
    size = reader.varint()
    while reader.at < len(raw):
        tag = raw[reader.at]
        assert tag & 3 == 0, "expected literals only"
        extra = max(0, (tag >> 2) - 59)
        reader.at += 1
        length = tag >> 2
        if extra:
            length = int.from_bytes(raw[reader.at : reader.at + extra], "little")
            reader.at += extra
        found += raw[reader.at : reader.at + length + 1]
        reader.at += length + 1
    assert len(found) == size
    return bytes(found)


class _Compact:
    """Thrift's compact protocol."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def struct(self) -> dict[int, Any]:
        found: dict[int, Any] = {}
        number = 0
        while (head := self._byte()) != 0:
            number = number + (head >> 4) if head >> 4 else self._zigzag()
            found[number] = self._value(head & 15)
        return found

    def varint(self) -> int:
        value, shift = 0, 0
        while True:
            byte = self._byte()
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                return value
            shift += 7

    def _zigzag(self) -> int:
        value = self.varint()
        return (value >> 1) ^ -(value & 1)

    def _byte(self) -> int:
        self.at += 1
        return self.data[self.at - 1]

    def _value(self, kind: int) -> Any:
        if kind in (4, 5, 6):
            return self._zigzag()
        if kind == 8:
            length = self.varint()
            self.at += length
            return self.data[self.at - length : self.at]
        if kind == 9:
            head = self._byte()
            size = head >> 4 if head >> 4 != 15 else self.varint()
            return [self._value(head & 15) for _ in range(size)]
        assert kind == 12, kind
        return self.struct()
