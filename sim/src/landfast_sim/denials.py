"""Which layer of policies denied a call, and how AWS says so.

ministack 1.5.33 evaluates identity policies, permissions boundaries and session policies but calls
every denial one of identity policies, and knows no service control policies. The words:
https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from contextvars import ContextVar
from dataclasses import replace
from enum import StrEnum
from typing import Any

from ministack.core import iam_actions, iam_evaluator

from landfast_sim.service_control import ServiceControlPolicies
from landfast_sim.services import wire

Answer = tuple[int, dict[str, str], bytes]


class Layer(StrEnum):
    """A layer of policies as AWS names it, in the order in which AWS looks for an allow."""

    SERVICE_CONTROL = "service control policy"
    IDENTITY = "identity-based policy"
    BOUNDARY = "permissions boundary"
    SESSION = "session policy"


class _Limit(list[Any]):
    """One of ministack's limits (parsed policies) that knows its layer."""

    def __init__(self, layer: Layer, policies: Sequence[Any]) -> None:
        super().__init__(policies)
        self.layer = layer


_EVERYTHING = {"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}

_PREFIXES = {"ec2": "You are not authorized to perform this operation. "}

_reason: ContextVar[str] = ContextVar("landfast_sim_denial_reason", default="")
"""Why the policies denied the current request."""


def install(service_control: ServiceControlPolicies) -> None:
    """Wrap ministack's evaluation and its wording of denials."""
    _name_limits()
    _add_service_control(service_control)
    evaluate = iam_evaluator.evaluate

    def evaluate_by_layer(context: Any, policies: list[Any], *limits: Any) -> Any:
        result = evaluate(context, policies, *limits)
        if result.decision != "Allow":
            _reason.set(_why(context, policies, limits))
        return result

    iam_evaluator.evaluate = evaluate_by_layer
    respond = iam_actions.access_denied_response

    def answer(service: str, action: str, principal_arn: str, *rest: Any, **more: Any) -> Answer:
        by_resource = more.get("resource_policy_arn") or more.get("message")
        if not more.get("error_code") and not by_resource and _reason.get():
            on = _resource(service, more.get("resource_arn", "*"))
            more["message"] = (
                f"{_PREFIXES.get(service, '')}User: {principal_arn} is not authorized to perform: "
                f"{action}{on} {_reason.get()}"
            )
        found: Answer = respond(service, action, principal_arn, *rest, **more)
        return _as_asked(found, more.get("headers") or {})

    iam_actions.access_denied_response = answer


def _name_limits() -> None:
    """Let ministack's limits know which layer they are."""

    def named(layer: Layer, make: Callable[..., list[Any]]) -> Callable[..., list[Any]]:
        return lambda *arguments: [_Limit(layer, limit) for limit in make(*arguments)]

    iam_evaluator._permissions_boundary = named(Layer.BOUNDARY, iam_evaluator._permissions_boundary)
    iam_evaluator._session_policy_limits = named(
        Layer.SESSION, iam_evaluator._session_policy_limits
    )


def _add_service_control(service_control: ServiceControlPolicies) -> None:
    resolve = iam_evaluator.resolve_principal

    def resolve_bound(*arguments: Any) -> Any:
        principal = resolve(*arguments)
        if isinstance(principal, iam_evaluator.AuthError):
            return principal
        binding = service_control.binding(principal.account)
        if binding is None:
            return principal
        parse = iam_evaluator.parse_policy_document
        limit = _Limit(Layer.SERVICE_CONTROL, [parse(policy) for policy in binding])
        # A root user has no policies of its own and is bound all the same.
        policies = principal.policies if principal.policies is not None else [parse(_EVERYTHING)]
        return replace(principal, policies=policies, limits=[limit, *principal.limits])

    iam_evaluator.resolve_principal = resolve_bound


def _why(context: Any, policies: list[Any], limits: Sequence[Any]) -> str:
    """Return the end of AWS's message; of several layers that deny, AWS names one."""
    found = {limit.layer: limit for limit in limits if isinstance(limit, _Limit)}
    layers = {layer: found.get(layer) for layer in Layer} | {Layer.IDENTITY: policies}
    present = {layer: value for layer, value in layers.items() if value is not None}
    for layer, statements in present.items():
        if _matches(context, statements, "Deny"):
            article = "an" if layer is Layer.IDENTITY else "a"
            return f"with an explicit deny in {article} {layer}"
    missing = (
        layer for layer, statements in present.items() if not _matches(context, statements, "Allow")
    )
    layer = next(missing, Layer.IDENTITY)
    return f"because no {layer} allows the {context.action} action"


def _matches(context: Any, policies: list[Any], effect: str) -> bool:
    statements = [statement for policy in policies for statement in policy]
    return iam_evaluator._first_match(context, statements, effect) is not None


def _resource(service: str, arn: str) -> str:
    """Return how the message names the resource; IAM calls its own by kind and name."""
    if arn == "*":
        return ""
    kind, _, name = arn.rpartition(":")[2].partition("/")
    if service == "iam" and kind in ("role", "user"):
        return f" on resource: {kind} {name.rpartition('/')[2]}"
    return f" on resource: {arn}"


_JSON_DENIAL_STATUS = 400


def _as_asked(answer: Answer, headers: dict[str, str]) -> Answer:
    """Put a JSON denial into the protocol that the client spoke, with its status there."""
    status, answered, body = answer
    if "json" not in answered.get("Content-Type", ""):
        return answer
    if wire.is_cbor(headers):
        members = json.loads(body)
        return wire.refusal(wire.CBOR, _JSON_DENIAL_STATUS, members["__type"], members["message"])
    is_rpc = "x-amz-target" in headers
    return (_JSON_DENIAL_STATUS if is_rpc else status), answered, body
