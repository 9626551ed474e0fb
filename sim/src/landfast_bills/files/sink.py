"""Where files go: a folder, or memory."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

OCTETS = "application/octet-stream"


@dataclass(frozen=True)
class File:
    """One object."""

    key: str
    body: bytes
    content_type: str = OCTETS


class Sink(Protocol):
    """Takes files one after the other."""

    def create(self, key: str, content_type: str) -> AbstractContextManager[BinaryIO]:
        """Open a file to be written; it is there when the block ends."""
        ...


class Folder:
    """Writes below a folder as if it were a bucket."""

    def __init__(self, root: Path) -> None:
        """Make the folder when the first file comes."""
        self._root = root

    @contextmanager
    def create(self, key: str, content_type: str) -> Iterator[BinaryIO]:  # noqa: ARG002 - S3's
        """Open a file; its folders are made."""
        path = self._root / key
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            yield file


class Memory:
    """Hands every file on when it is complete."""

    def __init__(self, put: Callable[[File], None]) -> None:
        """Give files to `put`."""
        self._put = put

    @contextmanager
    def create(self, key: str, content_type: str) -> Iterator[BinaryIO]:
        """Open a file in memory."""
        file = io.BytesIO()
        yield file
        self._put(File(key, file.getvalue(), content_type))


def write(sink: Sink, file: File) -> None:
    """Write a whole file."""
    with sink.create(file.key, file.content_type) as opened:
        opened.write(file.body)
