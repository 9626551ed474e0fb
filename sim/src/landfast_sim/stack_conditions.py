"""Functions that CloudFormation works out in conditions and ministack 1.5.33 does not.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-conditions.html
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ministack.core.responses import get_account_id, get_region
from ministack.services.cloudformation import changesets, engine, handlers, stacks

Template = dict[str, Any]
Evaluate = Callable[[Template, dict[str, Any]], dict[str, bool]]


def install() -> None:
    """Wrap ministack's part wherever it was imported to."""
    evaluate = _computing(engine._evaluate_conditions)
    for module in (engine, handlers, stacks, changesets):
        module._evaluate_conditions = evaluate


def _computing(evaluate: Evaluate) -> Evaluate:
    def evaluate_computed(template: Template, parameters: dict[str, Any]) -> dict[str, bool]:
        values = {name: given.get("Value") for name, given in parameters.items()}
        values |= {"AWS::Region": get_region(), "AWS::AccountId": get_account_id()}
        computed = _computed(template.get("Conditions", {}), values)
        return evaluate({**template, "Conditions": computed}, parameters)

    return evaluate_computed


def _computed(node: Any, values: dict[str, Any]) -> Any:
    """Return the expression with what can be worked out in the place of its functions."""
    if isinstance(node, list):
        return [_computed(member, values) for member in node]
    if not isinstance(node, dict):
        return node
    inner = {name: _computed(member, values) for name, member in node.items()}
    for function, argument in inner.items():
        found = _called(function, argument, values)
        if found is not None:
            return found
    return inner


def _called(function: str, argument: Any, values: dict[str, Any]) -> Any:
    """Return the value of a function, or None if it is for ministack to work out."""
    found: Any = None
    if function == "Ref" and str(argument).startswith("AWS::"):
        found = values.get(argument)
    elif function == "Fn::Sub" and isinstance(argument, str):
        found = _filled(argument, values)
    elif function == "Fn::Split" and isinstance(argument[1], str):
        found = argument[1].split(argument[0])
    elif function == "Fn::Join":
        found = argument[0].join(_members(argument[1], values))
    elif function == "Fn::Select" and isinstance(argument[1], list):
        found = argument[1][int(argument[0])]
    return found


def _members(items: Any, values: dict[str, Any]) -> list[str]:
    """Return a list as it stands, or that of a CommaDelimitedList parameter, which is a text."""
    if isinstance(items, list):
        return items
    text = str(values.get(items.get("Ref"), ""))
    return [member.strip() for member in text.split(",")]


def _filled(text: str, values: dict[str, Any]) -> str:
    for name, value in values.items():
        text = text.replace(f"${{{name}}}", str(value))
    return text
