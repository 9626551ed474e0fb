"""`aws:PrincipalArn` as AWS fills it: for a role session the ARN of the role, path included.

ministack 1.5.33 gives the session's own ARN (`sts ... assumed-role`). AWS documents the role's ARN:
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
#condition-keys-principalarn
"""

from __future__ import annotations

from typing import Any

from ministack.core import iam_evaluator
from ministack.services import iam

_KEY = "aws:principalarn"


def role_arn_of_session(session_arn: str) -> str | None:
    """Return the ARN of the role behind `arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION`."""
    head, found, tail = session_arn.partition(":assumed-role/")
    if not found:
        return None
    account = head.rpartition(":")[2]
    role = iam._roles.get_scoped(account, None, tail.partition("/")[0])
    return str(role["Arn"]) if role else None


def install() -> None:
    """Wrap ministack's lookup of global condition keys."""
    resolve_other_keys = iam_evaluator._resolve_condition_key

    def resolve(key: str, context: Any) -> Any:
        if key.lower() == _KEY and context.principal_type == "AssumedRole":
            return role_arn_of_session(context.principal_arn) or context.principal_arn
        return resolve_other_keys(key, context)

    iam_evaluator._resolve_condition_key = resolve
