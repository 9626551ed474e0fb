"""The name of a new stack, where ministack 1.5.33 is laxer or stricter than CloudFormation.

A stack that was rolled back keeps its name until somebody deletes it, and the same call with the
same ClientRequestToken gives the stack that is there:
https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html
"""

from __future__ import annotations

from typing import Any

from ministack.services import cloudformation
from ministack.services.cloudformation import handlers, helpers

_TOKEN = "_CreateToken"


def install() -> None:
    """Wrap ministack's operation."""
    create = handlers._ACTION_HANDLERS["CreateStack"]

    def create_once(parameters: dict[str, Any]) -> Any:
        name = helpers._p(parameters, "StackName")
        token = helpers._p(parameters, "ClientRequestToken")
        there = cloudformation._stacks.get(name)
        if there and token and there.get(_TOKEN) == token:
            inside = f"<CreateStackResult><StackId>{there['StackId']}</StackId></CreateStackResult>"
            return helpers._xml(200, "CreateStackResponse", inside)
        # What a StackSet makes is replaced by its next operation.
        kept = not name.startswith("StackSet-")
        if there and kept and there.get("StackStatus") == "ROLLBACK_COMPLETE":
            return helpers._error("AlreadyExistsException", f"Stack [{name}] already exists")
        answer = create(parameters)
        made = cloudformation._stacks.get(name)
        if made and made is not there:
            made[_TOKEN] = token
        return answer

    handlers._ACTION_HANDLERS["CreateStack"] = create_once
