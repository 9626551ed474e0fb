"""Editing a StackSet: its parameters, and its template if the URL of another one is given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from landfast_sim.asgi import Request, Response
from landfast_sim.console import acknowledgements, parameter_fields, template_facts
from landfast_sim.console.cloudformation_client import Clients, ConsoleError
from landfast_sim.console.layout import alert, page, redirect
from landfast_sim.console.links import stack_set_link
from landfast_sim.console.markup import Markup, el
from landfast_sim.console.stack_set_form import text_field
from landfast_sim.console.template_facts import TemplateFacts
from landfast_sim.world import REGION, Owner

PATH = "/cloudformation/stackset/edit"
_HIDDEN = "****"
Values = Mapping[str, str]


@dataclass(frozen=True)
class _Edit:
    """What is to be edited, as a link or a form says it, and what is there."""

    region: str
    name: str
    template_url: str
    template: TemplateFacts
    present: dict[str, str]

    def fields(self) -> dict[str, str]:
        return {"region": self.region, "name": self.name, "templateURL": self.template_url}


async def _read(given: Values, owner: Owner, clients: Clients) -> _Edit:
    region, name = given.get("region", REGION), given.get("name", "")
    template_url = given.get("templateURL", "")
    found = await clients.stack_sets(owner.account_id, region).stack_set(name)
    if template_url:
        template = template_facts.fetch(template_url, owner.account_id, region)
    else:
        template = template_facts.parse(found["TemplateBody"])
    present = {p["ParameterKey"]: p["ParameterValue"] for p in found.get("Parameters", [])}
    return _Edit(region, name, template_url, template, present)


async def show(request: Request, owner: Owner, clients: Clients) -> Response:
    """Return the form."""
    given = {name: values[0] for name, values in request.query.items()}
    return _page(await _read(given, owner, clients), owner, {})


async def update(request: Request, owner: Owner, clients: Clients) -> Response:
    """Update the StackSet; a NoEcho field left empty keeps its value."""
    form = request.form()
    edit = await _read(form, owner, clients)
    typed = parameter_fields.entered(edit.template.parameters, form)
    values: dict[str, str | None] = {
        p.name: None
        if p.no_echo and p.name in edit.present and not typed.get(p.name)
        else typed.get(p.name, "")
        for p in edit.template.parameters
    }
    acknowledged = acknowledgements.given(edit.template, form)
    client = clients.stack_sets(owner.account_id, edit.region)
    try:
        await client.update(edit.name, edit.template_url, values, acknowledged)
    except ConsoleError as error:
        return _page(edit, owner, form, error)
    return redirect(stack_set_link(edit.region, edit.name))


def _page(
    edit: _Edit, owner: Owner, entered: Values, error: ConsoleError | None = None
) -> Response:
    values = {name: "" if value == _HIDDEN else value for name, value in edit.present.items()}
    values |= parameter_fields.entered(edit.template.parameters, entered)
    return page(
        f"Edit {edit.name}",
        alert(f"{error.code}: {error}") if error else None,
        _another_template(edit),
        _form(edit, values),
        owner=owner,
        here=f"{PATH}?{urlencode(edit.fields())}",
        status=400 if error else 200,
    )


def _another_template(edit: _Edit) -> Markup:
    return el(
        "form",
        el("input", type="hidden", name="region", value=edit.region),
        el("input", type="hidden", name="name", value=edit.name),
        text_field(
            "templateURL", "Amazon S3 URL", edit.template_url, "Left empty, the template stays."
        ),
        el("button", "Replace template", type="submit"),
        method="get",
        action=PATH,
    )


def _form(edit: _Edit, values: Values) -> Markup:
    hidden = [
        el("input", type="hidden", name=name, value=value) for name, value in edit.fields().items()
    ]
    return el(
        "form",
        *hidden,
        parameter_fields.fields(edit.template.parameters, values),
        acknowledgements.fields(edit.template),
        el("button", "Submit", type="submit"),
        method="post",
        action=PATH,
    )
