"""Pages of the modelled services: a token is the offset of the next item."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from typing import Any

from landfast_sim.services.modelled import ServiceError

_PREFIX = b"from:"


def page(
    items: Sequence[Any], size: int | None, token: str | None, next_name: str
) -> tuple[list[Any], dict[str, str]]:
    """Return the items of a page and, if there are more, the next token by its name."""
    start = _offset(token) if token else 0
    end = start + size if size else len(items)
    following = base64.b64encode(_PREFIX + str(end).encode()).decode()
    return list(items[start:end]), {next_name: following} if end < len(items) else {}


def _offset(token: str) -> int:
    try:
        return int(base64.b64decode(token, validate=True).removeprefix(_PREFIX))
    except ValueError:
        raise ServiceError("ValidationException", "The pagination token is invalid.") from None
