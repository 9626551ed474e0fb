"""StackSets as calls of ministack's CloudFormation."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from functools import partial

from botocore.loaders import Loader
from botocore.model import ServiceModel
from botocore.validate import ParamValidator
from ministack.core.responses import get_account_id, get_region
from ministack.services.cloudformation import handlers, helpers

from landfast_sim.clock import SimClock
from landfast_sim.organizations.service import OrganizationsService
from landfast_sim.stack_sets import (
    access,
    auto_deployment,
    errors,
    instances,
    operations,
    sets,
    wire,
)
from landfast_sim.stack_sets.call import Call, Operation, Payload, Shelf
from landfast_sim.stack_sets.engine import Engine
from landfast_sim.stack_sets.errors import StackSetError
from landfast_sim.stack_sets.resource import StackSetResource
from landfast_sim.stack_sets.stacks import Furnish, Stacks

Answer = tuple[int, dict[str, str], bytes]

_OPERATIONS: dict[str, Operation] = {
    **access.OPERATIONS,
    **instances.OPERATIONS,
    **operations.OPERATIONS,
    **sets.OPERATIONS,
}


class StackSets:
    """Adds the calls to ministack."""

    def __init__(
        self, organizations: OrganizationsService, clock: SimClock, furnish: Furnish
    ) -> None:
        """Deploy to accounts of an organization, and follow those that come, move and go."""
        engine = Engine(Stacks(furnish), lambda: organizations.organization, clock.now)
        self._shelf = Shelf(organizations, clock, engine)
        self._model = ServiceModel(Loader().load_service_model("cloudformation", "service-2"))
        organizations.watch(lambda move: auto_deployment.follow(self._shelf, move))

    def install(self) -> None:
        """Serve the calls."""
        for name in _OPERATIONS:
            handlers._ACTION_HANDLERS[name] = partial(self._handle, name)
        StackSetResource(self._serve, lambda: self._loop).install()

    def reset(self) -> None:
        """Forget every StackSet; operations run on the loop that this is called on."""
        self._loop = asyncio.get_running_loop()
        self._shelf.engine.reset()
        self._shelf.stack_sets.clear()
        self._shelf.activated = False

    def _handle(self, name: str, parameters: Mapping[str, Sequence[str]]) -> Answer:
        model = self._model.operation_model(name)
        try:
            payload = {} if model.input_shape is None else wire.read(model.input_shape, parameters)
            answer = self._serve(name, payload)
        except StackSetError as error:
            refused: Answer = helpers._error(error.code, str(error), error.status)
            return refused
        result = ""
        if model.output_shape is not None:
            wrapper = model.output_shape.serialization["resultWrapper"]
            result = f"<{wrapper}>{wire.write(model.output_shape, answer)}</{wrapper}>"
        answered: Answer = helpers._xml(200, f"{name}Response", result)
        return answered

    def _call(self, name: str, payload: Payload) -> Call:
        caller, delegated = get_account_id(), payload.get("CallAs") == "DELEGATED_ADMIN"
        account = access.administrator(self._shelf, caller, delegated=delegated)
        call = Call(name, payload, account, get_region(), delegated, self._shelf)
        if name == "CreateStackSet":
            service_managed = payload.get("PermissionModel") == "SERVICE_MANAGED"
        else:
            found = call.find(str(payload.get("StackSetName", "")))
            service_managed = found is not None and found.service_managed
        if service_managed and not name.startswith(("Describe", "List")):
            access.demand_organization(call)
        return call

    def _serve(self, name: str, payload: Payload) -> Payload:
        """Serve an operation for the account and region of the current context."""
        shape = self._model.operation_model(name).input_shape
        if shape is not None:
            payload = wire.typed(shape, payload)
            found = ParamValidator().validate(payload, shape)
            if found.has_errors():
                raise errors.invalid(found.generate_report())
        return _OPERATIONS[name](self._call(name, payload))
