"""Creating a StackSet: first the URL of its template, then everything else on one page.

The real console walks through five pages. As there, a link fills nothing in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from landfast_sim.asgi import Request, Response
from landfast_sim.console import acknowledgements, parameter_fields
from landfast_sim.console.cloudformation_client import Clients, ConsoleError
from landfast_sim.console.layout import alert, definition_list, page, redirect
from landfast_sim.console.links import stack_set_link, stack_sets_link
from landfast_sim.console.markup import Markup, el, join
from landfast_sim.console.regions import options
from landfast_sim.console.stack_sets_client import NewStackSet
from landfast_sim.console.template_facts import TemplateFacts, fetch
from landfast_sim.world import REGION, Owner

PATH = "/cloudformation/stacksets/create"
_TITLE = "Create StackSet"
_ORGANIZATION, _UNITS = "organization", "units"

Form = Mapping[str, str]


@dataclass(frozen=True)
class _Choice:
    """A question with a few answers, the first of which is chosen unless another one was."""

    name: str
    legend: str
    answers: tuple[tuple[str, str], ...]

    def given(self, form: Form) -> str:
        """Return the answer that was given, or the usual one."""
        known = [value for value, _ in self.answers]
        return form[self.name] if form.get(self.name) in known else known[0]

    def field(self, form: Form, *more: Markup) -> Markup:
        """Return a radio button for each answer."""
        chosen = self.given(form)
        rows = [
            el(
                "div",
                el(
                    "input",
                    type="radio",
                    id=f"{self.name}-{value}",
                    name=self.name,
                    value=value,
                    checked=value == chosen,
                ),
                el("label", label, for_=f"{self.name}-{value}"),
                class_="choice",
            )
            for value, label in self.answers
        ]
        return el("fieldset", el("legend", self.legend), *rows, *more)


_EXECUTION = _Choice(
    "execution", "Managed execution", (("inactive", "Inactive"), ("active", "Active"))
)
_TARGETS = _Choice(
    "targets",
    "Deployment targets",
    (
        (_ORGANIZATION, "Deploy to organization"),
        (_UNITS, "Deploy to organizational units (OUs)"),
    ),
)
_AUTOMATIC = _Choice(
    "automatic", "Automatic deployment", (("on", "Activated"), ("off", "Deactivated"))
)
_REMOVAL = _Choice(
    "removal",
    "Account removal behavior",
    (("delete", "Delete stacks"), ("retain", "Retain stacks")),
)


async def show(request: Request, owner: Owner, _clients: Clients) -> Response:
    """Return the page that asks for the template, or the one that asks for the rest."""
    given = {name: values[0] for name, values in request.query.items()}
    region, template_url = given.get("region", REGION), given.get("templateURL", "")
    if not template_url:
        return _ask_for_template(owner, region)
    try:
        template = fetch(template_url, owner.account_id, region)
    except ConsoleError as error:
        return _ask_for_template(owner, region, template_url, error)
    return _form(owner, template, {"region": region, "templateURL": template_url})


async def create(request: Request, owner: Owner, clients: Clients) -> Response:
    """Create the StackSet, or show the form again with what AWS says."""
    form = request.form()
    region, template_url = form.get("region", REGION), form.get("templateURL", "")
    try:
        template = fetch(template_url, owner.account_id, region)
    except ConsoleError as error:
        return _ask_for_template(owner, region, template_url, error)
    client = clients.stack_sets(owner.account_id, region)
    name = form.get("stackSetName", "")
    try:
        by_unit = _TARGETS.given(form) == _UNITS
        units = form.get("unitIds", "").replace(",", " ").split() if by_unit else None
        wanted = NewStackSet(
            name=name,
            template_url=template_url,
            region=form.get("deployRegion", region),
            parameters=parameter_fields.entered(template.parameters, form),
            capabilities=acknowledgements.given(template, form),
            units=await client.roots() if units is None else units,
            automatic=_AUTOMATIC.given(form) == "on",
            retain=_REMOVAL.given(form) == "retain",
            managed_execution=_EXECUTION.given(form) == "active",
            preferences=_preferences(form),
        )
        await client.create(wanted)
    except ConsoleError as error:
        return _form(owner, template, form, error)
    return redirect(stack_set_link(region, name))


def _preferences(form: Form) -> dict[str, int]:
    found = {}
    for name in ("MaxConcurrentCount", "FailureToleranceCount"):
        text = form.get(name, "")
        if not text.isdigit():
            raise ConsoleError("ValidationError", f"{name}: expected a number, found {text!r}")
        found[name] = int(text)
    return found


def _ask_for_template(
    owner: Owner, region: str, template_url: str = "", error: ConsoleError | None = None
) -> Response:
    form = el(
        "form",
        el("input", type="hidden", name="region", value=region),
        text_field("templateURL", "Amazon S3 URL", template_url, "Where the template is."),
        el("button", "Next", type="submit"),
        method="get",
        action=PATH,
    )
    return page(
        _TITLE,
        alert(f"{error.code}: {error}") if error else None,
        el("p", el("a", "All StackSets", href=stack_sets_link(region))),
        form,
        owner=owner,
        here=f"{PATH}?{urlencode({'region': region})}",
        status=400 if error else 200,
    )


def _form(
    owner: Owner, template: TemplateFacts, form: Form, error: ConsoleError | None = None
) -> Response:
    region, template_url = form.get("region", REGION), form.get("templateURL", "")
    values = parameter_fields.entered(template.parameters, form)
    content = el(
        "form",
        el("input", type="hidden", name="region", value=region),
        el("input", type="hidden", name="templateURL", value=template_url),
        _template_section(template, template_url),
        text_field(
            "stackSetName",
            "StackSet name",
            form.get("stackSetName", ""),
            "Letters, digits and hyphens; begins with a letter.",
        ),
        parameter_fields.fields(template.parameters, values),
        _EXECUTION.field(form),
        _TARGETS.field(form, text_field("unitIds", "AWS OU ID", form.get("unitIds", ""), _IDS)),
        _AUTOMATIC.field(form),
        _REMOVAL.field(form),
        _region_field(form.get("deployRegion", region)),
        _deployment_options(form),
        acknowledgements.fields(template),
        el("button", "Create StackSet", type="submit"),
        method="post",
        action=PATH,
    )
    here = f"{PATH}?{urlencode({'region': region, 'templateURL': template_url})}"
    return page(
        _TITLE,
        alert(f"{error.code}: {error}") if error else None,
        content,
        owner=owner,
        here=here,
        status=400 if error else 200,
    )


_IDS = "Ids of organizational units, with commas between them; only for the second choice."


def _template_section(template: TemplateFacts, template_url: str) -> Markup:
    facts = definition_list(
        [
            ("Template URL", template_url),
            ("Description", template.description or "-"),
            ("Permissions", "Service-managed permissions"),
        ]
    )
    return el("section", el("h2", "Template"), facts)


def _region_field(region: str) -> Markup:
    label = el("label", "Specify regions", for_="deployRegion")
    select = el("select", *options(region), id="deployRegion", name="deployRegion")
    return el("div", label, select, class_="field")


def _deployment_options(form: Form) -> Markup:
    most = form.get("MaxConcurrentCount", "1")
    tolerated = form.get("FailureToleranceCount", "0")
    return el(
        "fieldset",
        el("legend", "Deployment options"),
        text_field("MaxConcurrentCount", "Maximum concurrent accounts", most, "A number."),
        text_field("FailureToleranceCount", "Failure tolerance", tolerated, "A number."),
    )


def text_field(name: str, label: str, value: str, hint: str) -> Markup:
    """Return a field of one line with its label and a hint below it."""
    hint_id = f"{name}-hint"
    field = el(
        "input",
        id=name,
        name=name,
        value=value,
        type="text",
        autocomplete="off",
        spellcheck="false",
        aria_describedby=hint_id,
    )
    above = join(el("label", label, for_=name), field)
    return el("div", above, el("p", hint, class_="hint", id=hint_id), class_="field")
