"""What AWS checks at AssumeRole and ministack 1.5.33 does not.

Refused before ministack sees it: a role that does not exist, exists under another path, is too
new to be visible or in an account that is suspended or closed, all with the words of any other
denial, because AWS does not disclose whether a role exists; and a SourceIdentity that either side
does not allow to be set. Refused after it: a session longer than the role or role chaining permits.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import parse_qs

from ministack import app as ministack_app
from ministack.core import iam_evaluator
from ministack.core.responses import get_account_id, get_region
from ministack.core.router import extract_access_key_id
from ministack.services import iam, sts

from landfast_sim.propagation import Visibility

Answer = tuple[int, dict[str, str], bytes]
Handler = Callable[..., Awaitable[Answer]]

DEFAULT_DURATION_SECONDS = 3600
CHAINED_SESSION_SECONDS = 3600
"""The longest session of a role that was assumed with another role's credentials (AWS, STS API)."""

_ROLE_ARN_FIELDS = 6
_OK = 200


class AssumeRoleChecks:
    """Stands before and behind ministack's AssumeRole."""

    def __init__(self, visibility: Visibility, is_usable: Callable[[str], bool]) -> None:
        """Ask `visibility` whether a role has become visible, and whether its account is usable."""
        self._visibility = visibility
        self._is_usable = is_usable

    def install(self) -> None:
        """Wrap ministack's handler of STS."""
        serve: Handler = ministack_app.SERVICE_HANDLERS["sts"]

        async def handle(
            method: str, path: str, headers: dict[str, str], body: bytes, query: dict[str, Any]
        ) -> Answer:
            parameters = parameters_of(body, query)
            if parameters.get("Action") != "AssumeRole":
                return await serve(method, path, headers, body, query)
            access_key_id = str(extract_access_key_id(headers, query))
            refused = self._refused_before(parameters, access_key_id)
            if refused is not None:
                return refused
            answer = await serve(method, path, headers, body, query)
            if answer[0] != _OK:
                return answer
            return _too_long(parameters, access_key_id) or answer

        ministack_app.SERVICE_HANDLERS["sts"] = handle

    def _refused_before(self, parameters: dict[str, str], access_key_id: str) -> Answer | None:
        role_arn = parameters.get("RoleArn", "")
        if not is_role_arn(role_arn):
            return None  # ministack's ValidationError
        caller_arn = _caller_arn(access_key_id)
        role = find_role(role_arn)
        usable = self._is_usable(role_arn.split(":")[4])
        if role is None or not usable or not self._visibility.visible(role):
            return _denied(caller_arn, "sts:AssumeRole", role_arn)
        if parameters.get("SourceIdentity") and not _may_set_source_identity(
            role, role_arn, caller_arn, access_key_id, parameters
        ):
            return _denied(caller_arn, "sts:SetSourceIdentity", role_arn)
        return None


def find_role(role_arn: str) -> dict[str, Any] | None:
    """Return the role whose ARN is exactly this one, path included."""
    account = role_arn.split(":")[4]
    role: dict[str, Any] | None = iam._roles.get_scoped(account, None, role_arn.rpartition("/")[2])
    return role if role is not None and role["Arn"] == role_arn else None


def is_role_arn(role_arn: str) -> bool:
    """Whether a text has the form of a role's ARN."""
    parts = role_arn.split(":", _ROLE_ARN_FIELDS - 1)
    return len(parts) == _ROLE_ARN_FIELDS and parts[2] == "iam" and parts[5].startswith("role/")


def parameters_of(body: bytes, query: dict[str, Any]) -> dict[str, str]:
    """Return the parameters of a query call."""
    fields = {**query, **parse_qs(body.decode("utf-8", errors="replace"))}
    return {name: values[0] for name, values in fields.items()}


def _caller_arn(access_key_id: str) -> str:
    identity = iam_evaluator.resolve_caller_identity(access_key_id)
    return str(identity["userArn"]) if identity else "unknown"


def _may_set_source_identity(
    role: dict[str, Any],
    role_arn: str,
    caller_arn: str,
    access_key_id: str,
    parameters: dict[str, str],
) -> bool:
    """Whether the caller's policies and the role's trust policy allow sts:SetSourceIdentity.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html
    """
    action = "sts:SetSourceIdentity"
    denied = iam_evaluator.enforce(access_key_id, action, "sts", get_region(), role_arn)
    if denied is not None:
        return False
    context = iam_evaluator.EvalContext(
        principal_arn=caller_arn,
        principal_type="AssumedRole" if ":assumed-role/" in caller_arn else "Root",
        principal_account=get_account_id(),
        action=action,
        resource_arn=role_arn,
        region=get_region(),
        service_context={
            "sts:externalid": parameters.get("ExternalId"),
            "sts:rolesessionname": parameters.get("RoleSessionName"),
            "sts:sourceidentity": parameters.get("SourceIdentity"),
        },
    )
    trust = role.get("AssumeRolePolicyDocument", "{}")
    return bool(iam_evaluator.evaluate_trust_policy(trust, caller_arn, context))


def _too_long(parameters: dict[str, str], access_key_id: str) -> Answer | None:
    wanted = int(parameters.get("DurationSeconds") or DEFAULT_DURATION_SECONDS)
    if access_key_id in sts._sessions and wanted > CHAINED_SESSION_SECONDS:
        return _invalid(
            "The requested DurationSeconds exceeds the 1 hour session limit "
            "for roles assumed by role chaining"
        )
    role = find_role(parameters["RoleArn"])
    if role is not None and wanted > int(role.get("MaxSessionDuration", DEFAULT_DURATION_SECONDS)):
        return _invalid(
            "The requested DurationSeconds exceeds the MaxSessionDuration set for this role."
        )
    return None


def _denied(caller_arn: str, action: str, role_arn: str) -> Answer:
    message = f"User: {caller_arn} is not authorized to perform: {action} on resource: {role_arn}"
    answer: Answer = sts._error(403, "AccessDenied", message, ns="sts")
    return answer


def _invalid(message: str) -> Answer:
    answer: Answer = sts._error(400, "ValidationError", message, ns="sts")
    return answer
