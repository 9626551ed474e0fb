"""A file of a delivery, and how the rows of one are packed."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

ROWS_PER_FILE = 500
"""AWS splits at about a gigabyte; small files let a small bill have several."""

_Row = TypeVar("_Row")


@dataclass(frozen=True)
class File:
    """One object to be written."""

    key: str
    body: bytes
    content_type: str = "application/octet-stream"


def parts(rows: Sequence[_Row]) -> Iterator[tuple[int, Sequence[_Row]]]:
    """Yield the rows of each file with its number; there is always one file."""
    for number, start in enumerate(range(0, max(len(rows), 1), ROWS_PER_FILE), start=1):
        yield number, rows[start : start + ROWS_PER_FILE]


def gzipped(body: bytes) -> bytes:
    """Pack with gzip, the same bytes for the same content."""
    return gzip.compress(body, mtime=0)


def zipped(name: str, body: bytes) -> bytes:
    """Pack into an archive with one file."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo(name), body, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def json_file(key: str, value: dict[str, Any]) -> File:
    """Return a manifest."""
    return File(key, json.dumps(value, indent=2).encode(), "application/json")
