"""The stack's side: ask the topic, wait for the answer, clean up after a failure.

ministack 1.5.33 knows custom resources behind Lambda functions only, and does not tell the provider
when a creation that failed is rolled back.
"""

from __future__ import annotations

import asyncio
import secrets
import threading
import uuid
from collections.abc import Awaitable, Callable
from typing import Any

from ministack.services.cloudformation import custom_resource, handlers, stacks

from landfast_sim.custom_resources import topic
from landfast_sim.custom_resources.response_urls import Mailbox, ResponseUrls
from landfast_sim.custom_resources.wire import Answer, Asked, FailedError, Properties, read_answer

_LONGEST_SECONDS = 3600
_LOOK_EVERY_SECONDS = 0.05

Made = tuple[str, dict[str, Any]]
RollBack = Callable[..., Awaitable[None]]


class _Abandoned(asyncio.CancelledError):
    """The stack is gone with its world: an error would roll it back, in the new one."""


class CustomResources:
    """Custom resources of every stack."""

    def __init__(self, now: Callable[[], float], urls: ResponseUrls) -> None:
        """Wait by `now`, in seconds since the epoch, for answers to `urls`."""
        self._now = now
        self._urls = urls
        self._world = 0
        self._failed: dict[tuple[str, str], dict[str, Any]] = {}
        self._refused: set[tuple[str, str]] = set()

    def install(self) -> None:
        """Wrap ministack's parts."""
        custom_resource.invoke_custom_resource = self._instead_of(
            custom_resource.invoke_custom_resource
        )
        roll_back = self._cleaning_up(stacks._roll_back_operation)
        threading.excepthook = _silent_about_the_abandoned(threading.excepthook)
        stacks._roll_back_operation = roll_back
        handlers._roll_back_operation = roll_back

    def reset(self) -> None:
        """Forget everything; nobody who waits is answered."""
        self._world += 1
        self._failed.clear()
        self._refused.clear()
        self._urls.reset()

    def _instead_of(self, invoke_function: Callable[..., Made]) -> Callable[..., Made]:
        def invoke(  # noqa: PLR0913, PLR0917 - the arguments of ministack's function
            request_type: str,
            logical_id: str,
            properties: Properties,
            stack_name: str,
            stack_id: str,
            resource_type: str,
            physical_id: str | None = None,
            old_props: Properties | None = None,
        ) -> Made:
            if not topic.is_topic(properties.get("ServiceToken")):
                more = {"physical_id": physical_id, "old_props": old_props}
                known = (request_type, logical_id, properties, stack_name, stack_id)
                return invoke_function(*known, resource_type, **more)
            asked = Asked(
                request_type,
                stack_id,
                logical_id,
                resource_type,
                properties,
                physical_id,
                old_props,
            )
            return self._serve(asked, stack_name)

        return invoke

    def _serve(self, asked: Asked, stack_name: str) -> Made:
        old = asked.old_properties
        if old is not None and old.get("ServiceToken") != asked.topic_arn:
            return self._keep_topic(asked)
        request_id = str(uuid.uuid4())
        url, mailbox = self._urls.open(asked.stack_id, asked.logical_id, request_id)
        topic.publish(asked, asked.document(request_id, url))
        try:
            answer = self._wait(asked, request_id, mailbox)
        except FailedError as failure:
            if asked.request_type == "Create":
                self._remember(asked, stack_name, failure.physical_id)
            raise
        return answer.physical_id, answer.attributes

    def _keep_topic(self, asked: Asked) -> Made:
        """Refuse another topic; then the stack comes to take that back, which is nothing to do."""
        resource = (asked.stack_id, asked.logical_id)
        if resource in self._refused:
            self._refused.discard(resource)
            return str(asked.physical_id), {}
        self._refused.add(resource)
        raise FailedError("Modifying service token is not allowed.")

    def _wait(self, asked: Asked, request_id: str, mailbox: Mailbox) -> Answer:
        """Block this thread, which the stack has for itself, until the answer or the timeout."""
        world, deadline = self._world, self._now() + _timeout(asked.properties)
        while not mailbox.arrived.wait(_LOOK_EVERY_SECONDS):
            if self._world != world:
                raise _Abandoned
            if self._now() >= deadline:
                raise FailedError(
                    "CloudFormation did not receive a response from your Custom Resource. Please "
                    f"check your logs for requestId [{request_id}]. If you are using the Python "
                    "cfn-response module, you may need to update your Lambda function code so that "
                    "CloudFormation can attach the updated version."
                )
        return read_answer(asked, request_id, mailbox.body)

    def _remember(self, asked: Asked, stack_name: str, physical_id: str | None) -> None:
        made_up = f"{stack_name}-{asked.logical_id}-{secrets.token_hex(6).upper()}"
        self._failed[asked.stack_id, asked.logical_id] = {
            "PhysicalResourceId": physical_id or made_up,
            "ResourceType": asked.resource_type,
            "ResourceStatus": "CREATE_FAILED",
            "LogicalResourceId": asked.logical_id,
            "Properties": asked.properties,
            "Attributes": {},
        }

    def _cleaning_up(self, roll_back: RollBack) -> RollBack:
        """Have what could not be created deleted too: the provider may have done a part of it."""

        async def roll_back_all(
            stack_name: str, stack_id: str, stack: Any, operation: Any, *rest: Any, **more: Any
        ) -> None:
            logical_id = operation.get("failed_logical_id")
            record = self._failed.pop((stack_id, logical_id), None)
            if record is not None:
                stack.setdefault("_resources", {})[logical_id] = record
                operation = {**operation, "created": [*operation.get("created", []), logical_id]}
            await roll_back(stack_name, stack_id, stack, operation, *rest, **more)

        return roll_back_all


def _silent_about_the_abandoned(tell: Callable[[Any], Any]) -> Callable[[Any], None]:
    def tell_others(arguments: Any) -> None:
        if arguments.exc_type is not _Abandoned:
            tell(arguments)

    return tell_others


def _timeout(properties: Properties) -> int:
    """Return for how many seconds CloudFormation waits: ServiceTimeout, an hour unless said."""
    try:
        wanted = int(properties.get("ServiceTimeout", _LONGEST_SECONDS))
    except (TypeError, ValueError):
        wanted = 0
    if not 1 <= wanted <= _LONGEST_SECONDS:
        message = f"Invalid ServiceTimeout: expected 1 to {_LONGEST_SECONDS} seconds"
        raise FailedError(message)
    return wanted
