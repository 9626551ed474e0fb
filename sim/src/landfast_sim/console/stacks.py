"""The stacks of an account in a region: the list, one of them, updating and deleting it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from landfast_sim.asgi import Request, Response
from landfast_sim.console import parameter_fields, template_facts
from landfast_sim.console.cloudformation_client import Clients, CloudFormation, ConsoleError
from landfast_sim.console.layout import alert, definition_list, page, redirect, table
from landfast_sim.console.markup import Child, Markup, el
from landfast_sim.world import REGION, Owner

_REGIONS = (
    "us-east-1",
    "us-east-2",
    "us-west-1",
    "us-west-2",
    "ca-central-1",
    "eu-central-1",
    "eu-north-1",
    "eu-west-1",
    "eu-west-2",
    "eu-west-3",
    "ap-northeast-1",
    "ap-northeast-2",
    "ap-south-1",
    "ap-southeast-1",
    "ap-southeast-2",
    "sa-east-1",
)


async def show_list(request: Request, owner: Owner, clients: Clients) -> Response:
    """Return the stacks of a region."""
    region = request.one("region", REGION)
    stacks = await clients.of(owner.account_id, region).stacks()
    rows: list[list[Child]] = [
        [
            el("a", stack["StackName"], href=_link(region, stack["StackId"])),
            stack["StackStatus"],
            f"{stack['CreationTime']:%Y-%m-%d %H:%M:%S} UTC",
        ]
        for stack in stacks
    ]
    return page(
        "Stacks",
        _region_picker(region),
        table(f"Stacks in {region}", ["Name", "Status", "Created"], rows),
        owner=owner,
        here=f"/cloudformation/stacks?{urlencode({'region': region})}",
    )


async def show(request: Request, owner: Owner, clients: Clients) -> Response:
    """Return one stack with everything about it."""
    region, stack_id = request.one("region", REGION), request.one("stackId")
    cloudformation = clients.of(owner.account_id, region)
    stack = await cloudformation.stack(stack_id)
    status = str(stack["StackStatus"])
    live = el(
        "div",
        _overview(stack, region),
        _parameters(stack),
        _outputs(stack),
        await _resources(cloudformation, stack_id),
        await _events(cloudformation, stack_id),
        id="live",
        data_in_progress=status.endswith("_IN_PROGRESS"),
    )
    gone = status in ("DELETE_COMPLETE", "DELETE_IN_PROGRESS")
    return page(
        str(stack["StackName"]),
        el(
            "p",
            el("a", "All stacks", href=f"/cloudformation/stacks?{urlencode({'region': region})}"),
        ),
        None if gone else _actions(region, stack_id),
        live,
        owner=owner,
        here=_link(region, stack_id),
    )


async def show_update(
    request: Request, owner: Owner, clients: Clients, error: ConsoleError | None = None
) -> Response:
    """Return the form that changes a stack's parameters, and its template if the link names one."""
    given = request.form() if request.method == "POST" else {}
    region = given.get("region") or request.one("region", REGION)
    stack_id = given.get("stackId") or request.one("stackId")
    template_url = given.get("templateURL") or request.one("templateURL")
    cloudformation = clients.of(owner.account_id, region)
    stack = await cloudformation.stack(stack_id)
    template = await _template(cloudformation, owner, region, stack_id, template_url)
    current = {p["ParameterKey"]: p["ParameterValue"] for p in stack.get("Parameters", [])}
    hidden = {p.name for p in template.parameters if p.no_echo}
    current = {name: value for name, value in current.items() if name not in hidden}
    current |= parameter_fields.entered(template.parameters, given)
    form = el(
        "form",
        el("input", type="hidden", name="region", value=region),
        el("input", type="hidden", name="stackId", value=stack_id),
        el("input", type="hidden", name="templateURL", value=template_url),
        el("p", f"Template: {template_url or 'the one in use'}"),
        parameter_fields.fields(template.parameters, current),
        el("button", "Update stack", type="submit"),
        method="post",
        action="/cloudformation/update",
    )
    return page(
        f"Update {stack['StackName']}",
        alert(f"{error.code}: {error}") if error else None,
        form,
        owner=owner,
        here=_link(region, stack_id),
        status=400 if error else 200,
    )


