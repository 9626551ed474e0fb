"""Quick create: one page from a link to a stack, at the same URL as in AWS.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-console-create-stacks-quick-create-links.html
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from landfast_sim.asgi import Request, Response
from landfast_sim.console import acknowledgements, parameter_fields
from landfast_sim.console.cloudformation_client import Clients, ConsoleError
from landfast_sim.console.layout import alert, definition_list, page, redirect
from landfast_sim.console.markup import Markup, el, join
from landfast_sim.console.template_facts import TemplateFacts, fetch
from landfast_sim.world import REGION, Owner

PATH = "/cloudformation/quickcreate"
_TITLE = "Quick create stack"


@dataclass(frozen=True)
class _Draft:
    """What is about to be created, as far as it is filled in."""

    region: str
    template_url: str
    stack_name: str
    values: dict[str, str]


def show(request: Request, owner: Owner) -> Response:
    """Return the page that a quick-create link opens."""
    given = {name: values[0] for name, values in request.query.items()}
    region, template_url = given.get("region", REGION), given.get("templateURL", "")
    if not template_url:
        return _no_template(request, owner, "The link has no templateURL.")
    try:
        template = fetch(template_url, owner.account_id, region)
    except ConsoleError as error:
        return _no_template(request, owner, str(error))
    values = parameter_fields.offered(template.parameters, given)
    draft = _Draft(region, template_url, given.get("stackName", ""), values)
    return _form(draft, template, owner)


async def create(request: Request, owner: Owner, clients: Clients) -> Response:
    """Create the stack, or show the form again with what AWS says."""
    form = request.form()
    region, template_url = form.get("region", REGION), form.get("templateURL", "")
    try:
        template = fetch(template_url, owner.account_id, region)
    except ConsoleError as error:
        return _no_template(request, owner, str(error))
    values = parameter_fields.entered(template.parameters, form)
    draft = _Draft(region, template_url, form.get("stackName", ""), values)
    acknowledged = acknowledgements.given(template, form)
    try:
        stack_id = await clients.of(owner.account_id, region).create_stack(
            draft.stack_name, template_url, values, acknowledged
        )
    except ConsoleError as error:
        return _form(draft, template, owner, error)
    return redirect("/cloudformation/stack?" + urlencode({"region": region, "stackId": stack_id}))


def _form(
    draft: _Draft, template: TemplateFacts, owner: Owner, error: ConsoleError | None = None
) -> Response:
    content = el(
        "form",
        el("input", type="hidden", name="region", value=draft.region),
        el("input", type="hidden", name="templateURL", value=draft.template_url),
        _template_section(draft, template),
        _name_field(draft.stack_name),
        parameter_fields.fields(template.parameters, draft.values),
        acknowledgements.fields(template),
        el("button", "Create stack", type="submit"),
        method="post",
        action=PATH,
    )
    return page(
        _TITLE,
        alert(f"{error.code}: {error}") if error else None,
        content,
        owner=owner,
        here=_here(draft),
        status=400 if error else 200,
    )


def _template_section(draft: _Draft, template: TemplateFacts) -> Markup:
    rows = [
        ("Template URL", draft.template_url),
        ("Description", template.description or "-"),
        ("Region", draft.region),
    ]
    facts = definition_list([(name, value) for name, value in rows])
    return el("section", el("h2", "Template"), facts)


def _name_field(stack_name: str) -> Markup:
    hint = "Letters, digits and hyphens; begins with a letter; at most 128 characters."
    field = el(
        "input",
        id="stackName",
        name="stackName",
        value=stack_name,
        type="text",
        autocomplete="off",
        aria_describedby="stackName-hint",
    )
    label = el("label", "Stack name", for_="stackName")
    return el(
        "div", label, field, el("p", hint, class_="hint", id="stackName-hint"), class_="field"
    )


def _no_template(request: Request, owner: Owner, message: str) -> Response:
    explanation = el("p", "The template could not be read, so there is nothing to create.")
    here = f"{PATH}?{urlencode(request.query, doseq=True)}"
    return page(_TITLE, join(alert(message), explanation), owner=owner, here=here, status=400)


def _here(draft: _Draft) -> str:
    parameters = {parameter_fields.PREFIX + name: value for name, value in draft.values.items()}
    link = {
        "region": draft.region,
        "templateURL": draft.template_url,
        "stackName": draft.stack_name,
        **parameters,
    }
    return f"{PATH}?{urlencode(link)}"
