"""The simulation's clock: the machine's, moved forward on request instead of by sleeping.

Only what AWS decides by itself reads it: when a session expires, when a new role becomes visible,
when a journal entry was written. Signature dates are checked against the machine's clock, because
the clients sign with that one.
"""

import time
from typing import Any


class SimClock:
    """Seconds since the epoch plus everything it was advanced by."""

    def __init__(self) -> None:
        """Start at the machine's time."""
        self._offset_seconds = 0.0

    @property
    def offset_seconds(self) -> float:
        """How far ahead of the machine's clock this one is."""
        return self._offset_seconds

    def now(self) -> float:
        """Seconds since the epoch on this clock."""
        return time.time() + self._offset_seconds

    def advance(self, seconds: float) -> None:
        """Move forward. A clock never goes back; `reset` starts a new world instead."""
        if seconds < 0:
            message = f"the clock only moves forward: expected seconds >= 0, found {seconds}"
            raise ValueError(message)
        self._offset_seconds += seconds

    def reset(self) -> None:
        """Return to the machine's time."""
        self._offset_seconds = 0.0


class TimeModule:
    """Stands in for the `time` module inside a ministack module, on the simulation's clock."""

    def __init__(self, clock: SimClock) -> None:
        """Answer `time()` from `clock` and everything else from the real module."""
        self._clock = clock

    def time(self) -> float:
        """Seconds since the epoch on the simulation's clock."""
        return self._clock.now()

    def __getattr__(self, name: str) -> Any:
        """Everything but `time()` is the real module's."""
        return getattr(time, name)
