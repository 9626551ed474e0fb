"""Credentials of the machine's role, handed out again until they are about to expire."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from ministack.services import sts

from landfast_sim.assume_role import find_role
from landfast_sim.clock import SimClock

LIFETIME_SECONDS = 3600.0
RENEWED_BEFORE_SECONDS = 300.0
"""AWS renews them "at least five minutes before the expiration of the old credentials":
https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-metadata-security-credentials.html
"""

_TIME = "%Y-%m-%dT%H:%M:%SZ"


@dataclass(frozen=True)
class HandedOut:
    """Credentials of a session of a role."""

    role_arn: str
    access_key_id: str
    secret_access_key: str
    token: str
    issued: float
    expires: float

    def as_json(self) -> dict[str, str]:
        """Return the members that all endpoints have."""
        return {
            "AccessKeyId": self.access_key_id,
            "SecretAccessKey": self.secret_access_key,
            "Token": self.token,
            "Expiration": timestamp(self.expires),
        }


class RoleCredentials:
    """Makes sessions as EC2, ECS and EKS do for a role, without a call of AssumeRole."""

    def __init__(self, clock: SimClock) -> None:
        """Issue and renew by `clock`."""
        self._clock = clock
        self._current: dict[tuple[str, str], HandedOut] = {}

    def reset(self) -> None:
        """Forget what was handed out."""
        self._current.clear()

    def of(self, role_arn: str, session_name: str) -> HandedOut | None:
        """Return the current credentials of a role; None if there is no such role (any more)."""
        role = find_role(role_arn)
        if role is None:
            return None
        current = self._current.get((role_arn, session_name))
        now = self._clock.now()
        if current is None or now > current.expires - RENEWED_BEFORE_SECONDS:
            current = self._issue(role["RoleId"], role_arn, session_name)
            self._current[role_arn, session_name] = current
        return current

    def _issue(self, role_id: str, role_arn: str, session_name: str) -> HandedOut:
        now = self._clock.now()
        made = HandedOut(
            role_arn=role_arn,
            access_key_id=sts._gen_session_access_key(),
            secret_access_key=sts._gen_secret(),
            token=sts._gen_session_token(),
            issued=now,
            expires=now + LIFETIME_SECONDS,
        )
        arn, _problem = sts._assumed_role_arn(role_arn, session_name)
        session = {
            "Arn": arn,
            "UserId": f"{role_id}:{session_name}",
            "SecretAccessKey": made.secret_access_key,
            "SessionToken": made.token,
            "Expiration": made.expires,
            "AccountId": role_arn.split(":")[4],
            "PrincipalType": "AssumedRole",
        }
        sts.register_session(made.access_key_id, session)
        return made


def timestamp(seconds: float) -> str:
    """Return a time as the endpoints write it."""
    return datetime.fromtimestamp(seconds, UTC).strftime(_TIME)
