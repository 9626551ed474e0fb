"""Accounts that come, move, close and go."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from landfast_sim import world
from landfast_sim.organizations import delegation, errors
from landfast_sim.organizations.account_state import AccountState
from landfast_sim.organizations.desk import AsyncOperation, Desk, Operation, Payload
from landfast_sim.organizations.errors import OrganizationsError
from landfast_sim.organizations.model import Member
from landfast_sim.world import Owner

FurnishAccount = Callable[[str, str, str], Awaitable[None]]
"""Gives an account its access role: account id, role name, management account's id."""

_FIRST_CREATED_ACCOUNT = 888_800_000_000


def creation(furnish_account: FurnishAccount) -> AsyncOperation:
    """Return CreateAccount; the account has its role from the start."""

    async def create(desk: Desk, payload: Payload) -> Payload:
        number = next(desk.numbers)
        now, email = desk.clock.now(), str(payload["Email"])
        request = {
            "Id": f"car-{number:032x}",
            "AccountName": str(payload["AccountName"]),
            "RequestedTimestamp": now,
        }
        started = {"CreateAccountStatus": {**request, "State": "IN_PROGRESS"}}
        if any(member.email == email for member in desk.organization.members.values()):
            failed = {"State": "FAILED", "FailureReason": "EMAIL_ALREADY_EXISTS"}
            desk.creations[str(request["Id"])] = {**request, **failed, "CompletedTimestamp": now}
            return started
        owner = Owner(str(_FIRST_CREATED_ACCOUNT + number), str(request["AccountName"]))
        role_name = str(payload.get("RoleName") or world.MEMBER_ACCESS_ROLE_NAME)
        await furnish_account(owner.account_id, role_name, desk.organization.management.account_id)
        tags = {tag["Key"]: tag["Value"] for tag in payload.get("Tags", [])}
        desk.organization.tags[owner.account_id] = tags
        desk.join(Member(owner, email, desk.organization.root_id, "CREATED", now))
        made = {"State": "SUCCEEDED", "AccountId": owner.account_id, "CompletedTimestamp": now}
        desk.creations[str(request["Id"])] = {**request, **made}
        return started

    return create


def _move(desk: Desk, payload: Payload) -> Payload:
    member = desk.member(payload)
    source = desk.parent(payload, "SourceParentId", "source")
    destination = desk.parent(payload, "DestinationParentId", "destination")
    if source != member.parent_id:
        raise errors.missing("account")
    if destination == member.parent_id:
        message = "That account is already present in the specified destination."
        raise OrganizationsError("DuplicateAccountException", message)
    desk.move(member.owner.account_id, destination)
    return {}


def _close(desk: Desk, payload: Payload) -> Payload:
    member = desk.member(payload)
    account_id = member.owner.account_id
    if desk.organization.is_management(account_id):
        message = "You can't close the management account with this operation."
        raise errors.constraint("CANNOT_CLOSE_MANAGEMENT_ACCOUNT", message)
    if member.state is AccountState.PENDING_CLOSURE:
        message = "The account is already being closed."
        raise OrganizationsError("ConflictException", message)
    if member.state is AccountState.CLOSED:
        message = "You attempted to close an account that is already closed."
        raise OrganizationsError("AccountAlreadyClosedException", message)
    desk.close(account_id)
    return {}


def _remove(desk: Desk, payload: Payload) -> Payload:
    let_go(desk, desk.member(payload))
    return {}


def let_go(desk: Desk, member: Member) -> None:
    """Take an account out of the organization, or say why that cannot be."""
    account_id = member.owner.account_id
    if desk.organization.is_management(account_id):
        message = "You can't remove a management account from an organization."
        raise OrganizationsError("MasterCannotLeaveOrganizationException", message)
    if delegation.administers_any(desk, account_id):
        message = "You must deregister the account as delegated administrator before you remove it."
        raise errors.constraint("CANNOT_REMOVE_DELEGATED_ADMINISTRATOR_FROM_ORG", message)
    desk.let_go(account_id)


OPERATIONS: dict[str, Operation] = {
    "CloseAccount": _close,
    "MoveAccount": _move,
    "RemoveAccountFromOrganization": _remove,
}
