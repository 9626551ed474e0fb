"""The operations that only read: for the management account and delegated administrators."""

from __future__ import annotations

from landfast_sim.organizations import errors
from landfast_sim.organizations.desk import Desk, Operation, Payload
from landfast_sim.organizations.paging import page


def _list_accounts(desk: Desk, payload: Payload) -> Payload:
    members = list(desk.organization.members.values())
    return page("ListAccounts", payload, members, desk.describe_member)


def _describe_account(desk: Desk, payload: Payload) -> Payload:
    return {"Account": desk.describe_member(desk.member(payload))}


def _list_roots(desk: Desk, payload: Payload) -> Payload:
    return page("ListRoots", payload, [desk.organization.describe_root()], dict)


def _list_accounts_for_parent(desk: Desk, payload: Payload) -> Payload:
    members = desk.organization.members_under(desk.parent(payload))
    return page("ListAccountsForParent", payload, members, desk.describe_member)


def _list_units_for_parent(desk: Desk, payload: Payload) -> Payload:
    organization = desk.organization
    units = organization.units_under(desk.parent(payload))
    operation = "ListOrganizationalUnitsForParent"
    return page(operation, payload, units, organization.describe_unit)


def _describe_unit(desk: Desk, payload: Payload) -> Payload:
    return {"OrganizationalUnit": desk.organization.describe_unit(desk.unit(payload))}


def _list_parents(desk: Desk, payload: Payload) -> Payload:
    organization = desk.organization
    child_id = str(payload["ChildId"])
    child = organization.members.get(child_id) or organization.units.get(child_id)
    if child is None:
        raise errors.missing("child")
    kind = "ROOT" if child.parent_id == organization.root_id else "ORGANIZATIONAL_UNIT"
    return page("ListParents", payload, [{"Id": child.parent_id, "Type": kind}], dict)


def _list_children(desk: Desk, payload: Payload) -> Payload:
    parent_id, kind = desk.parent(payload), payload["ChildType"]
    if kind == "ACCOUNT":
        ids = [member.owner.account_id for member in desk.organization.members_under(parent_id)]
    else:
        ids = [unit.unit_id for unit in desk.organization.units_under(parent_id)]
    return page("ListChildren", payload, ids, lambda child_id: {"Id": child_id, "Type": kind})


def _list_tags(desk: Desk, payload: Payload) -> Payload:
    tags = desk.organization.tags.get(desk.resource(payload), {})
    shapes = [{"Key": key, "Value": value} for key, value in tags.items()]
    return page("ListTagsForResource", payload, shapes, dict)


def _describe_creation(desk: Desk, payload: Payload) -> Payload:
    status = desk.creations.get(str(payload["CreateAccountRequestId"]))
    if status is None:
        raise errors.missing("creation")
    return {"CreateAccountStatus": status}


def _list_creations(desk: Desk, payload: Payload) -> Payload:
    states = payload.get("States")
    found = [c for c in desk.creations.values() if not states or c["State"] in states]
    return page("ListCreateAccountStatus", payload, found, dict)


OPERATIONS: dict[str, Operation] = {
    "DescribeAccount": _describe_account,
    "DescribeCreateAccountStatus": _describe_creation,
    "DescribeOrganizationalUnit": _describe_unit,
    "ListAccounts": _list_accounts,
    "ListAccountsForParent": _list_accounts_for_parent,
    "ListChildren": _list_children,
    "ListCreateAccountStatus": _list_creations,
    "ListOrganizationalUnitsForParent": _list_units_for_parent,
    "ListParents": _list_parents,
    "ListRoots": _list_roots,
    "ListTagsForResource": _list_tags,
}
