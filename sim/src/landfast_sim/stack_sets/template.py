"""The template of a StackSet and the values of its parameters."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Any

from ministack.services.cloudformation import engine, handlers, helpers

from landfast_sim.stack_sets import errors
from landfast_sim.stack_sets.errors import StackSetError

_CODE = re.compile(rb"<Code>(.*?)</Code>", re.DOTALL)
_MESSAGE = re.compile(rb"<Message>(.*?)</Message>", re.DOTALL)


@dataclass(frozen=True)
class Filled:
    """A template with values for its parameters."""

    body: str
    parameters: dict[str, str]
    hidden: frozenset[str]


def fill(
    payload: dict[str, Any],
    service_managed: bool,  # noqa: FBT001 - of the StackSet
    previous_body: str | None = None,
    previous: Mapping[str, str] | None = None,
) -> Filled:
    """Return the template that a call sends, or the previous one, with the values it gives.

    Defaults are left to the stacks, as they are in AWS.
    """
    body = _body(payload, previous_body)
    try:
        template = engine._parse_template(body)
    except Exception as error:
        raise errors.invalid(f"Template format error: {error}") from error
    if service_managed:
        _refuse_what_is_unsupported(template)
    capabilities = {
        f"Capabilities.member.{number}": [capability]
        for number, capability in enumerate(payload.get("Capabilities", []), start=1)
    }
    _raise(handlers._check_capabilities(template, template, capabilities))
    values = resolve(template, payload.get("Parameters", []), previous or {})
    given = {str(parameter.get("ParameterKey")) for parameter in payload.get("Parameters", [])}
    declared = template.get("Parameters", {})
    hidden = {name for name, d in declared.items() if str(d.get("NoEcho")).lower() == "true"}
    return Filled(body, {n: v for n, v in values.items() if n in given}, frozenset(hidden))


def _refuse_what_is_unsupported(template: dict[str, Any]) -> None:
    """Refuse what service-managed StackSets cannot deploy; the words are not AWS's own.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-associate-stackset-with-org.html
    """
    resources = (template.get("Resources") or {}).values()
    nested = any(resource.get("Type") == "AWS::CloudFormation::Stack" for resource in resources)
    for found, what in (
        ("Transform" in template, "macros or transforms"),
        (nested, "nested stacks"),
    ):
        if found:
            message = f"StackSets with service-managed permissions do not support {what}"
            raise errors.invalid(message)


def resolve(
    template: dict[str, Any], given: Sequence[dict[str, Any]], previous: Mapping[str, str]
) -> dict[str, str]:
    """Return the value of every parameter, or say in CloudFormation's words what is wrong."""
    provided = [
        {
            "Key": parameter.get("ParameterKey"),
            "Value": parameter.get("ParameterValue", ""),
            "UsePreviousValue": "true" if parameter.get("UsePreviousValue") else "",
        }
        for parameter in given
    ]
    known = {name: {"Value": value, "NoEcho": False} for name, value in previous.items()}
    try:
        found = handlers._resolve_parameters(template, provided, known)
    except ValueError as error:
        raise errors.invalid(str(error)) from error
    return {name: str(value["Value"]) for name, value in found.items()}


def _body(payload: dict[str, Any], previous: str | None) -> str:
    if previous is not None and payload.get("UsePreviousTemplate"):
        return previous
    request = {name: [payload[name]] for name in ("TemplateBody", "TemplateURL") if name in payload}
    body, refused = helpers._resolve_template(request)
    _raise(refused)
    if not body:
        raise errors.invalid("Either Template URL or Template Body must be specified.")
    return str(body)


def _raise(answer: tuple[int, Any, bytes] | None) -> None:
    """Raise what one of ministack's functions would answer."""
    if answer is None:
        return
    status, _, body = answer
    code, message = _CODE.search(body), _MESSAGE.search(body)
    raise StackSetError(
        code[1].decode() if code else "ValidationError",
        unescape(message[1].decode()) if message else "The template was refused.",
        status,
    )
