"""What a cell of a file holds, and how comma separated files write it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal

Cell = str | Decimal | datetime | Mapping[str, str] | Mapping[str, Decimal] | None


def comma_separated(names: Sequence[str], rows: Iterable[Sequence[Cell]], moment: str) -> bytes:
    """Write rows with a line of names; `moment` is the strftime format of times.

    Small numbers get an exponent, as in AWS's own files: 1.81E-8.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(names)
    for row in rows:
        writer.writerow([_text(cell, moment) for cell in row])
    return text.getvalue().encode()


def _text(cell: Cell, moment: str) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.strftime(moment)
    if isinstance(cell, Mapping):
        return json.dumps(dict(cell), default=str) if cell else "{}"
    return str(cell)
