"""The StackSets of an account: the list, one of them with its operations and instances."""

from __future__ import annotations

from typing import Any

from landfast_sim.asgi import Request, Response
from landfast_sim.console.cloudformation_client import Clients, ConsoleError
from landfast_sim.console.layout import definition_list, page, redirect, table
from landfast_sim.console.links import (
    stack_set_link,
    stack_set_operation_link,
    stack_set_update_link,
    stack_sets_link,
)
from landfast_sim.console.markup import Child, Markup, el
from landfast_sim.console.stack_set_form import PATH as CREATE
from landfast_sim.console.stack_sets_client import StackSets
from landfast_sim.world import REGION, Owner

_MOST_ROWS = 200
"""An organization may have thousands of accounts, and the page is drawn anew while it waits."""

_OPEN = ("QUEUED", "RUNNING", "STOPPING")


async def show_list(request: Request, owner: Owner, clients: Clients) -> Response:
    """Return the StackSets of a region."""
    region = request.one("region", REGION)
    client = clients.stack_sets(owner.account_id, region)
    rows: list[list[Child]] = [
        [
            el("a", found["StackSetName"], href=stack_set_link(region, found["StackSetName"])),
            found["Status"],
            found["PermissionModel"],
            _on(found.get("AutoDeployment", {}).get("Enabled"), "Enabled", "Disabled"),
        ]
        for found in await client.stack_sets()
    ]
    columns = ["Name", "Status", "Permission model", "Automatic deployment"]
    return page(
        "StackSets",
        await _access(client, region),
        el("p", el("a", "Create StackSet", href=f"{CREATE}?region={region}")),
        table(f"StackSets in {region}", columns, rows),
        owner=owner,
        here=stack_sets_link(region),
    )


async def show(request: Request, owner: Owner, clients: Clients) -> Response:
    """Return one StackSet with everything about it."""
    region, name = request.one("region", REGION), request.one("name")
    client = clients.stack_sets(owner.account_id, region)
    found, operations = await client.stack_set(name), await client.operations(name)
    instances = await client.instances(name)
    live = el(
        "div",
        _overview(found, region),
        _operations(operations, region, name),
        _instances(instances),
        _parameters(found),
        id="live",
        data_in_progress=any(operation["Status"] in _OPEN for operation in operations),
    )
    return page(
        str(found["StackSetName"]),
        el("p", el("a", "All StackSets", href=stack_sets_link(region))),
        _actions(region, name),
        live,
        owner=owner,
        here=stack_set_link(region, name),
    )


async def show_operation(request: Request, owner: Owner, clients: Clients) -> Response:
    """Return one operation with its result in every account."""
    region, name = request.one("region", REGION), request.one("name")
    operation_id = request.one("operationId")
    client = clients.stack_sets(owner.account_id, region)
    found = await client.operation(name, operation_id)
    results = await client.results(name, operation_id)
    rows: list[list[Child]] = [
        [
            result["Account"],
            result["Region"],
            result.get("OrganizationalUnitId"),
            result["Status"],
            result.get("StatusReason"),
        ]
        for result in results[:_MOST_ROWS]
    ]
    status = el("span", found["Status"], role="status", data_testid="operation-status")
    facts: list[tuple[str, Child]] = [
        ("Operation id", operation_id),
        ("Action", found["Action"]),
        ("Status", status),
        ("Status reason", found.get("StatusReason") or "-"),
    ]
    columns = ["Account", "Region", "Target", "Status", "Reason"]
    live = el(
        "div",
        el("section", el("h2", "Overview"), definition_list(facts)),
        el("section", table(_caption("Results", len(results)), columns, rows)),
        id="live",
        data_in_progress=found["Status"] in _OPEN,
    )
    return page(
        f"Operation on {name}",
        el("p", el("a", name, href=stack_set_link(region, name))),
        live,
        owner=owner,
        here=stack_set_operation_link(region, name, operation_id),
    )


