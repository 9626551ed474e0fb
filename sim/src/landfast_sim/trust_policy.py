"""What IAM refuses in a trust policy when a role is made or changed.

ministack 1.5.33 stores almost anything. Checked here: that it is a policy, has the elements a trust
policy must and must not have, and that its AWS principals can exist. The account of a `root`
principal is not looked up: in the simulated AWS every 12 digits are an account.
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from ministack.services import iam

_ACCOUNT = re.compile(r"\d{12}")
_ARN = re.compile(
    r"arn:aws[a-z-]*:(?:"
    r"iam::(?P<account>\d{12}):(?:root|(?P<kind>user|role)/(?:[^*?]*/)?(?P<name>[^*?/]+))"
    r"|sts::\d{12}:(?:assumed-role|federated-user)/[^*?]+"
    r")"
)
_KINDS_OF_PRINCIPAL = {"AWS", "Service", "Federated", "CanonicalUser"}
_ACTIONS = {"CreateRole": "AssumeRolePolicyDocument", "UpdateAssumeRolePolicy": "PolicyDocument"}

Answer = tuple[int, dict[str, str], bytes]


def install() -> None:
    """Check the policy in IAM's own calls; CloudFormation asks `problem` itself."""
    for action, parameter in _ACTIONS.items():
        serve: Callable[[dict[str, Any]], Answer] = iam._IAM_HANDLERS[action]
        iam._IAM_HANDLERS[action] = _checked(serve, parameter)


def _checked(
    serve: Callable[[dict[str, Any]], Answer], parameter: str
) -> Callable[[dict[str, Any]], Answer]:
    def handle(parameters: dict[str, Any]) -> Answer:
        found = problem(iam._p(parameters, parameter))
        if found is None:
            return serve(parameters)
        refusal: Answer = iam._error(400, "MalformedPolicyDocument", found, ns="iam")
        return refusal

    return handle


def problem(document: str | dict[str, Any]) -> str | None:
    """Return IAM's message for the first thing wrong with a trust policy, or None."""
    try:
        policy = json.loads(document) if isinstance(document, str) else document
    except ValueError:
        return "This policy contains invalid Json"
    statements = policy.get("Statement") if isinstance(policy, dict) else None
    if isinstance(statements, dict):
        statements = [statements]
    if not statements or not isinstance(statements, list):
        return "Syntax errors in policy."
    return next((found for s in statements if (found := _statement_problem(s))), None)


def _statement_problem(statement: Any) -> str | None:
    if not isinstance(statement, dict) or statement.get("Effect") not in ("Allow", "Deny"):
        return "Syntax errors in policy."
    if "Resource" in statement or "NotResource" in statement:
        return "Has prohibited field Resource"
    if "Action" not in statement and "NotAction" not in statement:
        return "Missing required field Action"
    if "NotPrincipal" in statement:
        return None  # ministack words that refusal
    if "Principal" not in statement:
        return "Missing required field Principal"
    return next(_principal_problems(statement["Principal"]), None)


def _principal_problems(principal: Any) -> Iterator[str]:
    if principal == "*":
        return
    if not isinstance(principal, dict) or not principal or set(principal) - _KINDS_OF_PRINCIPAL:
        yield "Syntax errors in policy."
        return
    named = principal.get("AWS", [])
    for value in [named] if isinstance(named, str) else named:
        if not _can_exist(str(value)):
            yield f'Invalid principal in policy: "AWS":"{value}"'


def _can_exist(principal: str) -> bool:
    if principal == "*" or _ACCOUNT.fullmatch(principal):
        return True
    arn = _ARN.fullmatch(principal)
    if arn is None:
        return False
    if arn["kind"] is None:
        return True
    store = iam._roles if arn["kind"] == "role" else iam._users
    found = store.get_scoped(arn["account"], None, arn["name"])
    return found is not None and found["Arn"] == principal
