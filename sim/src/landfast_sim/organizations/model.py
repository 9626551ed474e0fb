"""The organization itself: its tree of units and the accounts in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from landfast_sim import world
from landfast_sim.world import Owner


@dataclass(frozen=True)
class Member:
    """An account of the organization."""

    owner: Owner
    parent_id: str
    joined_method: str
    joined_timestamp: float
    status: str = "ACTIVE"


@dataclass(frozen=True)
class Unit:
    """An organizational unit."""

    unit_id: str
    name: str
    parent_id: str


@dataclass
class Organization:
    """One organization: a management account, its members, a tree of units, tags."""

    organization_id: str
    root_id: str
    management: Owner
    members: dict[str, Member] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    tags: dict[str, dict[str, str]] = field(default_factory=dict)
    """Tags by the id of an account, a unit or the root."""

    def arn(self, kind: str, *ids: str) -> str:
        """Return the ARN of something in this organization; the management account owns all."""
        path = "/".join((kind, self.organization_id, *ids))
        return f"arn:aws:organizations::{self.management.account_id}:{path}"

    def set_status(self, account_id: str, status: str) -> None:
        """Change an account's status (`ACTIVE`, `SUSPENDED`, `PENDING_CLOSURE`)."""
        self.members[account_id] = replace(self.members[account_id], status=status)

    def is_parent(self, parent_id: str) -> bool:
        """Whether accounts and units can sit under this id."""
        return parent_id == self.root_id or parent_id in self.units

    def members_under(self, parent_id: str) -> Iterable[Member]:
        """Return the accounts directly under a root or unit."""
        return [m for m in self.members.values() if m.parent_id == parent_id]

    def units_under(self, parent_id: str) -> Iterable[Unit]:
        """Return the units directly under a root or unit."""
        return [u for u in self.units.values() if u.parent_id == parent_id]

    def path_of(self, resource_id: str) -> str:
        """Return the path from the organization down to an account or unit, as AWS writes it."""
        ids = [resource_id]
        while ids[0] != self.root_id:
            member = self.members.get(ids[0])
            ids.insert(0, member.parent_id if member else self.units[ids[0]].parent_id)
        return "/".join((self.organization_id, *ids)) + "/"

    def describe(self) -> dict[str, Any]:
        """Return the shape `Organization` of the API."""
        management = self.management.account_id
        return {
            "Id": self.organization_id,
            "Arn": self.arn("organization"),
            "FeatureSet": "ALL",
            "MasterAccountArn": self.arn("account", management),
            "MasterAccountId": management,
            "MasterAccountEmail": self.management.email,
            "AvailablePolicyTypes": [{"Type": "SERVICE_CONTROL_POLICY", "Status": "ENABLED"}],
        }

    def describe_member(self, member: Member) -> dict[str, Any]:
        """Return the shape `Account` of the API."""
        account_id = member.owner.account_id
        return {
            "Id": account_id,
            "Arn": self.arn("account", account_id),
            "Email": member.owner.email,
            "Name": member.owner.name,
            "Status": member.status,
            "State": member.status,
            "Paths": [self.path_of(account_id)],
            "JoinedMethod": member.joined_method,
            "JoinedTimestamp": member.joined_timestamp,
        }

    def describe_unit(self, unit: Unit) -> dict[str, Any]:
        """Return the shape `OrganizationalUnit` of the API."""
        return {
            "Id": unit.unit_id,
            "Arn": self.arn("ou", unit.unit_id),
            "Name": unit.name,
            "Path": self.path_of(unit.unit_id),
        }

    def describe_root(self) -> dict[str, Any]:
        """Return the shape `Root` of the API."""
        return {
            "Id": self.root_id,
            "Arn": self.arn("root", self.root_id),
            "Name": "Root",
            "PolicyTypes": [{"Type": "SERVICE_CONTROL_POLICY", "Status": "ENABLED"}],
        }


_FOUNDED = 1_704_067_200.0
"""2024-01-01T00:00:00Z: when the seeded accounts joined."""


def seeded() -> Organization:
    """Return the organization of the seeded world."""
    organization = Organization(world.ORGANIZATION_ID, world.ROOT_ID, world.PAYER)
    for unit_id, name in world.UNITS.items():
        organization.units[unit_id] = Unit(unit_id, name, world.ROOT_ID)
    payer = Member(world.PAYER, world.ROOT_ID, "INVITED", _FOUNDED)
    organization.members[world.PAYER.account_id] = payer
    for days, linked in enumerate(world.LINKED, start=1):
        organization.members[linked.owner.account_id] = Member(
            linked.owner, linked.unit_id or world.ROOT_ID, "CREATED", _FOUNDED + days * 86_400
        )
    return organization
