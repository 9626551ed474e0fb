"""Thrift's compact protocol, writing only: the footer and the page headers of a Parquet file.

https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

_I32: Final = 5
_I64: Final = 6
_BINARY: Final = 8
_LIST: Final = 9
_STRUCT: Final = 12
_SHORT_LIST: Final = 15

Struct = Mapping[int, "Value"]
"""Values by the ids of their fields; the ids ascend by at most 15."""


@dataclass(frozen=True)
class Long:
    """A number of 64 bits; a plain int has 32."""

    value: int


Value = int | Long | str | Struct | Sequence["Value"]


def struct(fields: Struct) -> bytes:
    """Write a structure."""
    written, before = bytearray(), 0
    for number, value in fields.items():
        written.append((number - before) << 4 | _type(value))
        written += _value(value)
        before = number
    return bytes(written + b"\x00")


def varint(value: int) -> bytes:
    """Write an unsigned number in groups of seven bits, the lowest first."""
    written = bytearray()
    while value > 0x7F:  # noqa: PLR2004 - seven bits
        written.append(value & 0x7F | 0x80)
        value >>= 7
    written.append(value)
    return bytes(written)


def _type(value: Value) -> int:
    if isinstance(value, int):
        return _I32
    if isinstance(value, Long):
        return _I64
    if isinstance(value, str):
        return _BINARY
    return _STRUCT if isinstance(value, Mapping) else _LIST


def _value(value: Value) -> bytes:
    if isinstance(value, int):
        return varint(_zigzag(value))
    if isinstance(value, Long):
        return varint(_zigzag(value.value))
    if isinstance(value, str):
        raw = value.encode()
        return varint(len(raw)) + raw
    if isinstance(value, Mapping):
        return struct(value)
    return _list(value)


def _list(values: Sequence[Value]) -> bytes:
    kind = _type(values[0]) if values else _I32
    if len(values) < _SHORT_LIST:
        head = bytes([len(values) << 4 | kind])
    else:
        head = bytes([0xF0 | kind]) + varint(len(values))
    return head + b"".join(_value(value) for value in values)


def _zigzag(value: int) -> int:
    return value << 1 if value >= 0 else (-value << 1) - 1
