"""AWS::IAM::Role as CloudFormation makes it.

ministack 1.5.33 lets a stack take over a role that exists already, ignores PermissionsBoundary and
does not read the trust policy.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ministack.services import iam
from ministack.services.cloudformation import provisioners

from landfast_sim import trust_policy

_TYPE = "AWS::IAM::Role"
Properties = dict[str, Any]
Made = tuple[str, dict[str, Any]]


def install() -> None:
    """Wrap ministack's handlers of the resource type."""
    handlers: dict[str, Callable[..., Made]] = provisioners._RESOURCE_HANDLERS[_TYPE]
    create_role, update_role = handlers["create"], handlers["update"]

    def create(logical_id: str, properties: Properties, stack_name: str) -> Made:
        name = properties.get("RoleName")
        if name and name in iam._roles:
            raise ValueError(
                f"Resource handler returned message: \"Resource of type '{_TYPE}' with identifier "
                f"'{name}' already exists.\" (HandlerErrorCode: AlreadyExists)"
            )
        _refuse_malformed_trust(properties)
        made = create_role(logical_id, properties, stack_name)
        _set_boundary(made[0], properties)
        return made

    def update(physical_id: str, before: Properties, after: Properties, *rest: Any) -> Made:
        _refuse_malformed_trust(after)
        made = update_role(physical_id, before, after, *rest)
        _set_boundary(made[0], after)
        return made

    handlers["create"] = create
    handlers["update"] = update


def _refuse_malformed_trust(properties: Properties) -> None:
    found = trust_policy.problem(properties.get("AssumeRolePolicyDocument", {}))
    if found is not None:
        raise ValueError(f"{found} (Service: Iam, Status Code: 400)")


def _set_boundary(role_name: str, properties: Properties) -> None:
    iam._roles[role_name]["PermissionsBoundary"] = properties.get("PermissionsBoundary", "")
