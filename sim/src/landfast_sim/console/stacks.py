"""The stacks of an account in a region: the list, one of them, deleting it."""

from __future__ import annotations

from typing import Any

from landfast_sim.asgi import Request, Response
from landfast_sim.console.cloudformation_client import Clients, CloudFormation
from landfast_sim.console.layout import definition_list, page, redirect, table
from landfast_sim.console.links import stack_link, stacks_link, update_link
from landfast_sim.console.markup import Child, Markup, el
from landfast_sim.console.regions import options
from landfast_sim.world import REGION, Owner


async def show_list(request: Request, owner: Owner, clients: Clients) -> Response:
    """Return the stacks of a region."""
    region = request.one("region", REGION)
    stacks = await clients.of(owner.account_id, region).stacks()
    rows: list[list[Child]] = [
        [
            el("a", stack["StackName"], href=stack_link(region, stack["StackId"])),
            stack["StackStatus"],
            f"{stack['CreationTime']:%Y-%m-%d %H:%M:%S} UTC",
            _actions(region, stack, "Update {}", "Delete {}"),
        ]
        for stack in stacks
    ]
    return page(
        "Stacks",
        _region_picker(region),
        table(f"Stacks in {region}", ["Name", "Status", "Created", "Actions"], rows),
        owner=owner,
        here=stacks_link(region),
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
    return page(
        str(stack["StackName"]),
        el("p", el("a", "All stacks", href=stacks_link(region))),
        _actions(region, stack, "Update parameters", "Delete stack"),
        live,
        owner=owner,
        here=stack_link(region, stack_id),
    )


async def delete(request: Request, owner: Owner, clients: Clients) -> Response:
    """Delete the stack and show it going."""
    form = request.form()
    region, stack_id = form.get("region", REGION), form.get("stackId", "")
    await clients.of(owner.account_id, region).delete_stack(stack_id)
    return redirect(stack_link(region, stack_id))


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


def _actions(region: str, stack: dict[str, Any], update: str, remove: str) -> Markup | None:
    """Return what can be done with a stack; a `{}` in a label is for the stack's name."""
    if stack["StackStatus"] in ("DELETE_COMPLETE", "DELETE_IN_PROGRESS"):
        return None
    name, stack_id = str(stack["StackName"]), str(stack["StackId"])
    return el(
        "form",
        el("a", update.format(name), href=update_link(region, stack_id)),
        el("input", type="hidden", name="region", value=region),
        el("input", type="hidden", name="stackId", value=stack_id),
        el("button", remove.format(name), type="submit", class_="danger"),
        method="post",
        action="/cloudformation/delete",
        class_="actions",
    )


def _region_picker(region: str) -> Markup:
    return el(
        "form",
        el("label", "Region", for_="region"),
        el("select", *options(region), id="region", name="region"),
        el("button", "Show", type="submit"),
        method="get",
        action="/cloudformation/stacks",
        class_="actions",
    )
