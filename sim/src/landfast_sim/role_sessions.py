"""Sessions of roles that are opened by somebody else than AssumeRole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from ministack.services import sts

_ACCOUNT_FIELD = 4


@dataclass(frozen=True)
class RoleSession:
    """A session and its credentials."""

    arn: str
    user_id: str
    access_key_id: str
    secret_access_key: str
    session_token: str
    expires: float


def open_session(
    role: dict[str, Any],
    session_name: str,
    expires: float,
    policies: dict[str, Any] | None = None,
) -> RoleSession:
    """Make credentials that ministack accepts until `expires`, narrowed by session policies."""
    arn, problem = sts._assumed_role_arn(role["Arn"], session_name)
    if problem is not None:
        message = f"not a role's ARN: {role['Arn']}"
        raise ValueError(message)
    made = RoleSession(
        arn=arn,
        user_id=f"{role['RoleId']}:{session_name}",
        access_key_id=sts._gen_session_access_key(),
        secret_access_key=sts._gen_secret(),
        session_token=sts._gen_session_token(),
        expires=expires,
    )
    sts.register_session(
        made.access_key_id,
        {
            "Arn": made.arn,
            "UserId": made.user_id,
            "SecretAccessKey": made.secret_access_key,
            "SessionToken": made.session_token,
            "Expiration": made.expires,
            "AccountId": role["Arn"].split(":")[_ACCOUNT_FIELD],
            "PrincipalType": "AssumedRole",
            "SessionPolicies": policies,
        },
    )
    return made


def timestamp(seconds: float) -> str:
    """Return a time as AWS writes it beside credentials."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
