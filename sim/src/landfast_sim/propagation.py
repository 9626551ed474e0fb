"""IAM's eventual consistency: a new role is not there yet for STS.

AWS: "changes that you make ... might not be immediately visible"
(https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html). Only the birth of a role is
delayed here; a changed trust policy takes effect at once.
"""

from __future__ import annotations

from typing import Any

from ministack.core.responses import AccountScopedDict
from ministack.services import iam

from landfast_sim.clock import SimClock
from landfast_sim.settings import Settings


class RoleVisibility:
    """Knows when each role was made and whether STS may see it yet."""

    def __init__(self, clock: SimClock, settings: Settings) -> None:
        """Delay by `settings.role_delay_seconds` on `clock`."""
        self._clock = clock
        self._settings = settings
        self._born: dict[str, float] = {}

    def install(self) -> None:
        """Watch ministack's store of roles, whoever writes to it (IAM or CloudFormation)."""
        visibility = self

        class WatchedRoles(AccountScopedDict):  # type: ignore[misc]
            """The store of roles; tells when a role appears."""

            __slots__ = ()

            def __setitem__(self, name: str, role: dict[str, Any]) -> None:
                super().__setitem__(name, role)
                visibility.born(role)

        # The class of the existing store is changed rather than the store itself: other modules
        # and ministack's own reset keep working on the same object.
        iam._roles.__class__ = WatchedRoles

    def born(self, role: dict[str, Any]) -> None:
        """Note when a role was made; a later write of the same role changes nothing."""
        self._born.setdefault(str(role["RoleId"]), self._clock.now())

    def visible(self, role: dict[str, Any]) -> bool:
        """Whether STS sees the role by now."""
        born = self._born.get(str(role["RoleId"]))
        return born is None or self._clock.now() >= born + self._settings.role_delay_seconds

    def reset(self) -> None:
        """Forget every birth: the roles that exist are visible."""
        self._born.clear()
