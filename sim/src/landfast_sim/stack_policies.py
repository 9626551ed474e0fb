"""AWS::IAM::ManagedPolicy and AWS::IAM::RolePolicy as CloudFormation makes them.

ministack 1.5.33 lets a stack overwrite a managed policy that exists already, passes over roles that
do not exist, and does not have the other type.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from ministack.core.iam_evaluator import validate_policy_document
from ministack.services import iam
from ministack.services.cloudformation import provisioners

_TYPE = "AWS::IAM::ManagedPolicy"
_INLINE_TYPE = "AWS::IAM::RolePolicy"
Properties = dict[str, Any]
_ERRORS_FROM = 300


def install() -> None:
    """Wrap ministack's handlers of one type and add those of the other."""
    handlers: dict[str, Callable[..., Any]] = provisioners._RESOURCE_HANDLERS[_TYPE]
    create_policy, update_policy = handlers["create"], handlers["update"]

    def create(logical_id: str, properties: Properties, stack_name: str) -> Any:
        name = properties.get("ManagedPolicyName")
        # Names are unique in an account, whatever their paths.
        if name and name in {policy["PolicyName"] for policy in iam._policies.values()}:
            raise ValueError(
                f'Resource handler returned message: "A policy called {name} already exists. '
                'Duplicate names are not allowed." (HandlerErrorCode: AlreadyExists)'
            )
        _demand_entities(properties)
        return create_policy(logical_id, properties, stack_name)

    def update(physical_id: str, before: Properties, after: Properties, *rest: Any) -> Any:
        _demand_entities(after)
        return update_policy(physical_id, before, after, *rest)

    handlers["create"] = create
    handlers["update"] = update
    provisioners._RESOURCE_HANDLERS[_INLINE_TYPE] = {
        "create": _create_inline,
        "update": _update_inline,
        "delete": _delete_inline,
    }


def _demand_entities(properties: Properties) -> None:
    stores = (("Roles", "role", iam._roles), ("Users", "user", iam._users))
    for member, kind, store in stores:
        for name in properties.get(member) or []:
            if name not in store:
                raise ValueError(_missing(kind, name))


def _missing(kind: str, name: str) -> str:
    return (
        f'Resource handler returned message: "The {kind} with name {name} cannot be found. '
        '(Service: Iam, Status Code: 404)" (HandlerErrorCode: NotFound)'
    )


def _create_inline(_logical_id: str, properties: Properties, _stack_name: str) -> Any:
    role, name = properties["RoleName"], properties["PolicyName"]
    if role not in iam._roles:
        raise ValueError(_missing("role", role))
    if name in iam._roles[role].get("InlinePolicies", {}):
        message = (
            f"Resource handler returned message: \"Resource of type '{_INLINE_TYPE}' with "
            f"identifier '{name}|{role}' already exists.\" (HandlerErrorCode: AlreadyExists)"
        )
        raise ValueError(message)
    _put_inline(properties)
    return f"{name}|{role}", {}


def _update_inline(physical_id: str, before: Properties, after: Properties, stack_name: str) -> Any:
    if any(before.get(member) != after.get(member) for member in ("RoleName", "PolicyName")):
        return _create_inline(physical_id, after, stack_name)  # the former one is then deleted
    _put_inline(after)
    return physical_id, {}


def _put_inline(properties: Properties) -> None:
    document = properties.get("PolicyDocument", {})
    found = validate_policy_document(document)
    if found:
        raise ValueError(found)
    text = document if isinstance(document, str) else json.dumps(document)
    members = {"RoleName": properties["RoleName"], "PolicyName": properties["PolicyName"]}
    status, _, body = iam._put_role_policy({**members, "PolicyDocument": text})
    if status >= _ERRORS_FROM:
        message = (
            f'Resource handler returned message: "{body!r}" (HandlerErrorCode: InvalidRequest)'
        )
        raise ValueError(message)


def _delete_inline(physical_id: str, _properties: Properties) -> None:
    name, _, role = physical_id.partition("|")
    iam._delete_role_policy({"RoleName": role, "PolicyName": name})
