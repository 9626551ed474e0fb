"""The two roles of a self-managed StackSet: whether they exist and trust whom they must.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-prereqs-self-managed.html
"""

from __future__ import annotations

import json
from typing import Any

from ministack.services import iam

from landfast_sim.stack_sets.model import StackSet

ADMINISTRATION_ROLE = "AWSCloudFormationStackSetAdministrationRole"
EXECUTION_ROLE = "AWSCloudFormationStackSetExecutionRole"

_SERVICE = "cloudformation.amazonaws.com"


def problem(stack_set: StackSet, account: str) -> str | None:
    """Return what is missing for a deployment to an account, in the words of StackSets."""
    administration = str(stack_set.administration_role)
    name = administration.rpartition("/")[2]
    if _SERVICE not in _trusted(stack_set.account, name, "Service"):
        return (
            f"Account {stack_set.account} should have '{name}' role with trust relationship to "
            "CloudFormation service."
        )
    execution = str(stack_set.execution_role)
    trusted = _trusted(account, execution, "AWS")
    root = f"arn:aws:iam::{stack_set.account}:root"
    if not trusted & {administration, root, stack_set.account}:
        return (
            f"Account {account} should have '{execution}' role with trust relationship to Role "
            f"'{name}'."
        )
    return None


def _trusted(account: str, role_name: str, kind: str) -> set[str]:
    role: dict[str, Any] | None = iam._roles.get_scoped(account, None, role_name)
    if role is None:
        return set()
    document = role["AssumeRolePolicyDocument"]
    statements = (json.loads(document) if isinstance(document, str) else document)["Statement"]
    found: set[str] = set()
    for statement in statements if isinstance(statements, list) else [statements]:
        principal = statement.get("Principal", {})
        if statement.get("Effect") == "Allow" and isinstance(principal, dict):
            values = principal.get(kind, [])
            found |= {values} if isinstance(values, str) else set(values)
    return found
