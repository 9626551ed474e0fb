"""Changing a stack, where ministack 1.5.33 is laxer than CloudFormation.

A change set shows resources whose condition is false and values of NoEcho parameters, an executed
one keeps its name taken, and UsePreviousValue is accepted for a parameter that the stack never had.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ministack.services import cloudformation
from ministack.services.cloudformation import changesets, engine, handlers, helpers

Template = dict[str, Any]


def install() -> None:
    """Wrap ministack's parts."""
    _leave_out_what_conditions_do()
    _free_executed_names()
    resolve = _strict_previous_values(engine._resolve_parameters)
    handlers._resolve_parameters = resolve
    changesets._resolve_parameters = resolve


def _leave_out_what_conditions_do() -> None:
    prepare = changesets._resolve_props_for_diff

    def prepare_without(template: Template, values: Any, *rest: Any) -> Template:
        met = engine._evaluate_conditions(template, values)
        prepared: Template = prepare(template, values, *rest)
        resources = {
            name: resource
            for name, resource in prepared.get("Resources", {}).items()
            if met.get(resource.get("Condition"), True)
        }
        return {**prepared, "Resources": resources}

    changesets._resolve_props_for_diff = prepare_without


def _free_executed_names() -> None:
    """Let go of executed change sets when a new one is made.

    AWS: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-updating-stacks-changesets-execute.html
    """
    create = handlers._ACTION_HANDLERS["CreateChangeSet"]

    def create_anew(parameters: dict[str, Any]) -> Any:
        wanted = helpers._p(parameters, "StackName")
        sets = cloudformation._change_sets
        for change_set_id, change_set in list(sets.items()):
            of_stack = wanted in (change_set["StackName"], change_set["StackId"])
            if of_stack and change_set["ExecutionStatus"] == "EXECUTE_COMPLETE":
                del sets[change_set_id]
        answer = create(parameters)
        for change_set in sets.values():
            _hide_no_echo(change_set)
        return answer

    handlers._ACTION_HANDLERS["CreateChangeSet"] = create_anew


def _hide_no_echo(change_set: dict[str, Any]) -> None:
    """Show a NoEcho parameter as DescribeStacks does; what is executed stands elsewhere."""
    declared = change_set["_template"].get("Parameters", {})
    for parameter in change_set["Parameters"]:
        if str(declared.get(parameter["ParameterKey"], {}).get("NoEcho")).lower() == "true":
            parameter["ParameterValue"] = "****"


def _strict_previous_values(resolve: Callable[..., Any]) -> Callable[..., Any]:
    def resolve_strictly(
        template: Template, provided: list[dict[str, Any]], previous: dict[str, Any] | None = None
    ) -> Any:
        for parameter in provided:
            name = parameter.get("Key")
            if parameter.get("UsePreviousValue") and name not in (previous or {}):
                message = (
                    f"Invalid input for parameter key {name}. Cannot specify usePreviousValue as "
                    "true for a parameter key not in the previous template"
                )
                raise ValueError(message)
        return resolve(template, provided, previous)

    return resolve_strictly
