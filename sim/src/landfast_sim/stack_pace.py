"""Stacks that take a moment: IN_PROGRESS can be seen before the work is done."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from ministack.services import cloudformation
from ministack.services.cloudformation import changesets, handlers

from landfast_sim.settings import Settings

Work = Callable[..., Awaitable[None]]


def install(settings: Settings) -> None:
    """Put `settings.stack_seconds` before every creation, update and deletion of a stack."""
    deploy = _paced(handlers._deploy_stack_async, settings)
    handlers._deploy_stack_async = deploy
    changesets._deploy_stack_async = deploy
    delete = _paced(handlers._delete_stack_async, settings)

    async def delete_visibly(stack_name: str, stack_id: str, *rest: Any, **more: Any) -> None:
        # ministack sets this status when the work starts, which is after the pause.
        if _status(stack_name, stack_id) is not None:
            cloudformation._stacks[stack_name]["StackStatus"] = "DELETE_IN_PROGRESS"
        await delete(stack_name, stack_id, *rest, **more)

    handlers._delete_stack_async = delete_visibly


def _paced(work: Work, settings: Settings) -> Work:
    async def after_a_moment(stack_name: str, stack_id: str, *rest: Any, **more: Any) -> None:
        asked_for = _status(stack_name, stack_id)
        if settings.stack_seconds > 0:
            await asyncio.sleep(settings.stack_seconds)
            # Meanwhile the world may have been reset or the stack been told to do something else.
            if _status(stack_name, stack_id) != asked_for:
                return
        await work(stack_name, stack_id, *rest, **more)

    return after_a_moment


def _status(stack_name: str, stack_id: str) -> str | None:
    stack = cloudformation._stacks.get(stack_name)
    if stack is None or stack["StackId"] != stack_id:
        return None
    return str(stack["StackStatus"])
