"""Trusted access of AWS services, and the members that administer a service for everybody."""

from __future__ import annotations

import re

from landfast_sim.organizations import errors
from landfast_sim.organizations.account_state import AccountState
from landfast_sim.organizations.desk import Desk, Operation, Payload
from landfast_sim.organizations.errors import OrganizationsError
from landfast_sim.organizations.paging import page

_SERVICE_PRINCIPAL = re.compile(r"[a-z0-9][a-z0-9.-]*\.amazonaws\.com")


def enable(desk: Desk, service: str) -> None:
    """Give a service trusted access; a second time changes nothing."""
    desk.organization.services.setdefault(service, desk.clock.now())


def disable(desk: Desk, service: str) -> None:
    """Take trusted access away, and with it who administered the service."""
    desk.organization.services.pop(service, None)
    for services in desk.organization.delegations.values():
        services.pop(service, None)


def administers(desk: Desk, account_id: str, service: str) -> bool:
    """Whether an account is a delegated administrator for a service."""
    return service in desk.organization.delegations.get(account_id, {})


def administers_any(desk: Desk, account_id: str) -> bool:
    """Whether an account is a delegated administrator for some service."""
    return bool(desk.organization.delegations.get(account_id))


def _service(payload: Payload) -> str:
    service = str(payload["ServicePrincipal"])
    if _SERVICE_PRINCIPAL.fullmatch(service) is None:
        message = "You specified an unrecognized service principal."
        raise errors.invalid_input("UNRECOGNIZED_SERVICE_PRINCIPAL", message)
    return service


def _enable(desk: Desk, payload: Payload) -> Payload:
    enable(desk, _service(payload))
    return {}


def _disable(desk: Desk, payload: Payload) -> Payload:
    disable(desk, _service(payload))
    return {}


def _list_enabled(desk: Desk, payload: Payload) -> Payload:
    services = sorted(desk.organization.services.items())
    return page(
        "ListAWSServiceAccessForOrganization",
        payload,
        services,
        lambda found: {"ServicePrincipal": found[0], "DateEnabled": found[1]},
    )


def _register(desk: Desk, payload: Payload) -> Payload:
    member, service = desk.member(payload), _service(payload)
    account_id = member.owner.account_id
    if desk.organization.is_management(account_id):
        message = "You cannot register master account/yourself as delegated administrator."
        raise errors.constraint("CANNOT_REGISTER_MASTER_AS_DELEGATED_ADMINISTRATOR", message)
    if service not in desk.organization.services:
        message = "You must enable service access before you register a delegated administrator."
        raise errors.constraint("SERVICE_ACCESS_NOT_ENABLED", message)
    if member.state is not AccountState.ACTIVE:
        message = "You cannot register a suspended account as a delegated administrator."
        reason = "CANNOT_REGISTER_SUSPENDED_ACCOUNT_AS_DELEGATED_ADMINISTRATOR"
        raise errors.constraint(reason, message)
    if administers(desk, account_id, service):
        message = "The provided account is already a delegated administrator for your organization."
        raise OrganizationsError("AccountAlreadyRegisteredException", message)
    desk.organization.delegations.setdefault(account_id, {})[service] = desk.clock.now()
    return {}


def _deregister(desk: Desk, payload: Payload) -> Payload:
    account_id, service = desk.member(payload).owner.account_id, _service(payload)
    if not administers(desk, account_id, service):
        raise _not_registered()
    del desk.organization.delegations[account_id][service]
    return {}


def _list_administrators(desk: Desk, payload: Payload) -> Payload:
    service = payload.get("ServicePrincipal")
    found = [
        (desk.organization.members[account_id], min(services.values()))
        for account_id, services in sorted(desk.organization.delegations.items())
        if (service in services if service else services)
    ]

    def describe(item: tuple[object, float]) -> Payload:
        member, since = item
        account = desk.describe_member(member)  # type: ignore[arg-type]
        del account["Paths"]
        return {**account, "DelegationEnabledDate": since}

    return page("ListDelegatedAdministrators", payload, found, describe)


def _list_services(desk: Desk, payload: Payload) -> Payload:
    account_id = desk.member(payload).owner.account_id
    if not administers_any(desk, account_id):
        raise _not_registered()
    return page(
        "ListDelegatedServicesForAccount",
        payload,
        sorted(desk.organization.delegations[account_id].items()),
        lambda found: {"ServicePrincipal": found[0], "DelegationEnabledDate": found[1]},
    )


def _not_registered() -> OrganizationsError:
    message = "The provided account is not a registered delegated administrator."
    return OrganizationsError("AccountNotRegisteredException", message)


READING: dict[str, Operation] = {
    "ListAWSServiceAccessForOrganization": _list_enabled,
    "ListDelegatedAdministrators": _list_administrators,
    "ListDelegatedServicesForAccount": _list_services,
}
CHANGING: dict[str, Operation] = {
    "DeregisterDelegatedAdministrator": _deregister,
    "DisableAWSServiceAccess": _disable,
    "EnableAWSServiceAccess": _enable,
    "RegisterDelegatedAdministrator": _register,
}
