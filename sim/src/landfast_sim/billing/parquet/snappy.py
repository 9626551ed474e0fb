"""Snappy's block format without looking for repetitions: valid, and as large as its input.

https://github.com/google/snappy/blob/main/format_description.txt
"""

from __future__ import annotations

from landfast_sim.billing.parquet.thrift import varint

_CHUNK = 65_536
_TWO_BYTES_OF_LENGTH = 61 << 2


def compress(raw: bytes) -> bytes:
    """Return `raw` as literals."""
    written = bytearray(varint(len(raw)))
    for start in range(0, len(raw), _CHUNK):
        chunk = raw[start : start + _CHUNK]
        written.append(_TWO_BYTES_OF_LENGTH)
        written += (len(chunk) - 1).to_bytes(2, "little")
        written += chunk
    return bytes(written)
