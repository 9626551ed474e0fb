"""The request journal: what was asked of the simulated AWS, by whom, and how it ended."""

from __future__ import annotations

from collections import deque
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from itertools import count
from typing import Any

from landfast_sim.clock import SimClock
from landfast_sim.request_facts import RequestFacts

MAX_ENTRIES = 50_000
"""The oldest entries make room beyond this; a demo that runs for days must not grow for ever."""


@dataclass(frozen=True)
class Entry:
    """One request that reached the simulated AWS."""

    number: int
    """Counts from 1 since the last reset; never reused, so a gap shows what was cleared."""

    time: str
    facts: RequestFacts
    http_status: int | None
    """What AWS decided, also when the answer was then lost; None if it was never executed."""

    error_code: str | None
    fault: str | None
    """The kind of the fault that was applied, if any."""

    def as_json(self) -> dict[str, Any]:
        """Return the entry as one flat object."""
        facts = asdict(self.facts)
        del facts["protocol"]
        return {
            "number": self.number,
            "time": self.time,
            **facts,
            "http_status": self.http_status,
            "error_code": self.error_code,
            "fault": self.fault,
        }


class Journal:
    """Every request in the order in which it was finished."""

    def __init__(self, clock: SimClock) -> None:
        """Start empty, with times from `clock`."""
        self._clock = clock
        self._entries: deque[Entry] = deque(maxlen=MAX_ENTRIES)
        self._numbers = count(1)

    def record(
        self,
        facts: RequestFacts,
        http_status: int | None,
        error_code: str | None,
        fault: str | None,
    ) -> None:
        """Append one request."""
        time = datetime.fromtimestamp(self._clock.now(), UTC).isoformat(timespec="milliseconds")
        number = next(self._numbers)
        self._entries.append(Entry(number, time, facts, http_status, error_code, fault))

    def entries(self, **wanted: str) -> list[Entry]:
        """Return the entries whose facts have all the `wanted` values (service, action...)."""
        return [
            entry
            for entry in self._entries
            if all(getattr(entry.facts, name) == value for name, value in wanted.items())
        ]

    def clear(self) -> None:
        """Forget the entries; numbering goes on."""
        self._entries.clear()

    def reset(self) -> None:
        """Forget the entries and number from 1 again."""
        self._entries.clear()
        self._numbers = count(1)
