"""Runs the operations: one after the other, or side by side where they do not meet."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Callable

from landfast_sim.organizations.account_state import AccountState
from landfast_sim.organizations.model import Organization
from landfast_sim.stack_sets import trust
from landfast_sim.stack_sets.model import (
    Action,
    Instance,
    Operation,
    Place,
    Result,
    StackSet,
    Status,
)
from landfast_sim.stack_sets.pace import pace_of
from landfast_sim.stack_sets.stacks import Stacks

_EXCEEDED = "Cancelled since failure tolerance has exceeded"
_STOPPED = "Cancelled since the operation was stopped"
_SUSPENDED = "Skipped since the account is suspended"

_log = logging.getLogger(__name__)


class Engine:
    """The operations that are under way."""

    def __init__(
        self, stacks: Stacks, organization: Callable[[], Organization], now: Callable[[], float]
    ) -> None:
        """Deploy with `stacks` to accounts of `organization`."""
        self._stacks = stacks
        self._organization = organization
        self._now = now
        self._tasks: set[asyncio.Task[None]] = set()

    def reset(self) -> None:
        """Drop everything that is under way: the world it works on is gone."""
        for task in self._tasks:
            task.cancel()
        self._tasks.clear()

    def submit(self, stack_set: StackSet, operation: Operation) -> None:
        """Take an operation, which starts as soon as none before it stands in its way."""
        stack_set.operations[operation.operation_id] = operation
        self._start_what_can(stack_set)

    def stop(self, stack_set: StackSet, operation: Operation) -> None:
        """End an operation before its time; what it works on at the moment is finished."""
        if operation.status is Status.QUEUED:
            self._finish(operation, Status.STOPPED)
            self._start_what_can(stack_set)
        else:
            operation.status = Status.STOPPING

    def _start_what_can(self, stack_set: StackSet) -> None:
        running = [found for found in stack_set.open_operations() if found.is_running()]
        for operation in stack_set.open_operations():
            if operation.status is not Status.QUEUED:
                continue
            if any(_meet(stack_set, operation, other) for other in running):
                return  # those behind it keep their place
            self._start(stack_set, operation)
            running.append(operation)

    def _start(self, stack_set: StackSet, operation: Operation) -> None:
        operation.status = Status.RUNNING
        if operation.begin is not None:
            operation.begin()
        for place, result in operation.results.items():
            instance = stack_set.instances.get(place)
            if instance is None and operation.action is Action.CREATE:
                instance = Instance(result.account, result.region)
                stack_set.instances[place] = instance
            if instance is not None:
                instance.unit = result.unit or instance.unit
                instance.last_operation = operation.operation_id
                _mark(instance, Status.PENDING)
        task = asyncio.get_running_loop().create_task(self._run(stack_set, operation))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _run(self, stack_set: StackSet, operation: Operation) -> None:
        exceeded = False
        try:
            for region in _regions(operation):
                if exceeded or operation.status is Status.STOPPING:
                    break
                exceeded = not await self._run_region(stack_set, operation, region)
        except Exception as error:  # noqa: BLE001 - a broken operation must end, not hang
            _log.exception("the operation %s broke", operation.operation_id)
            operation.reason, exceeded = str(error), True
        reason = _EXCEEDED if exceeded else _STOPPED
        for place, result in operation.results.items():
            if result.status is Status.PENDING:
                self._note(stack_set.instances.get(place), result, Status.CANCELLED, reason)
        stopped = operation.status is Status.STOPPING
        failed = Status.FAILED if exceeded else Status.SUCCEEDED
        self._finish(operation, Status.STOPPED if stopped else failed)
        self._start_what_can(stack_set)

    def _finish(self, operation: Operation, status: Status) -> None:
        operation.status, operation.ended = status, self._now()

    async def _run_region(self, stack_set: StackSet, operation: Operation, region: str) -> bool:
        """Work through one region; False if there were too many failures."""
        waiting = deque(place for place in operation.results if place[1] == region)
        pace = pace_of(operation.preferences, len(waiting), automatic=operation.automatic)
        failures = 0

        async def work() -> None:
            nonlocal failures
            while waiting and failures <= pace.tolerated and operation.status is Status.RUNNING:
                place = waiting.popleft()
                await self._work_on(stack_set, operation, place)
                failures += operation.results[place].status is Status.FAILED

        await asyncio.gather(*(work() for _ in range(min(pace.at_a_time, len(waiting)))))
        return failures <= pace.tolerated

    async def _work_on(self, stack_set: StackSet, operation: Operation, place: Place) -> None:
        result, instance = operation.results[place], stack_set.instances.get(place)
        if instance is None:
            result.status = Status.SUCCEEDED  # nothing there to update or delete
            return
        retains = operation.action is Action.DELETE and bool(operation.retain)
        if not retains and self._is_suspended(instance.account):
            self._note(instance, result, Status.CANCELLED, _SUSPENDED)
            instance.detailed_status = "SKIPPED_SUSPENDED_ACCOUNT"
            return
        result.status = Status.RUNNING
        _mark(instance, Status.RUNNING)
        problem = None if retains else await self._deploy_or_delete(stack_set, operation, instance)
        if problem is not None:
            self._note(instance, result, Status.FAILED, problem)
            if operation.action is Action.DELETE:
                instance.status, instance.detailed_status = "INOPERABLE", "INOPERABLE"
            return
        self._note(instance, result, Status.SUCCEEDED, "")
        if operation.action is Action.DELETE:
            stack_set.instances.pop(place, None)

    async def _deploy_or_delete(
        self, stack_set: StackSet, operation: Operation, instance: Instance
    ) -> str | None:
        if not stack_set.service_managed:
            problem = trust.problem(stack_set, instance.account)
            if problem is not None:
                return problem
        if operation.action is Action.DELETE:
            return await self._stacks.delete(stack_set, instance)
        return await self._stacks.deploy(stack_set, instance)

    def _is_suspended(self, account: str) -> bool:
        member = self._organization().members.get(account)
        return member is not None and member.state is not AccountState.ACTIVE

    @staticmethod
    def _note(instance: Instance | None, result: Result, status: Status, reason: str) -> None:
        result.status, result.reason = status, reason
        if instance is not None:
            _mark(instance, status)
            instance.reason = reason
            instance.status = "CURRENT" if status is Status.SUCCEEDED else "OUTDATED"


def _mark(instance: Instance, status: Status) -> None:
    instance.detailed_status = status.value


def _meet(stack_set: StackSet, operation: Operation, other: Operation) -> bool:
    """Whether two operations must not run side by side."""
    if not stack_set.managed_execution:
        return True
    return not operation.results.keys().isdisjoint(other.results)


def _regions(operation: Operation) -> list[str]:
    """Return the regions in the order in which they are worked through."""
    found = list(dict.fromkeys(region for _, region in operation.results))
    first = [r for r in operation.preferences.get("RegionOrder", []) if r in found]
    return [*first, *(region for region in found if region not in first)]
