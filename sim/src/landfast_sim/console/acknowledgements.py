"""The checkboxes for what a template might do to IAM."""

from __future__ import annotations

from collections.abc import Mapping

from landfast_sim.console.markup import Markup, el
from landfast_sim.console.template_facts import TemplateFacts

_TEXTS = {
    "CAPABILITY_IAM": "I acknowledge that AWS CloudFormation might create IAM resources.",
    "CAPABILITY_NAMED_IAM": (
        "I acknowledge that AWS CloudFormation might create IAM resources with custom names."
    ),
    "CAPABILITY_AUTO_EXPAND": (
        "I acknowledge that AWS CloudFormation might require the following capability: "
        "CAPABILITY_AUTO_EXPAND"
    ),
}


def fields(template: TemplateFacts) -> Markup | None:
    """Return a checkbox for each capability that the template needs."""
    if not template.capabilities:
        return None
    boxes = [
        el(
            "div",
            el("input", type="checkbox", id=name, name=name),
            el("label", _TEXTS[name], for_=name),
            class_="choice",
        )
        for name in template.capabilities
    ]
    return el("fieldset", el("legend", "Capabilities"), *boxes)


def given(template: TemplateFacts, form: Mapping[str, str]) -> list[str]:
    """Return the capabilities whose boxes were ticked."""
    return [name for name in template.capabilities if form.get(name) == "on"]