async def update(request: Request, owner: Owner, clients: Clients) -> Response:
    """Update the stack; a NoEcho field left empty keeps its value."""
    form = request.form()
    region, stack_id = form.get("region", REGION), form.get("stackId", "")
    template_url = form.get("templateURL", "")
    cloudformation = clients.of(owner.account_id, region)
    template = await _template(cloudformation, owner, region, stack_id, template_url)
    typed = parameter_fields.entered(template.parameters, form)
    values: dict[str, str | None] = {
        p.name: None if p.no_echo and not typed.get(p.name) else typed.get(p.name, "")
        for p in template.parameters
    }
    try:
        await cloudformation.update_stack(stack_id, template_url, values)
    except ConsoleError as error:
        return await show_update(request, owner, clients, error)
    return redirect(_link(region, stack_id))


async def delete(request: Request, owner: Owner, clients: Clients) -> Response:
    """Delete the stack and show it going."""
    form = request.form()
    region, stack_id = form.get("region", REGION), form.get("stackId", "")
    await clients.of(owner.account_id, region).delete_stack(stack_id)
    return redirect(_link(region, stack_id))


async def _template(
    cloudformation: CloudFormation, owner: Owner, region: str, stack_id: str, template_url: str
) -> template_facts.TemplateFacts:
    if template_url:
        return template_facts.fetch(template_url, owner.account_id, region)
    return template_facts.parse(await cloudformation.template(stack_id))


def _overview(stack: dict[str, Any], region: str) -> Markup:
    status = el("span", stack["StackStatus"], role="status", data_testid="stack-status")
    rows: list[tuple[str, Child]] = [
        ("Status", status),
        ("Status reason", stack.get("StackStatusReason") or "-"),
        ("Stack id", stack["StackId"]),
        ("Region", region),
        ("Description", stack.get("Description") or "-"),
    ]
    return el("section", el("h2", "Overview"), definition_list(rows))


def _parameters(stack: dict[str, Any]) -> Markup:
    rows: list[list[Child]] = [
        [p["ParameterKey"], p["ParameterValue"]] for p in stack.get("Parameters", [])
    ]
    return el("section", table("Parameters", ["Key", "Value"], rows))


def _outputs(stack: dict[str, Any]) -> Markup:
    rows: list[list[Child]] = [
        [o["OutputKey"], o["OutputValue"], o.get("Description")] for o in stack.get("Outputs", [])
    ]
    return el("section", table("Outputs", ["Key", "Value", "Description"], rows))


async def _resources(cloudformation: CloudFormation, stack_id: str) -> Markup:
    rows: list[list[Child]] = [
        [
            resource["LogicalResourceId"],
            resource.get("PhysicalResourceId"),
            resource["ResourceType"],
            resource["ResourceStatus"],
        ]
        for resource in await cloudformation.resources(stack_id)
    ]
    return el("section", table("Resources", ["Logical id", "Physical id", "Type", "Status"], rows))


async def _events(cloudformation: CloudFormation, stack_id: str) -> Markup:
    rows: list[list[Child]] = [
        [
            f"{event['Timestamp']:%H:%M:%S}",
            event["LogicalResourceId"],
            event["ResourceStatus"],
            event.get("ResourceStatusReason"),
        ]
        for event in await cloudformation.events(stack_id)
    ]
    return el("section", table("Events", ["Time (UTC)", "Logical id", "Status", "Reason"], rows))


def _actions(region: str, stack_id: str) -> Markup:
    update_link = "/cloudformation/update?" + urlencode({"region": region, "stackId": stack_id})
    return el(
        "form",
        el("a", "Update parameters", href=update_link),
        el("input", type="hidden", name="region", value=region),
        el("input", type="hidden", name="stackId", value=stack_id),
        el("button", "Delete stack", type="submit", class_="danger"),
        method="post",
        action="/cloudformation/delete",
        class_="actions",
    )


def _region_picker(region: str) -> Markup:
    names = _REGIONS if region in _REGIONS else (region, *_REGIONS)
    options = [el("option", name, value=name, selected=name == region) for name in names]
    return el(
        "form",
        el("label", "Region", for_="region"),
        el("select", *options, id="region", name="region"),
        el("button", "Show", type="submit"),
        method="get",
        action="/cloudformation/stacks",
        class_="actions",
    )


def _link(region: str, stack_id: str) -> str:
    return "/cloudformation/stack?" + urlencode({"region": region, "stackId": stack_id})