async def remove(request: Request, owner: Owner, clients: Clients) -> Response:
    """Delete the instances, or the StackSet once there are none."""
    form = request.form()
    region, name = form.get("region", REGION), form.get("name", "")
    client = clients.stack_sets(owner.account_id, region)
    if await client.instances(name):
        await client.delete_instances(name)
        return redirect(stack_set_link(region, name))
    await client.delete(name)
    return redirect(stack_sets_link(region))


async def activate(request: Request, owner: Owner, clients: Clients) -> Response:
    """Activate trusted access with Organizations."""
    region = request.form().get("region", REGION)
    await clients.stack_sets(owner.account_id, region).activate()
    return redirect(stack_sets_link(region))


async def _access(client: StackSets, region: str) -> Markup | None:
    """Return what the management account sees about its organization; others see nothing."""
    try:
        status = await client.access()
    except ConsoleError:
        return None
    if status == "ENABLED":
        return el("p", "Trusted access with AWS Organizations is activated.")
    return el(
        "form",
        el("span", "Trusted access with AWS Organizations is not activated."),
        el("input", type="hidden", name="region", value=region),
        el("button", "Activate trusted access", type="submit"),
        method="post",
        action="/cloudformation/stacksets/activate",
        class_="actions",
    )


def _overview(found: dict[str, Any], region: str) -> Markup:
    deployment = found.get("AutoDeployment", {})
    rows: list[tuple[str, Child]] = [
        ("Status", found["Status"]),
        ("StackSet id", found["StackSetId"]),
        ("Region", region),
        ("Permission model", found["PermissionModel"]),
        ("Targets", ", ".join(found.get("OrganizationalUnitIds", [])) or "-"),
        ("Automatic deployment", _on(deployment.get("Enabled"), "Enabled", "Disabled")),
        (
            "Account removal",
            _on(deployment.get("RetainStacksOnAccountRemoval"), "Retain stacks", "Delete stacks"),
        ),
        ("Managed execution", _on(found["ManagedExecution"]["Active"], "Active", "Inactive")),
    ]
    return el("section", el("h2", "Overview"), definition_list(rows))


def _operations(operations: list[dict[str, Any]], region: str, name: str) -> Markup:
    rows: list[list[Child]] = [
        [
            el(
                "a",
                operation["OperationId"],
                href=stack_set_operation_link(region, name, operation["OperationId"]),
            ),
            operation["Action"],
            el("span", operation["Status"], data_testid=f"operation-{number}"),
            f"{operation['CreationTimestamp']:%H:%M:%S}",
            str(operation["StatusDetails"]["FailedStackInstancesCount"]),
        ]
        for number, operation in enumerate(operations)
    ]
    columns = ["Operation id", "Action", "Status", "Begun (UTC)", "Failed"]
    return el("section", table("Operations", columns, rows))


def _instances(instances: list[dict[str, Any]]) -> Markup:
    rows: list[list[Child]] = [
        [
            instance["Account"],
            instance["Region"],
            instance.get("OrganizationalUnitId"),
            instance["Status"],
            instance["StackInstanceStatus"]["DetailedStatus"],
            instance.get("StatusReason"),
        ]
        for instance in instances[:_MOST_ROWS]
    ]
    columns = ["Account", "Region", "Target", "Status", "Detailed status", "Reason"]
    return el("section", table(_caption("Stack instances", len(instances)), columns, rows))


def _caption(what: str, found: int) -> str:
    return what if found <= _MOST_ROWS else f"{what} (the first {_MOST_ROWS} of {found})"


def _parameters(found: dict[str, Any]) -> Markup:
    rows: list[list[Child]] = [
        [p["ParameterKey"], p["ParameterValue"]] for p in found.get("Parameters", [])
    ]
    return el("section", table("Parameters", ["Key", "Value"], rows))


def _actions(region: str, name: str) -> Markup:
    return el(
        "form",
        el("a", "Edit StackSet details", href=stack_set_update_link(region, name)),
        el("input", type="hidden", name="region", value=region),
        el("input", type="hidden", name="name", value=name),
        el("button", "Delete stacks, then StackSet", type="submit", class_="danger"),
        method="post",
        action="/cloudformation/stackset/delete",
        class_="actions",
    )


def _on(value: object, yes: str, no: str) -> str:
    return yes if value else no
