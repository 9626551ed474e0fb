"""Updating a stack: its parameters, and its template if the link names one.

The real console's link is `#/stacks/update/template?stackId=ARN&templateURL=URL`. What stands in
the fields is what the stack has; only parameters that are new in the template have its defaults.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from landfast_sim.asgi import Request, Response
from landfast_sim.console import acknowledgements, parameter_fields, template_facts
from landfast_sim.console.cloudformation_client import Clients, CloudFormation, ConsoleError
from landfast_sim.console.layout import alert, page, redirect
from landfast_sim.console.links import stack_link
from landfast_sim.console.markup import Markup, el
from landfast_sim.console.template_facts import TemplateFacts
from landfast_sim.world import REGION, Owner

PATH = "/cloudformation/update"
_ARN_REGION = 3
Values = Mapping[str, str]


@dataclass(frozen=True)
class _Update:
    """What is to be updated and by whom, as a link or a form says it."""

    region: str
    stack_id: str
    template_url: str
    owner: Owner
    cloudformation: CloudFormation

    @classmethod
    def read(cls, given: Values, owner: Owner, clients: Clients) -> _Update:
        stack_id = given.get("stackId", "")
        in_arn = stack_id.split(":")[_ARN_REGION] if stack_id.startswith("arn:aws") else REGION
        region = given.get("region") or in_arn
        client = clients.of(owner.account_id, region)
        return cls(region, stack_id, given.get("templateURL", ""), owner, client)

    async def template(self) -> TemplateFacts:
        if self.template_url:
            return template_facts.fetch(self.template_url, self.owner.account_id, self.region)
        return template_facts.parse(await self.cloudformation.template(self.stack_id))

    def fields(self) -> dict[str, str]:
        return {
            "region": self.region,
            "stackId": self.stack_id,
            "templateURL": self.template_url,
        }


async def show(request: Request, owner: Owner, clients: Clients) -> Response:
    """Return the form that a link opens."""
    given = {name: values[0] for name, values in request.query.items()}
    return await _page(_Update.read(given, owner, clients), {})


async def update(request: Request, owner: Owner, clients: Clients) -> Response:
    """Update the stack; a NoEcho field left empty keeps its value."""
    form = request.form()
    wanted = _Update.read(form, owner, clients)
    template = await wanted.template()
    stack = await wanted.cloudformation.stack(wanted.stack_id)
    present = {p["ParameterKey"] for p in stack.get("Parameters", [])}
    typed = parameter_fields.entered(template.parameters, form)
    values: dict[str, str | None] = {
        p.name: None
        if p.no_echo and p.name in present and not typed.get(p.name)
        else typed.get(p.name, "")
        for p in template.parameters
    }
    acknowledged = acknowledgements.given(template, form)
    try:
        await wanted.cloudformation.update_stack(
            wanted.stack_id, wanted.template_url, values, acknowledged
        )
    except ConsoleError as error:
        return await _page(wanted, form, error)
    return redirect(stack_link(wanted.region, wanted.stack_id))


async def _page(wanted: _Update, entered: Values, error: ConsoleError | None = None) -> Response:
    stack = await wanted.cloudformation.stack(wanted.stack_id)
    template = await wanted.template()
    hidden = {p.name for p in template.parameters if p.no_echo}
    values = {
        p["ParameterKey"]: "" if p["ParameterKey"] in hidden else p["ParameterValue"]
        for p in stack.get("Parameters", [])
    }
    values |= parameter_fields.entered(template.parameters, entered)
    return page(
        f"Update {stack['StackName']}",
        alert(f"{error.code}: {error}") if error else None,
        _form(wanted, template, values),
        owner=wanted.owner,
        here=f"{PATH}?{urlencode(wanted.fields())}",
        status=400 if error else 200,
    )


def _form(wanted: _Update, template: TemplateFacts, values: Values) -> Markup:
    hidden = [
        el("input", type="hidden", name=name, value=value)
        for name, value in wanted.fields().items()
    ]
    return el(
        "form",
        *hidden,
        el("p", f"Template: {wanted.template_url or 'the one in use'}"),
        parameter_fields.fields(template.parameters, values),
        acknowledgements.fields(template),
        el("button", "Update stack", type="submit"),
        method="post",
        action=PATH,
    )
