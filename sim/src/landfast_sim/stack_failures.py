"""Resources that a stack cannot make: because a test wants so, or a service control policy.

ministack 1.5.33 lets a stack make whatever its template says.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ministack.core import iam_evaluator
from ministack.core.responses import get_account_id, get_region
from ministack.services.cloudformation import stacks

from landfast_sim.service_control import ServiceControlPolicies

_ACTIONS = {
    "AWS::IAM::ManagedPolicy": ("iam:CreatePolicy", "policy", "ManagedPolicyName"),
    "AWS::IAM::Role": ("iam:CreateRole", "role", "RoleName"),
}
"""What making a resource needs, and how its ARN is made: only what Landfast's templates have."""

_EXECUTION_SESSION = "assumed-role/stacksets-exec/stacksets"


@dataclass
class _Failure:
    accounts: list[str]
    reason: str
    resource_type: str | None
    times: int | None
    hits: dict[str, int] = field(default_factory=dict)

    def hit(self, account: str, resource_type: str) -> bool:
        """Whether it applies, counted if so."""
        hits = self.hits.get(account, 0)
        used_up = self.times is not None and hits >= self.times
        of_type = self.resource_type in (None, resource_type)
        if account not in self.accounts or used_up or not of_type:
            return False
        self.hits[account] = hits + 1
        return True

    def as_json(self) -> dict[str, Any]:
        return {
            "accounts": self.accounts,
            "reason": self.reason,
            "resource_type": self.resource_type,
            "times": self.times,
            "hits": self.hits,
        }


class StackFailures:
    """Stands before every resource that a stack makes."""

    def __init__(self, service_control: ServiceControlPolicies) -> None:
        """Let nothing fail but what service control policies deny."""
        self._service_control = service_control
        self._failures: list[_Failure] = []

    def install(self) -> None:
        """Wrap ministack's making of resources."""
        make = stacks._provision_resource

        def make_if_possible(
            resource_type: str, logical_id: str, properties: dict[str, Any], stack_name: str
        ) -> Any:
            problem = self._problem(resource_type, properties, stack_name)
            if problem is not None:
                raise ValueError(problem)
            return make(resource_type, logical_id, properties, stack_name)

        stacks._provision_resource = make_if_possible

    def reset(self) -> None:
        """Let nothing fail."""
        self._failures.clear()

    def as_json(self) -> list[dict[str, Any]]:
        """Return what is to fail, and how often it did by account."""
        return [failure.as_json() for failure in self._failures]

    def add(self, wanted: dict[str, Any]) -> None:
        """Let resources fail, from the admin API's JSON, or raise ValueError naming the field."""
        known = {"accounts", "reason", "resource_type", "times"}
        unknown = sorted(set(wanted) - known)
        if unknown:
            message = f"unknown field: expected one of {sorted(known)}, found {unknown[0]!r}"
            raise ValueError(message)
        accounts, reason = wanted.get("accounts"), wanted.get("reason")
        if not isinstance(accounts, list) or not all(isinstance(one, str) for one in accounts):
            message = f"accounts: expected a list of account ids, found {accounts!r}"
            raise ValueError(message)
        if not isinstance(reason, str) or not reason:
            message = f"reason: expected what AWS would say, found {reason!r}"
            raise ValueError(message)
        times = wanted.get("times")
        if times is not None and (not isinstance(times, int) or isinstance(times, bool)):
            message = f"times: expected how often in each account, found {times!r}"
            raise ValueError(message)
        self._failures.append(_Failure(accounts, reason, wanted.get("resource_type"), times))

    def _problem(
        self, resource_type: str, properties: dict[str, Any], stack_name: str
    ) -> str | None:
        account = get_account_id()
        for failure in self._failures:
            if failure.hit(account, resource_type):
                return failure.reason
        binding = self._service_control.binding(account)
        if binding is None or resource_type not in _ACTIONS:
            return None
        action, kind, name_member = _ACTIONS[resource_type]
        resource = f"arn:aws:iam::{account}:{kind}/{properties.get(name_member, '*')}"
        caller = f"arn:aws:iam::{account}:root"
        if stack_name.startswith("StackSet-"):
            caller = f"arn:aws:sts::{account}:{_EXECUTION_SESSION}"
        context = iam_evaluator.EvalContext(
            caller, "AssumedRole", account, action, resource, get_region()
        )
        parsed = [iam_evaluator.parse_policy_document(policy) for policy in binding]
        statements = [statement for policy in parsed for statement in policy]
        why = _denial(context, statements)
        if why is None:
            return None
        return (
            f"User: {caller} is not authorized to perform: {action} on resource: {resource} {why} "
            "(Service: Iam, Status Code: 403)"
        )


def _denial(context: Any, statements: list[Any]) -> str | None:
    if iam_evaluator._first_match(context, statements, "Deny") is not None:
        return "with an explicit deny in a service control policy"
    if iam_evaluator._first_match(context, statements, "Allow") is None:
        return f"because no service control policy allows the {context.action} action"
    return None
