"""AWS::CloudFormation::StackSet: a StackSet that is a resource of a stack.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-stackset.html
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from typing import Any

from ministack.services.cloudformation import provisioners, stacks

from landfast_sim.stack_sets.errors import StackSetError

TYPE = "AWS::CloudFormation::StackSet"

Properties = dict[str, Any]
Serve = Callable[[str, Properties], Properties]
"""Serves an operation for the account and region of the current context."""

_LOOK_AGAIN_SECONDS = 0.02
_OPEN = ("QUEUED", "RUNNING", "STOPPING")
_NOT_OF_THE_SET = ("OperationPreferences", "StackInstancesGroup")
_ONLY_AT_CREATION = ("PermissionModel",)


class StackSetResource:
    """Makes, changes and deletes it. A stack waits for the operations, as in AWS."""

    def __init__(self, serve: Serve, loop: Callable[[], asyncio.AbstractEventLoop]) -> None:
        """Work with `serve`, which is called on `loop`; stacks make this type on a thread."""
        self._serve = serve
        self._loop = loop

    def install(self) -> None:
        """Add the type to ministack."""
        provisioners._RESOURCE_HANDLERS[TYPE] = {
            "create": lambda _logical_id, properties, _stack: self._run(self._create(properties)),
            "update": lambda name, before, after, *_rest: self._run(
                self._update(name, before, after)
            ),
            "delete": lambda name, _properties: self._run(self._delete(name)),
        }
        blocks = stacks._runs_on_worker_thread
        stacks._runs_on_worker_thread = lambda kind: kind == TYPE or blocks(kind)

    def _run(self, work: Coroutine[Any, Any, Any]) -> Any:
        # The context of this thread, which says for which account it works, goes along.
        return asyncio.run_coroutine_threadsafe(
            _in_words_of_a_resource(work), self._loop()
        ).result()

    async def _create(self, properties: Properties) -> tuple[str, Properties]:
        wanted = {k: v for k, v in properties.items() if k not in _NOT_OF_THE_SET}
        name = str(self._serve("CreateStackSet", wanted)["StackSetId"])
        try:
            for group in properties.get("StackInstancesGroup", []):
                await self._instances("CreateStackInstances", name, properties, group)
        except ValueError:
            await self._delete(name)
            raise
        return name, {"StackSetId": name}

    async def _update(
        self, name: str, before: Properties, after: Properties
    ) -> tuple[str, Properties]:
        left_out = (*_NOT_OF_THE_SET, *_ONLY_AT_CREATION)
        wanted = {k: v for k, v in after.items() if k not in left_out}
        answer = self._serve("UpdateStackSet", {**wanted, "StackSetName": name})
        await self._done(name, answer["OperationId"])
        new = after.get("StackInstancesGroup", [])
        for group in before.get("StackInstancesGroup", []):
            if group not in new:
                await self._instances("DeleteStackInstances", name, after, group)
        for group in new:
            if group not in before.get("StackInstancesGroup", []):
                await self._instances("CreateStackInstances", name, after, group)
        return name, {"StackSetId": name}

    async def _delete(self, name: str) -> None:
        places: dict[str, set[str]] = {}
        for instance in self._all_instances(name):
            target = instance.get("OrganizationalUnitId") or instance["Account"]
            places.setdefault(target, set()).add(instance["Region"])
        for target, regions in places.items():
            kind = "Accounts" if target.isdigit() else "OrganizationalUnitIds"
            group = {"DeploymentTargets": {kind: [target]}, "Regions": sorted(regions)}
            await self._instances("DeleteStackInstances", name, {}, group)
        self._serve("DeleteStackSet", {"StackSetName": name})

    def _all_instances(self, name: str) -> Iterator[Properties]:
        request = {"StackSetName": name}
        while True:
            page = self._serve("ListStackInstances", request)
            yield from page["Summaries"]
            if "NextToken" not in page:
                return
            request["NextToken"] = page["NextToken"]

    async def _instances(
        self, operation: str, name: str, properties: Properties, group: Properties
    ) -> None:
        request: Properties = {"StackSetName": name, **group}
        if "OperationPreferences" in properties:
            request["OperationPreferences"] = properties["OperationPreferences"]
        if operation == "DeleteStackInstances":
            request.pop("ParameterOverrides", None)
            request["RetainStacks"] = False
        await self._done(name, self._serve(operation, request)["OperationId"])

    async def _done(self, name: str, operation_id: str) -> None:
        named = {"StackSetName": name, "OperationId": operation_id}
        while True:
            found = self._serve("DescribeStackSetOperation", named)["StackSetOperation"]
            if found["Status"] not in _OPEN:
                break
            await asyncio.sleep(_LOOK_AGAIN_SECONDS)
        if found["Status"] == "SUCCEEDED":
            return
        results = self._serve("ListStackSetOperationResults", named)["Summaries"]
        reasons = [r["StatusReason"] for r in results if r["Status"] == "FAILED"]
        message = (
            f'Resource handler returned message: "Stack set operation [{operation_id}] was '
            f'unexpectedly stopped or failed. status reason(s): {reasons}" '
            "(HandlerErrorCode: InternalFailure)"
        )
        raise ValueError(message)


async def _in_words_of_a_resource(work: Coroutine[Any, Any, Any]) -> Any:
    try:
        return await work
    except StackSetError as error:
        message = (
            f'Resource handler returned message: "{error} (Service: CloudFormation, Status Code: '
            f'{error.status})" (HandlerErrorCode: InvalidRequest)'
        )
        raise ValueError(message) from error
