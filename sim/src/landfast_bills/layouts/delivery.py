"""What a delivery came to."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from landfast_bills.files.sink import File


@dataclass(frozen=True)
class Delivered:
    """One month as it was delivered."""

    identity: str
    """The assembly id of a report, the execution id of an export."""

    manifest: str
    """The key of the manifest to read."""

    data: tuple[str, ...]
    """The keys of the files with rows, in their order."""

    keys: tuple[str, ...]
    """All keys in the order in which they were written."""


def json_file(key: str, value: dict[str, Any]) -> File:
    """Return a manifest."""
    return File(key, json.dumps(value, indent=2).encode(), "application/json")


def joined(prefix: str, *parts: str) -> str:
    """Return a key below a prefix."""
    return "/".join(part for part in (prefix.strip("/"), *parts) if part)
