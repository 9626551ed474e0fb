"""What the operations of Organizations work on, and how they find things in it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any

from landfast_sim.clock import SimClock
from landfast_sim.organizations import errors
from landfast_sim.organizations.account_state import REINSTATEMENT_SECONDS, AccountState
from landfast_sim.organizations.model import Member, Organization, Unit
from landfast_sim.settings import Settings

Payload = dict[str, Any]


@dataclass(frozen=True)
class Move:
    """An account came, went or changed its place; None is outside the organization."""

    account_id: str
    above_before: tuple[str, ...] | None
    """The units above it and the root, the nearest first."""

    above_now: tuple[str, ...] | None


Watcher = Callable[[Move], None]


@dataclass
class Desk:
    """One organization and what happens around it."""

    organization: Organization
    clock: SimClock
    settings: Settings
    watchers: list[Watcher]
    """Told about every move, once it is made."""

    closures: dict[str, float] = field(default_factory=dict)
    """When closures are done that were asked for, in seconds since the epoch, by account."""

    creations: dict[str, Payload] = field(default_factory=dict)
    numbers: count[int] = field(default_factory=lambda: count(1))

    def settle(self) -> None:
        """Finish closures that are due by the clock, and let go of accounts closed long ago."""
        now = self.clock.now()
        for account_id, closed_at in list(self.closures.items()):
            if closed_at + REINSTATEMENT_SECONDS <= now:
                self.let_go(account_id)
            elif closed_at <= now:
                self.change(account_id, state=AccountState.CLOSED)

    def change(self, account_id: str, **changes: Any) -> None:
        """Change fields of a member."""
        members = self.organization.members
        members[account_id] = replace(members[account_id], **changes)

    def close(self, account_id: str) -> None:
        """Begin to close an account."""
        self.change(account_id, state=AccountState.PENDING_CLOSURE)
        self.closures[account_id] = self.clock.now() + self.settings.closing_seconds

    def join(self, member: Member) -> None:
        """Take an account in."""
        account_id = member.owner.account_id
        self.organization.members[account_id] = member
        self._tell(Move(account_id, None, self._above(account_id)))

    def move(self, account_id: str, parent_id: str) -> None:
        """Put an account elsewhere in the tree."""
        before = self._above(account_id)
        self.change(account_id, parent_id=parent_id)
        self._tell(Move(account_id, before, self._above(account_id)))

    def let_go(self, account_id: str) -> None:
        """Take an account out; it lives on by itself."""
        before = self._above(account_id)
        del self.organization.members[account_id]
        self.closures.pop(account_id, None)
        self.organization.tags.pop(account_id, None)
        self.organization.delegations.pop(account_id, None)
        self._tell(Move(account_id, before, None))

    def _above(self, account_id: str) -> tuple[str, ...]:
        return tuple(self.organization.parents_of(account_id))

    def _tell(self, move: Move) -> None:
        for watcher in self.watchers:
            watcher(move)

    def member(self, payload: Payload) -> Member:
        """Return the account that `AccountId` names."""
        found = self.organization.members.get(str(payload["AccountId"]))
        if found is None:
            raise errors.missing("account")
        return found

    def parent(self, payload: Payload, name: str = "ParentId", kind: str = "parent") -> str:
        """Return the root or unit that a member of the request names."""
        parent_id = str(payload[name])
        if not self.organization.is_parent(parent_id):
            raise errors.missing(kind)
        return parent_id

    def unit(self, payload: Payload) -> Unit:
        """Return the unit that `OrganizationalUnitId` names."""
        found = self.organization.units.get(str(payload["OrganizationalUnitId"]))
        if found is None:
            raise errors.missing("unit")
        return found

    def resource(self, payload: Payload) -> str:
        """Return the account, unit or root that `ResourceId` names."""
        resource_id = str(payload["ResourceId"])
        known = resource_id in self.organization.members or self.organization.is_parent(resource_id)
        if not known:
            raise errors.missing("target")
        return resource_id

    def describe_member(self, member: Member) -> Payload:
        """Return the shape `Account`, without `Status` once AWS has retired it."""
        shape = self.organization.describe_member(member)
        if self.settings.account_status_retired:
            del shape["Status"]
        return shape


Operation = Callable[[Desk, Payload], Payload]
AsyncOperation = Callable[[Desk, Payload], Awaitable[Payload]]
