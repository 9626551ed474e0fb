"""Which accounts an operation is about, decided from the organization as it is. No state."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from landfast_sim.organizations.model import Organization
from landfast_sim.stack_sets import errors
from landfast_sim.stack_sets.model import StackSet

Targets = dict[str, Any]

_FILTERS = ("NONE", "INTERSECTION", "DIFFERENCE", "UNION")


def accounts(
    stack_set: StackSet, payload: dict[str, Any], organization: Organization
) -> dict[str, str | None]:
    """Return the targeted accounts, each with the unit that was targeted (None: self-managed)."""
    targets: Targets = payload.get("DeploymentTargets") or {}
    if "AccountsUrl" in targets:
        raise errors.invalid("AccountsUrl is not part of the simulated AWS")
    units = targets.get("OrganizationalUnitIds") or []
    named = targets.get("Accounts") or payload.get("Accounts") or []
    if not stack_set.service_managed:
        if units:
            message = "StackSets with SELF_MANAGED permission model can only have Account as target"
            raise errors.invalid(message)
        return dict.fromkeys(named)
    if not units:
        message = (
            "StackSets with SERVICE_MANAGED permission model can only have OrganizationalUnit "
            "as target"
        )
        raise errors.invalid(message)
    return _filtered(organization, units, named, targets.get("AccountFilterType", "NONE"))


def _filtered(
    organization: Organization, units: list[str], named: list[str], kind: str
) -> dict[str, str | None]:
    if kind not in _FILTERS or (kind == "NONE") == bool(named):
        message = f"AccountFilterType: expected with Accounts one of {_FILTERS[1:]}, found {kind}"
        raise errors.invalid(message)
    for unit in units:
        if not organization.is_parent(unit):
            raise errors.invalid(f"Organizational unit or root {unit} does not exist")
    inside = dict(_inside(organization, units))
    if kind == "INTERSECTION":
        return {account: inside[account] for account in inside if account in named}
    if kind == "DIFFERENCE":
        return {account: inside[account] for account in inside if account not in named}
    if kind == "UNION":
        for account in named:
            member = organization.members.get(account)
            if member is None or organization.is_management(account):
                raise errors.invalid(f"Account {account} cannot be a target of the organization")
            inside.setdefault(account, member.parent_id)
    return inside


def _inside(organization: Organization, units: list[str]) -> Iterator[tuple[str, str | None]]:
    """Yield the accounts below the units; the management account is never a target."""
    for member in organization.linked():
        account = member.owner.account_id
        unit = targeted_by(tuple(organization.parents_of(account)), units)
        if unit is not None:
            yield account, unit


def targeted_by(above: tuple[str, ...], units: Any) -> str | None:
    """Return the unit of `units` that is nearest above an account."""
    return next((parent for parent in above if parent in units), None)


def keeps_units(payload: dict[str, Any]) -> bool:
    """Whether accounts that come later are to be deployed to: not if accounts were picked."""
    targets: Targets = payload.get("DeploymentTargets") or {}
    return targets.get("AccountFilterType") != "INTERSECTION"
