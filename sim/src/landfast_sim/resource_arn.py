"""The ARN that a call is authorized on, where ministack 1.5.33 leaves it or a part of it out.

IAM's ARNs have the path of the role or user. Resource types of each action:
https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ministack.core import iam_actions
from ministack.services import iam

from landfast_sim import template_condition
from landfast_sim.access_keys import ROOT, own_user_name, owner_of
from landfast_sim.world import ORGANIZATION_ID, PAYER, REGION


@dataclass(frozen=True)
class _Request:
    """The arguments of ministack's function."""

    service: str
    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    query: dict[str, list[str]]
    region: str
    account_id: str

    def operation(self) -> str:
        return self.headers.get("x-amz-target", "").rpartition(".")[2]

    def members(self) -> dict[str, Any]:
        """Return the members of a JSON request."""
        try:
            found = json.loads(self.body or b"{}")
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}

    def member(self, name: str) -> str | None:
        """Return a text member of a JSON request."""
        found = self.members().get(name)
        return found if isinstance(found, str) else None


def _iam(request: _Request, found: str) -> str:
    source = request.query.get("PolicySourceArn")
    if source:
        return str(source[0])
    provider = request.query.get("OpenIDConnectProviderArn")
    if provider:
        return str(provider[0])
    if found == "*" and (user := _key_owner(request)) is not None:
        root = f"arn:aws:iam::{request.account_id}:root"
        found = root if user == ROOT else f"arn:aws:iam::{request.account_id}:user/{user}"
    return _stored_arn(found, request.account_id)


def _key_owner(request: _Request) -> str | None:
    """Return whose keys a call is about that does not say so."""
    action = request.query.get("Action", [""])[0]
    if action == "GetAccessKeyLastUsed":
        return owner_of(request.query.get("AccessKeyId", [""])[0])
    return own_user_name() if action.endswith(("AccessKey", "AccessKeys")) else None


def _cost_explorer(request: _Request, _found: str) -> str:
    return f"arn:aws:ce:{REGION}:{request.account_id}:/{request.operation()}"


def _budgets(request: _Request, _found: str) -> str:
    return f"arn:aws:budgets::{request.account_id}:budget/{request.member('BudgetName') or '*'}"


_ORGANIZATIONS_IDS = ("AccountId", "ChildId", "OrganizationalUnitId", "ResourceId", "ParentId")


def _organizations(request: _Request, _found: str) -> str:
    """Return the account, unit or root that a call is about; the management account owns them."""
    named = next(filter(None, map(request.member, _ORGANIZATIONS_IDS)), None)
    if named is None:
        return "*"
    kind = {"o": "ou", "r": "root"}.get(named[0], "account")
    resource = f"{kind}/{ORGANIZATION_ID}/{named}"
    return f"arn:aws:organizations::{PAYER.account_id}:{resource}"


def _data_exports(request: _Request, found: str) -> str:
    return request.member("ExportArn") or request.member("ResourceArn") or found


def _reports(request: _Request, _found: str) -> str:
    name = request.member("ReportName")
    if request.operation() == "PutReportDefinition":
        name = (request.members().get("ReportDefinition") or {}).get("ReportName")
    # Describing them is authorized on no single one.
    resource = f"arn:aws:cur:{REGION}:{request.account_id}:definition/{name}"
    return resource if name else "*"


def _cloudformation(request: _Request, found: str) -> str:
    """Return the StackSet that a call is about; only CreateStackSet names none."""
    template_condition.note(request.query)
    action = request.query.get("Action", [""])[0]
    name = request.query.get("StackSetName", [""])[0]
    if not name or action == "CreateStackSet":
        return found
    if name.startswith("arn:"):
        return name
    resource = f"stackset/{name if ':' in name else name + ':*'}"
    return f"arn:aws:cloudformation:{request.region}:{request.account_id}:{resource}"


_BY_SERVICE: dict[str, Callable[[_Request, str], str]] = {
    "bcm-data-exports": _data_exports,
    "budgets": _budgets,
    "ce": _cost_explorer,
    "cloudformation": _cloudformation,
    "cur": _reports,
    "iam": _iam,
    "organizations": _organizations,
}


def install() -> None:
    """Wrap ministack's construction of resource ARNs."""
    construct = iam_actions.extract_resource_arn

    def extract(*arguments: Any) -> str:
        request = _Request(*arguments)
        found = str(construct(*arguments))
        correct = _BY_SERVICE.get(request.service)
        return correct(request, found) if correct else found

    iam_actions.extract_resource_arn = extract


def _stored_arn(arn: str, account_id: str) -> str:
    resource = arn.rpartition(":")[2]
    kind, _, name = resource.partition("/")
    store = {"role": iam._roles, "user": iam._users}.get(kind)
    found = store.get_scoped(account_id, None, name) if store is not None else None
    return str(found["Arn"]) if found else arn
