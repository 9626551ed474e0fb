"""What the console shows of a template before it is used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ministack.core.responses import request_scope
from ministack.services.cloudformation import engine, handlers

from landfast_sim import templates
from landfast_sim.console.cloudformation_client import ConsoleError


@dataclass(frozen=True)
class Parameter:
    """A parameter as the template declares it."""

    name: str
    type_name: str
    description: str
    default: str | None
    allowed_pattern: str | None
    allowed_values: tuple[str, ...]
    constraint_description: str | None
    no_echo: bool


@dataclass(frozen=True)
class TemplateFacts:
    """A template's description, parameters and what has to be acknowledged."""

    description: str
    parameters: tuple[Parameter, ...]
    capabilities: tuple[str, ...]


def fetch(url: str, account_id: str, region: str) -> TemplateFacts:
    """Read a template as `account_id` may, or raise ConsoleError in CloudFormation's words."""
    with request_scope(account_id, region):
        try:
            body = templates.read(url)
        except templates.TemplateError as error:
            raise ConsoleError("ValidationError", str(error)) from error
    return parse(body)


def parse(body: str) -> TemplateFacts:
    """Read a template's text, or raise ConsoleError."""
    try:
        template: dict[str, Any] = engine._parse_template(body)
    except Exception as error:
        # ministack's parser raises whatever its JSON and YAML readers raise.
        raise ConsoleError("ValidationError", f"Template format error: {error}") from error
    capabilities, _ = handlers._required_capabilities(template, strict=True)
    declared = (template.get("Parameters") or {}).items()
    return TemplateFacts(
        description=str(template.get("Description", "")),
        parameters=tuple(_parameter(name, definition) for name, definition in declared),
        capabilities=tuple(capabilities),
    )


def _parameter(name: str, definition: Mapping[str, Any]) -> Parameter:
    default = definition.get("Default")
    return Parameter(
        name=name,
        type_name=str(definition.get("Type", "String")),
        description=str(definition.get("Description", "")),
        default=None if default is None else str(default),
        allowed_pattern=definition.get("AllowedPattern"),
        allowed_values=tuple(str(value) for value in definition.get("AllowedValues", ())),
        constraint_description=definition.get("ConstraintDescription"),
        no_echo=str(definition.get("NoEcho", "false")).lower() == "true",
    )
