"""Form fields for the parameters of a template."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from landfast_sim.console.markup import Markup, el
from landfast_sim.console.template_facts import Parameter

PREFIX = "param_"
"""Before a parameter's name, in the form as in the quick-create link."""


def fields(parameters: Iterable[Parameter], values: Mapping[str, str]) -> Markup:
    """Return a fieldset with a field per parameter, filled with `values` by parameter name."""
    rows = [_field(parameter, values.get(parameter.name)) for parameter in parameters]
    content = rows or [el("p", "This template has no parameters.")]
    return el("fieldset", el("legend", "Parameters"), *content)


def offered(parameters: Iterable[Parameter], given: Mapping[str, str]) -> dict[str, str]:
    """Return what a quick-create link fills in.

    As with AWS, a parameter that the template does not have is ignored, names are case-sensitive,
    and a NoEcho parameter is never filled from a link.
    """
    return {
        p.name: given[PREFIX + p.name]
        for p in parameters
        if not p.no_echo and PREFIX + p.name in given
    }


def entered(parameters: Iterable[Parameter], form: Mapping[str, str]) -> dict[str, str]:
    """Return what was typed into the form, by parameter name."""
    return {p.name: form[PREFIX + p.name] for p in parameters if PREFIX + p.name in form}


def _field(parameter: Parameter, value: str | None) -> Markup:
    name = PREFIX + parameter.name
    hint = f"{name}-hint"
    shown = value if value is not None else parameter.default or ""
    if parameter.allowed_values:
        choices = [
            el("option", choice, value=choice, selected=choice == shown)
            for choice in parameter.allowed_values
        ]
        control = el("select", *choices, id=name, name=name, aria_describedby=hint)
    else:
        control = el(
            "input",
            id=name,
            name=name,
            value=shown,
            type="password" if parameter.no_echo else "text",
            autocomplete="off",
            spellcheck="false",
            aria_describedby=hint,
        )
    return el(
        "div",
        el("label", parameter.name, for_=name),
        control,
        el("p", _hint(parameter), class_="hint", id=hint),
        class_="field",
    )


def _hint(parameter: Parameter) -> str:
    sentences = [parameter.description.strip(), f"Type: {parameter.type_name}."]
    if parameter.allowed_pattern:
        sentences.append(f"Pattern: {parameter.allowed_pattern}")
    if parameter.no_echo:
        sentences.append("The value is not shown (NoEcho).")
    return " ".join(sentence for sentence in sentences if sentence)
