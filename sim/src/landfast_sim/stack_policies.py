"""AWS::IAM::ManagedPolicy as CloudFormation makes it.

ministack 1.5.33 lets a stack overwrite a policy that exists already.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ministack.services import iam
from ministack.services.cloudformation import provisioners

_TYPE = "AWS::IAM::ManagedPolicy"


def install() -> None:
    """Wrap ministack's handler of the resource type."""
    handlers: dict[str, Callable[..., Any]] = provisioners._RESOURCE_HANDLERS[_TYPE]
    create_policy = handlers["create"]

    def create(logical_id: str, properties: dict[str, Any], stack_name: str) -> Any:
        name = properties.get("ManagedPolicyName")
        # Names are unique in an account, whatever their paths.
        if name and name in {policy["PolicyName"] for policy in iam._policies.values()}:
            raise ValueError(
                f'Resource handler returned message: "A policy called {name} already exists. '
                'Duplicate names are not allowed." (HandlerErrorCode: AlreadyExists)'
            )
        return create_policy(logical_id, properties, stack_name)

    handlers["create"] = create
