"""Credentials of the machine's role, handed out again until they are about to expire."""

from __future__ import annotations

from dataclasses import dataclass

from landfast_sim.assume_role import find_role
from landfast_sim.clock import SimClock
from landfast_sim.role_sessions import RoleSession, open_session, timestamp

LIFETIME_SECONDS = 3600.0
RENEWED_BEFORE_SECONDS = 300.0
"""AWS renews them "at least five minutes before the expiration of the old credentials":
https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-metadata-security-credentials.html
"""


@dataclass(frozen=True)
class HandedOut:
    """A session of a role and since when it is handed out."""

    role_arn: str
    session: RoleSession
    issued: float

    def as_json(self) -> dict[str, str]:
        """Return the members that all endpoints have."""
        return {
            "AccessKeyId": self.session.access_key_id,
            "SecretAccessKey": self.session.secret_access_key,
            "Token": self.session.session_token,
            "Expiration": timestamp(self.session.expires),
        }


class RoleCredentials:
    """Opens sessions as EC2, ECS and EKS do for a role."""

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
        if current is None or now > current.session.expires - RENEWED_BEFORE_SECONDS:
            session = open_session(role, session_name, now + LIFETIME_SECONDS)
            current = HandedOut(role_arn, session, now)
            self._current[role_arn, session_name] = current
        return current
