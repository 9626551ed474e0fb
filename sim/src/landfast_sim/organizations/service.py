"""Organizations on one organization, seen from every account: who may call what."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import partial
from typing import Any

from botocore.loaders import Loader
from botocore.model import ServiceModel
from botocore.validate import ParamValidator
from ministack import app as ministack_app
from ministack.core import iam_evaluator
from ministack.core.responses import get_account_id

from landfast_sim.clock import SimClock
from landfast_sim.organizations import (
    accounts,
    delegation,
    errors,
    model,
    reading,
    units,
)
from landfast_sim.organizations.account_state import AccountState
from landfast_sim.organizations.accounts import FurnishAccount
from landfast_sim.organizations.census import Census
from landfast_sim.organizations.desk import Desk, Operation, Payload, Watcher
from landfast_sim.organizations.errors import OrganizationsError
from landfast_sim.organizations.model import Organization
from landfast_sim.organizations.paging import with_empty_pages
from landfast_sim.settings import Settings

Answer = tuple[int, dict[str, str], bytes]

_HEADERS = {"Content-Type": "application/x-amz-json-1.1"}

_FOR_ADMINISTRATORS: dict[str, Operation] = {**reading.OPERATIONS, **delegation.READING}
_FOR_THE_MANAGEMENT: dict[str, Operation] = {
    **accounts.OPERATIONS,
    **delegation.CHANGING,
    **units.OPERATIONS,
}


class OrganizationsService:
    """Replaces ministack's handler of Organizations."""

    def __init__(
        self,
        clock: SimClock,
        settings: Settings,
        census: Callable[[], Census],
        furnish_account: FurnishAccount,
    ) -> None:
        """Start with the seeded organization."""
        self._clock = clock
        self._settings = settings
        self._census = census
        self._create_account = accounts.creation(furnish_account)
        self._model = ServiceModel(Loader().load_service_model("organizations", "service-2"))
        self._watchers: list[Watcher] = []
        self.reset()

    def reset(self) -> None:
        """Return to the seeded organization."""
        organization = model.seeded(self._census())
        self.desk = Desk(organization, self._clock, self._settings, self._watchers)

    @property
    def organization(self) -> Organization:
        """The organization as it is by now."""
        self.desk.settle()
        return self.desk.organization

    def is_usable(self, account_id: str) -> bool:
        """Whether an account works; one outside the organization always does."""
        member = self.organization.members.get(account_id)
        working = (AccountState.ACTIVE, AccountState.PENDING_CLOSURE)
        return member is None or member.state in working

    def watch(self, watcher: Watcher) -> None:
        """Tell `watcher` whenever an account comes, moves or goes."""
        self._watchers.append(watcher)

    def install(self) -> None:
        """Serve the organization and let `aws:PrincipalOrgID` know it."""
        ministack_app.SERVICE_HANDLERS["organizations"] = self.handle

        def organization_of(account_id: str) -> str | None:
            known = account_id in self.organization.members
            return self.organization.organization_id if known else None

        iam_evaluator._principal_org_id = organization_of

    def set_state(self, wanted: dict[str, Any]) -> None:
        """Put an account into a state from the admin API's JSON, or raise ValueError."""
        unknown = sorted(set(wanted) - {"account", "state"})
        if unknown:
            message = f"unknown field: expected account, state, found {unknown[0]!r}"
            raise ValueError(message)
        account_id = wanted.get("account")
        known = [member.owner.account_id for member in self.organization.linked()]
        if account_id not in known:
            message = f"account: expected a linked account of the organization, found {account_id}"
            raise ValueError(message)
        try:
            state = AccountState(wanted.get("state", ""))
        except ValueError:
            expected, found = [s.value for s in AccountState], wanted.get("state")
            message = f"state: expected one of {expected}, found {found!r}"
            raise ValueError(message) from None
        self.desk.closures.pop(account_id, None)
        self.desk.change(account_id, state=state)

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
        caller, organization = get_account_id(), self.organization
        if caller not in organization.members:
            raise errors.not_in_use()
        if operation == "DescribeOrganization":
            return {"Organization": organization.describe()}
        if operation == "LeaveOrganization":
            accounts.let_go(self.desk, organization.members[caller])
            return {}
        manages = organization.is_management(caller)
        reads = operation in _FOR_ADMINISTRATORS
        if not manages and not (reads and delegation.administers_any(self.desk, caller)):
            raise errors.access_denied()
        if operation == "CreateAccount":
            self._validate(operation, payload)
            return await self._create_account(self.desk, payload)
        serve = _FOR_ADMINISTRATORS.get(operation) or _FOR_THE_MANAGEMENT.get(operation)
        if serve is None:
            message = f"{operation} is not part of the simulated AWS"
            raise OrganizationsError("UnsupportedAPIEndpointException", message)
        self._validate(operation, payload)
        if self._settings.empty_pages:
            return with_empty_pages(operation, payload, partial(serve, self.desk))
        return serve(self.desk, payload)

    def _validate(self, operation: str, payload: Payload) -> None:
        shape = self._model.operation_model(operation).input_shape
        found = ParamValidator().validate(payload, shape)
        if found.has_errors():
            raise errors.invalid_input("INPUT_REQUIRED", found.generate_report())
        for name, value in payload.items():
            of = shape.members[name]
            if not isinstance(value, str):
                continue
            if re.search(of.metadata.get("pattern", ""), value) is None:
                message = "You provided a value that does not match the required pattern."
                raise errors.invalid_input("INVALID_PATTERN", message)
            if of.enum and value not in of.enum:
                message = "You specified an invalid value."
                raise errors.invalid_input("INVALID_ENUM", message)
