"""The operations of Organizations, on one organization and seen from every account."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from itertools import count
from typing import Any

from ministack import app as ministack_app
from ministack.core import iam_evaluator
from ministack.core.responses import get_account_id

from landfast_sim import world
from landfast_sim.clock import SimClock
from landfast_sim.organizations import errors, model
from landfast_sim.organizations.errors import OrganizationsError
from landfast_sim.organizations.model import Member, Organization
from landfast_sim.organizations.paging import page
from landfast_sim.world import Owner

Payload = dict[str, Any]
Answer = tuple[int, dict[str, str], bytes]
FurnishAccount = Callable[[str, str, str], Awaitable[None]]
"""Gives a created account its access role: account id, role name, management account's id."""

_HEADERS = {"Content-Type": "application/x-amz-json-1.1"}
_FIRST_CREATED_ACCOUNT = 888_800_000_000


class OrganizationsService:
    """Replaces ministack's handler of Organizations."""

    def __init__(self, clock: SimClock, furnish_account: FurnishAccount) -> None:
        """Start with the seeded organization."""
        self._clock = clock
        self._furnish_account = furnish_account
        self.reset()

    def reset(self) -> None:
        """Return to the seeded organization."""
        self.organization: Organization = model.seeded()
        self._creations: dict[str, Payload] = {}
        self._numbers = count(1)

    def install(self) -> None:
        """Serve the organization and let `aws:PrincipalOrgID` know it."""
        ministack_app.SERVICE_HANDLERS["organizations"] = self.handle

        def organization_of(account_id: str) -> str | None:
            known = account_id in self.organization.members
            return self.organization.organization_id if known else None

        iam_evaluator._principal_org_id = organization_of

    async def handle(
        self, _method: str, _path: str, headers: dict[str, str], body: bytes, _query: Payload
    ) -> Answer:
        """Answer one call; ministack has authenticated it and evaluated the caller's policies."""
        operation = headers.get("x-amz-target", "").rpartition(".")[2]
        try:
            answer = await self._serve(operation, json.loads(body or b"{}"))
        except OrganizationsError as error:
            return 400, dict(_HEADERS), json.dumps(error.as_json()).encode()
        return 200, dict(_HEADERS), json.dumps(answer).encode()

    async def _serve(self, operation: str, payload: Payload) -> Payload:
        caller = get_account_id()
        if caller not in self.organization.members:
            raise errors.not_in_use()
        if operation == "DescribeOrganization":
            return {"Organization": self.organization.describe()}
        if caller != self.organization.management.account_id:
            raise errors.access_denied()
        if operation == "CreateAccount":
            return await self._create_account(payload)
        serve = getattr(self, _OPERATIONS.get(operation, ""), None)
        if serve is None:
            message = f"{operation} is not part of the simulated AWS"
            raise OrganizationsError("UnsupportedAPIEndpointException", message)
        answer: Payload = serve(payload)
        return answer

    def _list_accounts(self, payload: Payload) -> Payload:
        org = self.organization
        accounts = [org.describe_member(member) for member in org.members.values()]
        return page("ListAccounts", payload, "Accounts", accounts)

    def _describe_account(self, payload: Payload) -> Payload:
        return {"Account": self.organization.describe_member(self._member(payload))}

    def _list_roots(self, payload: Payload) -> Payload:
        return page("ListRoots", payload, "Roots", [self.organization.describe_root()])

    def _list_accounts_for_parent(self, payload: Payload) -> Payload:
        members = self.organization.members_under(self._parent(payload))
        accounts = [self.organization.describe_member(member) for member in members]
        return page("ListAccountsForParent", payload, "Accounts", accounts)

    def _list_units_for_parent(self, payload: Payload) -> Payload:
        units = self.organization.units_under(self._parent(payload))
        shapes = [self.organization.describe_unit(unit) for unit in units]
        return page("ListOrganizationalUnitsForParent", payload, "OrganizationalUnits", shapes)

    def _describe_unit(self, payload: Payload) -> Payload:
        unit = self.organization.units.get(str(payload.get("OrganizationalUnitId")))
        if unit is None:
            message = "You specified an organizational unit that doesn't exist."
            raise OrganizationsError("OrganizationalUnitNotFoundException", message)
        return {"OrganizationalUnit": self.organization.describe_unit(unit)}

    def _list_parents(self, payload: Payload) -> Payload:
        child_id = str(payload.get("ChildId"))
        child = self.organization.members.get(child_id) or self.organization.units.get(child_id)
        if child is None:
            raise errors.child_not_found()
        is_root = child.parent_id == self.organization.root_id
        kind = "ROOT" if is_root else "ORGANIZATIONAL_UNIT"
        return page("ListParents", payload, "Parents", [{"Id": child.parent_id, "Type": kind}])

    def _list_tags(self, payload: Payload) -> Payload:
        tags = self.organization.tags.get(self._resource(payload), {})
        shapes = [{"Key": key, "Value": value} for key, value in tags.items()]
        return page("ListTagsForResource", payload, "Tags", shapes)

    def _tag(self, payload: Payload) -> Payload:
        tags = self.organization.tags.setdefault(self._resource(payload), {})
        tags.update({tag["Key"]: tag["Value"] for tag in payload.get("Tags", [])})
        return {}

    def _untag(self, payload: Payload) -> Payload:
        tags = self.organization.tags.get(self._resource(payload), {})
        for key in payload.get("TagKeys", []):
            tags.pop(key, None)
        return {}

    async def _create_account(self, payload: Payload) -> Payload:
        number = next(self._numbers)
        account_id = str(_FIRST_CREATED_ACCOUNT + number)
        owner = Owner(account_id, str(payload.get("AccountName")))
        now = self._clock.now()
        root_id = self.organization.root_id
        self.organization.members[account_id] = Member(owner, root_id, "CREATED", now)
        role_name = str(payload.get("RoleName") or world.MEMBER_ACCESS_ROLE_NAME)
        management = self.organization.management.account_id
        await self._furnish_account(account_id, role_name, management)
        request = {
            "Id": f"car-{number:032x}",
            "AccountName": owner.name,
            "RequestedTimestamp": now,
        }
        done = {**request, "State": "SUCCEEDED", "AccountId": account_id, "CompletedTimestamp": now}
        self._creations[str(request["Id"])] = done
        return {"CreateAccountStatus": {**request, "State": "IN_PROGRESS"}}

    def _describe_creation(self, payload: Payload) -> Payload:
        status = self._creations.get(str(payload.get("CreateAccountRequestId")))
        if status is None:
            message = "You specified a create account request that doesn't exist."
            raise OrganizationsError("CreateAccountStatusNotFoundException", message)
        return {"CreateAccountStatus": status}

    def _close_account(self, payload: Payload) -> Payload:
        self.organization.set_status(self._member(payload).owner.account_id, "SUSPENDED")
        return {}

    def _member(self, payload: Payload) -> Member:
        member = self.organization.members.get(str(payload.get("AccountId")))
        if member is None:
            raise errors.account_not_found()
        return member

    def _parent(self, payload: Payload) -> str:
        parent_id = str(payload.get("ParentId"))
        if not self.organization.is_parent(parent_id):
            raise errors.parent_not_found()
        return parent_id

    def _resource(self, payload: Payload) -> str:
        resource_id = str(payload.get("ResourceId"))
        known = resource_id in self.organization.members or self.organization.is_parent(resource_id)
        if not known:
            raise errors.target_not_found()
        return resource_id


_OPERATIONS = {
    "CloseAccount": "_close_account",
    "DescribeAccount": "_describe_account",
    "DescribeCreateAccountStatus": "_describe_creation",
    "DescribeOrganizationalUnit": "_describe_unit",
    "ListAccounts": "_list_accounts",
    "ListAccountsForParent": "_list_accounts_for_parent",
    "ListOrganizationalUnitsForParent": "_list_units_for_parent",
    "ListParents": "_list_parents",
    "ListRoots": "_list_roots",
    "ListTagsForResource": "_list_tags",
    "TagResource": "_tag",
    "UntagResource": "_untag",
}
