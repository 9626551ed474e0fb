"""Trusted access of StackSets to the organization, and who may administer it."""

from __future__ import annotations

from landfast_sim.organizations import delegation
from landfast_sim.stack_sets import errors
from landfast_sim.stack_sets.call import Call, Operation, Payload, Shelf

PRINCIPAL = "member.org.stacksets.cloudformation.amazonaws.com"


def is_activated(shelf: Shelf) -> bool:
    """Whether StackSets may deploy to the accounts of the organization.

    Activating makes the service-linked roles too, so trusted access alone is not enough.
    """
    return shelf.activated and PRINCIPAL in shelf.organizations.organization.services


def administrator(shelf: Shelf, caller: str, *, delegated: bool) -> str:
    """Return the account whose StackSets a caller works on."""
    if not delegated:
        return caller
    if not delegation.administers(shelf.organizations.desk, caller, PRINCIPAL):
        raise errors.invalid("Account used is not a delegated administrator")
    return shelf.organizations.organization.management.account_id


def demand_organization(call: Call) -> None:
    """Refuse a service-managed StackSet outside the management account or without access."""
    shelf = call.shelf
    if not shelf.organizations.organization.is_management(call.account):
        message = (
            "You must be the management account or delegated admin account of an organization "
            "before operating a SERVICE_MANAGED stack set"
        )
        raise errors.invalid(message)
    if not is_activated(shelf):
        message = "You must enable organizations access to operate a service managed stack set"
        raise errors.invalid(message)


def _demand_management(call: Call) -> None:
    if not call.shelf.organizations.organization.is_management(call.account):
        message = "Only the management account of an organization can do this"
        raise errors.invalid_operation(message)


def _activate(call: Call) -> Payload:
    _demand_management(call)
    delegation.enable(call.shelf.organizations.desk, PRINCIPAL)
    call.shelf.activated = True
    return {}


def _deactivate(call: Call) -> Payload:
    _demand_management(call)
    delegation.disable(call.shelf.organizations.desk, PRINCIPAL)
    call.shelf.activated = False
    return {}


def _describe(call: Call) -> Payload:
    _demand_management(call)
    return {"Status": "ENABLED" if is_activated(call.shelf) else "DISABLED"}


OPERATIONS: dict[str, Operation] = {
    "ActivateOrganizationsAccess": _activate,
    "DeactivateOrganizationsAccess": _deactivate,
    "DescribeOrganizationsAccess": _describe,
}
