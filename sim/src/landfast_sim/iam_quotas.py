"""How large policies may be and how many a role may have.

ministack 1.5.33 has no limits. White space does not count.
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from ministack.services import iam
from ministack.services.cloudformation import provisioners

Parameters = dict[str, Any]
Answer = tuple[int, dict[str, str], bytes]
Handler = Callable[[Parameters], Answer]

ROLE_INLINE = 10_240
"""All inline policies of a role together."""

USER_INLINE = 2_048
MANAGED = 6_144
TRUST = 2_048
MANAGED_PER_ROLE = 10


def install() -> None:
    """Check what IAM's calls and CloudFormation's resources write."""
    _check_call(
        "CreateRole", "_create_role", lambda p: _trust(_text(p, "AssumeRolePolicyDocument"))
    )
    _check_call(
        "UpdateAssumeRolePolicy", "_update_assume_role_policy", lambda p: _trust(_policy(p))
    )
    _check_call("PutRolePolicy", "_put_role_policy", _role_policy)
    _check_call("PutUserPolicy", "_put_user_policy", _user_policy)
    _check_call("CreatePolicy", "_create_policy", lambda p: _managed(_policy(p)))
    _check_call("CreatePolicyVersion", "_create_policy_version", lambda p: _managed(_policy(p)))
    _check_call("AttachRolePolicy", "_attach_role_policy", _attachment)
    _check_resource("AWS::IAM::Role", _role_resource)
    _check_resource("AWS::IAM::ManagedPolicy", _managed_resource)


def size(document: str | Mapping[str, Any]) -> int:
    """Return how many characters of a policy IAM counts."""
    text = document if isinstance(document, str) else json.dumps(document)
    return len(re.sub(r"\s", "", text))


def _check_call(action: str, function: str, problem: Callable[[Parameters], str | None]) -> None:
    """Wrap a handler under both of its names: CloudFormation calls the function."""
    serve: Handler = iam._IAM_HANDLERS[action]

    def handle(parameters: Parameters) -> Answer:
        found = problem(parameters)
        if found is None:
            return serve(parameters)
        refusal: Answer = iam._error(409, "LimitExceeded", found, ns="iam")
        return refusal

    iam._IAM_HANDLERS[action] = handle
    setattr(iam, function, handle)


def _check_resource(
    type_name: str, problem: Callable[[Parameters, Parameters], str | None]
) -> None:
    """Wrap a resource type; `problem` gets the properties as they are to be and as they were."""
    handlers = provisioners._RESOURCE_HANDLERS[type_name]
    create, update = handlers["create"], handlers["update"]

    def demand(wanted: Parameters, before: Parameters) -> None:
        found = problem(wanted, before)
        if found is not None:
            message = f"{found} (Service: Iam, Status Code: 409)"
            raise ValueError(message)

    def create_within(logical_id: str, properties: Parameters, stack_name: str) -> Any:
        demand(properties, {})
        return create(logical_id, properties, stack_name)

    def update_within(physical_id: str, before: Parameters, after: Parameters, *rest: Any) -> Any:
        demand(after, before)
        return update(physical_id, before, after, *rest)

    handlers["create"] = create_within
    handlers["update"] = update_within


def _text(parameters: Parameters, name: str) -> str:
    return str(iam._p(parameters, name))


def _policy(parameters: Parameters) -> str:
    return _text(parameters, "PolicyDocument")


def _trust(document: str | Mapping[str, Any]) -> str | None:
    if size(document) > TRUST:
        return f"Cannot exceed quota for ACLSizePerRole: {TRUST}"
    return None


def _managed(document: str | Mapping[str, Any]) -> str | None:
    if size(document) > MANAGED:
        return f"Cannot exceed quota for PolicySize: {MANAGED}"
    return None


def _inline(kind: str, name: str, policies: Mapping[str, Any], limit: int) -> str | None:
    if sum(size(document) for document in policies.values()) > limit:
        return f"Maximum policy size of {limit} bytes exceeded for {kind} {name}"
    return None


def _role_policy(parameters: Parameters) -> str | None:
    name = _text(parameters, "RoleName")
    present = iam._roles.get(name, {}).get("InlinePolicies", {})
    changed = {**present, _text(parameters, "PolicyName"): _policy(parameters)}
    return _inline("role", name, changed, ROLE_INLINE)


def _user_policy(parameters: Parameters) -> str | None:
    name = _text(parameters, "UserName")
    present = iam._user_inline_policies.get(name) or {}
    changed = {**present, _text(parameters, "PolicyName"): _policy(parameters)}
    return _inline("user", name, changed, USER_INLINE)


def _attachment(parameters: Parameters) -> str | None:
    name = _text(parameters, "RoleName")
    present = iam._roles.get(name, {}).get("AttachedPolicies", [])
    return None if _text(parameters, "PolicyArn") in present else _full(name)


def _full(role_name: str) -> str | None:
    """Return the refusal of one more policy on a role."""
    present = iam._roles.get(role_name, {}).get("AttachedPolicies", [])
    return _too_many(len(present) + 1)


def _too_many(policies: int) -> str | None:
    if policies > MANAGED_PER_ROLE:
        return f"Cannot exceed quota for PoliciesPerRole: {MANAGED_PER_ROLE}"
    return None


def _role_resource(properties: Parameters, _before: Parameters) -> str | None:
    policies = {p["PolicyName"]: p["PolicyDocument"] for p in properties.get("Policies", [])}
    return (
        _trust(properties.get("AssumeRolePolicyDocument", {}))
        or _too_many(len(properties.get("ManagedPolicyArns", [])))
        or _inline("role", str(properties.get("RoleName", "")), policies, ROLE_INLINE)
    )


def _managed_resource(properties: Parameters, before: Parameters) -> str | None:
    added = set(properties.get("Roles", [])) - set(before.get("Roles", []))
    full = (_full(role) for role in sorted(added))
    too_large = _managed(properties.get("PolicyDocument", {}))
    return too_large or next((found for found in full if found), None)
