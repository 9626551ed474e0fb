"""IAM's eventual consistency: what is new is not there yet for the rest of AWS.

AWS: "changes that you make ... might not be immediately visible"
(https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html). Only the birth of a role or an
access key is delayed here; a changed trust policy or key status takes effect at once.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ministack.core.responses import AccountScopedDict

from landfast_sim.clock import SimClock


class Visibility:
    """Knows when each record of a store was made and whether AWS sees it yet."""

    def __init__(self, clock: SimClock, delay_seconds: Callable[[], float], id_member: str) -> None:
        """Delay records, told apart by `id_member`, by `delay_seconds` on `clock`."""
        self._clock = clock
        self._delay_seconds = delay_seconds
        self._id_member = id_member
        self._born: dict[str, float] = {}

    def watch(self, store: AccountScopedDict) -> None:
        """Watch one of ministack's stores, whoever writes to it (IAM or CloudFormation)."""
        visibility = self

        class Watched(AccountScopedDict):  # type: ignore[misc]
            """The store; tells when a record appears."""

            __slots__ = ()

            def __setitem__(self, name: str, record: dict[str, Any]) -> None:
                super().__setitem__(name, record)
                visibility.born(record)

        # The class of the existing store is changed rather than the store itself: other modules
        # and ministack's own reset keep working on the same object.
        store.__class__ = Watched

    def born(self, record: dict[str, Any]) -> None:
        """Note when a record was made; a later write of the same one changes nothing."""
        self._born.setdefault(str(record[self._id_member]), self._clock.now())

    def is_old(self, record: dict[str, Any]) -> None:
        """Let AWS see the record at once, as if it had been there from the start."""
        self._born.pop(str(record[self._id_member]), None)

    def visible(self, record: dict[str, Any]) -> bool:
        """Whether AWS sees the record by now."""
        born = self._born.get(str(record[self._id_member]))
        return born is None or self._clock.now() >= born + self._delay_seconds()

    def reset(self) -> None:
        """Forget every birth: what exists is visible."""
        self._born.clear()
