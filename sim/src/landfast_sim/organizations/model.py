"""The organization itself: its tree of units and the accounts in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from landfast_sim import world
from landfast_sim.organizations.account_state import AccountState, status_of
from landfast_sim.organizations.census import Census
from landfast_sim.world import Owner


@dataclass(frozen=True)
class Member:
    """An account of the organization."""

    owner: Owner
    email: str
    parent_id: str
    joined_method: str
    joined_timestamp: float
    state: AccountState = AccountState.ACTIVE


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

    services: dict[str, float] = field(default_factory=dict)
    """Since when AWS services have trusted access, by their principal."""

    delegations: dict[str, dict[str, float]] = field(default_factory=dict)
    """Since when accounts are delegated administrators: by account, then service principal."""

    def arn(self, kind: str, *ids: str) -> str:
        """Return the ARN of something in this organization; the management account owns all."""
        path = "/".join((kind, self.organization_id, *ids))
        return f"arn:aws:organizations::{self.management.account_id}:{path}"

    def is_management(self, account_id: str) -> bool:
        """Whether this is the management account."""
        return account_id == self.management.account_id

    def linked(self) -> list[Member]:
        """Return the members that are not the management account."""
        return [m for m in self.members.values() if not self.is_management(m.owner.account_id)]

    def is_parent(self, parent_id: str) -> bool:
        """Whether accounts and units can sit under this id."""
        return parent_id == self.root_id or parent_id in self.units

    def members_under(self, parent_id: str) -> list[Member]:
        """Return the accounts directly under a root or unit."""
        return [m for m in self.members.values() if m.parent_id == parent_id]

    def units_under(self, parent_id: str) -> list[Unit]:
        """Return the units directly under a root or unit."""
        return [u for u in self.units.values() if u.parent_id == parent_id]

    def parents_of(self, resource_id: str) -> Iterator[str]:
        """Yield the units above an account or unit, the nearest first, and then the root."""
        while resource_id != self.root_id:
            found = self.members.get(resource_id) or self.units[resource_id]
            resource_id = found.parent_id
            yield resource_id

    def path_of(self, resource_id: str) -> str:
        """Return the path from the organization down to an account or unit, as AWS writes it."""
        above = reversed(list(self.parents_of(resource_id)))
        return "/".join((self.organization_id, *above, resource_id)) + "/"

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
            "Email": member.email,
            "Name": member.owner.name,
            "Status": status_of(member.state),
            "State": member.state.value,
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


def seeded(census: Census) -> Organization:
    """Return the organization of the seeded world with the accounts of `census`."""
    organization = Organization(world.ORGANIZATION_ID, world.ROOT_ID, world.PAYER)
    for unit in census.units:
        organization.units[unit.unit_id] = Unit(unit.unit_id, unit.name, unit.parent_id)
    payer = Member(world.PAYER, world.PAYER.email, world.ROOT_ID, "INVITED", _FOUNDED)
    organization.members[world.PAYER.account_id] = payer
    for minutes, linked in enumerate(census.linked, start=1):
        owner = linked.owner
        organization.members[owner.account_id] = Member(
            owner, owner.email, linked.parent_id, "CREATED", _FOUNDED + minutes * 60
        )
    return organization
