"""The stacks of a StackSet: real ones, in the accounts, by ministack's CloudFormation."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from html import unescape
from typing import Any

from ministack.core.responses import request_scope
from ministack.services import cloudformation
from ministack.services.cloudformation import engine, handlers

from landfast_sim.stack_sets.model import Instance, StackSet

Furnish = Callable[[str], Awaitable[None]]
"""Makes what a seeded account has from the start, before anything else is made in it."""

_LOOK_AGAIN_SECONDS = 0.02
_FIRST_ERROR = 400
_NO_UPDATES = "No updates are to be performed."
_UPDATABLE = ("CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE")
_MESSAGE = re.compile(r"<Message>(.*?)</Message>", re.DOTALL)

Stack = dict[str, Any]


class Stacks:
    """Makes, changes and deletes the stack of an instance; what goes wrong comes back as text."""

    def __init__(self, furnish: Furnish) -> None:
        """Furnish accounts before the first stack."""
        self._furnish = furnish

    async def deploy(self, stack_set: StackSet, instance: Instance) -> str | None:
        """Bring the stack to what the StackSet says; return why that failed."""
        await self._furnish(instance.account)
        found = _stack(stack_set, instance)
        updates = found is not None and found["StackStatus"] in _UPDATABLE
        action = "UpdateStack" if updates else "CreateStack"
        problem = _call(instance, action, _request(stack_set, instance))
        if problem is not None:
            return None if problem == _NO_UPDATES else problem
        made = await _settled(stack_set, instance)
        if made is None:
            return "The stack was deleted meanwhile."
        instance.stack_id = str(made["StackId"])
        wanted = "UPDATE_COMPLETE" if updates else "CREATE_COMPLETE"
        return None if made["StackStatus"] == wanted else _reason(instance, made)

    async def delete(self, stack_set: StackSet, instance: Instance) -> str | None:
        """Delete the stack; return why that failed."""
        if _stack(stack_set, instance) is None:
            return None
        problem = _call(instance, "DeleteStack", {"StackName": [stack_set.stack_name]})
        if problem is not None:
            return problem
        left = await _settled(stack_set, instance, deleting=True)
        return None if left is None else _reason(instance, left)


def _request(stack_set: StackSet, instance: Instance) -> dict[str, list[str]]:
    request = {"StackName": [stack_set.stack_name], "TemplateBody": [stack_set.template]}
    declared = engine._parse_template(stack_set.template).get("Parameters", {})
    values = {**stack_set.parameters, **instance.overrides}
    wanted = [(name, value) for name, value in values.items() if name in declared]
    for number, (name, value) in enumerate(wanted, start=1):
        request[f"Parameters.member.{number}.ParameterKey"] = [name]
        request[f"Parameters.member.{number}.ParameterValue"] = [value]
    for number, capability in enumerate(stack_set.capabilities, start=1):
        request[f"Capabilities.member.{number}"] = [capability]
    for number, tag in enumerate(stack_set.tags, start=1):
        request[f"Tags.member.{number}.Key"] = [tag["Key"]]
        request[f"Tags.member.{number}.Value"] = [tag["Value"]]
    return request


def _call(instance: Instance, action: str, request: dict[str, list[str]]) -> str | None:
    """Call CloudFormation in the instance's account and region; return the error's message."""
    with request_scope(instance.account, instance.region):
        status, _, body = handlers._ACTION_HANDLERS[action](request)
    if status < _FIRST_ERROR:
        return None
    found = _MESSAGE.search(body.decode())
    return unescape(found[1]) if found else "CloudFormation refused the stack."


def _stack(stack_set: StackSet, instance: Instance) -> Stack | None:
    found: Stack | None = cloudformation._stacks.get_scoped(
        instance.account, instance.region, stack_set.stack_name
    )
    return None if found is None or found["StackStatus"] == "DELETE_COMPLETE" else found


async def _settled(
    stack_set: StackSet, instance: Instance, *, deleting: bool = False
) -> Stack | None:
    """Wait until the stack has a final status; None is a deleted one."""
    pause = 0.0
    while True:
        await asyncio.sleep(pause)
        found = _stack(stack_set, instance)
        if found is None:
            return None
        status = str(found["StackStatus"])
        # A stack that is told to go has its former status until the work begins.
        begun = not deleting or status.startswith("DELETE_")
        if begun and not status.endswith("_IN_PROGRESS"):
            return found
        pause = _LOOK_AGAIN_SECONDS


def _reason(instance: Instance, stack: Stack) -> str:
    """Return why a stack failed: its first resource that did, as StackSets say it."""
    events = cloudformation._stack_events.get_scoped(
        instance.account, instance.region, stack["StackId"], []
    )
    for event in events:
        of_resource = event["ResourceType"] != "AWS::CloudFormation::Stack"
        if of_resource and event["ResourceStatus"].endswith("_FAILED"):
            return (
                f"ResourceLogicalId:{event['LogicalResourceId']}, "
                f"ResourceType:{event['ResourceType']}, "
                f"ResourceStatusReason:{event['ResourceStatusReason']}."
            )
    return str(stack.get("StackStatusReason") or f"The stack is {stack['StackStatus']}.")
