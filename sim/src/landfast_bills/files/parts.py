"""Rows in files: so many in each, packed, at least one file."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import BinaryIO, Protocol

from landfast_bills.batches import Batch
from landfast_bills.files.parquet import ParquetWriter
from landfast_bills.files.sink import OCTETS, Sink
from landfast_bills.files.text import TextWriter


class Packing(StrEnum):
    """What files are."""

    GZIP = "csv.gz"
    ZIP = "csv.zip"
    PARQUET = "snappy.parquet"

    @property
    def content_type(self) -> str:
        """The Content-Type of such an object."""
        types = {Packing.GZIP: "application/x-gzip", Packing.ZIP: "application/zip"}
        return types.get(self, OCTETS)


@dataclass(frozen=True)
class Size:
    """How files are made."""

    rows: int = 500_000
    """Rows in a file; AWS splits at about a gigabyte."""

    gzip_level: int = 1


USUAL = Size()


class _Open(Protocol):
    def add(self, batch: Batch) -> None: ...

    def close(self) -> None: ...


Key = Callable[[int, str], str]
"""The key of file number n, of which the second is the extension."""


def write(
    batches: Iterable[Batch],
    writer: TextWriter | ParquetWriter,
    packing: Packing,
    size: Size,
    place: tuple[Sink, Key],
) -> list[str]:
    """Write all rows, and return the keys of the files in their order."""
    sink, key = place
    keys: list[str] = []
    room, file = 0, ExitStack()
    opened: _Open | None = None
    with file:
        for batch in _cut(batches, size.rows):
            if opened is None or room < len(batch):
                file.close()
                keys.append(key(len(keys) + 1, packing.value))
                opened = file.enter_context(_opened(sink, keys[-1], writer, packing, size))
                room = size.rows
            opened.add(batch)
            room -= len(batch)
        if opened is None:
            keys.append(key(1, packing.value))
            file.enter_context(_opened(sink, keys[-1], writer, packing, size))
    return keys


def _cut(batches: Iterable[Batch], rows: int) -> Iterator[Batch]:
    """Cut batches where a file is full."""
    room = rows
    for batch in batches:
        start = 0
        while start < len(batch):
            end = min(start + room, len(batch))
            yield batch.part(start, end)
            room -= end - start
            room = room or rows
            start = end


@contextmanager
def _opened(
    sink: Sink, key: str, writer: TextWriter | ParquetWriter, packing: Packing, size: Size
) -> Iterator[_Open]:
    with sink.create(key, packing.content_type) as raw:
        if isinstance(writer, ParquetWriter):
            rows = _ParquetRows(writer, raw)
            yield rows
            rows.close()
            return
        with _packed(raw, key, packing, size) as packed:
            packed.write(writer.header())
            yield _TextRows(writer, packed)


@contextmanager
def _packed(raw: BinaryIO, key: str, packing: Packing, size: Size) -> Iterator[BinaryIO]:
    """Pack, the same bytes for the same content."""
    if packing is Packing.GZIP:
        with gzip.GzipFile("", "wb", size.gzip_level, raw, mtime=0) as packed:
            yield packed  # type: ignore[misc]
        return
    name = key.rpartition("/")[2].removesuffix(".zip")
    with (
        zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open(_member(name), "w", force_zip64=True) as packed,
    ):
        yield packed  # type: ignore[misc]


def _member(name: str) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name)
    member.compress_type = zipfile.ZIP_DEFLATED
    return member


class _TextRows:
    def __init__(self, writer: TextWriter, file: BinaryIO) -> None:
        self._writer = writer
        self._file = file

    def add(self, batch: Batch) -> None:
        self._file.write(self._writer.lines(batch))

    def close(self) -> None:
        self._file.close()


class _ParquetRows:
    def __init__(self, writer: ParquetWriter, file: BinaryIO) -> None:
        self._writer = writer
        self._file = writer.open(file)
        self._groups = 0

    def add(self, batch: Batch) -> None:
        self._file.write_table(self._writer.table(batch))
        self._groups += 1

    def close(self) -> None:
        if not self._groups:
            self._file.write_table(self._writer.nothing())
        self._file.close()


def in_memory(write_to: Callable[[BinaryIO], None]) -> bytes:
    """Return what is written to a file."""
    file = io.BytesIO()
    write_to(file)
    return file.getvalue()
